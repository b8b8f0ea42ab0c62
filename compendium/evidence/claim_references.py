"""What a claim names must be known: its question, definition, places, actors, and the claims it answers."""

from collections import Counter
from collections.abc import Iterator

from compendium.errors import Fault, unknown
from compendium.evidence.bounds import number_faults
from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.credit import chain
from compendium.evidence.definitions import OF_CHANGE
from compendium.evidence.ledger import Entry, Ledger
from compendium.evidence.periods import in_words
from compendium.evidence.sources import Source

AHEAD = ("planned", "projected")
"""The standings of what may lie ahead of its source."""


def claim_faults(ledger: Ledger, source: Source, claim: Claim) -> Iterator[Fault]:
    """The fields of one claim that name something the ledger does not know, or that its source cannot have known."""
    yield from _date_faults(source, claim)
    yield from unknown("question", [claim.question], ledger.questions)
    yield from unknown("place", claim.place, ledger.places)
    yield from unknown("to", [claim.to] if claim.to else [], ledger.places)
    yield from unknown("actor", claim.actor, ledger.actors)
    yield from unknown("answers", [claim.answers.claim] if claim.answers else [], ledger.entries)
    yield from _credit_faults(Entry(source, claim))
    yield from _definition_faults(ledger, claim)
    yield from number_faults(claim, ledger.definitions.get(claim.definition or ""))
    question = ledger.questions.get(claim.question)
    if question is None:
        return
    if claim.position:
        yield from unknown("position", [claim.position], question.positions)
    yield from unknown("about", claim.about, question.about)
    for key, allowed in question.about.items():
        if key not in claim.about:
            yield "about", f"question {question.id} asks for '{key}': {', '.join(allowed)}"
        elif claim.about[key] not in allowed:
            yield "about", f"{key} '{claim.about[key]}' is not allowed; allowed: {', '.join(allowed)}"


def _credit_faults(entry: Entry) -> Iterator[Fault]:
    """A credit chain that comes back to somebody, as to the publisher itself."""
    names = [name for link in chain(entry) for name in link]
    if twice := [name for name, times in Counter(names).items() if times > 1]:
        yield "credited_to", (f"'{twice[0]}' stands twice in the chain {' < '.join(names)}, which begins with the"
                              " publisher; a claim that the publisher makes itself credits nobody")


def _date_faults(source: Source, claim: Claim) -> Iterator[Fault]:
    """A period that begins or ends only after the source was out, and is neither a plan nor a projection."""
    out = source.published.end
    if claim.period and out and claim.period.latest > out and claim.standing not in AHEAD:
        yield "period", (f"'{claim.period}' is later than the source, which was published {in_words(source.published)};"
                         f" allowed for a claim whose standing is {' or '.join(AHEAD)}")


def _definition_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """A definition that is not in the vocabulary, or one that the claim's unit does not fit."""
    yield from unknown("definition", [claim.definition] if claim.definition else [], ledger.definitions)
    definition = ledger.definitions.get(claim.definition or "")
    if definition and not claim.against and claim.unit in OF_CHANGE and not definition.takes(claim.unit, change=False):
        yield "against", (f"is missing: '{definition.id}' is a {definition.dimension}, and in {claim.unit} only a"
                          " change of one can be given; a change names the period that it is counted from, such as"
                          f" 2024-02, or '{UNSTATED}'")
    elif definition and claim.unit and not definition.takes(claim.unit, change=bool(claim.against)):
        what, units = definition.dimension, definition.units(change=bool(claim.against))
        yield "definition", f"'{definition.id}' is a {what}, not given in {claim.unit}; allowed: {', '.join(units)}"
