"""Names that must lead somewhere: what records, findings, scenarios, the map and corrections refer to."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from compendium.evidence.claim_references import claim_faults
from compendium.evidence.credit import ancestors
from compendium.evidence.document import Document
from compendium.evidence.ledger import Entry, Ledger
from compendium.evidence.near_names import unknown
from compendium.evidence.problems import Problem
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.verdict_references import definition_problems, verdict_problems

ALIKE = 0.85
"""How alike two names must be, from 0 to 1, for one to be asked about."""


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
    checks = (definition_problems, verdict_problems, _finding_problems, _scenario_problems, _sketch_problems,
              _correction_problems, _needs_problems)
    return [*found, *_shared_names(ledger), *_circles(ledger), *_near_credits(ledger),
            *(problem for check in checks for problem in check(ledger, documents))]


def _shared_names(ledger: Ledger) -> Iterator[Problem]:
    """Ids of questions that are assumptions' too: in prose a fact is named by its id alone."""
    for name in ledger.questions:
        if name in ledger.assumptions:
            yield Problem(*ledger.place_of(f"question {name}"), f"id '{name}' is an assumption's too; ids of questions,"
                          " assumptions and results are one set, as a fact is named by its id alone")


def _circles(ledger: Ledger) -> Iterator[Problem]:
    """Claims that answer one another in a circle, and definitions that are each other's whole."""
    answers = {entry.id: entry.claim.answers.claim for entry in ledger if entry.claim.answers}
    wholes = {definition.id: definition.whole for definition in ledger.definitions.values() if definition.whole}
    for links, kind, does in ((answers, "", "answers"), (wholes, "definition ", "is a part of")):
        told: set[str] = set()
        for name in links:
            walked = [name]
            while (then := links.get(walked[-1])) and then not in walked:
                walked.append(then)
            if then == name and not told & set(walked):
                told |= set(walked)
                circle = f" {does} ".join([*walked, name])
                yield Problem(*ledger.place_of(f"{kind}{name}"), f"{circle}: a circle; leave one of them out")


def _near_credits(ledger: Ledger) -> Iterator[Problem]:
    """Names of people, firms and publishers that are near to each other: one misspelt would count as two voices."""
    known = {name for actor in ledger.actors.values() for name in (actor.name, actor.abbreviation, *actor.spellings)}
    publishers = {record.source.publisher for record in ledger.records}
    uses: dict[str, list[Entry]] = {}
    for entry in ledger:
        for name in ancestors(entry):
            uses.setdefault(name, []).append(entry)
    names = sorted((name for name in uses if name[:1].isupper()), key=lambda name: len(uses[name]))
    for one, other in combinations(names, 2):
        if {one, other} <= known:
            continue
        begins = {one, other} & publishers and (f"{one} ".startswith(f"{other} ") or f"{other} ".startswith(f"{one} "))
        if begins or SequenceMatcher(None, one.lower(), other.lower()).ratio() >= ALIKE:
            entry = uses[one][0]
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: '{one}' is near '{other}', who stands "
                          "behind other claims; write both alike, or give each an entry in seeds/actors.yaml")


def _doubles(document: Document, kind: str, items: object) -> Iterator[Problem]:
    """Ids that stand more than once in one list of one file."""
    ids = [item.get("id") for item in items if isinstance(item, dict)] if isinstance(items, list) else []
    for index, name in enumerate(ids):
        if name and Counter(ids[: index + 1])[name] > 1:
            yield document.problem((kind, index), f"id '{name}' is used twice in {kind}")


def _record_problems(ledger: Ledger, document: Document, record: EvidenceRecord) -> Iterator[Problem]:
    met: set[str] = set()
    for place, claim in zip(record.places, record.claims, strict=True):
        if claim.id in met and place[0] == "series":
            yield document.problem(place, f"id '{claim.id}', which the series makes here, is another claim's")
        met.add(claim.id)
    for place, claim in zip(record.places, record.claims, strict=True):
        for field, what in claim_faults(ledger, record.source, claim):
            yield document.problem((*place, field), f"claim {claim.id}: {field}: {what}")


def _finding_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "findings.yaml")
    for index, finding in enumerate(ledger.findings.values()):
        for _, what in unknown("claims", finding.claims, ledger.entries):
            yield document.problem(("findings", index, "claims"), f"finding {finding.id}: {what}")
        for _, what in unknown("verdicts", finding.verdicts, ledger.questions):
            yield document.problem(("findings", index, "verdicts"), f"finding {finding.id}: verdicts: {what}")


def _scenario_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "scenarios.yaml")
    for index, scenario in enumerate(ledger.scenarios.values()):
        for at, driver in enumerate(scenario.drivers):
            for _, what in unknown("claims", driver.claims, ledger.entries):
                where = ("scenarios", index, "drivers", at, "claims")
                yield document.problem(where, f"scenario {scenario.id}: {driver.driver}: {what}")


def _sketch_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Marks of the map that rest on no known claim, or on a place that has no coordinates."""
    document = next(d for path, d in documents.items() if path.name == "sketch.yaml")
    towns = [place.id for place in ledger.places.values() if place.latitude is not None]
    for index, mark in enumerate(ledger.sketch.values()):
        for field, names, known in (("claims", mark.claims, list(ledger.entries)), ("places", mark.places, towns)):
            for _, what in unknown(field, names, known):
                yield document.problem(("sketch", index, field), f"mark {mark.id}: {field}: {what}")


def _correction_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    document = next(d for path, d in documents.items() if path.name == "corrections.yaml")
    for index, correction in enumerate(ledger.corrections):
        for _, what in unknown("of", correction.of, [*ledger.entries, *ledger.questions, *ledger.findings]):
            yield document.problem(("corrections", index, "of"), f"correction {correction.id}: of: {what}")


def _needs_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Bearings on the chain of needs that name no known claim, or that are written twice."""
    document = next(d for path, d in documents.items() if path.name == "needs.yaml")
    names = Counter(bearing.id for bearing in ledger.needs.bearings)
    for index, bearing in enumerate(ledger.needs.bearings):
        if names[bearing.id] > 1:
            yield document.problem(("bearings", index), f"bearing {bearing.id} is written twice")
        for _, what in unknown("claim", [bearing.claim], ledger.entries):
            where = f"bearing on {bearing.destination}, {bearing.need}"
            yield document.problem(("bearings", index, "claim"), f"{where}: {what}")
