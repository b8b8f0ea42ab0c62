"""How far the evidence carries the book: chapters that lean on one source, claims left unused, claims hedged."""

from collections import Counter
from collections.abc import Callable
from html import escape
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.appendices.exemptions import page_link
from compendium.book.facts.evidence_domain import LEDGER, evidence, link_to
from compendium.book.tables.building import Cell, table
from compendium.book.text.lint import UNCHECKED, pages
from compendium.book.tracing.usage import uses
from compendium.book.tracing.used_places import docname
from compendium.charts import SOURCE_NAMES, SUBJECT_NAMES
from compendium.charts.theme import COLOURS, MUTED
from compendium.evidence import Entry, Ledger
from compendium.execution import pages as toc_pages

FEWEST = 10
"""From how many claims on a page can lean on one source."""
MOSTLY = 0.5
LISTS: dict[str, tuple[str, Callable[[Entry], str]]] = {
    "unused": ("Why no chapter uses it", lambda entry: entry.claim.unused),
    "hedged": ("The source's own hedge", lambda entry: entry.claim.hedge or (
        entry.claim.standing if entry.claim.standing == "unverified" else "")),
}
"""Which claims can be listed: the head of the last column, and what stands in it."""


class ListedClaimsDirective(SphinxDirective):
    """``{listed-claims} unused`` or ``{listed-claims} hedged``: every such claim with the reason or the hedge."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The table, subject by subject; an error for another argument."""
        if self.arguments[0] not in LISTS:
            raise self.error(f"'{self.arguments[0]}' is no list of claims; there are: {', '.join(LISTS)}")
        head, told = LISTS[self.arguments[0]]
        order = list(SUBJECT_NAMES)
        entries = sorted((entry for entry in evidence(self.env.app).ledger if told(entry)),
                         key=lambda entry: order.index(entry.claim.theme))
        rows: list[list[Cell]] = [
            [SUBJECT_NAMES[entry.claim.theme], link_to(entry.id, nodes.Text(entry.claim.says)),
             SOURCE_NAMES.get(entry.source.id, entry.source.publisher), told(entry)] for entry in entries]
        return [table(["Subject", "Claim", "Source", head], rows, widths=(17, 42, 14, 27))]


class ChapterSourcesDirective(SphinxDirective):
    """``{chapter-sources}``: for each chapter, how many of its claims come from each source."""

    def run(self) -> list[Node]:
        """The table, with a bar for each chapter; it is read again whenever a chapter changes."""
        root = Path(self.env.app.srcdir)
        for path in pages(root):
            self.env.note_dependency(str(path))
        ledger = evidence(self.env.app).ledger
        spread = chapter_sources(root, ledger)
        used = sum(spread.values(), Counter())
        sources = [record.source.id for record in ledger.records if used[record.source.id]]
        rows: list[list[Cell]] = [
            [page_link(name), _bar(count, sources), *(str(count[source] or "") for source in sources),
             str(count.total()), _leaning(count)] for name, count in spread.items()]
        names = [SOURCE_NAMES.get(source, source) for source in sources]
        return [table(["Chapter", "Shares", *names, "Claims", "Most from"], rows, "counts", "shares")]


def chapter_sources(root: Path, ledger: Ledger) -> dict[str, Counter[str]]:
    """How many claims of each source each chapter uses in text, tables and figures, by the chapter's name."""
    counted: dict[str, Counter[str]] = {
        name: Counter() for name in toc_pages(root)
        if not name.startswith(f"{LEDGER}/") and name.rpartition("/")[2] not in UNCHECKED}
    used = uses(root, ledger)
    for entry in ledger:
        for name in {docname(place) for place in used[entry.id]} & counted.keys():
            counted[name][entry.source.id] += 1
    return {name: count for name, count in counted.items() if count.total() >= FEWEST}


def _leaning(count: Counter[str]) -> str:
    source, most = count.most_common(1)[0]
    return f"{SOURCE_NAMES.get(source, source)} ({most / count.total():.0%})" if most > MOSTLY * count.total() else ""


def _bar(count: Counter[str], sources: list[str]) -> nodes.raw:
    """A bar of a hundred parts, one piece for each source, in the order of the columns."""
    pieces, told, start = "", [], 0.0
    for source in sources:
        width = 100 * count[source] / count.total()
        pieces += f'<rect x="{start:.2f}" width="{width:.2f}" height="10" fill="{COLOURS.get(source, MUTED)}"/>'
        told += [f"{SOURCE_NAMES.get(source, source)} {width:.0f}%"]
        start += width
    label = escape(", ".join(told), quote=True)
    drawn = f'<svg class="share-bar" viewBox="0 0 100 10" preserveAspectRatio="none" role="img" aria-label="{label}">'
    return nodes.raw("", f"{drawn}{pieces}</svg>", format="html")
