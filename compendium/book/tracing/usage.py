"""Where each claim and each result is used, so that none is read and then forgotten, and no name leads nowhere."""

from collections.abc import Iterator
from pathlib import Path

from compendium.book.tracing.book_trace import BookTrace, book_trace
from compendium.book.tracing.recorded import check_recorded, recorded_names
from compendium.book.tracing.uses import Use
from compendium.errors import near
from compendium.evidence import Entry, Ledger, Problem

__all__ = ["Use", "check_uses", "uses"]


def uses(root: Path, ledger: Ledger) -> dict[str, tuple[Use, ...]]:
    """Every place where a claim, result, assumption or question is used, by its id.

    The pages of the ledger, which list everything, are no use; nor is a chart that only counts claims.
    """
    return dict(book_trace(root, ledger).uses)


def check_uses(root: Path, ledger: Ledger) -> list[Problem]:
    """Claims that say why they are unused and are used all the same; names of nothing.

    A claim that no chapter needs stands on its question's page in the ledger, and is no problem.
    """
    if not (root / "chapters").is_dir():
        return []
    book = book_trace(root, ledger)
    wrong = [Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")
             for entry in ledger if (what := _wrong(entry, book.uses[entry.id]))]
    return [*wrong, *_unknown_names(root, book), *check_recorded(root, book.trace.named)]


def _wrong(entry: Entry, places: tuple[Use, ...]) -> str:
    if places and entry.claim.unused:
        return f"says why it is unused ('{entry.claim.unused}'), but {places[0]} uses it; remove the field"
    return ""


def _unknown_names(root: Path, book: BookTrace) -> Iterator[Problem]:
    """Each use of a name that is neither in the ledger nor recorded by a chapter, with the names near it."""
    unsure = recorded_names(root)[1]
    for name, use in sorted(book.broken):
        # a chart may also draw what is no claim, such as a place or a month; inputs are told where they are recorded
        if name.partition(":")[0] in unsure or use.kind == "recorded" or (
                use.kind in ("figure", "counted") and "/" not in name):
            continue
        where = "is recorded by no cell" if ":" in name else "is not in the ledger"
        what = f"{use.kind} '{use.name}' refers to" if use.name else "refers to"
        yield Problem(use.file, use.line, f"{what} '{name}', which {where}; {near(name, book.trace.named)}")
