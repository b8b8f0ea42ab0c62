"""Turning records of the ledger into the rows of the tables."""

import math
from collections.abc import Iterable, Iterator
from typing import Any

from compendium.evidence import Claim, Entry, Ledger, Question, claim_interval, conflicts
from compendium.evidence.credit import ancestors, removes
from compendium.evidence.disagreement import why_not_followed
from compendium.evidence.intervals import Interval
from compendium.evidence.sources import short_names

Row = dict[str, Any]
UNBOUNDED = Interval(-math.inf, math.inf)


def claim_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per claim of the ledger."""
    for entry in ledger:
        claim, answer = entry.claim, entry.claim.answers
        yield {
            **claim_row(entry),
            "document": entry.source.document.file if entry.source.document else "",
            "line": claim.at.line if claim.at else None,
            "words": claim.at.words if claim.at else "",
            "theme": claim.theme,
            "about": joined(f"{key}={value}" for key, value in claim.about.items()),
            "answers": f"{answer.as_} {answer.claim}" if answer else "",
            "equivalent": _equivalent(claim),
            "role": entry.source.role,
            "where": claim.where,
            "unused": claim.unused,
            "not_followed": why_not_followed(ledger, entry.id),
        }


def claim_row(entry: Entry) -> Row:
    """What every table that is made of claims says of one."""
    claim = entry.claim
    start, end = claim.period.bounds() if claim.period else ("", "")
    interval = claim_interval(claim) if claim.kind == "quantity" else UNBOUNDED
    fields = claim.model_dump(include={"question", "kind", "says", "value", "low", "high", "comparator",
                                       "unit", "definition", "of", "against", "to", "action", "position", "standing",
                                       "hedge"})
    return {
        **fields,
        "id": entry.id,
        "source": entry.source.id,
        "start": start,
        "end": end,
        "period": str(claim.period or ""),
        "place": joined(claim.place),
        "actor": joined(claim.actor),
        "credited_to": joined(_credit(claim)),
        "inferred": bool(claim.period and claim.period.inferred),
        "removes": removes(entry),
        "rests_on": joined(sorted(ancestors(entry))),
        "lowest": finite(interval.low),
        "highest": finite(interval.high),
        "claims": entry.id,
    }


def subject_rows(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of one subject's table: the articles' claims on its questions, question by question."""
    for entry, question in _by_role(ledger, "seed"):
        if question.table == table:
            yield {**claim_row(entry), "measure": question.measure, **entry.claim.about}


def check_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per figure of independent evidence, question by question."""
    for entry, question in _by_role(ledger, "check"):
        about = {"element": entry.claim.about.get("element"), "market": entry.claim.about.get("market")}
        yield {**claim_row(entry), "measure": question.measure, **about}


def source_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per source, with the number of its claims of each kind."""
    shorts = short_names(record.source for record in ledger.records)
    for record in ledger.records:
        source, kinds = record.source, [claim.kind for claim in record.claims]
        yield {
            **source.model_dump(exclude={"document", "authors", "published"}),
            "short": shorts[source.id],
            "authors": joined(source.authors),
            "published": str(source.published),
            "document": source.document.file if source.document else "",
            "sha256": source.document.sha256 if source.document else "",
            "quantities": kinds.count("quantity"),
            "events": kinds.count("event"),
            "statements": kinds.count("statement"),
            "claims": joined(f"{source.id}/{claim.id}" for claim in record.claims),
        }


def question_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per question, with the verdict where its claims disagree."""
    contested = conflicts(ledger)
    for question in ledger.questions.values():
        entries = ledger.by_question[question.id]
        yield {
            **question.model_dump(include={"id", "asks", "theme", "table"}), **_verdict(question),
            "sources": len({entry.source.id for entry in entries if entry.source.role == "seed"}),
            "contested": question.id in contested,
            "conflicts": len(contested.get(question.id, ())),
            "claims": joined(entry.id for entry in entries),
        }


def definition_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per definition, with the quantities that have it."""
    for definition in ledger.definitions.values():
        yield {**definition.model_dump(), "confused_with": joined(definition.confused_with),
               "claims": joined(entry.id for entry in ledger.by_definition[definition.id])}


def place_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per place, with the claims that speak of it."""
    for place in ledger.places.values():
        named = (e.id for e in ledger if place.id in e.claim.place or e.claim.to == place.id)
        yield {**place.model_dump(), "spellings": joined(place.spellings), "claims": joined(named)}


def actor_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per actor, with the claims that speak of it."""
    for actor in ledger.actors.values():
        named = (entry.id for entry in ledger if actor.id in entry.claim.actor)
        yield {**actor.model_dump(), "claims": joined(named)}


def assumption_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per assumption."""
    driving = {f"{scenario.id}-{each.driver}": {
        "scenario": scenario.id, "driver": each.driver, "claims": joined(each.claims)}
               for scenario in ledger.scenarios.values() for each in scenario.drivers}
    for assumption in ledger.assumptions.values():
        yield assumption.model_dump() | driving.get(assumption.id, {})


def scenario_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per driver of each scenario."""
    for scenario in ledger.scenarios.values():
        for driver, assumed in zip(scenario.drivers, scenario.assumptions(), strict=True):
            yield {"id": assumed.id, "scenario": scenario.id, "name": scenario.name, "says": scenario.says,
                   **driver.model_dump(exclude={"claims"}), "unit": assumed.unit, "claims": joined(driver.claims)}


def finding_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per headline of the book."""
    for finding in ledger.findings.values():
        lists = {name: joined(getattr(finding, name)) for name in ("claims", "results", "figures")}
        yield {"id": finding.id, "says": finding.says, **lists}


def sketch_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per mark of the map."""
    for mark in ledger.sketch.values():
        end = mark.towards
        yield {**mark.model_dump(include={"id", "kind", "looks", "says", "radius_km"}),
               **{name: joined(getattr(mark, name)) for name in ("label", "places", "claims")},
               "to_latitude": end.latitude if end else None, "to_longitude": end.longitude if end else None}


def need_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per claim that bears on a need of a destination, in the order of the chain."""
    needs = {need.id: need for need in ledger.needs.needs}
    destinations = {destination.id: destination for destination in ledger.needs.destinations}
    first, then = list(destinations), list(needs)
    for bearing in sorted(ledger.needs.bearings, key=lambda b: (first.index(b.destination), then.index(b.need))):
        entry, destination = ledger[bearing.claim], destinations[bearing.destination]
        yield {**bearing.model_dump(exclude={"claim"}), "id": bearing.id, "destination_name": destination.name,
               "role": destination.role, "need_name": needs[bearing.need].name, "source": entry.source.id,
               "standing": entry.claim.standing, "says": entry.claim.says, "credited_to": joined(_credit(entry.claim)),
               "rests_on": joined(sorted(ancestors(entry))), "claims": entry.id}


def joined(items: Iterable[str]) -> str:
    """A list as one cell."""
    return "; ".join(items)


def finite(number: float) -> float | None:
    """A number, or nothing where an interval is open."""
    return round(number, 10) if math.isfinite(number) else None


def _verdict(question: Question) -> Row:
    """What a question's row says of its verdict, with all evidence and with the articles alone."""
    verdict = question.adjudication
    if verdict is None:
        return {}
    alone = verdict.articles_alone
    return {
        **dict(verdict.texts()), "confidence": verdict.confidence, "outside": verdict.effect(),
        "tests": joined(verdict.tests), "not_followed": joined(verdict.not_followed),
        "reading_alone": (alone.reading if alone else "") or verdict.reading,
        "confidence_alone": alone.confidence if alone else verdict.confidence,
    }


def _by_role(ledger: Ledger, role: str) -> Iterator[tuple[Entry, Question]]:
    """The claims of the articles, or of the independent evidence, question by question."""
    for question in ledger.questions.values():
        for entry in ledger.by_question[question.id]:
            if entry.source.role == role:
                yield entry, question


def _credit(claim: Claim) -> Iterator[str]:
    for link in claim.credited_to:
        yield " + ".join(link) if isinstance(link, tuple) else link


def _equivalent(claim: Claim) -> str:
    other = claim.equivalent
    return f"{other.comparator}{other.value:.10g} {other.unit}" if other else ""
