"""How a reader makes a chapter again: its command, what can be varied, its code, and everything that it was made from.

It opens on demand at the end of every page that holds code and is worked out from the page itself, so that
it can neither be forgotten nor be out of date. The files stand in the built book under addresses that stay.
"""

import ast
import re
import shutil
from collections.abc import Iterator, Mapping
from copy import copy
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from docutils import nodes
from sphinx.addnodes import only
from sphinx.application import Sphinx
from sphinx.transforms import SphinxTransform

from compendium.book.ledger.evidence_domain import Evidence, evidence
from compendium.book.ledger.result_facts import printed_fact
from compendium.book.site.addresses import AS_WRITTEN, to_root
from compendium.book.site.blocks import CellContent, on_demand, table
from compendium.book.text.passage import RoleMarkup
from compendium.book.tracing.cells import values_in
from compendium.datasets import TABLES
from compendium.datasets.datapackage import beside_tables
from compendium.execution import cache
from compendium.execution.chapters import Chapter, read_chapter, read_chapters
from compendium.execution.notebooks import as_text, with_results
from compendium.execution.parameters import Parameter
from compendium.execution.text_form import as_python
from compendium.fingerprints import keep_only, kept, one_print, prints_of, text_print, write_whole

if TYPE_CHECKING:
    from nbformat import NotebookNode

TITLE, ANCHOR = "Reproduce this chapter", "reproduce"
NOTEBOOKS, DATA = "notebooks", "data"
"""Folders of the built book."""
CODE, HOW_MADE = "chapter-code", "how-made"
FACT_ROLE = re.compile(r"(?<!`)\{(fact)\}`([^`]+)`(?!`)")


class Reproduce(SphinxTransform):
    """Adds to each chapter the block that says how to make it again."""

    default_priority = 630  # type: ignore[assignment]  # after all that a chapter computed stands in its place

    def apply(self, **_: object) -> None:
        """Add the block at the end of the page; the front page has its own words on it."""
        chapter = read_chapter(Path(self.app.srcdir), self.env.docname)
        top = next(iter(self.document.findall(nodes.section)), None)
        if chapter is not None and top is not None and self.env.docname != self.config.root_doc:
            top += on_demand(TITLE, _content(chapter), anchor=ANCHOR, classes=["reproduce"])


def _content(chapter: Chapter) -> Iterator[nodes.Node]:
    yield nodes.paragraph("", "In the environment that ", nodes.literal("", "make book"), nodes.Text(
        " made, either of these runs the chapter by itself and keeps the executed notebook:"))
    yield nodes.literal_block("", "\n".join(commands(chapter)), language="console", classes=["commands"])
    if chapter.parameters:
        rows: list[list[CellContent]] = [[nodes.literal("", each.name), nodes.literal("", repr(each.default)),
                                          _allowed(each), each.help] for each in chapter.parameters]
        yield table(["Parameter", "As shown", "Allowed", "What it is"], rows, widths=(20, 25, 25, 30))
    else:
        yield nodes.paragraph("", "The chapter has nothing to vary.")
    # a printed page has nothing to download
    yield only("", nodes.paragraph("", "", *_downloads(chapter)), expr="html")


def _allowed(parameter: Parameter) -> str:
    """What may be given, and what does not go together."""
    return "; ".join([parameter.allowed, *(f"not {value} with {other} {with_value}"
                                           for value, other, with_value in parameter.barred)])


def commands(chapter: Chapter) -> list[str]:
    """The two ways to run a chapter on a command line, its first parameter given as it is by default."""
    name = chapter.path.stem
    first = chapter.parameters[0] if chapter.parameters else None
    ours = f" -p {first.name}={_quoted(first)}" if first else ""
    plain = f" -p {first.name} {_quoted(first)}" if first else ""
    return [f"compendium run {name} -o {name}.ipynb{ours}",
            f"jupytext --to ipynb -o - {chapter.file} | papermill - {name}.ipynb{plain}"]


def _quoted(parameter: Parameter) -> str:
    text = str(parameter.default)
    return text if text.replace("-", "").replace(".", "").replace("/", "").isalnum() else f'"{text}"'


def _downloads(chapter: Chapter) -> Iterator[nodes.Node]:
    up = to_root(chapter.docname)
    name = chapter.path.stem
    yield nodes.strong("", "Take along: ")
    yield nodes.reference("", "executed notebook", refuri=f"{up}{NOTEBOOKS}/{name}.ipynb", internal=True)
    yield nodes.Text(", ")
    yield nodes.reference("", "Markdown source", refuri=f"{up}{AS_WRITTEN}/{chapter.docname}.md", internal=True)
    tables = tables_loaded(chapter)
    yield nodes.Text("; data: " if tables else "")
    for number, loaded in enumerate(tables):
        yield nodes.Text(", " if number else "")
        yield nodes.reference("", f"{loaded}.csv", refuri=f"{up}{DATA}/{loaded}.csv", internal=True)
    yield nodes.Text(". In that environment the notebook runs again in any folder: ")
    yield nodes.literal("", f"papermill {name}.ipynb again.ipynb")
    yield nodes.Text(".")


def tables_loaded(chapter: Chapter) -> list[str]:
    """The tables of ``data/`` that a chapter's code loads by name, in that order."""
    cells = (cell.source for cell in chapter.notebook.cells if cell.cell_type == "code")
    calls = (node for source in cells for node in ast.walk(ast.parse(as_python(source))) if isinstance(node, ast.Call))
    names = (call.args[0].value for call in calls
             if ast.unparse(call.func) in ("datasets.load", "load") and call.args
             and isinstance(call.args[0], ast.Constant))
    return [name for name in dict.fromkeys(map(str, names)) if name in TABLES]


class CodeAtTheEnd(SphinxTransform):
    """Moves the code that cells hide to the block that says how to make the chapter again, with its anchors.

    A page without that block, such as the front page, shows none: what is said to be made by code leads to the
    page's source there.
    """

    default_priority = 640  # type: ignore[assignment]
    """After the block has been added, and after the cells have their anchors."""

    def apply(self, **_: object) -> None:
        """Gather the code from top to bottom; a cell that shows nothing leaves nothing behind."""
        blocks = (each for each in self.document.findall(nodes.container)
                  if "reproduce" in each.get("container_classes", ()))
        block = next(blocks, None)
        gathered = nodes.container("", nodes.rubric("", "The code"), classes=[CODE])
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("hide_mode") != "input":
                continue
            code = cell.children[0]
            cell.remove(code)
            del cell["hide_mode"]
            if block is not None:
                gathered += nodes.container("", code, ids=cell["ids"])
                cell["ids"] = []
            if not cell.children:
                cell.parent.remove(cell)
        if block is None:
            page = self.env.docname
            lines = [line for line in self.document.findall(nodes.paragraph) if HOW_MADE in line["classes"]]
            for line in lines:
                for link in line.findall(nodes.reference):
                    link["refuri"] = f"{to_root(page)}{AS_WRITTEN}/{page}.md"
        elif len(gathered.children) > 1:
            # a printed page shows no code
            block += only("", gathered, expr="html")


def named_chapters(notebook: "NotebookNode") -> set[str]:
    """The names of the chapters whose recorded values a text names."""
    named = (found[2].rpartition("<")[2].rstrip("> ").partition(":") for cell in notebook.cells
             if cell.cell_type == "markdown" for found in FACT_ROLE.finditer(cell.source))
    return {stem.strip() for stem, colon, _ in named if colon}


def print_facts(notebook: "NotebookNode", known: Evidence, ran: "Mapping[str, NotebookNode | None]") -> None:
    """Put the words that a reader of the book would see in the place of every fact of the text.

    ``ran`` has executed notebooks by the names of their chapters, and None for one that failed: a value that such
    a chapter recorded is the one of that run, whatever the book's own gave. A name that nobody knows, or that such
    a run did not record, stays as it is.
    """
    here = {f"{chapter}:{value['name']}": value for chapter, each in ran.items() if each for cell in each.cells
            for value in values_in(cell)}
    known = copy(known)
    known.results = {name: row for name, row in known.results.items() if name.partition(":")[0] not in ran} | here
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = FACT_ROLE.sub(
                lambda found: _printed_or_nothing(known, RoleMarkup(found[1], found[2], 0)) or found[0], cell.source)


def _printed_or_nothing(known: Evidence, fact: RoleMarkup) -> str:
    try:
        return fact.words or printed_fact(known, fact.target)
    except (KeyError, ValueError):
        return ""


def write_notebooks(app: Sphinx, problem: Exception | None) -> None:
    """Write each chapter's executed notebook, its facts printed, and the tables of ``data/``."""
    if problem is not None or app.builder.format != "html" or app.config.compendium_page:
        return
    root, out = Path(app.srcdir), Path(app.outdir)
    known = evidence(app)
    for chapter in read_chapters(root):
        made_from = prints_of([chapter.path, cache.executed_path(root, chapter.docname)], root)
        written = kept(root, f"take-along/{chapter.docname}", text_print(one_print(made_from), known.print),
                       partial(_notebook_file, root, chapter, known))
        write_whole(out / NOTEBOOKS / f"{chapter.path.stem}.ipynb", written)
    keep_only(out / NOTEBOOKS, [out / NOTEBOOKS / f"{chapter.path.stem}.ipynb" for chapter in read_chapters(root)])
    shutil.rmtree(out / DATA, ignore_errors=True)
    shutil.copytree(root / DATA, out / DATA, ignore=beside_tables)


def _notebook_file(root: Path, chapter: Chapter, known: Evidence) -> str:
    """A chapter's notebook as its file holds it."""
    # prose may have changed since the run
    notebook = with_results(chapter.notebook, cache.read_executed(root, chapter.docname))
    print_facts(notebook, known, {chapter.path.stem: notebook})
    return as_text(notebook)
