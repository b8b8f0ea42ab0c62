"""The line under every figure and table: whose claims it draws on, and its data to take along."""

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import only, pending_xref
from sphinx.transforms import SphinxTransform

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.book.figures.chart_render import chart
from compendium.book.figures.chart_words import words_and_table
from compendium.book.figures.credits import credit, parted, sources_in
from compendium.book.figures.how_made import how_made
from compendium.book.site.edition import read_edition
from compendium.book.site.templates import template
from compendium.book.tables.table_data import table_data
from compendium.charts import SOURCE_NAMES

FOLDER = "figures"
DATA = ("figures/{}.csv", "data")
FILES = {
    "chart": (("figures/{}.png", "PNG"), ("figures/{}.svg", "SVG"), ("figures/{}.vl.json", "Vega-Lite"),
              ("embed/{}.html", "embed"), ("figures/{}.bib", "citation")),
    "table": (("figures/{}.bib", "citation"),),
}
"""What can be taken along beside the data, by what kind of thing it is."""


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
                told = words_and_table(spec, f"{self._root()}{FOLDER}/{name}.csv")
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
        named, others = parted(sources_in(traced))
        line = nodes.paragraph("", "", *_sources(known, named, len(others), traced), classes=["source-line"])
        # a printed page has nothing to download
        line += only("", nodes.inline("", " \N{MIDDLE DOT} ", self._link(DATA, name)), expr="html")
        taken = nodes.paragraph("", "As a file: ", classes=["source-line"])
        for number, file in enumerate(FILES[kind]):
            taken += [nodes.Text(" \N{MIDDLE DOT} " if number else ""), self._link(file, name)]
        rest = [nodes.paragraph("", "The other sources: ", *_linked(known, others, traced), classes=["source-line"])]
        opened, _, closed = template("take-along.html").render(kind=kind).partition("{content}")
        made = how_made(shown, name)
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
        return "../" * self.env.docname.count("/")


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
