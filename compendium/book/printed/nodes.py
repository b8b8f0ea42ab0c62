"""What the printed book has of its own: the mark of a note, the notes of a chapter, and the page of something."""

from typing import Any

from docutils import nodes
from sphinx.writers.latex import LaTeXTranslator


class fact_note(nodes.Inline, nodes.Element):
    """The small number after a fact, which leads to its note; it may stand in captions and tables too."""


class fact_notes(nodes.General, nodes.Element):
    """All notes of a chapter, at its end."""


class fact_trail(nodes.General, nodes.Element):
    """One note: where a fact comes from."""


class page_of(nodes.Inline, nodes.Element):
    """The number of the page on which something stands; ``to`` is its page and anchor in the book."""


class anchor(nodes.Invisible, nodes.Element):
    """A place that links and page numbers can lead to."""


def visit_note(printer: LaTeXTranslator, node: fact_note) -> None:
    """The number, linked."""
    command = "contestednote" if node["contested"] else "factnote"
    printer.body.append(rf"\{command}{{{printer.idescape(node['anchor'])}}}{{{node['number']}}}")
    raise nodes.SkipNode


def visit_notes(printer: LaTeXTranslator, node: fact_notes) -> None:
    """The heading, then the notes in columns."""
    printer.body.append(f"\n\\begin{{factnotes}}{{{printer.idescape(node['anchor'])}}}\n")


def depart_notes(printer: LaTeXTranslator, node: fact_notes) -> None:
    """The end of the notes."""
    printer.body.append("\n\\end{factnotes}\n")


def visit_trail(printer: LaTeXTranslator, node: fact_trail) -> None:
    """The note's number, as the place that its mark leads to."""
    command = "contestedtrail" if node["contested"] else "facttrail"
    printer.body.append(f"\n\\{command}{{{printer.idescape(node['anchor'])}}}{{{node['number']}}}{{")


def depart_trail(printer: LaTeXTranslator, node: fact_trail) -> None:
    """The end of one note."""
    printer.body.append("}\n")


def visit_page(printer: LaTeXTranslator, node: page_of) -> None:
    """'p. 12', linked to where it stands."""
    printer.body.append(rf"\pageof{{{printer.idescape(node['to'])}}}")
    raise nodes.SkipNode


def visit_anchor(printer: LaTeXTranslator, node: anchor) -> None:
    """The places that a block is known by."""
    printer.body.append("".join(printer.hypertarget(name) for name in node["ids"]) + "%\n")
    raise nodes.SkipNode


VISITORS: dict[type[nodes.Element], tuple[Any, Any]] = {
    fact_note: (visit_note, None), fact_notes: (visit_notes, depart_notes),
    fact_trail: (visit_trail, depart_trail), page_of: (visit_page, None), anchor: (visit_anchor, None),
}
