"""The pages of the ledger: every claim with its anchor, its definition, its credit and its rivals."""

from itertools import groupby

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.evidence_domain import Evidence, evidence, link_to
from compendium.book.tables import Cell, details, table
from compendium.evidence import Entry
from compendium.evidence.credit import removes, spelled
from compendium.evidence.printing import printed, printed_claim
from compendium.evidence.sources import EvidenceRecord

THEMES = {"control": "Who holds what", "trade": "What crosses the border", "pricing": "Prices and taxes",
          "environment": "The damage", "governance": "Rules and revenue", "dependence": "Who depends on whom",
          "india": "India", "us": "The United States", "others": "Other ways out"}


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
        rows: list[list[Cell]] = [
            [link_to(entry.id, nodes.literal("", entry.id)), entry.claim.says, _number(entry),
             str(entry.claim.period or ""), entry.claim.standing]
            for entry in known.ledger]
        return [table(["Claim", "What it says", "Number", "Period", "Standing"], rows, "all-claims")]


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
        ("Published", f"{source.publisher}, {source.published}"),
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


def claim_node(known: Evidence, entry: Entry) -> nodes.container:
    """One claim as its ledger entry shows it."""
    claim = entry.claim
    question = known.ledger.questions[claim.question]
    rivals = [other for other in known.ledger.by_question[claim.question] if other.id != entry.id]
    hands = removes(entry)
    return nodes.container(
        "",
        nodes.paragraph("", "", nodes.strong("", claim.says)),
        details([
            ("Number", _number(entry)),
            ("Also given as", _equivalent(entry)),
            ("Of", claim.of),
            ("Against", claim.against),
            ("Period", str(claim.period or "") + (" (inferred)" if claim.period and claim.period.inferred else "")),
            ("Credit", f"{spelled(entry)} ({hands} {'remove' if hands == 1 else 'removes'})"),
            ("Standing", claim.standing + (f"; hedge: “{claim.hedge}”" if claim.hedge else "")),
            ("Answers", _answer(entry)),
            ("Where", f"line {claim.at.line}: “{claim.at.words}”"),
            ("Question", link_to(question.id, nodes.Text(question.asks))),
            ("Beside it", _links([other.id for other in rivals])),
            ("Id", nodes.literal("", entry.id)),
        ]),
        ids=[entry.id], classes=["claim"])


def _number(entry: Entry) -> str:
    return printed_claim(entry.claim) if entry.claim.unit else ""


def _equivalent(entry: Entry) -> str:
    other = entry.claim.equivalent
    return printed(other.value, other.unit, other.comparator) if other else ""


def _answer(entry: Entry) -> list[nodes.Node]:
    answer = entry.claim.answers
    if answer is None:
        return []
    verb = {"cannot-confirm": "cannot confirm"}.get(answer.as_, answer.as_)
    return [nodes.Text(f"{verb} "), link_to(answer.claim, nodes.literal("", answer.claim))]


def _links(names: list[str]) -> list[nodes.Node]:
    linked: list[nodes.Node] = []
    for name in names:
        linked += [link_to(name, nodes.literal("", name)), nodes.Text(", ")]
    return linked[:-1]


def _set_aside(record: EvidenceRecord) -> nodes.section:
    rows = [[_lines(aside.line, aside.to_line), aside.words, aside.reason] for aside in record.set_aside]
    section = nodes.section("", nodes.title("", "Numbers set aside"), ids=["set-aside"], names=["set-aside"])
    section += table(["Line", "Words", "Why it is not evidence"], rows)
    return section


def _lines(first: int, last: int | None) -> str:
    return f"{first} to {last}" if last else str(first)
