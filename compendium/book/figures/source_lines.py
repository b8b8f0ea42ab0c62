"""The line under every figure and table, and what opens behind it: whose claims it draws on, how it was made, what it
shows in words and numbers, and its data to take along.

Description and data of a chart come from its own specification, for whoever does not see it.
"""

import json
import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import only, pending_xref
from sphinx.transforms import SphinxTransform

from compendium.book.figures.chart_render import chart
from compendium.book.figures.table_data import table_data
from compendium.book.ledger.evidence_domain import Evidence, evidence, link_to
from compendium.book.site.addresses import to_root
from compendium.book.site.edition import Edition, read_edition
from compendium.book.site.templates import template
from compendium.columns import is_given
from compendium.datasets.names import SOURCE_NAMES
from compendium.datasets.tidy import data_of, filled_columns
from compendium.fingerprints import kept

MOST, SHOWN = 8, 5
"""A line with more sources than ``MOST`` would be longer than its figure's caption: so many of them are shown."""
LICENCE = "CC BY 4.0"
LARGE = 100_000
"""Larger numbers are shown whole, without decimals and never as a power of ten."""
MOST_ROWS = 60
"""Of a longer table, such as the points of a curve, rows at even steps are shown; the file holds all."""
CALL = re.compile(r"charts\.(\w+)\(")
BY_HAND = "counted or put side by side in the chapter's own code"
"""What is said of a table that no function of the book's makes."""
FIGURES_FOLDER = "figures"
DATA = ("figures/{}.csv", "data")
FILES = {
    "chart": (("figures/{}.png", "PNG"), ("figures/{}.svg", "SVG"), ("figures/{}.vl.json", "Vega-Lite"),
              ("embed/{}.html", "embed"), ("figures/{}.bib", "citation")),
    "table": (("figures/{}.bib", "citation"),),
}
"""What can be taken along beside the data, by what kind of thing it is."""


def sources_in(claims: Collection[str]) -> list[str]:
    """The ids of the sources of these claims, in the book's order, and behind them those that it does not know."""
    named = {claim.partition("/")[0] for claim in claims}
    return [*(source for source in SOURCE_NAMES if source in named),
            *sorted(source for source in named if source not in SOURCE_NAMES)]


def shown_sources(sources: Sequence[str]) -> tuple[list[str], list[str]]:
    """The sources that a line names, and those that it only counts."""
    shown = len(sources) if len(sources) <= MOST else SHOWN
    return list(sources[:shown]), list(sources[shown:])


def sources_in_short(claims: Collection[str]) -> str:
    """The names in one line: 'The Post, The Survey', or the first few 'and so many more'; '' where there is none."""
    shown, others = shown_sources(sources_in(claims))
    names = ", ".join(SOURCE_NAMES[source] for source in shown)
    return f"{names} and {len(others)} more" if others else names


def credit(claims: Collection[str], edition: Edition) -> str:
    """What stands with a figure or a table wherever it is shown: its sources, the book, the edition, the licence."""
    return (f"Source: {sources_in_short(claims) or 'the book itself'}. From {edition.full_title}, {edition.dated}. "
            f"Licence: {LICENCE}.")


def words_and_table(spec: Mapping[str, Any], file: str) -> str:
    """The description and the data of a chart as HTML, closed until a reader opens it; ``file`` holds all the data."""
    meta, rows = spec["usermeta"]["compendium"], data_of(spec)
    columns = filled_columns(rows)
    step = -(-len(rows) // MOST_ROWS)
    return template("chart-words.html").render(
        description=spec["description"], described=meta["described"], title=" ".join(spec["title"]["text"]),
        file=file, every=step, rows_in_all=len(rows), columns=[_heading(column) for column in columns],
        rows=[[_cell_words(row[column]) for column in columns] for row in rows[::step]])


def _heading(column: str) -> str:
    words = column.replace("_", " ")
    return words[:1].upper() + words[1:]


def _cell_words(value: Any) -> str:
    if not is_given(value):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.6g}"
    return str(value)


def how_made(shown: nodes.Element, name: str, root: Path) -> nodes.paragraph | None:
    """The line under a figure or table in the pages; nothing where it was not made by a cell."""
    cell = _cell_around(shown)
    if cell is None:
        return None
    anchor = f"made/{name}"
    cell["ids"].append(anchor)
    phrase = _phrase("\n".join(code.astext() for code in cell.findall(nodes.literal_block)), root)
    line = nodes.paragraph("", f"How it was made: {phrase} (", classes=["source-line", "how-made"])
    line += nodes.reference("", "the code", refuri=f"#{anchor}", internal=True)
    line += nodes.Text(").")
    return line


def _cell_around(shown: nodes.Element) -> nodes.container | None:
    """The cell among whose outputs something stands."""
    around = shown.parent
    while around is not None and "cell" not in around.get("classes", ()):
        around = around.parent
    return around if isinstance(around, nodes.container) else None


def _phrase(code: str, root: Path) -> str:
    """The first sentence about the last function of the book that a cell calls for what it shows."""
    # kept, as the charts load pandas and Altair, which a changed sentence does not need
    told = (kept(root, f"told/{name}", "", partial(_told, name)) for name in reversed(CALL.findall(code))
            if name != "record")
    return next(filter(None, told), BY_HAND)


def _told(name: str) -> str:
    """The first sentence about a chart or a table of the book's; nothing where it has none by that name."""
    from compendium import charts

    function = getattr(charts, name, None)
    words = (function.__doc__ or "") if callable(function) else ""
    sentence = " ".join(re.split(r"\.(?:\s|$)", words.strip())[0].replace("``", "").split())
    return sentence[:1].lower() + sentence[1:]


class SourceLines(SphinxTransform):
    """Adds its source line to each numbered figure and table that a chapter computed."""

    default_priority = 620  # type: ignore[assignment]  # after the tables have become tables

    def apply(self, **_: object) -> None:
        """Add the lines, once the chapter's charts and tables stand where they belong."""
        known = evidence(self.app)
        for figure in list(self.document.findall(nodes.figure)):
            for drawn in figure.findall(chart):
                spec = json.loads(drawn["spec"])
                claims, name = spec["usermeta"]["compendium"]["claims"], drawn["name"]
                told = words_and_table(spec, f"{self._root()}{FIGURES_FOLDER}/{name}.csv")
                figure.append(nodes.legend("", *self._lines(known, claims, name, figure, "chart"),
                                           nodes.raw("", told, format="html")))
        for table in list(self.document.findall(nodes.table)):
            if "computed" in table["classes"] and table["ids"]:
                frame = table.parent
                claims, name = _claims_in(known, table), table_name(table)
                table["data"] = json.dumps(table_data(table, known))
                lines = self._lines(known, claims, name, table, "table")
                frame.parent.insert(frame.parent.index(frame) + 1, lines)

    def _lines(self, known: Evidence, claims: Iterable[str], name: str, shown: nodes.Element, kind: str
               ) -> list[nodes.Element]:
        """The one line that is always seen, and behind it all that somebody needs who takes the thing along."""
        traced = list(claims)
        named, others = shown_sources(sources_in(traced))
        line = nodes.paragraph("", "", *_sources(known, named, len(others), traced), classes=["source-line"])
        # a printed page has nothing to download
        line += only("", nodes.inline("", " \N{MIDDLE DOT} ", self._link(DATA, name)), expr="html")
        taken = nodes.paragraph("", "As a file: ", classes=["source-line"])
        for number, file in enumerate(FILES[kind]):
            taken += [nodes.Text(" \N{MIDDLE DOT} " if number else ""), self._link(file, name)]
        rest = [nodes.paragraph("", "The other sources: ", *_linked(known, others, traced), classes=["source-line"])]
        opened, _, closed = template("take-along.html").render(kind=kind).partition("{content}")
        made = how_made(shown, name, Path(self.app.srcdir))
        return [line, only("", nodes.raw("", opened, format="html"), self._credit(name, traced), taken,
                           *(rest if others else []), *([made] if made else []),
                           nodes.raw("", closed, format="html"), expr="html")]

    def _link(self, file: tuple[str, str], name: str) -> nodes.reference:
        path, label = file
        return nodes.reference("", label, refuri=self._root() + path.format(name), internal=True)

    def _credit(self, name: str, claims: list[str]) -> nodes.raw:
        """The line to be copied by whoever shows the figure or the table elsewhere."""
        line = credit(claims, read_edition(Path(self.app.srcdir)))
        return nodes.raw("", template("credit.html").render(name=name, credit=line), format="html")

    def _root(self) -> str:
        """The way from the page to the book's own folder, in which those of the files stand."""
        return to_root(self.env.docname)


def table_name(table: nodes.table) -> str:
    """The name under which a table's data stand: its first id."""
    return str(table["ids"][0])


def _sources(known: Evidence, shown: list[str], more: int, claims: list[str]) -> Iterator[nodes.Node]:
    """'Sources: Post, Survey (7 claims)', each source linked to its page; of many the first and their number."""
    if not shown:
        yield nodes.Text("Source: this book's own ledger")
        return
    yield nodes.Text("Source: " if len(shown) == 1 else "Sources: ")
    yield from _linked(known, shown, claims)
    yield nodes.Text(f" and {more} more" if more else "")
    yield nodes.Text(f" ({len(claims)} {'claim' if len(claims) == 1 else 'claims'})")


def _linked(known: Evidence, sources: list[str], claims: list[str]) -> Iterator[nodes.Node]:
    """The sources one after the other, each a link to its first claim."""
    for number, source in enumerate(sources):
        first = next(claim for claim in claims if claim.startswith(f"{source}/"))
        yield nodes.Text(", " if number else "")
        yield link_to(first, nodes.inline("", SOURCE_NAMES[source]), title=known.ledger[first].source.title)


def _claims_in(known: Evidence, table: nodes.table) -> list[str]:
    """The claims that a table's cells link to, by themselves or by way of computed results."""
    named = [link["reftarget"] for link in table.findall(pending_xref) if link.get("refdomain") == "evidence"]
    rest = [claim for name in named if name in known.results for claim in known.claims_behind(name)]
    return sorted({name for name in [*named, *rest] if name in known.ledger})
