"""Joining what the chapters say with what they computed: prose from the ``.md``, results from the run.

MyST-NB asks ``read`` for every page. A chapter's code cells are given the outputs that Papermill kept
under the chapter's key; nothing is executed here. A page without code is read as it stands. Where a
result is missing or out of date, the build ends at once and says what to do.
"""

from pathlib import Path
from typing import Any

from docutils import nodes
from myst_nb.core.read import read_myst_markdown_notebook
from nbformat import NotebookNode
from sphinx.application import Sphinx
from sphinx.config import Config
from sphinx.errors import SphinxError
from sphinx.transforms import SphinxTransform
from sphinx.util import logging

from compendium.book.prose.html_markup import unfit
from compendium.book.site.addresses import recorded_anchor
from compendium.book.site.cell_outputs import safe
from compendium.book.tracing.cells import values_in
from compendium.datasets.datapackage import stale_tables
from compendium.drawing import FACT_TYPE
from compendium.errors import ChapterError
from compendium.execution import cache
from compendium.execution.cache import read_report
from compendium.execution.chapters import Chapter, read_chapters
from compendium.execution.text_form import cell_lines, has_header, read_notebook

logger = logging.getLogger(__name__)
_results: dict[str, tuple[str, dict[str, str], bool]] = {}


class MissingResult(SphinxError):
    """A chapter's results are not there."""

    category = "Missing results"


def use_executed_chapters(app: Sphinx, config: Config) -> None:
    """Have MyST-NB read every page through this module; end the build where a result is missing."""
    root = Path(app.srcdir)
    rests_on = cache.environment(root)
    try:
        chapters = read_chapters(root)
    except ChapterError as error:
        # Jupyter Book would bury an ordinary exception under two tracebacks
        raise SystemExit(str(error)) from error
    # the build of one page takes the others as they last ran
    alone = bool(config.compendium_page)
    results = (_as_they_ran if alone else _current)(root, chapters, rests_on)
    _results[str(root)] = rests_on, results, alone
    config.nb_execution_mode = "off"
    # a notebook that an editor keeps beside its chapter is no second page of that name
    config.exclude_patterns = [*config.exclude_patterns, "**.ipynb"]
    config.nb_custom_formats = {".md": ("compendium.book.reader.read", {"root": str(root)}, False)}
    # Sphinx reads every page anew when this changes: facts, tables and ledger pages come from them
    config.compendium_inputs = cache.inputs(root, "seeds", "benchmarks")


def read(text: str, root: str) -> NotebookNode:
    """One page of the book: its cells as written, with the outputs of the run."""
    notebook = read_myst_markdown_notebook(text, add_source_map=True)
    notebook.metadata["source_map"] = _true_lines(text, notebook)
    if isinstance(of_page := notebook.metadata.get("mystnb"), dict):
        # whatever a page asks for, nothing is run here
        of_page["execution_mode"] = "off"
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    if not code or not has_header(text):
        return notebook
    executed = _executed(text, Path(root))
    for cell, result in zip(code, executed, strict=True) if executed else ():
        cell["outputs"] = without_recorded(result.outputs)
        cell.metadata["anchors"] = cell_anchors(result.outputs)
        cell["execution_count"] = result.execution_count
    return notebook


def _true_lines(text: str, notebook: NotebookNode) -> list[int]:
    """Where each cell begins, such that MyST-NB's warnings name the line that a person would count.

    Left to itself it is right only where exactly one empty line stands before a cell.
    """
    begins = cell_lines(text, notebook)
    fences = notebook.metadata["source_map"]
    pairs = zip(notebook.cells, begins, fences, strict=True)
    return [(fence if cell.cell_type == "code" else begin) - 2 for cell, begin, fence in pairs]


def _executed(text: str, root: Path) -> list[NotebookNode]:
    """The cells of a chapter as they ran; none for a page that another is built without."""
    rests_on, results, alone = _results[str(root)]
    key = cache.key(read_notebook(text, "this page"), {}, rests_on)
    if key not in results:
        if alone:
            return []
        raise MissingResult(_advice(["this page"]))
    notebook = cache.read_executed(root, results[key])
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def _current(root: Path, chapters: list[Chapter], rests_on: str) -> dict[str, str]:
    """The chapter behind each key that has a result; the build ends where one has none, or the tables are older than
    the records, as plain Jupyter Book makes neither anew and would print two states of the book."""
    if stale := list(stale_tables(root)):
        raise SystemExit("\n".join(map(str, stale)))
    report = read_report(root)
    keys = {chapter.docname: cache.key(chapter.notebook, {}, rests_on) for chapter in chapters}
    missing = [name for name, key in keys.items() if not cache.is_current(root, report.get(name), key)]
    if missing:
        raise SystemExit(_advice(missing))
    return {key: name for name, key in keys.items()}


def _as_they_ran(root: Path, chapters: list[Chapter], rests_on: str) -> dict[str, str]:
    """The chapter behind each key that has results of as many cells, whatever has changed since.

    Such a page is read again by the next whole build; until then it keeps its labels, to which others refer.
    """
    found = {}
    for chapter in chapters:
        if cache.executed_path(root, chapter.docname).is_file():
            ran, written = cache.read_executed(root, chapter.docname), chapter.notebook
            if len({sum(cell.cell_type == "code" for cell in each.cells) for each in (ran, written)}) == 1:
                found[cache.key(written, {}, rests_on)] = chapter.docname
    return found


def _advice(missing: list[str]) -> str:
    names = ", ".join(missing[:3]) + (f" and {len(missing) - 3} more" if len(missing) > 3 else "")
    return f"No current results for {names}. Run `make book`: it executes the chapters and builds the book."


def without_recorded(outputs: list[Any]) -> list[Any]:
    """A cell's outputs as its page shows them: cleaned, and without what is recorded, which stands in the prose."""
    return safe([output for output in outputs if FACT_TYPE not in output.get("data", {})])


def cell_anchors(outputs: list[Any]) -> list[str]:
    """The anchors of a cell on its page, one for each value that it records."""
    return [recorded_anchor(value["name"]) for value in values_in({"outputs": outputs})]


class CellAnchors(SphinxTransform):
    """Gives each cell that records values its anchors."""

    default_priority = 600  # type: ignore[assignment]

    def apply(self, **_: object) -> None:
        """Add the anchors to the cells, where the reader of chapters has noted them."""
        for cell in self.document.findall(nodes.container):
            cell["ids"] += cell.get("cell_metadata", {}).get("anchors", [])


class WrittenAddresses(SphinxTransform):
    """Gives each link the address that was written: MyST's is escaped already, and a page's writer escapes it again."""

    default_priority = 600  # type: ignore[assignment]

    def apply(self, **_: object) -> None:
        """Take the first escaping back."""
        for link in self.document.findall(nodes.reference):
            if "refuri" in link:
                link["refuri"] = link["refuri"].replace("&amp;", "&")


class LinesAcross(SphinxTransform):
    """Shows a line across where it is written in a quotation, a note or what a cell displays.

    Docutils moves one that stands last out of what it stands in, and stops at one that stands first.
    """

    default_priority = 820  # type: ignore[assignment]  # before docutils looks for them

    def apply(self, **_: object) -> None:
        """Put plain HTML in the place of all that do not part a section."""
        for line in [*self.document.findall(nodes.transition)]:
            if not isinstance(line.parent, nodes.document | nodes.section):
                line.replace_self(nodes.raw("", '<hr class="docutils" />', format="html"))


class WrittenHtml(SphinxTransform):
    """Tells HTML of a page, wherever in it, that would run, load or send something: that of options and cells, too."""

    default_priority = 100  # type: ignore[assignment]  # before the book's own HTML stands among it

    def apply(self, **_: object) -> None:
        """Warn of it, which ends the build; what the reader of Markdown made knows the line that it came from."""
        for html in self.document.findall(nodes.raw):
            if html.source and "template" not in html and (held := unfit(html.astext())):
                logger.warning(held, location=html)
