"""A page for every source: what it is, how it was read, whom it relies on, and its claims as a table."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from compendium.book.ledger.accounts import read_verification
from compendium.book.ledger.claim_facts import claim_number, claim_period
from compendium.book.ledger.facts import Book, Fact, Part, fact, filled
from compendium.book.ledger.reach import reach_of_claims
from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.evidence import Entry
from compendium.evidence.credit import credit_in_words, reliance, removes
from compendium.evidence.disagreement import not_followed
from compendium.evidence.periods import in_words
from compendium.evidence.source_text import LOCATOR_STATES
from compendium.evidence.sources import EvidenceRecord

STANDINGS = ("reported", "estimated", "projected", "planned", "unverified", "opinion")
COUNTED_KINDS = (("quantity", "quantities"), ("event", "events"), ("statement", "statements"))
TIERS = {"official": "official statistics", "primary": "its own report", "secondary": "reported at second hand"}
ROLES = {"seed": "Article", "check": "Source from outside the articles"}
TITLE_FROM = {"address": " (title taken from the address)", "none": " (the text has no title)"}
REMOVES = (1, 2, 3)
"""How far from the source somebody stands whom it credits: named by it, or named by whom it names."""
FOLDED_FROM = 60
"""From how many claims on, those of each subject open when a reader asks for them."""


@dataclass(frozen=True)
class ClaimsOf:
    """The claims of a source on one subject: what each says, its number, period, standing, and on whose word."""

    subject: str
    rows: tuple[tuple[Part, str, str, str, str], ...]


def source_pages(book: Book, root: Path) -> Iterator[LedgerPage]:
    """The pages of all sources; what the last check against the texts found is read from the root's records."""
    return (_page(book, root, record) for record in book.known.ledger.records)


def _page(book: Book, root: Path, record: EvidenceRecord) -> LedgerPage:
    source = record.source
    entries = [Entry(source, claim) for claim in record.claims]
    return LedgerPage(
        addresses.source_page(source.id)[0], ROLES[source.role], source.title, "source.html",
        f"{source.publisher}, {in_words(source.published)}: {source.about}",
        {"source": source, "published": in_words(source.published), "facts": source_facts(root, record),
         "groups": _groups(book, entries), "folded": len(entries) >= FOLDED_FROM,
         "standings": _standings(book, record), "standing_names": STANDINGS,
         "credits": _credits(entries), "own": sum(not removes(entry) for entry in entries),
         "not_followed": _not_followed(book, source.id) if source.role == "seed" else None,
         "set_aside": [(_lines(each.line, each.to_line), each.words, each.reason) for each in record.set_aside],
         "reach": reach_of_claims(entries)},
        f"{source.publisher} {source.about} {' '.join(source.authors)} {source.id}")


def source_facts(root: Path, record: EvidenceRecord) -> tuple[Fact, ...]:
    """What is known of a source. Keys: title, authors, published, kind, tier, address, read, about, caution, claims,
    checked, numbers."""
    source, read = record.source, record.source.document
    kinds: list[str] = [claim.kind for claim in record.claims]
    counts = ", ".join(f"{count} {kind if count == 1 else name}" for kind, name in COUNTED_KINDS
                       if (count := kinds.count(kind)))
    against_text, numbers = checked(root, record) if read else ("", "")
    return filled((
        fact("title", "Title", source.title + TITLE_FROM.get(source.title_from, "")),
        fact("authors", "By", "; ".join(source.authors) or (
            "author not named in the text read" if source.role == "seed" else "")),
        fact("published", "Published", f"{source.publisher}, {in_words(source.published)}"),
        fact("kind", "Kind", source.kind),
        fact("tier", "How close", TIERS[source.tier] if source.tier else ""),
        fact("address", "Address", (Part(source.url, source.url), Part(f" ({source.url_is})")) if source.url else (
            "not found" if source.role == "seed" else "")),
        fact("read", "Text read", f"{read.file}, SHA-256 {read.sha256[:16]}…" if read else ""),
        fact("about", "What it is", source.about),
        fact("caution", "Caution", source.caution),
        fact("claims", "Claims", f"{len(kinds)}: {counts}"),
        fact("checked", "Against its text", against_text),
        fact("numbers", "Its numbers", numbers),
    ))


def checked(root: Path, record: EvidenceRecord) -> tuple[str, str]:
    """How the claims stood against the text when last held against it, and how many of its numbers are covered."""
    date, counts = read_verification(root, record.source.id)
    if not counts:
        return "not recorded", ""
    outcomes = ", ".join(f"{counts[outcome.capitalize()]} {outcome}" for outcome in LOCATOR_STATES)
    numbers = int(counts["Numbers"])
    covered = numbers - int(counts["Not covered"])
    share = f" ({covered / numbers:.0%})" if numbers else ""
    return (f"{outcomes}; on {date}",
            f"{covered} of {numbers}{share} are in a claim or set aside with a reason; on {date}")


def _groups(book: Book, entries: list[Entry]) -> list[ClaimsOf]:
    order = list(book.themes)
    ordered = sorted(entries, key=lambda entry: order.index(entry.claim.theme))
    return [ClaimsOf(book.themes[theme], tuple(
        (Part(entry.claim.says, book.known.address(entry.id)), claim_number(entry),
         claim_period(entry), entry.claim.standing, credit_in_words(entry))
        for entry in claims)) for theme, claims in groupby(ordered, key=lambda entry: entry.claim.theme)]


def _standings(book: Book, record: EvidenceRecord) -> list[tuple[str, list[int]]]:
    """The number of claims by subject and standing, the last row of all."""
    counted = Counter((claim.theme, claim.standing) for claim in record.claims)
    rows: list[tuple[str, list[int]]] = [
        (words, [counted[theme, standing] for standing in STANDINGS])  # type: ignore[index]
        for theme, words in book.themes.items()]
    rows = [(words, counts) for words, counts in rows if sum(counts)]
    return [*rows, ("All", [sum(column) for column in zip(*(counts for _, counts in rows), strict=True)])]


def _credits(entries: list[Entry]) -> list[tuple[str, int, list[int]]]:
    """Everyone whom the claims are credited to, how often, and at how many removes."""
    return [(name, hands.total(), [hands[hand] for hand in REMOVES]) for name, hands in reliance(entries).items()]


def _not_followed(book: Book, source: str) -> list[tuple[Part, list[Part], str, str]]:
    """The questions on which the reading used goes against claims of this source."""
    known = book.known
    rows: list[tuple[Part, list[Part], str, str]] = []
    for question, entries in not_followed(known.ledger, source):
        verdict = question.adjudication
        assert verdict is not None
        rows.append((Part(question.asks, known.address(question.id)),
                     [Part(entry.claim.says, known.address(entry.id)) for entry in entries],
                     verdict.reading, verdict.confidence))
    return rows


def _lines(first: int, last: int | None) -> str:
    return f"{first} to {last}" if last else str(first)
