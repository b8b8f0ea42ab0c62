"""The JSON Schemas of the files in ``seeds/``, so that an editor completes and checks as one types."""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from compendium.evidence.corrections import CorrectionFile
from compendium.evidence.definitions import DefinitionFile
from compendium.evidence.names import ActorFile, PlaceFile
from compendium.evidence.needs import NeedsFile
from compendium.evidence.questions import AssumptionFile, FindingFile, QuestionFile
from compendium.evidence.scenarios import ScenarioFile
from compendium.evidence.sketch import SketchFile
from compendium.evidence.sources import EvidenceRecord

MODELS: dict[str, type[BaseModel]] = {
    "record": EvidenceRecord,
    "definitions": DefinitionFile,
    "questions": QuestionFile,
    "findings": FindingFile,
    "corrections": CorrectionFile,
    "assumptions": AssumptionFile,
    "scenarios": ScenarioFile,
    "places": PlaceFile,
    "actors": ActorFile,
    "sketch": SketchFile,
    "needs": NeedsFile,
}


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and content of every schema, one for each kind of file."""
    for name, model in MODELS.items():
        yield f"{name}.json", json.dumps(model.model_json_schema(), indent=1, ensure_ascii=False) + "\n"
