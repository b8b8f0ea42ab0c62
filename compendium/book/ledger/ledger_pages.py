"""The pages of the sources: what each one is, and every claim with its anchor, its definition and its credit."""

from itertools import groupby
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.ledger.claim_entries import claim_node
from compendium.book.ledger.source_accounts import checked, credits_table, not_followed_section, standings_table
from compendium.book.site.edition import Edition, read_edition
from compendium.book.tables.building import details, table
from compendium.charts import SUBJECT_NAMES
from compendium.evidence import Entry
from compendium.evidence.periods import in_words
from compendium.evidence.sources import EvidenceRecord

RELIES = ("At one remove stands whom the source itself names, at two removes whom that one names in turn. A claim "
          "that is credited to two counts for both.")


class SourceDirective(SphinxDirective):
    """``{source} source-id``: what a source is, and all of its claims with their anchors."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The source's facts, then its claims subject by subject."""
        known = evidence(self.env.app)
        articles = {record.source.id: record for record in known.ledger.records if record.source.role == "seed"}
        record = articles.get(self.arguments[0])
        if record is None:
            raise self.error(f"there is no article '{self.arguments[0]}'; there are: {', '.join(articles)}")
        ordered = sorted(record.claims, key=lambda claim: list(SUBJECT_NAMES).index(claim.theme))
        groups = groupby(ordered, key=lambda claim: claim.theme)
        root = Path(self.env.app.srcdir)
        edition = read_edition(root)
        return [_source_details(root, record), *_account(known, record), *(
            _theme_section(known, edition, theme, [Entry(record.source, claim) for claim in claims])
            for theme, claims in groups), *([_set_aside(record)] if record.set_aside else [])]


def _source_details(root: Path, record: EvidenceRecord) -> nodes.field_list:
    source, read = record.source, record.source.document
    address: nodes.Node | str = nodes.reference("", source.url, refuri=source.url) if source.url else "not found"
    against_text, numbers = checked(root, record)
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
        ("Text read", f"{read.file}, SHA-256 {read.sha256[:16]}…" if read else ""),
        ("What it is", source.about),
        ("Caution", source.caution),
        ("Claims", f"{len(kinds)}: {counts}"),
        ("Against its text", against_text),
        ("Its numbers", numbers),
    ])


def _account(known: Evidence, record: EvidenceRecord) -> list[nodes.section]:
    """What is said of the source as a whole, before its claims."""
    return [
        _section("Claims by subject and standing", standings_table(record)),
        _section("Whom it relies on", nodes.paragraph("", RELIES), credits_table(record)),
        _section("Where this book does not follow it", *not_followed_section(known, record)),
    ]


def _section(title: str, *content: nodes.Element) -> nodes.section:
    name = nodes.make_id(title)
    return nodes.section("", nodes.title("", title), *content, ids=[name], names=[name])


def _theme_section(known: Evidence, edition: Edition, theme: str, entries: list[Entry]) -> nodes.section:
    name = f"theme-{theme}"
    section = nodes.section("", nodes.title("", SUBJECT_NAMES[theme]), ids=[name], names=[name])
    section += [claim_node(known, edition, entry) for entry in entries]
    return section


def _set_aside(record: EvidenceRecord) -> nodes.section:
    rows = [[_lines(aside.line, aside.to_line), aside.words, aside.reason] for aside in record.set_aside]
    return _section("Numbers set aside", table(["Line", "Words", "Why it is not evidence"], rows, widths=(12, 33, 55)))


def _lines(first: int, last: int | None) -> str:
    return f"{first} to {last}" if last else str(first)
