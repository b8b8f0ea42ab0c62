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
CHART_FILES = (("figures/{}.csv", "data"), ("figures/{}.vl.json", "Vega-Lite"), ("figures/{}.svg", "SVG"),
               ("figures/{}.png", "PNG"), ("figures/{}.bib", "citation"), ("embed/{}.html", "embed"))
TABLE_FILES = (("figures/{}.csv", "data"), ("figures/{}.bib", "citation"))


class SourceLines(SphinxTransform):
    """Adds its source line to each numbered figure and table that a chapter computed."""

    default_priority = 620  # type: ignore[assignment]  # after the tables have become tables

    def apply(self, **_: object) -> None:
        """Add the lines, once the chapter's charts and tables stand where they belong."""
        known = evidence(self.app)
        for figure in list(self.document.findall(nodes.figure)):
            for drawn in figure.findall(chart):
                spec = json.loads(drawn["spec"])
                line = self._line(known, spec["usermeta"]["compendium"]["claims"], drawn["name"], CHART_FILES)
                line += filter(None, [how_made(figure, drawn["name"])])
                told = words_and_table(spec, f"{self._root()}{FOLDER}/{drawn['name']}.csv")
                credited = self._credit(drawn["name"], spec["usermeta"]["compendium"]["claims"])
                figure.append(nodes.legend("", *line, credited, nodes.raw("", told, format="html")))
        for table in list(self.document.findall(nodes.table)):
            if "computed" in table["classes"] and table["ids"]:
                frame = table.parent
                claims, name = _claims_in(known, table), table_name(table)
                table["data"] = json.dumps(table_data(table, known))
                lines = self._line(known, claims, name, TABLE_FILES)
                lines += [*filter(None, [how_made(table, name)]), self._credit(name, claims)]
                frame.parent.insert(frame.parent.index(frame) + 1, lines)

    def _line(self, known: Evidence, claims: Iterable[str], name: str,
              files: Iterable[tuple[str, str]]) -> list[nodes.Element]:
        traced = list(claims)
        shown, others = parted(sources_in(traced))
        line = nodes.paragraph("", "", *_sources(known, shown, len(others), traced), classes=["source-line"])
        links = nodes.inline()
        for path, label in files:
            links += nodes.Text(" \N{MIDDLE DOT} ")
            links += nodes.reference("", label, refuri=self._root() + path.format(name), internal=True)
        # a printed page has nothing to download
        line += only("", links, expr="html")
        return [line, *_unfolding(known, others, traced)]

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


def _unfolding(known: Evidence, others: list[str], claims: list[str]) -> list[nodes.Element]:
    """The sources that the line only counts, closed until a reader opens them; a printed page is as short."""
    if not others:
        return []
    rest = nodes.paragraph("", "", *_linked(known, others, claims), classes=["source-line"])
    opened, _, closed = template("more-sources.html").render(number=len(others)).partition("{sources}")
    return [only("", nodes.raw("", opened, format="html"), rest, nodes.raw("", closed, format="html"), expr="html")]


def _claims_in(known: Evidence, table: nodes.table) -> list[str]:
    """The claims that a table's cells link to, by themselves or by way of computed results."""
    named = [link["reftarget"] for link in table.findall(pending_xref) if link.get("refdomain") == "evidence"]
    rest = [claim for name in named if name in known.results for claim in known.claims_behind(name)]
    return sorted({name for name in [*named, *rest] if name in known.ledger})
