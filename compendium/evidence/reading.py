"""Reading ``seeds/``: the only door through which a fact enters, and the first place it is checked."""

from pathlib import Path
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from compendium.evidence.document import Document, Where, read_document
from compendium.evidence.drafts import KINDS
from compendium.evidence.ledger import Ledger
from compendium.evidence.problems import EvidenceError, Problem
from compendium.evidence.references import reference_problems
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.vocabulary import VOCABULARIES

Model = TypeVar("Model", bound=BaseModel)

SCHEMAS = "schema"


def read_ledger(seeds: Path) -> Ledger:
    """Read and check all of ``seeds/``; EvidenceError tells every problem at once."""
    ledger, problems = ledger_and_broken_names(seeds)
    if problems:
        raise EvidenceError(problems)
    return ledger


def ledger_and_broken_names(seeds: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger, and the names in it that lead nowhere; EvidenceError where a file cannot be read at all."""
    problems: list[Problem] = []
    models: dict[Path, tuple[Document, Any]] = {}
    for path in _files(seeds):
        try:
            document = read_document(path)
            models[path] = document, validate(document, _model(path))
        except EvidenceError as error:
            problems += error.problems
    if problems:
        raise EvidenceError(problems)
    ledger = _ledger(seeds, models)
    return ledger, reference_problems(ledger, {path: document for path, (document, _) in models.items()})


def validate(document: Document, model: type[Model]) -> Model:
    """Hold one document against its model; EvidenceError names line, claim, field and fault."""
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        raise EvidenceError(_problem(document, fault) for fault in error.errors()) from error


def _model(path: Path) -> type[BaseModel]:
    """What a file must look like: a vocabulary by its name, anything else a source's record."""
    kind = VOCABULARIES.get(path.name)
    return kind.model if kind else EvidenceRecord


def _files(seeds: Path) -> list[Path]:
    missing = [kind.file for kind in VOCABULARIES.values() if kind.needed and not (seeds / kind.file).is_file()]
    if missing:
        raise EvidenceError(Problem(f"{seeds.name}/{name}", 0, "file is missing") for name in missing)
    strange = [Problem(f"{seeds.name}/{path.name}", 0, what) for path in seeds.iterdir() if (what := _strange(path))]
    if strange:
        raise EvidenceError(strange)
    return sorted(path for path in seeds.glob("*.yaml") if not path.name.startswith("."))


def _strange(path: Path) -> str:
    """Why something beside the records is none; empty for a record, the schemas, and what editors keep hidden."""
    if path.name.startswith(".") or (path.name == SCHEMAS and path.is_dir()):
        return ""
    if path.is_symlink():
        return "is a link; a record is a file of its own"
    if not path.is_file():
        return "is no file; seeds/ holds records and the folder of their schemas"
    return "" if path.suffix == ".yaml" else "is not read, as the name of a record ends in .yaml; rename or remove it"


def _problem(document: Document, fault: Any) -> Problem:
    """One of pydantic's faults as a sentence that leads to the place."""
    # in a list of claims pydantic names the kind of item as well, which stands in no file
    tagged = fault["loc"][:1] == ("claims",) and fault["loc"][2:3] and fault["loc"][2] in KINDS
    steps: Where = (*fault["loc"][:2], *fault["loc"][3:]) if tagged else tuple(fault["loc"])
    owner = _owner(document, steps)
    field = ".".join(str(step) for step in (steps[2:] if owner else steps))
    what = fault["msg"].removeprefix("Value error, ")
    if fault["type"] == "extra_forbidden":
        what = "unknown field"
    elif fault["type"] == "missing":
        what = "is missing"
    written = fault["input"] if isinstance(fault["input"], str) and fault["type"] != "value_error" else ""
    shown = f" (written: '{written}')" if written else ""
    return document.problem(steps, f"{owner}{field}{': ' if field else ''}{what}{shown}")


def _owner(document: Document, steps: Where) -> str:
    """'claim imports-feb-2025: ' for a fault inside a list of things that have ids."""
    if len(steps) < 2 or not isinstance(steps[1], int):
        return ""
    item = document.content[steps[0]][steps[1]]
    name = item.get("id") if isinstance(item, dict) else None
    return f"{str(steps[0]).removesuffix('s')} {name or steps[1] + 1}: "


def _ledger(seeds: Path, models: dict[Path, tuple[Document, Any]]) -> Ledger:
    files: dict[str, Any] = {kind.file: kind.empty() for kind in VOCABULARIES.values()}
    files |= {path.name: model for path, (_, model) in models.items()}
    records = [model for model in files.values() if isinstance(model, EvidenceRecord)]
    scenarios = files["scenarios.yaml"].scenarios
    drivers = [driver for scenario in scenarios for driver in scenario.assumptions()]
    return Ledger(
        records=tuple(sorted(records, key=lambda record: record.source.role == "check")),
        definitions={item.id: item for item in files["definitions.yaml"].definitions},
        questions={item.id: item for item in files["questions.yaml"].questions},
        findings={item.id: item for item in files["findings.yaml"].findings},
        assumptions={item.id: item for item in (*files["assumptions.yaml"].assumptions, *drivers)},
        scenarios={item.id: item for item in scenarios},
        corrections=files["corrections.yaml"].corrections,
        places={item.id: item for item in files["places.yaml"].places},
        actors={item.id: item for item in files["actors.yaml"].actors},
        sketch={item.id: item for item in files["sketch.yaml"].sketch},
        needs=files["needs.yaml"],
        lines=_lines(models),
        folder=seeds,
    )


def _lines(models: dict[Path, tuple[Document, Any]]) -> dict[str, tuple[str, int]]:
    """Where claims stand by their full ids, and all else that has an id as 'question who-pays'."""
    lines: dict[str, tuple[str, int]] = {}
    for document, model in models.values():
        if isinstance(model, EvidenceRecord):
            for where, claim in zip(model.places, model.claims, strict=True):
                lines[f"{model.source.id}/{claim.id}"] = document.place(where)
            lines |= {f"draft {model.source.id}/{draft.id}": document.place(where) for where, draft in model.drafts}
        else:
            lines |= {f"{kind.removesuffix('s')} {item['id']}": document.place((kind, index))
                      for kind, items in document.content.items() for index, item in enumerate(items) if "id" in item}
    return lines
