"""Turning the tables that chapters compute into tables of the book: numbered, captioned, referred to.

A cell that shows a DataFrame or a styled one, written in this form, gives "Table 3" with a caption that is
read as MyST (roles work), and ``{numref}`tab-taxes` `` refers to it::

    ```{code-cell} ipython3
    ---
    mystnb:
      figure:
        name: tab-taxes
        caption: Taxes on a tonne of ore, by reading of the sources.
    tags: [hide-input]
    ---
    charts.table(taxes)
    ```

Without ``mystnb`` the table has no number. A text in a cell that holds a role, such as
``{fact}`source-id/claim-id` ``, is read as MyST too. Columns of numbers are set to
the right, pandas' running index is left out, and a cell that pandas has cut off is a warning.
"""

import re
from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString
from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.transforms import SphinxTransform

from compendium.book.site.blocks import STACKED_FROM, cell_label

INLINE: dict[str, type[nodes.TextElement]] = {
    "b": nodes.strong, "strong": nodes.strong, "i": nodes.emphasis, "em": nodes.emphasis,
    "code": nodes.literal, "sup": nodes.superscript, "sub": nodes.subscript,
}  # fmt: skip
ROLE = re.compile(r"\{[\w:-]+\}`")
CUT_OFF = re.compile(r".{44,47}\.\.\.", re.DOTALL)
WHOLE_ROLE = re.compile(r"\{[\w:-]+\}`(?:([^`<]+)<[^`]*>|[^`]*)`")
LONG = 50
NUMBER = re.compile(r"[<>≤≥~≈±+−–-]*\s*[\d,.  ]*\d(?:\s?(?:%|×|[–-]\s?[\d,.]+))?")
EMPTY = ("", "–", "—", "nan", "NaN", "<NA>", "None")


def render_table(renderer: NbElementRenderer, data: MimeData) -> list[nodes.Element] | None:
    """The table in a piece of HTML as a table of the book; None where it holds none."""
    found = BeautifulSoup(data.string, "html.parser").find("table")
    if not isinstance(found, Tag):
        return None
    return [TableReader(renderer, data.line or 0).table(found)]


class NumberedTables(SphinxTransform):
    """Makes "Table 3" of what MyST-NB, which knows only figures, calls "Figure 7"."""

    default_priority = 600  # type: ignore[assignment]

    def apply(self, **_: object) -> None:
        """Move the caption and the name of each such figure to the table in it."""
        for figure in list(self.document.findall(nodes.figure)):
            table = next(figure.findall(nodes.table), None)
            if table is not None and "computed" in table["classes"]:
                self._move(figure, table)

    def _move(self, figure: nodes.figure, table: nodes.table) -> None:
        for caption in list(figure.findall(nodes.caption)):
            title = nodes.title(caption.rawsource, "", *caption.children)
            title.source, title.line = caption.source, caption.line
            table.insert(0, title)
            figure.remove(caption)
        for name in ("ids", "names", "classes"):
            table[name] += figure[name]
        for each in figure["ids"]:
            self.document.ids[each] = table
        # docutils would give them to the first child as well
        figure.attributes |= {"ids": [], "names": [], "classes": []}
        figure.replace_self(figure.children)


class TableReader:
    """Reads one table; MyST in its cells is parsed as if it stood at the cell's place in the page."""

    def __init__(self, renderer: NbElementRenderer, line: int) -> None:
        self.renderer = renderer
        self.line = line
        self.kinds: dict[int, list[str]] = {}
        self.labels: list[str] = []

    def table(self, found: Tag) -> nodes.container:
        """The whole table, in a frame."""
        head = _rows(found.find("thead"))
        body = _rows(found.find("tbody")) or [row for row in _rows(found) if row not in head]
        drop_running_index(head, body)
        width = max(sum(_span(cell, "colspan") for cell in row) for row in head + body)
        self.kinds = kinds_of_columns(body)
        named = sum(cell.name == "th" for cell in body[0]) if body else 0
        stacked = _becomes_cards(head, body, width)
        group = nodes.tgroup("", *(nodes.colspec(colwidth=1, **({"stub": 1} if at < named else {}))
                                   for at in range(width)), cols=width)
        if head:
            group += nodes.thead("", *map(self.row, head))
        if stacked:
            self.labels = [entry.astext().strip() for entry in group.findall(nodes.entry)]
        group += nodes.tbody("", *map(self.row, body))
        table = nodes.table("", group, classes=["computed", *["stacked"] * stacked])
        return nodes.container("", table, classes=["table-frame"])

    def row(self, cells: list[Tag]) -> nodes.row:
        """One row."""
        row = nodes.row()
        column = 0
        for cell in cells:
            entry = self.entry(cell, self.kinds.get(column, []))
            if self.labels:
                self._label(entry, self.labels[column])
            row += entry
            column += _span(cell, "colspan")
        return row

    def _label(self, entry: nodes.entry, name: str) -> None:
        """Make a cell ready for a card: under its column's name, and out of the way where it is empty."""
        if not entry.astext().strip():
            entry["classes"].append("empty")
        elif name:
            entry.insert(0, cell_label(name))

    def entry(self, cell: Tag, kinds: list[str]) -> nodes.entry:
        """One cell, with its spans and what its column holds."""
        entry = nodes.entry("", *self.paragraphs(cell), classes=list(kinds))
        if _span(cell, "colspan") > 1:
            entry["morecols"] = _span(cell, "colspan") - 1
        if _span(cell, "rowspan") > 1:
            entry["morerows"] = _span(cell, "rowspan") - 1
        if cell.name == "th" and cell.find_parent("tbody"):
            entry["classes"].append("row-name")
        return entry

    def paragraphs(self, cell: Tag) -> Iterable[nodes.paragraph]:
        """The content of a cell: a paragraph for each line."""
        paragraph = nodes.paragraph()
        for child in cell.children:
            if isinstance(child, Tag) and child.name == "br":
                yield paragraph
                paragraph = nodes.paragraph()
            else:
                paragraph += self.inline(child)
        yield paragraph

    def inline(self, found: object) -> list[nodes.Node]:
        """A piece of a cell: text, a link, or something set apart."""
        if isinstance(found, NavigableString):
            return self.text(str(found).strip("\n"))
        if not isinstance(found, Tag):
            return []
        children = [node for child in found.children for node in self.inline(child)]
        if found.name == "a" and found.get("href"):
            return [nodes.reference("", "", *children, refuri=str(found["href"]), internal=False)]
        return [INLINE[found.name]("", "", *children)] if found.name in INLINE else children

    def text(self, text: str) -> list[nodes.Node]:
        """A text as it stands, or read as MyST where it holds a role."""
        if CUT_OFF.fullmatch(text):
            what = f"a table's cell is cut off by pandas: '{text}'; set display.max_colwidth to None"
            self.renderer.logger.warning(what, line=self.line)
        if not ROLE.search(text):
            return [nodes.Text(text)] if text else []
        holder = nodes.Element()
        with self.renderer.renderer.current_node_context(holder):
            self.renderer.renderer.nested_render_text(text, self.line, inline=True)
        return list(holder.children)


def _rows(part: object) -> list[list[Tag]]:
    if not isinstance(part, Tag):
        return []
    return [row.find_all(["th", "td"], recursive=False) for row in part.find_all("tr")]


def _becomes_cards(head: list[list[Tag]], body: list[list[Tag]], width: int) -> bool:
    """Whether the rows of a table become cards on a phone: many columns, each with one name, and whole rows."""
    whole = all(len(row) == width and not any(cell.get("rowspan") for cell in row) for row in head + body)
    return whole and len(head) == 1 and width >= STACKED_FROM


def _span(cell: Tag, name: str) -> int:
    return int(str(cell.get(name, "1")))


def drop_running_index(head: list[list[Tag]], body: list[list[Tag]]) -> None:
    """Leave out pandas' own row numbers, which mean nothing to a reader."""
    names = [row[0] for row in body if row]
    if [name.get_text() for name in names] == list(map(str, range(len(body)))) and all(n.name == "th" for n in names):
        for row in head + body:
            del row[0]


def kinds_of_columns(body: list[list[Tag]]) -> dict[int, list[str]]:
    """What each column holds: only numbers (and one at least), or sentences, or neither."""
    columns: dict[int, list[str]] = {}
    for row in body:
        for index, cell in enumerate(row):
            columns.setdefault(index, []).append(cell.get_text().strip())
    return {index: _kinds(texts) for index, texts in columns.items()}


def _kinds(texts: list[str]) -> list[str]:
    if all(map(_is_number, texts)) and set(texts) - set(EMPTY):
        return ["number"]
    return ["words"] if max(len(WHOLE_ROLE.sub(_title_of_role, text)) for text in texts) > LONG else []


def _title_of_role(role: re.Match[str]) -> str:
    """What a role shows, as far as can be told: its own words, or something as short as a number."""
    return role[1] or ""


def _is_number(text: str) -> bool:
    return text in EMPTY or NUMBER.fullmatch(text) is not None
