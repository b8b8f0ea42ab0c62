"""The versions of the book: what is told of each in ``CHANGELOG.md``, and which claims, results and verdicts changed.

The second is no prose: ``compendium diff OLD --keep`` writes it into ``changes/``, one file for each version, from the
tables of both. The pages are made from these files alone, so that a copy without
the repository's history makes the same.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from sphinx.errors import ConfigError

from compendium.changelog import TOLD, read_changelog
from compendium.datasets.datapackage import tables_print
from compendium.errors import Problem
from compendium.root import DATA
from compendium.sealed import CHANGES, kept_files

KINDS: Mapping[str, str] = {
    "added": "Claims added", "withdrawn": "Claims withdrawn", "claims": "Claims changed",
    "assumptions": "Assumptions changed", "results": "Results changed", "results_added": "Results added",
    "results_withdrawn": "Results withdrawn", "verdicts": "Verdicts changed",
    "rows": "Other rows of the tables changed", "elsewhere": "Tables with columns that changed besides"}
"""The lists of a file of ``changes/``, in the order of the page, and what each is called."""
LATER = ("rows", "elsewhere")
"""The lists that files of the first versions do not have."""


@dataclass(frozen=True)
class Version:
    """One version: its name and date, what is told of it, and what changed since the one before, as it was kept."""

    name: str
    released: date
    points: tuple[str, ...]
    found: Mapping[str, Any] = field(default_factory=dict)

    @property
    def since(self) -> str:
        """The version that it is held against; empty where nothing was kept."""
        return str(self.found.get("old", ""))

    def counts(self) -> list[tuple[str, int]]:
        """How much changed, by kind; kinds of which nothing changed are left out."""
        return [(words, len(self.found[kind])) for kind, words in KINDS.items() if self.found.get(kind)]


def versions(root: Path) -> list[Version]:
    """The versions that have a date, the latest first; ConfigError for what ``problems_of_changes`` tells."""
    if wrong := next(problems_of_changes(root), None):
        raise ConfigError(str(wrong))
    kept = {path.stem: _read(path) for path in kept_files(root / CHANGES)}
    return [Version(each.name, each.released, each.points, kept.get(each.name) or {})
            for each in read_changelog(root)[0]]


def are_overtaken(root: Path, told: Sequence[Version]) -> bool:
    """Whether the tables are others than those from which it was worked out what changed in the latest version."""
    compared = told[0].found.get("tables") if told else None
    return compared is not None and compared != tables_print(
        lambda name: (root / DATA / name).read_text(encoding="utf-8"))


def problems_of_changes(root: Path) -> Iterator[Problem]:
    """What of the versions could not be shown: what is told otherwise than it is read, and broken or stray files."""
    told, problems = read_changelog(root)
    yield from problems
    for path in kept_files(root / CHANGES):
        file = f"{CHANGES}/{path.name}"
        if _read(path) is None:
            yield Problem(file, 0, "is not what 'compendium diff OLD --keep' writes; have it written anew")
        elif path.stem not in [each.name for each in told]:
            yield Problem(file, 0, f"{TOLD} tells of no such version; give it a heading like '## {path.stem} "
                                   "(2026-11-28)'")


def _read(path: Path) -> dict[str, Any] | None:
    """What was kept of a version; None where the file is not as the command wrote it."""
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        if found["new"] == path.stem and found["old"] and all(kind in found for kind in KINDS if kind not in LATER):
            return dict(found)
    except (ValueError, LookupError, TypeError):
        pass
    return None
