"""Filling the gaps of the ledger's index pages."""

from sphinx.transforms.post_transforms import SphinxPostTransform

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
