"""What a source's page says of it as a whole: how it was checked, whom it relies on, where it is not followed."""

from collections import Counter
from pathlib import Path

from docutils import nodes

from compendium.book.appendices.records import read_verification
from compendium.book.facts.evidence_domain import Evidence, link_to
from compendium.book.tables.building import Cell, table
from compendium.charts import SUBJECT_NAMES
from compendium.evidence import Entry
from compendium.evidence.credit import relied_on, removes
from compendium.evidence.followed import not_followed
from compendium.evidence.locating import OUTCOMES
from compendium.evidence.sources import EvidenceRecord

STANDINGS = ("reported", "estimated", "projected", "planned", "unverified", "opinion")
REMOVES = {1: "one remove", 2: "two removes", 3: "three removes"}
"""How far from the source somebody stands whom it credits: named by it, or named by whom it names."""


def checked(root: Path, record: EvidenceRecord) -> tuple[str, str]:
    """How the claims stood against the text when last held against it, and how many of its numbers are covered."""
    date, counts = read_verification(root, record.source.id)
    if not counts:
        return "not recorded", ""
    outcomes = ", ".join(f"{counts[outcome.capitalize()]} {outcome}" for outcome in OUTCOMES)
    numbers = int(counts["Numbers"])
    covered = numbers - int(counts["Not covered"])
    share = f" ({covered / numbers:.0%})" if numbers else ""
    return (f"{outcomes}; on {date}",
            f"{covered} of {numbers}{share} are in a claim or set aside with a reason; on {date}")


def standings_table(record: EvidenceRecord) -> nodes.container:
    """The number of claims by subject and standing."""
    counted = Counter((claim.theme, claim.standing) for claim in record.claims)
    themes: Counter[str] = Counter(claim.theme for claim in record.claims)
    rows: list[list[Cell]] = [
        [words, *(str(counted[theme, standing] or "") for standing in STANDINGS), str(themes[theme])]  # type: ignore[index]
        for theme, words in SUBJECT_NAMES.items() if themes[theme]]
    standings: Counter[str] = Counter(claim.standing for claim in record.claims)
    rows.append(["All", *(str(standings[each] or "") for each in STANDINGS), str(len(record.claims))])
    headers = ["Subject", *(standing.capitalize() for standing in STANDINGS), "Claims"]
    return table(headers, rows, "counts")


def credits_table(record: EvidenceRecord) -> nodes.container:
    """Everyone whom the claims are credited to, and at how many removes."""
    entries = [Entry(record.source, claim) for claim in record.claims]
    own = sum(not removes(entry) for entry in entries)
    rows = [["its own voice, nobody credited", str(own), "", "", ""]]
    for name, hands in relied_on(entries).items():
        rows.append([name, str(hands.total()), *(str(hands[hand] or "") for hand in REMOVES)])
    headers = ["Credited to", "Claims", *(words.capitalize() for words in REMOVES.values())]
    return table(headers, rows, "counts")


def not_followed_section(known: Evidence, record: EvidenceRecord) -> list[nodes.Element]:
    """The questions on which the reading used goes against claims of this source."""
    rows: list[list[Cell]] = []
    for question, entries in not_followed(known.ledger, record.source.id):
        verdict = question.adjudication
        assert verdict is not None
        rows.append([link_to(question.id, nodes.Text(question.asks)), _said(entries),
                     verdict.reading, verdict.confidence])
    if not rows:
        return [nodes.paragraph("", "No reading used goes against a claim of this source.")]
    rule = "Here the reading used goes against a claim of this source, or rests on no claim at all."
    headers = ["Question", "This source", "Reading used", "Confidence"]
    return [nodes.paragraph("", rule), table(headers, rows, widths=(26, 30, 34, 10))]


def _said(entries: tuple[Entry, ...]) -> list[nodes.Node]:
    """What the source says, each claim linked to its entry."""
    said: list[nodes.Node] = []
    for entry in entries:
        said += [nodes.Text(" " if said else ""), link_to(entry.id, nodes.Text(entry.claim.says))]
    return said
