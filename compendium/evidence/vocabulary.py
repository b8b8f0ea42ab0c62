"""The kinds of file in ``seeds/`` beside the sources' records: each declared once, for reading, names and schema.

A book of a few pages has no scenarios, no map and nothing to correct yet: only the questions and the definitions
are needed, and a file that is absent is read as an empty one.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import BaseModel

from compendium.evidence.corrections import CorrectionFile
from compendium.evidence.definitions import DefinitionFile
from compendium.evidence.ledger import Ledger
from compendium.evidence.names import ActorFile, PlaceFile
from compendium.evidence.needs import NeedsFile
from compendium.evidence.questions import AssumptionFile, FindingFile, QuestionFile
from compendium.evidence.scenarios import ScenarioFile
from compendium.evidence.sketch import SketchFile
from compendium.evidence.vocabulary_references import (
    PlacedFault,
    correction_problems,
    definition_problems,
    finding_problems,
    needs_problems,
    scenario_problems,
    sketch_problems,
    verdict_problems,
)


def _none(ledger: Ledger) -> Iterable[PlacedFault]:
    """A vocabulary that names nothing else."""
    return ()


@dataclass(frozen=True)
class Vocabulary:
    """One kind of file: its name without ending, what it must look like, and whether every book has it.

    ``references`` finds the names in it that lead nowhere.
    """

    name: str
    model: type[BaseModel]
    references: Callable[[Ledger], Iterable[PlacedFault]] = _none
    needed: bool = False

    @property
    def file(self) -> str:
        """The file's name in ``seeds/``."""
        return f"{self.name}.yaml"

    def empty(self) -> BaseModel:
        """What an absent file is read as: each of its lists without an entry."""
        return self.model.model_construct(None, **dict.fromkeys(self.model.model_fields, ()))


VOCABULARIES = {kind.file: kind for kind in (
    Vocabulary("definitions", DefinitionFile, definition_problems, needed=True),
    Vocabulary("questions", QuestionFile, verdict_problems, needed=True),
    Vocabulary("findings", FindingFile, finding_problems),
    Vocabulary("corrections", CorrectionFile, correction_problems),
    Vocabulary("assumptions", AssumptionFile),
    Vocabulary("scenarios", ScenarioFile, scenario_problems),
    Vocabulary("places", PlaceFile),
    Vocabulary("actors", ActorFile),
    Vocabulary("sketch", SketchFile, sketch_problems),
    Vocabulary("needs", NeedsFile, needs_problems),
)}
"""Every kind, by the name of its file."""
