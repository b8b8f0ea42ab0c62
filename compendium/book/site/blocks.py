"""Pieces of generated pages, from docutils' own nodes: tables, lists of particulars, sections, what opens on demand."""

from collections.abc import Iterable, Sequence

from docutils import nodes
from sphinx_design.shared import create_component

from compendium.book.site.templates import printed_block

CellContent = str | nodes.Node | Sequence[nodes.Node]
STACKED_FROM = 4


def table(headers: Sequence[str], rows: Sequence[Sequence[CellContent]], *classes: str,
          widths: Sequence[int] = ()) -> nodes.container:
    """A table with a header row, in a frame that scrolls inside itself on a narrow screen.

    ``widths`` are the columns' shares of the width. A column without any content is left out. The rows
    of a table with many columns become cards on a phone, where each cell carries its column's name.
    """
    kept = [at for at in range(len(headers)) if not rows or not all(_is_empty(row[at]) for row in rows)]
    names = [headers[at] for at in kept]
    shares = [(widths or [1] * len(headers))[at] for at in kept]
    stacked = len(headers) >= STACKED_FROM
    group = nodes.tgroup(cols=len(kept))
    group += [nodes.colspec(colwidth=max(1, 100 * share // sum(shares))) for share in shares]
    group += nodes.thead("", nodes.row("", *(_entry(name) for name in names)))
    group += nodes.tbody("", *(
        nodes.row("", *(_entry(row[at], headers[at] if stacked else "") for at in kept)) for row in rows))
    looks = ["ledger-table", *classes, *["stacked"] * stacked, *["colwidths-given"] * bool(widths)]
    return nodes.container("", nodes.table("", group, classes=looks), classes=["table-frame"])


def details(pairs: Sequence[tuple[str, CellContent]]) -> nodes.field_list:
    """A list of names and values, the empty ones left out."""
    fields = nodes.field_list(classes=["details"])
    for name, value in pairs:
        if not _is_empty(value):
            body = nodes.field_body("", nodes.paragraph("", "", *_inline(value)))
            fields += nodes.field("", nodes.field_name("", name), body)
    return fields


def cell_label(name: str) -> nodes.raw:
    """The name of a cell's column, only for pages, and only shown where the header row is not."""
    return printed_block("cell-label.html", "", column=name)


def _entry(cell: CellContent, label: str = "") -> nodes.entry:
    """A cell, with its column's name if the row becomes a card on a phone."""
    entry = nodes.entry("", classes=["empty"] if _is_empty(cell) else [])
    if label:
        entry += cell_label(label)
    entry += nodes.paragraph("", "", *_inline(cell))
    return entry


def _is_empty(cell: CellContent) -> bool:
    return isinstance(cell, str | list | tuple) and not cell


def _inline(cell: CellContent) -> Sequence[nodes.Node]:
    if isinstance(cell, str):
        return [nodes.Text(cell)]
    return [cell] if isinstance(cell, nodes.Node) else cell


def page_section(title: str, *content: nodes.Element) -> nodes.section:
    """A section of a generated page, with its anchor."""
    name = nodes.make_id(title)
    return nodes.section("", nodes.title("", title), *content, ids=[name], names=[name])


def on_demand(title: str, content: Iterable[nodes.Node], *, anchor: str = "", classes: Iterable[str] = ()
              ) -> nodes.container:
    """A block that shows its title and opens at a press; without an own script, and open in print.

    ``anchor`` is the address of the block on its page.
    """
    heading = nodes.rubric(title, title, ids=[anchor] if anchor else [])
    return create_component(
        "dropdown", opened=False, type="dropdown", has_title=True, icon=None, chevron=None,
        container_classes=["on-demand", *classes], title_classes=[], body_classes=[], children=[heading, *content])
