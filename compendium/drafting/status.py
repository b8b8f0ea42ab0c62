"""What is left to do on sources that were drafted, read from the files as they are, be they complete or not."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.evidence.document import read_document
from compendium.evidence.ledger import VOCABULARIES


@dataclass(frozen=True)
class Left:
    """One draft that nobody has judged yet: where it stands in the record, and where in the text."""

    id: str
    file_line: int
    place: str
    question: str


@dataclass(frozen=True)
class Status:
    """How far one source is: claims that are complete, numbers set aside, and the drafts that are left."""

    source: str
    file: str
    complete: int
    aside: int
    left: tuple[Left, ...]


def drafted_sources(seeds: Path) -> Iterator[Status]:
    """The sources of a folder of records that have drafts left; EvidenceError where a file is malformed."""
    vocabularies = {kind.file for kind in VOCABULARIES}
    for path in sorted(seeds.glob("*.yaml")):
        if path.name not in vocabularies and (status := source_status(path)).left:
            yield status


def source_status(path: Path) -> Status:
    """How far the record in one file is."""
    document = read_document(path)
    content = document.content if isinstance(document.content, dict) else {}
    items = [(at, item) for at, item in enumerate(content.get("claims") or ()) if isinstance(item, dict)]
    aside = sum(bool(item.get("set_aside")) for _, item in items)
    left = tuple(_left(document.line(("claims", at)), item) for at, item in items
                 if "draft" in item and not item.get("set_aside"))
    return Status(path.stem, f"{path.parent.name}/{path.name}", len(items) - aside - len(left),
                  aside + len(content.get("set_aside") or ()), left)


def _left(line: int, item: dict[str, Any]) -> Left:
    at = item.get("at")
    place = (f"line {at.get('line', '')} of the text, '{at.get('words', '')}'" if isinstance(at, dict)
             else str(item.get("where", "")))
    return Left(str(item.get("id", "")), line, place, str(item.get("question", "")))
