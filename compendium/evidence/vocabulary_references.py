"""What the vocabularies name must be known, and must go together: definitions, verdicts, findings and the others."""

from collections import Counter
from collections.abc import Iterator

from compendium.errors import Fault, unknown
from compendium.evidence.document import Where
from compendium.evidence.ledger import Ledger
from compendium.evidence.verdicts import Adjudication

PlacedFault = tuple[Where, str]
"""A place in the vocabulary's file, and what is wrong there."""


def definition_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Definitions that name one that is not in the vocabulary, or a share as what is shared out."""
    yield from _whole_problems(ledger)
    for index, definition in enumerate(ledger.definitions.values()):
        if definition.id in definition.confused_with:
            yield ("definitions", index, "confused_with"), (
                f"definition {definition.id}: confused_with: names itself; name another, or none")
        named = {"confused_with": definition.confused_with, "whole": [definition.whole] if definition.whole else []}
        for field, names in named.items():
            for _, what in unknown(field, names, ledger.definitions):
                yield ("definitions", index, field), f"definition {definition.id}: {field}: {what}"


def _whole_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """A share of a share, which no number of the vocabulary's can be."""
    for index, definition in enumerate(ledger.definitions.values()):
        whole = ledger.definitions.get(definition.whole or "")
        if whole and whole.dimension == "share":
            yield ("definitions", index, "whole"), (
                f"definition {definition.id}: whole: '{whole.id}' is a share itself; a share names as its whole what is"
                " shared out")


def verdict_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Verdicts that rest on claims that nobody made, or that weigh the outside without saying so."""
    for index, question in enumerate(ledger.questions.values()):
        for field, what in _verdict_faults(ledger, question.adjudication) if question.adjudication else ():
            where = ("questions", index, "adjudication", field)
            yield where, f"question {question.id}: adjudication.{field}: {what}"


def _verdict_faults(ledger: Ledger, verdict: Adjudication) -> Iterator[Fault]:
    """Claims that a verdict names and nobody made, or follows and does not follow, or weighs without saying so."""
    for field, names in (("claims", verdict.claims), ("not_followed", tuple(verdict.not_followed))):
        yield from unknown(field, names, ledger.entries)
    for name in set(verdict.claims) & set(verdict.not_followed):
        yield "not_followed", f"'{name}' stands among the claims that the reading rests on"
    outside = [name for name in verdict.named if name in ledger and ledger[name].source.role == "check"]
    if outside and verdict.articles_alone is None:
        yield "articles_alone", (f"is missing, as the verdict weighs {outside[0]}, which is in none of the articles; "
                                 "give confidence, and the reading if it would be another")
    if verdict.articles_alone and not outside:
        yield "articles_alone", "is given, and the verdict weighs nothing from outside the articles"


def finding_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Headlines that rest on claims that nobody made, or on questions that nobody asked."""
    for index, finding in enumerate(ledger.findings.values()):
        for _, what in unknown("claims", finding.claims, ledger.entries):
            yield ("findings", index, "claims"), f"finding {finding.id}: {what}"
        for _, what in unknown("verdicts", finding.verdicts, ledger.questions):
            yield ("findings", index, "verdicts"), f"finding {finding.id}: verdicts: {what}"


def scenario_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Drivers that claims suggest which nobody made."""
    for index, scenario in enumerate(ledger.scenarios.values()):
        for at, driver in enumerate(scenario.drivers):
            for _, what in unknown("claims", driver.claims, ledger.entries):
                where = ("scenarios", index, "drivers", at, "claims")
                yield where, f"scenario {scenario.id}: {driver.driver}: {what}"


def sketch_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Marks of the map that rest on no known claim, or on a place that has no coordinates."""
    towns = [place.id for place in ledger.places.values() if place.latitude is not None]
    for index, mark in enumerate(ledger.sketch.values()):
        for field, names, known in (("claims", mark.claims, list(ledger.entries)), ("places", mark.places, towns)):
            for _, what in unknown(field, names, known):
                yield ("sketch", index, field), f"mark {mark.id}: {field}: {what}"


def correction_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Corrections of what is not in the ledger."""
    for index, correction in enumerate(ledger.corrections):
        for _, what in unknown("of", correction.of, [*ledger.entries, *ledger.questions, *ledger.findings]):
            yield ("corrections", index, "of"), f"correction {correction.id}: of: {what}"


def needs_problems(ledger: Ledger) -> Iterator[PlacedFault]:
    """Bearings on the chain of needs that name no known claim, or that are written twice."""
    names = Counter(bearing.id for bearing in ledger.needs.bearings)
    for index, bearing in enumerate(ledger.needs.bearings):
        if names[bearing.id] > 1:
            yield ("bearings", index), f"bearing {bearing.id} is written twice"
        for _, what in unknown("claim", [bearing.claim], ledger.entries):
            where = f"bearing on {bearing.destination}, {bearing.need}"
            yield ("bearings", index, "claim"), f"{where}: {what}"
