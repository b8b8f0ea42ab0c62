"""Names that must lead somewhere: a claim's question, places, actors, and the claims it answers."""

from collections import Counter
from collections.abc import Iterable, Iterator
from difflib import get_close_matches
from pathlib import Path

from compendium.evidence.claims import Claim
from compendium.evidence.document import Document
from compendium.evidence.ledger import Ledger
from compendium.evidence.problems import Problem
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.verdicts import Adjudication

Fault = tuple[str, str]
"""A field of a claim, and what is wrong with it."""


def reference_problems(ledger: Ledger, documents: dict[Path, Document]) -> list[Problem]:
    """Every name in the records that leads nowhere, and every id that is given twice."""
    found: list[Problem] = []
    for path, document in documents.items():
        for kind, items in document.content.items():
            found += _doubles(document, kind, items)
        record = next((r for r in ledger.records if r.source.id == path.stem), None)
        if record:
            found += _record_problems(ledger, document, record)
        elif "source" in document.content:
            name = document.content["source"]["id"]
            found.append(document.problem(("source", "id"), f"source {name} must stand in {name}.yaml"))
    return [*found, *_definition_problems(ledger, documents), *_question_problems(ledger, documents),
            *_finding_problems(ledger, documents), *_scenario_problems(ledger, documents),
            *_sketch_problems(ledger, documents), *_correction_problems(ledger, documents),
            *_needs_problems(ledger, documents)]


def _doubles(document: Document, kind: str, items: object) -> Iterator[Problem]:
    """Ids that stand more than once in one list of one file."""
    ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for index, name in enumerate(ids):
        if name and Counter(ids[: index + 1])[name] > 1:
            yield document.problem((kind, index), f"id '{name}' is used twice in {kind}")


def _record_problems(ledger: Ledger, document: Document, record: EvidenceRecord) -> Iterator[Problem]:
    for place, claim in zip(record.places, record.claims, strict=True):
        for field, what in claim_faults(ledger, claim):
            yield document.problem((*place, field), f"claim {claim.id}: {field}: {what}")


def claim_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """The fields of one claim that name something the ledger does not know."""
    yield from _unknown("question", [claim.question], ledger.questions)
    yield from _unknown("place", claim.place, ledger.places)
    yield from _unknown("to", [claim.to] if claim.to else [], ledger.places)
    yield from _unknown("actor", claim.actor, ledger.actors)
    yield from _unknown("answers", [claim.answers.claim] if claim.answers else [], ledger.entries)
    yield from _definition_faults(ledger, claim)
    question = ledger.questions.get(claim.question)
    if question is None:
        return
    if claim.position:
        yield from _unknown("position", [claim.position], question.positions)
    yield from _unknown("about", claim.about, question.about)
    for key, allowed in question.about.items():
        if key not in claim.about:
            yield "about", f"question {question.id} asks for '{key}': {', '.join(allowed)}"
        elif claim.about[key] not in allowed:
            yield "about", f"{key} '{claim.about[key]}' is not allowed; allowed: {', '.join(allowed)}"


def _definition_faults(ledger: Ledger, claim: Claim) -> Iterator[Fault]:
    """A definition that is not in the vocabulary, or one that the claim's unit does not fit."""
    yield from _unknown("definition", [claim.definition] if claim.definition else [], ledger.definitions)
    definition = ledger.definitions.get(claim.definition or "")
    if definition and claim.unit and not definition.takes(claim.unit, change=bool(claim.against)):
        what, units = definition.dimension, definition.units(change=bool(claim.against))
        yield "definition", f"'{definition.id}' is a {what}, not given in {claim.unit}; allowed: {', '.join(units)}"


def _unknown(field: str, names: Iterable[str], known: Iterable[str]) -> Iterator[Fault]:
    known = list(known)
    for name in names:
        if name not in known:
            near = get_close_matches(name, known, n=3, cutoff=0.5) or known[:8]
            yield field, f"'{name}' is not known; near it: {', '.join(near) or 'none'}"


def _definition_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "definitions.yaml")
    yield from _whole_problems(ledger, document)
    for index, definition in enumerate(ledger.definitions.values()):
        named = {"confused_with": definition.confused_with, "whole": [definition.whole] if definition.whole else []}
        for field, names in named.items():
            for _, what in _unknown(field, names, ledger.definitions):
                yield document.problem(("definitions", index, field), f"definition {definition.id}: {field}: {what}")


def _whole_problems(ledger: Ledger, document: Document) -> Iterator[Problem]:
    """A share of a share, which no number of the vocabulary's can be."""
    for index, definition in enumerate(ledger.definitions.values()):
        whole = ledger.definitions.get(definition.whole or "")
        if whole and whole.dimension == "share":
            yield document.problem(("definitions", index, "whole"), f"definition {definition.id}: whole: '{whole.id}' "
                                   "is a share itself; a share names as its whole what is shared out")


def _question_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "questions.yaml")
    for index, question in enumerate(ledger.questions.values()):
        for field, what in _verdict_faults(ledger, question.adjudication) if question.adjudication else ():
            where = ("questions", index, "adjudication", field)
            yield document.problem(where, f"question {question.id}: adjudication.{field}: {what}")


def _verdict_faults(ledger: Ledger, verdict: Adjudication) -> Iterator[Fault]:
    """Claims that a verdict names and nobody made, or follows and does not follow, or weighs without saying so."""
    for field, names in (("claims", verdict.claims), ("not_followed", tuple(verdict.not_followed))):
        yield from _unknown(field, names, ledger.entries)
    for name in set(verdict.claims) & set(verdict.not_followed):
        yield "not_followed", f"'{name}' stands among the claims that the reading rests on"
    outside = [name for name in verdict.named if name in ledger and ledger[name].source.role == "check"]
    if outside and verdict.articles_alone is None:
        yield "articles_alone", (f"is missing, as the verdict weighs {outside[0]}, which is in none of the articles; "
                                 "give confidence, and the reading if it would be another")
    if verdict.articles_alone and not outside:
        yield "articles_alone", "is given, and the verdict weighs nothing from outside the articles"


def _finding_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "findings.yaml")
    for index, finding in enumerate(ledger.findings.values()):
        for _, what in _unknown("claims", finding.claims, ledger.entries):
            yield document.problem(("findings", index, "claims"), f"finding {finding.id}: {what}")
        judged = [question.id for question in ledger.questions.values() if question.adjudication]
        for _, what in _unknown("verdicts", finding.verdicts, judged):
            yield document.problem(("findings", index, "verdicts"), f"finding {finding.id}: verdicts: {what}")


def _scenario_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "scenarios.yaml")
    for index, scenario in enumerate(ledger.scenarios.values()):
        for at, driver in enumerate(scenario.drivers):
            for _, what in _unknown("claims", driver.claims, ledger.entries):
                where = ("scenarios", index, "drivers", at, "claims")
                yield document.problem(where, f"scenario {scenario.id}: {driver.driver}: {what}")


def _sketch_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Marks of the map that rest on no known claim, or on a place that has no coordinates."""
    document = next(d for path, d in documents.items() if path.name == "sketch.yaml")
    towns = [place.id for place in ledger.places.values() if place.latitude is not None]
    for index, mark in enumerate(ledger.sketch.values()):
        for field, names, known in (("claims", mark.claims, list(ledger.entries)), ("places", mark.places, towns)):
            for _, what in _unknown(field, names, known):
                yield document.problem(("sketch", index, field), f"mark {mark.id}: {field}: {what}")


def _correction_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "corrections.yaml")
    for index, correction in enumerate(ledger.corrections):
        for _, what in _unknown("of", correction.of, [*ledger.entries, *ledger.questions, *ledger.findings]):
            yield document.problem(("corrections", index, "of"), f"correction {correction.id}: of: {what}")


def _needs_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Bearings on the chain of needs that name no known claim, or that are written twice."""
    document = next(d for path, d in documents.items() if path.name == "needs.yaml")
    names = Counter(bearing.id for bearing in ledger.needs.bearings)
    for index, bearing in enumerate(ledger.needs.bearings):
        if names[bearing.id] > 1:
            yield document.problem(("bearings", index), f"bearing {bearing.id} is written twice")
        for _, what in _unknown("claim", [bearing.claim], ledger.entries):
            where = f"bearing on {bearing.destination}, {bearing.need}"
            yield document.problem(("bearings", index, "claim"), f"{where}: {what}")
