"""Whether every name that a fact, a table, a chart or a recorded value refers to exists."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from compendium.book.tracing.recorded import recorded_names
from compendium.book.tracing.uses import Use
from compendium.evidence import Ledger, Problem
from compendium.evidence.near_names import near
from compendium.results.made_of import inputs_of_results

LEADS_NOWHERE = ("prose", "rivals", "table", "figure")
"""Uses that somebody wrote by name; the others follow from the ledger itself."""


def names_of(ledger: Ledger) -> set[str]:
    """Everything that a fact can name, but for what the chapters record."""
    return {*ledger.entries, *ledger.questions, *ledger.assumptions, *inputs_of_results()}


def unknown_names(root: Path, ledger: Ledger, used: Mapping[str, Iterable[Use]]) -> Iterator[Problem]:
    """Each use of a name that is neither in the ledger nor recorded by a chapter, with the names near it."""
    recorded, unsure = recorded_names(root)
    known = names_of(ledger) | recorded
    for name in sorted(used.keys() - known):
        if name.partition(":")[0] in unsure:
            continue
        where = "is recorded by no cell" if ":" in name else "is not in the ledger"
        for use in used[name]:
            # a chart may also draw what is no claim, such as a source or a file
            if use.kind in LEADS_NOWHERE and (use.kind != "figure" or "/" in name):
                what = f"{use.kind} '{use.name}' refers to" if use.name else "refers to"
                yield Problem(use.file, use.line, f"{what} '{name}', which {where}; {near(name, known)}")
