"""What a fact's card says: of a claim, a derived result, an assumption, or a question."""

from dataclasses import dataclass
from urllib.parse import quote

from compendium.book.appendices.computed_pages import reach, run_with
from compendium.book.cards.card_rivals import Beside, beside
from compendium.book.cards.spoken_intervals import allowed
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.roles import printed_fact
from compendium.evidence import Claim, Entry
from compendium.evidence.credit import removes, spelled
from compendium.evidence.followed import why_not_followed
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed, printed_claim, printed_range

EQUIVALENT = "#equivalent"
LEADS_TO = {"Claim": "To the ledger", "Question": "To the question", "Derived result": "To the computation",
            "Computed in a chapter": "To the computation", "Assumption": "To the assumption"}


@dataclass(frozen=True)
class Link:
    """Words that lead to a claim, a question, a derived result or an assumption."""

    name: str
    shown: str


@dataclass(frozen=True)
class Card:
    """One card: its kind, its value in large, a sentence, its particulars, and what stands beside it."""

    name: str
    kind: str
    value: str
    says: str
    rows: tuple[tuple[str, str], ...] = ()
    inputs: tuple[Link, ...] = ()
    contested: bool = False
    beside: Beside | None = None
    original: tuple[str, str] = ("", "")

    @property
    def leads_to(self) -> str:
        """What the link to the fact's own place in the book is called."""
        return LEADS_TO[self.kind]


def card(known: Evidence, name: str) -> Card:
    """The card of anything that a fact can name; KeyError for an unknown name."""
    ledger = known.ledger
    if name in ledger:
        return _claim(known, ledger[name])
    if name in ledger.questions:
        question = ledger.questions[name]
        disputed = question.adjudication is not None
        return Card(name, "Question", "", question.asks, contested=disputed, beside=beside(known, question))
    if name in ledger.assumptions:
        return _assumption(known, name)
    return _derived(known, name)


def _claim(known: Evidence, entry: Entry) -> Card:
    claim, question = entry.claim, known.ledger.questions[entry.claim.question]
    hands = removes(entry)
    same = claim.equivalent
    rows = (
        ("Interval", allowed(claim)),
        ("Also given as", printed(same.value, same.unit, same.comparator) if same else ""),
        ("Definition", known.ledger.definitions[claim.definition].name if claim.definition else ""),
        ("Of", claim.of),
        ("Against", claim.against),
        ("Period", in_words(claim.period) if claim.period else ""),
        ("Place", _place(known, claim)),
        ("Credit", f"{spelled(entry)} ({hands or 'no'} {'remove' if hands == 1 else 'removes'})"),
        ("Standing", claim.standing + (f"; the source says “{claim.hedge}”" if claim.hedge else "")),
        ("Not followed", _not_followed(known, entry)),
        ("Source", f"{entry.source.publisher}, {in_words(entry.source.published)}"),
    )
    return Card(
        entry.id, "Claim", printed_claim(claim) if claim.unit else "", claim.says, _filled(rows),
        contested=question.adjudication is not None, beside=beside(known, question, entry),
        original=original(entry))


def _not_followed(known: Evidence, entry: Entry) -> str:
    why = why_not_followed(known.ledger, entry.id)
    return f"This book does not follow it. {why}" if why else ""


def _assumption(known: Evidence, name: str) -> Card:
    assumed = known.ledger.assumptions[name]
    reach = printed_range(assumed.low, assumed.high, assumed.unit) if assumed.low < assumed.high else ""
    rows = _filled((("Range", reach), ("Reason", assumed.reason)))
    return Card(name, "Assumption", printed(assumed.value, assumed.unit), assumed.says, rows)


def _derived(known: Evidence, name: str) -> Card:
    result = known.results[name]
    given = run_with(result) if name in known.recorded else ""
    rows = _filled((("Range", reach(result)), ("Formula", result["formula"]), ("Run with", given)))
    links = tuple(_input(known, each) for each in filter(None, str(result["inputs"]).split("; ")))
    kind = "Computed in a chapter" if name in known.recorded else "Derived result"
    return Card(name, kind, printed_fact(known, name), result["says"], rows, inputs=links)


def _input(known: Evidence, name: str) -> Link:
    """An input of a formula, shown by its number and where that comes from."""
    plain = name.removesuffix(EQUIVALENT)
    of = card(known, plain)
    value, source = of.value or of.says, of.kind.lower()
    if plain in known.ledger:
        entry = known.ledger[plain]
        source, same = entry.source.publisher, entry.claim.equivalent
        if name.endswith(EQUIVALENT) and same:
            value = printed(same.value, same.unit, same.comparator)
    return Link(plain, f"{value} ({source})")


def _place(known: Evidence, claim: Claim) -> str:
    names = "; ".join(known.ledger.places[place].name for place in claim.place)
    to = f"to {known.ledger.places[claim.to].name}" if claim.to else ""
    return ", ".join(filter(None, (names, to)))


def _filled(rows: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((term, words) for term, words in rows if words)


def original(entry: Entry) -> tuple[str, str]:
    """Address of the article and what to call it; at the exact words only where that was found to work."""
    source = entry.source
    if not source.url:
        return "", ""
    if entry.claim.at is None:
        return source.url, "Original" if source.url_is == "original" else "Reprint"
    # a hyphen separates the parts of a text fragment, and quote() leaves it as it is
    words = quote(entry.claim.at.words, safe="").replace("-", "%2D")
    fragment = f"#:~:text={words}" if source.url_fragments else ""
    return source.url + fragment, "Original article" if source.url_is == "original" else "Article, as reprinted"
