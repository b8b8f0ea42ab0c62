"""The table of all claims, which a reader can search, filter and sort."""

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.book.ledger.claim_entries import claim_number
from compendium.book.tables.building import Cell, table
from compendium.charts import SUBJECT_NAMES
from compendium.evidence import Entry
from compendium.evidence.periods import in_words

HEADERS = ("Claim", "What it says", "Number", "Period", "Source", "Subject", "Question", "Standing", "Place")


class AllClaimsDirective(SphinxDirective):
    """``{all-claims}``: one row per claim of the whole ledger, each leading to its entry."""

    def run(self) -> list[Node]:
        """The table of all claims."""
        known = evidence(self.env.app)
        return [table(HEADERS, [_claim_row(known, entry) for entry in known.ledger], "all-claims",
                      widths=(13, 27, 8, 9, 8, 8, 12, 8, 7))]


def _claim_row(known: Evidence, entry: Entry) -> list[Cell]:
    claim = entry.claim
    standing = f"{claim.standing}, {claim.kind}" if claim.kind != "quantity" else claim.standing
    return [
        link_to(entry.id, nodes.literal("", claim.id)), claim.says, claim_number(entry),
        in_words(claim.period) if claim.period else "", entry.source.publisher, SUBJECT_NAMES[claim.theme],
        link_to(claim.question, nodes.Text(known.ledger.questions[claim.question].asks)),
        standing, ", ".join(known.ledger.places[place].name for place in claim.place),
    ]
