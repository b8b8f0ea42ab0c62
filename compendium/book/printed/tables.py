"""Tables that fit a printed page: columns as wide as their words need, over several pages, turned where too wide."""

from collections.abc import Sequence
from dataclasses import dataclass

from docutils import nodes
from sphinx.addnodes import tabular_col_spec
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.printed.many_columns import MANY, TURNED_NAMES, has_many_columns, make_narrow

UPRIGHT, TURNED = 106, 165
"""How many letters stand side by side on a page in the size of tables, upright and turned."""
BETWEEN, BETWEEN_MANY = 2, 1
"""What the space between two columns takes, in letters; and where there are very many of them."""
WIDEST_WORD = 26
"""A longer word, such as a name of a claim, can be parted."""
MOST_LINES = 9
"""A table whose cells would run over more lines than this is turned."""
AFTER_STRUCTURE = 115


@dataclass(frozen=True)
class Column:
    """A column's longest word and its longest line, in letters, and whether it holds numbers."""

    word: int
    line: int
    is_number: bool


class FittedTables(SphinxPostTransform):
    """Sets the widths of all tables, and turns those that an upright page cannot hold."""

    default_priority = AFTER_STRUCTURE  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Fit table after table."""
        for table in list(self.document.findall(nodes.table)):
            if has_many_columns(table):
                make_narrow(table)
            columns = measured(table)
            turned = is_turned(columns)
            _fit(table, columns, TURNED if turned else UPRIGHT)
            if turned:
                _around(table, r"\begin{landscape}", r"\end{landscape}")
            if len(columns) > MANY:
                _around(table, r"\begin{narrowgaps}", r"\end{narrowgaps}")


def measured(table: nodes.table) -> list[Column]:
    """What each column of a table holds."""
    width = int(next(table.findall(nodes.tgroup))["cols"])
    texts: list[list[str]] = [[] for _ in range(width)]
    words, numbers = [1] * width, [0] * width
    for row in table.findall(nodes.row):
        if TURNED_NAMES in table["classes"] and isinstance(row.parent, nodes.thead):
            continue
        at = 0
        for entry in row.findall(nodes.entry):
            if "morecols" not in entry and at < width:
                lines = [part.astext() for part in entry]
                texts[at] += lines
                words[at] = max(words[at], *(min(WIDEST_WORD, len(word)) for word in " ".join([*lines, "-"]).split()))
                numbers[at] += "number" in entry["classes"]
            at += 1 + int(entry.get("morecols", 0))
    return [Column(words[at], max(map(len, column), default=1), numbers[at] > 0) for at, column in enumerate(texts)]


def is_turned(columns: Sequence[Column]) -> bool:
    """Whether an upright page is too narrow for these columns."""
    shares = widths(columns, UPRIGHT)
    lines = max(column.line / share for column, share in zip(columns, shares, strict=True))
    return sum(column.word for column in columns) > _room(columns, UPRIGHT) or (lines > MOST_LINES and len(columns) > 5)


def widths(columns: Sequence[Column], letters: int) -> list[float]:
    """The width of each column in letters: its longest word, and its part of what is left."""
    room = _room(columns, letters)
    if sum(column.line + 1 for column in columns) <= room:
        return [column.line + 1.0 for column in columns]
    least = [min(column.word + 1, column.line + 1) for column in columns]
    scale = min(1.0, room / sum(least))
    wanted = [(column.line - low) ** 0.75 if column.line > low else 0.0
              for column, low in zip(columns, least, strict=True)]
    left = room - scale * sum(least)
    return [scale * low + left * want / (sum(wanted) or 1) for low, want in zip(least, wanted, strict=True)]


def _room(columns: Sequence[Column], letters: int) -> int:
    return letters - (BETWEEN_MANY if len(columns) > MANY else BETWEEN) * len(columns)


def _fit(table: nodes.table, columns: Sequence[Column], letters: int) -> None:
    """Say how wide the columns are; a table may run over several pages unless it stands in a box."""
    spec = "".join(f"{'R' if column.is_number else 'L'}{{{share / _room(columns, letters):.4f}}}{{{len(columns)}}}"
                   for column, share in zip(columns, widths(columns, letters), strict=True))
    _before(table, tabular_col_spec("", spec=spec))
    table["align"] = "left"
    if not _in_box(table):
        table["classes"].append("longtable")


def _in_box(table: nodes.table) -> bool:
    parent = table.parent
    while parent is not None and not isinstance(parent, nodes.Admonition):
        parent = parent.parent
    return parent is not None


def _around(table: nodes.table, before: str, after: str) -> None:
    _before(table, nodes.raw("", f"\n{before}\n", format="latex"))
    _beside(table, nodes.raw("", f"\n{after}\n", format="latex"), 1)


def _before(table: nodes.table, node: nodes.Element) -> None:
    _beside(table, node, 0)


def _beside(table: nodes.table, node: nodes.Element, after: int) -> None:
    parent = table.parent
    assert parent is not None
    parent.insert(parent.index(table) + after, node)
