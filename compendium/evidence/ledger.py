"""The evidence ledger: every claim of every source, and what can be looked up in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from compendium.evidence.claims import Claim
from compendium.evidence.corrections import Correction
from compendium.evidence.definitions import Definition
from compendium.evidence.names import Actor, Place
from compendium.evidence.needs import NeedsFile
from compendium.evidence.questions import Assumption, Finding, Question
from compendium.evidence.scenarios import Scenario
from compendium.evidence.sketch import Mark
from compendium.evidence.sources import EvidenceRecord, Source


@dataclass(frozen=True)
class Entry:
    """One claim together with the source that makes it."""

    source: Source
    claim: Claim

    @property
    def id(self) -> str:
        """The claim's name outside its source: source-id/claim-id."""
        return f"{self.source.id}/{self.claim.id}"


@dataclass(frozen=True)
class Ledger:
    """All records, definitions, questions, assumptions and names, as read from ``seeds/``."""

    records: tuple[EvidenceRecord, ...]
    definitions: dict[str, Definition]
    questions: dict[str, Question]
    findings: dict[str, Finding]
    corrections: tuple[Correction, ...]
    assumptions: dict[str, Assumption]
    places: dict[str, Place]
    actors: dict[str, Actor]
    scenarios: dict[str, Scenario] = field(default_factory=dict)
    sketch: dict[str, Mark] = field(default_factory=dict)
    needs: NeedsFile = field(default_factory=NeedsFile)
    lines: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    folder: Path = field(default=Path("seeds"), repr=False, compare=False)

    def __iter__(self) -> Iterator[Entry]:
        for record in self.records:
            for claim in record.claims:
                yield Entry(record.source, claim)

    def __len__(self) -> int:
        return len(self.entries)

    def __getitem__(self, claim_id: str) -> Entry:
        return self.entries[claim_id]

    def __contains__(self, claim_id: object) -> bool:
        return claim_id in self.entries

    @cached_property
    def entries(self) -> dict[str, Entry]:
        """Every claim by its full id, in the order of the files."""
        return {entry.id: entry for entry in self}

    @cached_property
    def by_question(self) -> dict[str, tuple[Entry, ...]]:
        """The claims on each question, in the order of the questions' file."""
        found: dict[str, list[Entry]] = {question: [] for question in self.questions}
        for entry in self:
            # a question that is misspelt is told where the names are checked
            if entry.claim.question in found:
                found[entry.claim.question].append(entry)
        return {question: tuple(entries) for question, entries in found.items()}

    @cached_property
    def by_definition(self) -> dict[str, tuple[Entry, ...]]:
        """The quantities of each definition, in the order of the definitions' file."""
        found: dict[str, list[Entry]] = {definition: [] for definition in self.definitions}
        for entry in self:
            if entry.claim.definition in found:
                found[entry.claim.definition].append(entry)
        return {definition: tuple(entries) for definition, entries in found.items()}

    def place_of(self, name: str) -> tuple[str, int]:
        """File and line in ``seeds/`` of a claim, by its full id, or of anything else, as 'question who-pays'."""
        return self.lines.get(name, ("seeds", 0))
