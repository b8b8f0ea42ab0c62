"""How a reader makes a chapter again: its command, what can be varied, and everything that it was made from.

It opens on demand at the end of every page that holds code and is worked out from the page itself, so that
it can neither be forgotten nor be out of date.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import only
from sphinx.transforms import SphinxTransform

from compendium.book.site.blocks import on_demand
from compendium.book.site.blocks import Cell, table
from compendium.datasets import TABLES
from compendium.execution import Chapter, Parameter
from compendium.execution.chapters import read_chapter

TITLE, ANCHOR = "Reproduce this chapter", "reproduce"
NOTEBOOKS, DATA, SOURCES = "notebooks", "data", "_sources"
"""Folders of the built book."""


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
        rows: list[list[Cell]] = [[nodes.literal("", each.name), nodes.literal("", repr(each.default)), each.allowed,
                                   each.help] for each in chapter.parameters]
        yield table(["Parameter", "As shown", "Allowed", "What it is"], rows, widths=(20, 25, 25, 30))
    else:
        yield nodes.paragraph("", "The chapter has nothing to vary.")
    # a printed page has nothing to download
    yield only("", nodes.paragraph("", "", *_downloads(chapter)), expr="html")


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
    up = "../" * chapter.docname.count("/")
    name = chapter.path.stem
    yield nodes.strong("", "Take along: ")
    yield nodes.reference("", "executed notebook", refuri=f"{up}{NOTEBOOKS}/{name}.ipynb", internal=True)
    yield nodes.Text(", ")
    yield nodes.reference("", "Markdown source", refuri=f"{up}{SOURCES}/{chapter.docname}.md", internal=True)
    tables = tables_loaded(chapter)
    yield nodes.Text("; data: " if tables else "")
    for number, loaded in enumerate(tables):
        yield nodes.Text(", " if number else "")
        yield nodes.reference("", f"{loaded}.csv", refuri=f"{up}{DATA}/{loaded}.csv", internal=True)


def tables_loaded(chapter: Chapter) -> list[str]:
    """The tables of ``data/`` that a chapter's code loads by name, in that order."""
    cells = (cell.source for cell in chapter.notebook.cells if cell.cell_type == "code")
    calls = (node for source in cells for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    names = (call.args[0].value for call in calls
             if ast.unparse(call.func) in ("datasets.load", "load") and call.args
             and isinstance(call.args[0], ast.Constant))
    return [name for name in dict.fromkeys(map(str, names)) if name in TABLES]
