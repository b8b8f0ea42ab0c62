"""Building tables and lists for the generated pages, from docutils' own nodes."""

from collections.abc import Sequence

from docutils import nodes

Cell = str | nodes.Node | Sequence[nodes.Node]


def table(headers: Sequence[str], rows: Sequence[Sequence[Cell]], *classes: str) -> nodes.container:
    """A table with a header row, in a frame that scrolls inside itself on a narrow screen."""
    group = nodes.tgroup(cols=len(headers))
    group += [nodes.colspec(colwidth=100 // len(headers)) for _ in headers]
    group += nodes.thead("", _row(headers))
    group += nodes.tbody("", *(_row(row) for row in rows))
    whole = nodes.table("", group, classes=["ledger-table", *classes])
    return nodes.container("", whole, classes=["table-frame"])


def details(pairs: Sequence[tuple[str, Cell]]) -> nodes.field_list:
    """A list of names and values, the empty ones left out."""
    fields = nodes.field_list(classes=["details"])
    for name, value in pairs:
        if value not in ("", None, []):
            body = nodes.field_body("", nodes.paragraph("", "", *_inline(value)))
            fields += nodes.field("", nodes.field_name("", name), body)
    return fields


def _row(cells: Sequence[Cell]) -> nodes.row:
    return nodes.row("", *(nodes.entry("", nodes.paragraph("", "", *_inline(cell))) for cell in cells))


def _inline(cell: Cell) -> Sequence[nodes.Node]:
    if isinstance(cell, str):
        return [nodes.Text(cell)]
    return [cell] if isinstance(cell, nodes.Node) else cell
