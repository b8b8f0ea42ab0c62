"""What is wrong with a book, before anything of it is run or built: its records, its prose, its form, its uses."""

from collections.abc import Callable, Sequence
from pathlib import Path

from compendium.book.chapters.chapter_form import check_form
from compendium.book.chapters.markup import check_markup
from compendium.book.text.lint import check_chapters
from compendium.book.tracing.usage import check_uses
from compendium.datasets.datapackage import stale_tables
from compendium.errors import Problem
from compendium.evidence import Ledger
from compendium.evidence.book_ledger import ledger_as_it_is, records_print
from compendium.evidence.checking import check_ledger
from compendium.evidence.schema import schema_files
from compendium.fingerprints import code_print, kept, mark, marked, one_print, prints_of, text_print
from compendium.root import DATA

Refuse = Callable[[Sequence[Problem]], None]


def problems_of_files(root: Path, ledger: Ledger) -> list[Problem]:
    """All that the files alone can tell: what is readable and not right, numbers typed by hand, a chapter's form."""
    found, missing = problems_of_records(root, ledger), _unusable(root, ledger)
    # tables cannot be made anew from records that are themselves wrong
    stale = [] if found else list(stale_tables(root))
    # numbers typed by hand are held against the results, which need all of their inputs, and tables that are there
    lint = not missing and (root / DATA).is_dir()
    markup = check_markup(root, ledger)
    # a role that is not closed also looks like a number without a source: it is told once, by its cause
    told = {(problem.file, problem.line) for problem in markup}
    numbers = [each for each in (check_chapters(root, ledger) if lint else []) if (each.file, each.line) not in told]
    return [*found, *stale, *markup, *numbers, *check_form(root)]


def problems(root: Path) -> list[Problem]:
    """All that is wrong with a book, as its files, and its chapters' last runs, can tell; each thing once.

    Raises EvidenceError where a record cannot be read at all.
    """
    ledger, broken = ledger_as_it_is(root)
    # what a name should lead to cannot be checked where it leads nowhere; who else uses it can be told
    found = [*broken, *([] if broken else problems_of_files(root, ledger))]
    told = {(problem.file, problem.line) for problem in found}
    return [*found, *(each for each in problems_of_uses(root, ledger) if (each.file, each.line) not in told)]


def problems_of_records(root: Path, ledger: Ledger) -> list[Problem]:
    """What is readable in the records and not right: without it, no table can be made of them."""
    found = kept(root, "ledger-problems", records_print(root), lambda: check_ledger(ledger))
    return [*found, *_unusable(root, ledger)]


def _unusable(root: Path, ledger: Ledger) -> list[Problem]:
    """Why results cannot be computed or named: inputs that nobody gives, names that stand for two things."""
    def found() -> list[Problem]:
        from compendium.results.made_of import missing_inputs

        return [*missing_inputs(ledger), *_taken_names(ledger)]

    return kept(root, "unusable", records_print(root), found)


def _taken_names(ledger: Ledger) -> list[Problem]:
    """Questions and assumptions with the id of a computed result: in prose a fact is named by its id alone."""
    from compendium.results.register import registered_results

    results = {result.id for result in registered_results()}
    kinds = {"question": list(ledger.questions), "assumption": list(ledger.assumptions)}
    return [Problem(*ledger.place_of(f"{kind} {name}"), f"id '{name}' is a computed result's too; ids of questions,"
                    " assumptions and results are one set, as a fact is named by its id alone")
            for kind, names in kinds.items() for name in names if name in results]


def problems_of_uses(root: Path, ledger: Ledger) -> list[Problem]:
    """What only a run can tell: claims that nothing uses, and names that lead nowhere."""
    return check_uses(root, ledger)


def renew_data(root: Path, ledger: Ledger) -> list[str]:
    """Write the files of ``data/`` and the schemas that are not what the records say now; the names of those."""
    if marked(root, "derived") == _derived(root):
        return []
    from compendium.datasets.writing import write_files
    from compendium.results.register import data_files

    changed = write_files(data_files(ledger), root / "data")
    changed += write_files(schema_files(), root / "seeds" / "schema")
    mark(root, derived=_derived(root))
    return changed


def _derived(root: Path) -> str:
    """The fingerprint of the records, of the code, and of the tables that were made from them."""
    return text_print(one_print(prints_of([root / "seeds", root / "data"], root)), code_print(root, ("book", "cli.py")))
