"""Everything that files alone can tell of a book: its records, its tables, its chapters, and how they hang together."""

from pathlib import Path

from compendium.book.chapters.chapter_form import check_form
from compendium.book.text.lint import check_chapters
from compendium.book.tracing.usage import check_uses
from compendium.datasets.datapackage import stale_tables
from compendium.errors import Problem
from compendium.evidence import Ledger
from compendium.evidence.checking import check_ledger
from compendium.evidence.reading import ledger_and_broken_names
from compendium.results.made_of import missing_inputs
from compendium.results.register import registered_results


def check_book(root: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger of a book, and all that is wrong with the book; EvidenceError where a record cannot be read."""
    ledger, broken = ledger_and_broken_names(root / "seeds")
    missing = [*missing_inputs(ledger), *_taken_names(ledger)]
    if broken:
        # what a name should lead to cannot be checked; who else uses it can be told
        return ledger, [*broken, *missing, *check_uses(root, ledger)]
    # numbers typed by hand are held against the results, which need all of their inputs
    typed = check_chapters(root, ledger) if not missing else []
    records = check_ledger(ledger)
    # tables cannot be made anew from records that are themselves wrong
    stale = [] if records else list(stale_tables(root))
    return ledger, [*records, *stale, *missing, *typed, *check_uses(root, ledger), *check_form(root)]


def _taken_names(ledger: Ledger) -> list[Problem]:
    """Questions and assumptions with the id of a computed result: in prose a fact is named by its id alone."""
    results = {result.id for result in registered_results()}
    kinds = {"question": list(ledger.questions), "assumption": list(ledger.assumptions)}
    return [Problem(*ledger.place_of(f"{kind} {name}"), f"id '{name}' is a computed result's too; ids of questions,"
                    " assumptions and results are one set, as a fact is named by its id alone")
            for kind, names in kinds.items() for name in names if name in results]
