"""Reading ``seeds/``: the only door through which a fact enters, and the first place it is checked."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any, TypeVar, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo

from compendium.errors import EvidenceError, Problem, near_or_allowed
from compendium.evidence.document import Document, Where, read_document
from compendium.evidence.drafts import ENTRY_KINDS
from compendium.evidence.examples import with_examples
from compendium.evidence.ledger import VOCABULARIES, Ledger
from compendium.evidence.references import reference_problems
from compendium.evidence.sources import EvidenceRecord
from compendium.fingerprints import file_print, kept, one_print, prints_of
from compendium.root import home

FileModel = TypeVar("FileModel", bound=BaseModel)

SCHEMAS = "schema"
LONGEST_SHOWN = 80
"""How many characters of what was written a message repeats."""


def read_ledger(seeds: Path | None = None) -> Ledger:
    """Read and check all of ``seeds/``, of the current book or of the installed one where no folder is named.

    EvidenceError tells every problem at once.
    """
    ledger, problems = ledger_and_broken_names(seeds or home() / "seeds")
    if problems:
        raise EvidenceError(problems)
    return ledger


def ledger_and_broken_names(seeds: Path, root: Path | None = None) -> tuple[Ledger, list[Problem]]:
    """The ledger, and the names in it that lead nowhere; EvidenceError where a file cannot be read at all.

    What a file holds is kept in the book at ``root``, if it is named, until the file changes.
    """
    problems: list[Problem] = []
    models: dict[Path, tuple[Document, Any]] = {}
    for path in _files(seeds):
        try:
            models[path] = _read(path, root)
        except EvidenceError as error:
            problems += error.problems
    if problems:
        raise EvidenceError(problems)
    ledger = _ledger(seeds, models)
    return ledger, reference_problems(ledger, {path: document for path, (document, _) in models.items()})


def _read(path: Path, root: Path | None) -> tuple[Document, Any]:
    """One file and its model; a file that has not changed is not held against its model again."""
    def anew() -> tuple[Document, Any]:
        document = read_document(path)
        return document, validated(document, _model(path))

    # what cannot be opened is told by the reader
    return kept(root, f"records/{path.stem}", file_print(path), anew) if root and path.is_file() else anew()


def validated(document: Document, model: type[FileModel]) -> FileModel:
    """Hold one document against its model; EvidenceError names line, claim, field and fault."""
    try:
        return model.model_validate(document.content)
    except ValidationError as error:
        raise EvidenceError(_problem(document, model, fault) for fault in error.errors()) from error


def _model(path: Path) -> type[BaseModel]:
    """What a file must look like: a vocabulary by its name, anything else a source's record."""
    return next((kind.model for kind in VOCABULARIES if kind.file == path.name), EvidenceRecord)


def _files(seeds: Path) -> list[Path]:
    missing = [kind.file for kind in VOCABULARIES if kind.needed and not (seeds / kind.file).is_file()]
    if missing:
        raise EvidenceError(Problem(f"{seeds.name}/{name}", 0, "file is missing") for name in missing)
    strange = [Problem(f"{seeds.name}/{path.name}", 0, what) for path in seeds.iterdir() if (what := _strange(path))]
    if strange:
        raise EvidenceError(strange)
    return sorted(path for path in seeds.glob("*.yaml") if not path.name.startswith("."))


def _strange(path: Path) -> str:
    """Why something beside the records is none; empty for a record, the schemas, and what editors keep hidden."""
    if path.name == SCHEMAS and path.is_dir():
        return ""
    if path.name.startswith("."):
        # what editors and systems keep hidden is theirs; a hidden record is somebody's who believes that it is read
        hidden = path.suffix in (".yaml", ".yml") and not path.name.startswith((".#", "._")) and path.is_file()
        return "is hidden by its dot, and so is not read; rename or remove it" if hidden else ""
    if path.is_symlink():
        return "is a link; a record is a file of its own"
    if not path.is_file():
        return "is no file; seeds/ holds records and the folder of their schemas"
    return "" if path.suffix == ".yaml" else "is not read, as the name of a record ends in .yaml; rename or remove it"


def _problem(document: Document, model: type[BaseModel], fault: Any) -> Problem:
    """One of pydantic's faults as a sentence that leads to the place, and says what the field is to hold."""
    # in a list of claims pydantic names the kind of item as well, which stands in no file
    tagged = fault["loc"][:1] == ("claims",) and fault["loc"][2:3] and fault["loc"][2] in ENTRY_KINDS
    steps: Where = (*fault["loc"][:2], *fault["loc"][3:]) if tagged else tuple(fault["loc"])
    owner = _owner(document, steps)
    field = ".".join(str(step) for step in (steps[2:] if owner else steps))
    what = fault["msg"].removeprefix("Value error, ")
    part = _model_at(model, steps[:-1])
    found = _field(part, str(steps[-1])) if part and steps else None
    holds = f": {found.description}" if found and found.description else ""
    if fault["type"] == "extra_forbidden":
        what = f"unknown field; {near_or_allowed(str(steps[-1]), _names(part))}" if part else "unknown field"
    elif fault["type"] == "missing":
        what = f"is missing{holds}"
    elif fault["type"] != "value_error":
        what += holds
    written = fault["input"] if isinstance(fault["input"], str) and fault["type"] != "value_error" else ""
    shown = f" (written: '{written[:LONGEST_SHOWN]}{'…' * (len(written) > LONGEST_SHOWN)}')" if written else ""
    return document.problem(steps, f"{owner}{field}{': ' if field else ''}{what}{shown}")


def _model_at(model: type[BaseModel], steps: Where) -> type[BaseModel] | None:
    """What the part of a record to which some steps lead must look like; None where it is no record of its own."""
    at: type[BaseModel] | None = model
    for step in steps:
        if at and isinstance(step, str):
            found = _field(at, step)
            at = next(_models_in(found.annotation), None) if found else None
    return at


def _models_in(annotation: Any) -> Iterator[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation
    for each in get_args(annotation):
        yield from _models_in(each)


def _names(model: type[BaseModel]) -> list[str]:
    """The fields of a record as they are written."""
    return [found.alias or name for name, found in model.model_fields.items()]


def _field(model: type[BaseModel], written: str) -> FieldInfo | None:
    return next((found for name, found in model.model_fields.items() if written in (name, found.alias)), None)


UNCOUNTED = ("series",)
"""Lists whose name is that of one of them, too."""


def _owner(document: Document, steps: Where) -> str:
    """'claim imports-feb-2025: ' for a fault inside a list of things that have ids."""
    if len(steps) < 2 or not isinstance(steps[1], int):
        return ""
    item = document.content[steps[0]][steps[1]]
    name = item.get("id") if isinstance(item, dict) else None
    kind = str(steps[0])
    return f"{kind if kind in UNCOUNTED else kind.removesuffix('s')} {name or steps[1] + 1}: "


def _ledger(seeds: Path, models: dict[Path, tuple[Document, Any]]) -> Ledger:
    read = {path.name: model for path, (_, model) in models.items()}
    records = [model for model in read.values() if isinstance(model, EvidenceRecord)]
    return Ledger(
        records=tuple(sorted(records, key=lambda record: record.source.role == "check")),
        files={kind.name: read.get(kind.file) or kind.empty() for kind in VOCABULARIES},
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
            lines |= {f"{field} of {model.source.id}": document.place(("source", field))
                      for field in ("about", "caution")}
            lines |= {f"draft {model.source.id}/{draft.id}": document.place(where) for where, draft in model.drafts}
        else:
            lines |= {f"{kind.removesuffix('s')} {item['id']}": document.place((kind, index))
                      for kind, items in document.content.items() for index, item in enumerate(items) if "id" in item}
    return lines


def book_ledger(root: Path) -> Ledger:
    """The ledger of the book at ``root``; EvidenceError tells every problem of its records at once."""
    ledger, broken = ledger_as_it_is(root)
    if broken:
        raise EvidenceError(broken)
    return ledger


def ledger_as_it_is(root: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger, and the names in it that lead nowhere; EvidenceError where a record cannot be read at all."""
    return kept(root, "ledger", records_print(root), lambda: ledger_and_broken_names(root / "seeds", root))


def records_print(root: Path) -> str:
    """The fingerprint of all records and vocabularies."""
    return one_print(prints_of([root / "seeds"], root))


def schema_files() -> Iterator[tuple[str, str]]:
    """Name and content of every schema, one for each kind of file."""
    models: dict[str, type[BaseModel]] = {"record": EvidenceRecord}
    models |= {kind.name: kind.model for kind in VOCABULARIES}
    for name, model in models.items():
        yield f"{name}.json", json.dumps(with_examples(model.model_json_schema()), indent=1, ensure_ascii=False) + "\n"
