"""Names that must lead somewhere: what records and vocabularies refer to, and what may not be named twice."""

from collections import Counter
from collections.abc import Iterator
from difflib import SequenceMatcher
from itertools import combinations
from pathlib import Path

from compendium.errors import Problem
from compendium.evidence.claim_references import claim_faults
from compendium.evidence.credit import ancestors
from compendium.evidence.document import Document
from compendium.evidence.ledger import Entry, Ledger
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.vocabulary import VOCABULARIES

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
    found += [*_shared_names(ledger), *_circles(ledger), *_near_credits(ledger)]
    by_file = {path.name: document for path, document in documents.items()}
    return found + [by_file[kind.file].problem(where, what)
                    for kind in VOCABULARIES.values() for where, what in kind.references(ledger)]


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
