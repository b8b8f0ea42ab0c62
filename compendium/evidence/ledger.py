"""The evidence ledger: every claim of every source, and what can be looked up in it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from compendium.evidence.claims import Claim
from compendium.evidence.definitions import DEFINITIONS, Definition
from compendium.evidence.findings import CORRECTIONS, FINDINGS, Correction, Finding
from compendium.evidence.intervals import Interval, claim_interval
from compendium.evidence.names import ACTORS, PLACES, Actor, Place
from compendium.evidence.needs import NEEDS, NeedsFile
from compendium.evidence.questions import QUESTIONS, Question
from compendium.evidence.scenarios import ASSUMPTIONS, SCENARIOS, Assumption, Scenario
from compendium.evidence.sketch import SKETCH, Mark
from compendium.evidence.sources import Entry, EvidenceRecord
from compendium.evidence.vocabulary import Vocabulary

VOCABULARIES: tuple[Vocabulary, ...] = (
    QUESTIONS, DEFINITIONS, PLACES, SKETCH, NEEDS, ACTORS, ASSUMPTIONS, SCENARIOS, FINDINGS, CORRECTIONS)
"""Every kind of record beside the sources' own, in the order in which their tables stand.

A book of a few pages has no scenarios, no map and nothing to correct yet: only the questions and the definitions are
needed, and a file that is absent is read as an empty one.
"""


@dataclass(frozen=True)
class Ledger:
    """All records, and what each kind of vocabulary holds, as read from ``seeds/``.

    ``files`` are the vocabularies by the name of their kind; those of an absent file hold nothing.
    """

    records: tuple[EvidenceRecord, ...]
    files: Mapping[str, Any]
    lines: dict[str, tuple[str, int]] = field(default_factory=dict, repr=False)
    folder: Path = field(default=Path("seeds"), repr=False, compare=False)

    @cached_property
    def definitions(self) -> dict[str, Definition]:
        """What numbers count or weigh, by id."""
        return _by_id(self.files[DEFINITIONS.name].definitions)

    @cached_property
    def questions(self) -> dict[str, Question]:
        """What claims answer, by id."""
        return _by_id(self.files[QUESTIONS.name].questions)

    @cached_property
    def findings(self) -> dict[str, Finding]:
        """The headlines of the book, by id."""
        return _by_id(self.files[FINDINGS.name].findings)

    @cached_property
    def corrections(self) -> tuple[Correction, ...]:
        """What was mended, the latest first."""
        return tuple(self.files[CORRECTIONS.name].corrections)

    @cached_property
    def assumptions(self) -> dict[str, Assumption]:
        """What is assumed, by id; the drivers of the scenarios come last."""
        drivers = (driver for scenario in self.scenarios.values() for driver in scenario.assumptions())
        return _by_id((*self.files[ASSUMPTIONS.name].assumptions, *drivers))

    @cached_property
    def scenarios(self) -> dict[str, Scenario]:
        """What may come next, by id."""
        return _by_id(self.files[SCENARIOS.name].scenarios)

    @cached_property
    def places(self) -> dict[str, Place]:
        """The places, by id."""
        return _by_id(self.files[PLACES.name].places)

    @cached_property
    def actors(self) -> dict[str, Actor]:
        """The actors, by id."""
        return _by_id(self.files[ACTORS.name].actors)

    @cached_property
    def sketch(self) -> dict[str, Mark]:
        """The marks of the map, by id."""
        return _by_id(self.files[SKETCH.name].sketch)

    @property
    def needs(self) -> NeedsFile:
        """The chain of needs, and the claims that bear on it."""
        found: NeedsFile = self.files[NEEDS.name]
        return found

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

    def interval(self, claim: Claim) -> Interval:
        """The values that a claim's number allows; ValueError for a claim without a number."""
        definition = self.definitions.get(claim.definition or "")
        return claim_interval(claim, beyond=bool(definition and definition.beyond))

    @cached_property
    def not_followed(self) -> dict[str, str]:
        """Why a verdict does not follow a claim, by the claim; the first that says so, in the order of the file."""
        found: dict[str, str] = {}
        for question in self.questions.values():
            for claim, why in (question.adjudication.not_followed.items() if question.adjudication else ()):
                found.setdefault(claim, why)
        return found

    def place_of(self, name: str) -> tuple[str, int]:
        """File and line in ``seeds/`` of a claim, by its full id, or of anything else, as 'question who-pays'."""
        return self.lines.get(name, ("seeds", 0))


def _by_id(items: Iterable[Any]) -> dict[str, Any]:
    return {item.id: item for item in items}
