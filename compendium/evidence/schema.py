"""The JSON Schemas of the files in ``seeds/``, so that an editor completes and checks as one types."""

import json
from collections.abc import Iterator

from pydantic import BaseModel

from compendium.evidence.examples import with_examples
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.vocabulary import VOCABULARIES


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and content of every schema, one for each kind of file."""
    models: dict[str, type[BaseModel]] = {"record": EvidenceRecord}
    models |= {kind.name: kind.model for kind in VOCABULARIES.values()}
    for name, model in models.items():
        yield f"{name}.json", json.dumps(with_examples(model.model_json_schema()), indent=1, ensure_ascii=False) + "\n"
