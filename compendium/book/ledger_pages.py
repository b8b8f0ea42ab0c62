"""The pages of the ledger: every claim with its anchor, its definition, its credit and its rivals."""

from itertools import groupby

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.claim_entries import claim_node, claim_number
from compendium.book.evidence_domain import Evidence, evidence, link_to
from compendium.book.tables import Cell, details, table
from compendium.evidence import Entry
from compendium.evidence.period_words import in_words
from compendium.evidence.sources import EvidenceRecord

THEMES = {"control": "Who holds what", "trade": "What crosses the border", "pricing": "Prices and taxes",
          "environment": "The damage", "governance": "Rules and revenue", "dependence": "Who depends on whom",
          "india": "India", "us": "The United States", "others": "Other ways out"}


ALL_HEADERS = ("Claim", "What it says", "Number", "Period", "Source", "Subject", "Question", "Standing", "Place")


class SourceDirective(SphinxDirective):
    """``{source} source-id``: what a source is, and all of its claims with their anchors."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The source's facts, then its claims subject by subject."""
        known = evidence(self.env.app)
        record = next((r for r in known.ledger.records if r.source.id == self.arguments[0]), None)
        if record is None:
            raise self.error(f"there is no source '{self.arguments[0]}'")
        ordered = sorted(record.claims, key=lambda claim: list(THEMES).index(claim.theme))
        groups = groupby(ordered, key=lambda claim: claim.theme)
        return [_source_details(record), *(
            _theme_section(known, theme, [Entry(record.source, claim) for claim in claims])
            for theme, claims in groups), _set_aside(record)]


class AllClaimsDirective(SphinxDirective):
    """``{all-claims}``: one row per claim of the whole ledger, each leading to its entry."""

    def run(self) -> list[Node]:
        """The table of all claims."""
        known = evidence(self.env.app)
        return [table(ALL_HEADERS, [_claim_row(known, entry) for entry in known.ledger], "all-claims",
                      widths=(13, 27, 8, 9, 8, 8, 12, 8, 7))]


def _claim_row(known: Evidence, entry: Entry) -> list[Cell]:
    claim = entry.claim
    standing = f"{claim.standing}, {claim.kind}" if claim.kind != "quantity" else claim.standing
    return [
        link_to(entry.id, nodes.literal("", claim.id)), claim.says, claim_number(entry),
        in_words(claim.period) if claim.period else "", entry.source.publisher, THEMES[claim.theme],
        link_to(claim.question, nodes.Text(known.ledger.questions[claim.question].asks)),
        standing, ", ".join(known.ledger.places[place].name for place in claim.place),
    ]


def _source_details(record: EvidenceRecord) -> nodes.field_list:
    source = record.source
    address: nodes.Node | str = nodes.reference("", source.url, refuri=source.url) if source.url else "not found"
    kinds: list[str] = [claim.kind for claim in record.claims]
    counts = ", ".join(f"{kinds.count(kind)} {name}" for kind, name in (
        ("quantity", "quantities"), ("event", "events"), ("statement", "statements")))
    return details([
        ("Title", source.title + {"address": " (title taken from the address)",
                                  "none": " (the text has no title)"}.get(source.title_from, "")),
        ("By", "; ".join(source.authors) or "author not named in the text read"),
        ("Published", f"{source.publisher}, {in_words(source.published)}"),
        ("Kind", source.kind),
        ("Address", [address, nodes.Text(f" ({source.url_is})")] if isinstance(address, nodes.Node) else address),
        ("Text read", f"{source.document.file}, SHA-256 {source.document.sha256[:16]}…"),
        ("What it is", source.about),
        ("Caution", source.caution),
        ("Claims", f"{len(kinds)}: {counts}"),
    ])


def _theme_section(known: Evidence, theme: str, entries: list[Entry]) -> nodes.section:
    name = f"theme-{theme}"
    section = nodes.section("", nodes.title("", THEMES[theme]), ids=[name], names=[name])
    section += [claim_node(known, entry) for entry in entries]
    return section


def _set_aside(record: EvidenceRecord) -> nodes.section:
    rows = [[_lines(aside.line, aside.to_line), aside.words, aside.reason] for aside in record.set_aside]
    section = nodes.section("", nodes.title("", "Numbers set aside"), ids=["set-aside"], names=["set-aside"])
    section += table(["Line", "Words", "Why it is not evidence"], rows, widths=(12, 33, 55))
    return section


def _lines(first: int, last: int | None) -> str:
    return f"{first} to {last}" if last else str(first)
