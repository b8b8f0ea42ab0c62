"""Filling the gaps of the ledger's index pages, and saying on every page of the story how far its evidence reaches."""

from collections.abc import Iterable

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.used_in import used_by
from compendium.book.ledger.collecting import book_of, placed
from compendium.book.ledger.directives import ledger_index
from compendium.book.ledger.indexes import INDEXES
from compendium.book.site.templates import printed


class LedgerIndexes(SphinxPostTransform):
    """Fills the gap of each index."""

    default_priority = 5  # type: ignore[assignment]

    def run(self, **_: object) -> None:
        """Print the index by its template; a printed book has none."""
        for gap in list(self.document.findall(ledger_index)):
            name = gap["part"]
            html = self.app.builder.format == "html"
            gap.replace_self([printed(f"ledger/index-{name}.html", self.env.docname, **INDEXES[name](
                book_of(self.app), placed(self.app)))] if html else [])


def add_reach(app: Sphinx, doctree: nodes.document, docname: str) -> None:
    """Put a line under the title of a page of the story: up to when its evidence reaches."""
    names = used_by(app).by_page.get(docname, ())
    known = evidence(app)
    words = evidence_to(known.ledger[name] for name in claims_used(known, names)).words
    title = next(iter(doctree.findall(nodes.title)), None)
    if words and title is not None and title.parent is not None:
        line = nodes.paragraph("", words, classes=["evidence-to"])
        title.parent.insert(title.parent.index(title) + 1, line)


def claims_used(known: Evidence, names: Iterable[str]) -> list[str]:
    """The claims among some names, and those behind the computed results among them."""
    found = [claim for name in names for claim in (
        known.claims_behind(name) if name in known.results else [name] if name in known.ledger else [])]
    return list(dict.fromkeys(found))
