"""What a fact's card says: who says it, the rivals and the verdict; what the number means; bookkeeping last."""

from dataclasses import dataclass, field

from compendium.book.facts.beside import Beside, beside
from compendium.book.facts.claim_facts import claim_facts
from compendium.book.facts.context import Book
from compendium.book.facts.parts import Fact, Part, chosen
from compendium.book.facts.result_facts import assumption_facts, kind_of, result_facts

LEADS_TO = {"Claim": "All about this claim", "Question": "To the question", "Derived result": "To the computation",
            "Computed in a chapter": "To the computation", "Assumption": "To the assumption"}
FIRST = ("source", "credit", "standing", "formula", "inputs", "reason")
THEN = ("interval", "range", "equivalent", "definition", "of", "against", "period", "place", "run_with", "code",
        "not_followed", "used_by")
"""What stands on a card before the rivals and the verdict, and what after them, by key."""
SHOWN = 4
"""So many places of use stand on a card; the fact's page has all."""


@dataclass(frozen=True)
class Card:
    """One card: its kind, its value in large, a sentence, its particulars, and what stands beside it."""

    name: str
    kind: str
    address: str
    value: str
    says: str
    first: tuple[Fact, ...] = ()
    then: tuple[Fact, ...] = ()
    contested: bool = False
    beside: Beside | None = None
    original: Part = field(default_factory=lambda: Part(""))

    @property
    def leads_to(self) -> str:
        """What the link to the fact's own page is called."""
        return LEADS_TO[self.kind]


def card(book: Book, name: str) -> Card:
    """The card of anything that a fact can name; KeyError for an unknown name."""
    known = book.known
    ledger, kind, address = known.ledger, kind_of(known, name), known.address(name)
    if name in ledger.questions:
        question = ledger.questions[name]
        return Card(name, kind, address, "", question.asks, contested=question.adjudication is not None,
                    beside=beside(known, question))
    if name in ledger:
        entry = ledger[name]
        question = ledger.questions[entry.claim.question]
        facts = claim_facts(book, entry)
        return _card(name, kind, address, facts, question.adjudication is not None, beside(known, question, entry))
    facts = assumption_facts(book, name) if name in ledger.assumptions else result_facts(book, name)
    return _card(name, kind, address, facts)


def _card(name: str, kind: str, address: str, facts: tuple[Fact, ...], contested: bool = False,  # noqa: PLR0917
          seen: Beside | None = None) -> Card:
    by_key = {each.key: each for each in facts}
    links = by_key["original"].lines[0] if "original" in by_key else ()
    return Card(
        name, kind, address, by_key["value"].words if "value" in by_key else "", by_key["says"].words,
        chosen(facts, FIRST), tuple(_cut(each) for each in chosen(facts, THEN)), contested, seen,
        links[0] if links else Part(""))


def _cut(fact: Fact) -> Fact:
    """A list of places of use with its first lines, and how many there are besides."""
    if fact.key != "used_by" or len(fact.lines) <= SHOWN:
        return fact
    more = (Part(f"{len(fact.lines) - SHOWN} more"),)
    return Fact(fact.key, fact.label, (*fact.lines[:SHOWN], more))
