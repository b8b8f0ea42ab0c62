"""How each chapter's last run went: the book's page of execution statistics is made from it."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from compendium.execution.writing import write_whole

EXECUTED = Path("_build") / "executed"


@dataclass(frozen=True)
class Record:
    """How one chapter's last run went: ``status`` is ``ok`` or ``failed``, ``when`` is in UTC.

    ``inputs`` are the fingerprints of what the run read of the book, ``result`` is that of what it gave.
    """

    chapter: str
    key: str
    status: str
    seconds: float
    when: str
    cells: int
    parameters: Mapping[str, Any]
    inputs: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The fingerprints of what the key is made of, by which ``compendium why`` tells what changed."""


def read_report(root: Path) -> dict[str, Record]:
    """How each chapter's last run went, by chapter; empty where none has run."""
    try:
        entries = json.loads((root / EXECUTED / "report.json").read_text(encoding="utf-8"))
        return {entry["chapter"]: Record(**entry) for entry in entries}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write_report(root: Path, records: Iterable[Record]) -> None:
    """Keep how each chapter's last run went."""
    entries = [asdict(record) for record in sorted(records, key=lambda record: record.chapter)]
    write_whole(root / EXECUTED / "report.json", json.dumps(entries, indent=1, sort_keys=True) + "\n")
