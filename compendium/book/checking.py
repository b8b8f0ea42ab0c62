"""What is wrong with a book, before anything of it is run or built: its records, its prose, its form, its uses."""

import ast
import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from compendium.book.prose.chapter_form import check_form, check_headlines
from compendium.book.prose.markup import check_markup
from compendium.book.site.addresses import OWN_FOLDERS, OWN_PAGES
from compendium.book.site.changes import problems_of_changes
from compendium.book.site.redirects import redirect_problems
from compendium.book.text.lint import check_chapters
from compendium.book.text.prose import text_files
from compendium.book.text.settings import problems_of_settings
from compendium.book.tracing.book_trace import check_uses
from compendium.book.tracing.cells import recorded_values
from compendium.citation import problems_of_citation
from compendium.columns import items_of, table_rows
from compendium.datasets.datapackage import stale_tables
from compendium.errors import ChapterError, CompendiumError, Problem, unknown
from compendium.evidence import Ledger
from compendium.evidence.checking import check_ledger
from compendium.evidence.reading import ledger_as_it_is, records_print, schema_files
from compendium.execution.chapters import pages, read_chapters, stale_defaults
from compendium.execution.clock import asks_for_time, called_otherwise
from compendium.execution.studies import problems_of_studies
from compendium.execution.text_form import has_header, read_notebook
from compendium.fingerprints import code_print, files_in, kept, mark, marked, one_print, prints_of, text_print
from compendium.root import DATA
from compendium.sealed import changed_by_hand, changed_figures
from compendium.subject import package_of


def problems_of_files(root: Path, ledger: Ledger, unreadable: list[Problem] | None = None) -> list[Problem]:
    """All that the files alone can tell: what is readable and not right, numbers typed by hand, a chapter's form.

    ``unreadable`` are the problems of the pages, where they are known already.
    """
    return [*problems_of_kept(root, ledger), *_problems_of_files(root, ledger, unreadable)]


def problems_of_kept(root: Path, ledger: Ledger) -> list[Problem]:
    """What is wrong with the edition, and with studies and changes: no build makes these anew."""
    known = {*ledger.entries, *ledger.assumptions, *_computed(root)}
    edition = [*problems_of_citation(root), *problems_of_changes(root)] if is_written(root) else []
    return [*edition, *changed_by_hand(root), *problems_of_studies(root, known)]


def _problems_of_files(root: Path, ledger: Ledger, unreadable: list[Problem] | None) -> list[Problem]:
    found, missing = problems_of_records(root, ledger), _told(lambda: unusable_results(root, ledger))
    # tables cannot be made anew from records that are themselves wrong
    stale = [] if found else list(stale_tables(root))
    # numbers typed by hand are held against the results, which need all of their inputs, and tables that are there
    lint = not missing and (root / DATA).is_dir()
    if not is_written(root):
        return [*found, *stale, *(check_chapters(root, ledger) if lint else [])]
    if unreadable := problems_of_pages(root) if unreadable is None else unreadable:
        return [*found, *stale, *unreadable]
    markup = [*problems_of_settings(root), *unlisted_pages(root), *names_of_the_books_own(root),
              *differing_notebooks(root), *redirect_problems(root),
              *stale_defaults(read_chapters(root), ledger), *check_markup(root, ledger)]
    # a role that is not closed also looks like a number without a source: it is told once, by its cause
    told = {(problem.file, problem.line) for problem in markup}
    numbers = _told(lambda: check_chapters(root, ledger, recorded_values(root))) if lint else []
    numbers = [each for each in numbers if (each.file, each.line) not in told]
    return [*found, *stale, *markup, *numbers, *check_form(root), *check_headlines(root, ledger)]


def _told(check: Callable[[], list[Problem]]) -> list[Problem]:
    """What a check tells, or what stops it: results that cannot be computed hide nothing of what else is wrong."""
    try:
        return check()
    except CompendiumError as error:
        return error.problems


def problems(root: Path) -> list[Problem]:
    """All that is wrong with a book, as its files, and its chapters' last runs, can tell; each thing once.

    Raises EvidenceError where a record cannot be read at all.
    """
    ledger, broken = ledger_as_it_is(root)
    # what a name should lead to cannot be checked where it leads nowhere; who else uses it can be told
    unreadable = problems_of_pages(root)
    found = [*broken, *(unusable_results(root, ledger) if broken else problems_of_files(root, ledger, unreadable))]
    told = {(problem.file, problem.line) for problem in found}
    uses = [] if unreadable else problems_of_uses(root, ledger)
    return [*found, *changed_figures(root),
            *(each for each in uses if (each.file, each.line) not in told)]


def is_written(root: Path) -> bool:
    """Whether there are pages around the records, or contents that name some."""
    return (root / "_toc.yml").is_file() or (root / "index.md").is_file()


def problems_of_pages(root: Path) -> list[Problem]:
    """Why a page of the book cannot be read, or its cells not run; nothing more can be said of it before."""
    if not is_written(root):
        return []
    try:
        read_chapters(root)
    except ChapterError as error:
        return error.problems
    return []


def names_of_the_books_own(root: Path) -> Iterator[Problem]:
    """Pages that the contents name as the book calls its own: one of the two would be lost."""
    for name in pages(root):
        first = name.partition("/")[0]
        if name in OWN_PAGES or (first in OWN_FOLDERS and first != name):
            kept = f"{first}/" if first != name else f"{name}.html"
            yield Problem("_toc.yml", 0, f"names {name}, and the book makes {kept} itself; call the page otherwise, or"
                                         f" put it into a folder, such as chapters/{name.rpartition('/')[2]}")


def unlisted_pages(root: Path) -> Iterator[Problem]:
    """Pages of chapters/ that the contents do not name: no reader meets them, and their labels lead nowhere."""
    named = set(pages(root))
    for path in text_files(root):
        name = path.relative_to(root).with_suffix("").as_posix()
        if name not in named:
            yield Problem(f"{name}.md", 0, f"is not in _toc.yml, and so no page of the book; add 'file: {name}' there, "
                                           "or begin its name with a dot while it is a draft")


def differing_notebooks(root: Path) -> Iterator[Problem]:
    """Notebooks that an editor keeps beside their chapters and that hold something else, which no reader would see."""
    for path in text_files(root):
        beside, file = path.with_suffix(".ipynb"), path.relative_to(root).as_posix()
        text = path.read_text(encoding="utf-8-sig") if beside.is_file() else ""
        if has_header(text) and _texts_of(beside) != _texts(read_notebook(text, file, root).cells):
            yield Problem(f"{file.removesuffix('.md')}.ipynb", 0,
                          f"differs from {path.name}, of which the book is made; "
                          f"'jupytext --sync {file}' takes over the newer of the two, else remove this one")


def _texts_of(notebook: Path) -> list[tuple[str, str]]:
    try:
        return _texts(json.loads(notebook.read_text(encoding="utf-8"))["cells"])
    except (ValueError, LookupError, TypeError):
        return []


def _texts(cells: list[Any]) -> list[tuple[str, str]]:
    """The kind and the text of each cell that is not empty, as the last one in JupyterLab is."""
    found = ((each["cell_type"], "".join(each["source"]).strip()) for each in cells)
    return [each for each in found if each[1]]


def problems_of_records(root: Path, ledger: Ledger) -> list[Problem]:
    """What is readable in the records and not right: without it, no table can be made of them."""
    found = kept(root, "ledger-problems", records_print(root), lambda: check_ledger(ledger))
    return [*found, *unusable_results(root, ledger)]


def unusable_results(root: Path, ledger: Ledger) -> list[Problem]:
    """Why results cannot be computed or named: inputs that nobody gives, names that stand for two things, a clock."""
    def found() -> list[Problem]:
        from compendium.results.register import missing_inputs

        return [*missing_inputs(ledger), *_taken_names(ledger), *_asked_clocks(root)]

    return kept(root, "unusable", records_print(root), found)


def _asked_clocks(root: Path) -> Iterator[Problem]:
    """Lines of the subject's own code that ask what day it is, or when a file was written.

    It could be read when its results were registered.
    """
    if (package := package_of(root)) is None:
        return
    for path in (each for each in files_in(package) if each.suffix == ".py" and each.is_file()):
        file = (package.name / path.relative_to(package)).as_posix()
        try:
            code = ast.parse(path.read_bytes())
        except (SyntaxError, ValueError) as problem:
            # what nothing imports is read here alone
            line, why = getattr(problem, "lineno", None) or 1, getattr(problem, "msg", problem)
            yield Problem(file, line, f"is not Python: {why}")
            continue
        for line, told in asks_for_time(code, called_otherwise([code])):
            yield Problem(file, line, told)


def _taken_names(ledger: Ledger) -> list[Problem]:
    """Questions and assumptions with the id of a computed result: in prose a fact is named by its id alone."""
    from compendium.results.register import registered_results

    results = {result.id for result in registered_results()}
    kinds = {"question": list(ledger.questions), "assumption": list(ledger.assumptions)}
    return [Problem(*ledger.place_of(f"{kind} {name}"), f"id '{name}' is a computed result's too; ids of questions,"
                    " assumptions and results are one set, as a fact is named by its id alone")
            for kind, names in kinds.items() for name in names if name in results]


def problems_of_uses(root: Path, ledger: Ledger) -> list[Problem]:
    """What only a run can tell of pages that can be read: claims that nothing uses, and names that lead nowhere."""
    return [*check_uses(root, ledger), *_unmade_results(root, ledger)]


def _unmade_results(root: Path, ledger: Ledger) -> Iterator[Problem]:
    """Headlines and verdicts that rest on results which nothing computes, and headlines on results of other claims."""
    if not (known := _computed(root)):
        return
    named = [("finding", each.id, "results", each.results) for each in ledger.findings.values()]
    named += [("question", each.id, "adjudication.tests", each.adjudication.tests)
              for each in ledger.questions.values() if each.adjudication]
    for kind, name, field, results in named:
        for _, what in unknown(field, results, sorted(known)):
            yield Problem(*ledger.place_of(f"{kind} {name}"), f"{kind} {name}: {field}: {what}")
    for finding in ledger.findings.values():
        for result in finding.results:
            if not set(finding.named) & set(items_of(known.get(result, finding.claims))):
                yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: results: '{result}' is"
                              " computed from none of its claims; name one that is, or the claims behind it")


def _computed(root: Path) -> dict[str, str]:
    """The ids of all results with the claims behind each, as the table has them; none where it is not there."""
    path = root / DATA / "derived.csv"
    if not path.is_file():
        return {}
    with path.open(encoding="utf-8", newline="") as file:
        return {row["id"]: row["claims"] for row in table_rows(file)}


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
