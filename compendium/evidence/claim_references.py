"""What a claim names must be known: its question, definition, places, actors, and the claims it answers."""

from collections.abc import Iterator

from compendium.evidence.claims import Claim
from compendium.evidence.ledger import Ledger
from compendium.evidence.near_names import Fault, unknown


def claim_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """The fields of one claim that name something the ledger does not know."""
    yield from unknown("question", [claim.question], ledger.questions)
    yield from unknown("place", claim.place, ledger.places)
    yield from unknown("to", [claim.to] if claim.to else [], ledger.places)
    yield from unknown("actor", claim.actor, ledger.actors)
    yield from unknown("answers", [claim.answers.claim] if claim.answers else [], ledger.entries)
    yield from _definition_faults(ledger, claim)
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


def _definition_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """A definition that is not in the vocabulary, or one that the claim's unit does not fit."""
    yield from unknown("definition", [claim.definition] if claim.definition else [], ledger.definitions)
    definition = ledger.definitions.get(claim.definition or "")
    if definition and claim.unit and not definition.takes(claim.unit, change=bool(claim.against)):
        what, units = definition.dimension, definition.units(change=bool(claim.against))
        yield "definition", f"'{definition.id}' is a {what}, not given in {claim.unit}; allowed: {', '.join(units)}"
