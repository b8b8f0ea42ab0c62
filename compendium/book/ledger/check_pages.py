"""The independent evidence in the ledger: figures from outside the five articles, publisher by publisher."""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.ledger.claim_entries import claim_node
from compendium.book.site.edition import Edition, read_edition
from compendium.book.tables.building import details
from compendium.charts import SOURCE_NAMES
from compendium.evidence import Entry
from compendium.evidence.periods import in_words
from compendium.evidence.sources import EvidenceRecord

TIERS = {"official": "official statistics", "primary": "its own report", "secondary": "reported at second hand"}


class IndependentDirective(SphinxDirective):
    """``{independent}``: each source outside the five articles, with its figures and their anchors."""

    def run(self) -> list[Node]:
        """A section for each source."""
        known = evidence(self.env.app)
        edition = read_edition(Path(self.env.app.srcdir))
        return [_section(known, edition, record) for record in known.ledger.records if record.source.role == "check"]


def _section(known: Evidence, edition: Edition, record: EvidenceRecord) -> nodes.section:
    source = record.source
    name = f"source-{source.id}"
    section = nodes.section("", nodes.title("", SOURCE_NAMES.get(source.id, source.publisher)),
                            ids=[name], names=[name])
    link = [nodes.reference("", source.url, refuri=source.url), nodes.Text(f" ({source.url_is})")] if source.url else ""
    section += details([
        ("What was read", source.title),
        ("Published", f"{source.publisher}, {in_words(source.published)}"),
        ("How close", TIERS[source.tier] if source.tier else ""),
        ("Address", link),
        ("What it is", source.about),
        ("Caution", source.caution),
        ("Figures", str(len(record.claims))),
    ])
    section += [claim_node(known, edition, Entry(source, claim)) for claim in record.claims]
    return section
