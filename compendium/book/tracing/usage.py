"""Where each claim and each result is used, so that none is read and then forgotten."""

from collections.abc import Iterator
from itertools import chain
from pathlib import Path

from compendium.book.text.passage import Role
from compendium.book.text.prose import pages, passages
from compendium.book.tracing.computed_uses import figure_uses, table_uses
from compendium.book.tracing.fact_names import names_of, unknown_names
from compendium.book.tracing.recorded import check_recorded, full_name
from compendium.book.tracing.recording_cells import recording_cells
from compendium.book.tracing.uses import Use
from compendium.evidence import Entry, Ledger, Problem
from compendium.evidence.disagreement import rival_claims
from compendium.results.made_of import inputs_of_results
from compendium.results.origins import origin

__all__ = ["Use", "check_uses", "uses"]


def uses(root: Path, ledger: Ledger) -> dict[str, tuple[Use, ...]]:
    """Every place where a claim, result, assumption or question is used, by its id.

    The pages of the ledger, which list everything, are no use; nor is a chart that only counts claims.
    """
    found: dict[str, dict[Use, None]] = {name: {} for name in ledger.entries}
    every = chain(_in_prose(root, ledger), table_uses(root), figure_uses(root), _in_results(), _in_recorded(root))
    for name, use in every:
        found.setdefault(name.partition("#")[0], {})[use] = None
    return {name: tuple(places) for name, places in found.items()}


def check_uses(root: Path, ledger: Ledger) -> list[Problem]:
    """Claims that say why they are unused and are used all the same; names of nothing.

    A claim that no chapter needs stands on its question's page in the ledger, and is no problem.
    """
    if not (root / "chapters").is_dir():
        return []
    used = uses(root, ledger)
    wrong = [Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")
             for entry in ledger if (what := _wrong(entry, used[entry.id]))]
    return [*wrong, *unknown_names(root, ledger, used), *check_recorded(root, names_of(ledger))]


def _wrong(entry: Entry, places: tuple[Use, ...]) -> str:
    if places and entry.claim.unused:
        return f"says why it is unused ('{entry.claim.unused}'), but {places[0]} uses it; remove the field"
    return ""


def _in_prose(root: Path, ledger: Ledger) -> Iterator[tuple[str, Use]]:
    """The facts of the text, and the claims of the blocks that set rivals side by side."""
    for path in pages(root):
        file = path.relative_to(root).as_posix()
        for role in (role for passage in passages(path) for role in passage.roles):
            for name in _named(role, ledger):
                yield name, Use("rivals" if role.name == "rivals" else "prose", file, role.line,
                                role.content if role.name == "rivals" else "")


def _named(role: Role, ledger: Ledger) -> list[str]:
    if role.name == "rivals":
        return [*(entry.id for entry in rival_claims(ledger, role.content)), role.content]
    return [role.target] if role.name in ("fact", "verdict") else []


def _in_recorded(root: Path) -> Iterator[tuple[str, Use]]:
    """The inputs of the values that chapters record."""
    for cell in recording_cells(root):
        file = cell.path.relative_to(root).as_posix()
        for value in cell.values or ():
            place = Use("recorded", file, cell.line_of(value["name"]), full_name(cell, value["name"]))
            yield from ((name, place) for name in value["inputs"])


def _in_results() -> Iterator[tuple[str, Use]]:
    """The inputs of formulas and models, at the line of the code that gives the result."""
    for result, inputs in inputs_of_results().items():
        place = origin(result)
        yield from ((name, Use("result", place.file, place.line, result)) for name in inputs)
