"""The values that chapters compute from their parameters and record, by the names under which facts refer to them.

A value recorded as ``worth`` in the chapter ``pricing`` is the fact ``pricing:worth``; no id of the ledger
holds a colon. Values are taken from the last run, and only while the cell that recorded them is unchanged.
"""

from collections.abc import Collection, Iterator
from pathlib import Path
from typing import Any

from compendium.book.tracing.recording_cells import RecordingCell, recording_cells
from compendium.evidence import Problem
from compendium.execution import find_chapter, read_report

Row = dict[Any, Any]


def recorded_values(root: Path) -> dict[str, Row]:
    """The recorded values by name, like rows of ``derived.csv``, with the chapter and its parameters besides."""
    rows: dict[str, Row] = {}
    for cell in recording_cells(root):
        page = cell.path.relative_to(root).with_suffix("").as_posix()
        for value in cell.values or ():
            name = full_name(cell, value["name"])
            rows[name] = value | {"id": name, "inputs": "; ".join(value["inputs"]), "page": page,
                                  "parameters": _parameters(root, page)}
    return rows


def recorded_names(root: Path) -> tuple[set[str], set[str]]:
    """The names that cells record, and the chapters of which only a run can tell."""
    names, unsure = set[str](), set[str]()
    for cell in recording_cells(root):
        names |= {full_name(cell, name) for name in cell.names or ()}
        unsure |= set() if cell.names is not None else {cell.path.stem}
    return names, unsure


def check_recorded(root: Path, known: Collection[str]) -> Iterator[Problem]:
    """Values that are recorded twice, and inputs that are neither of the ledger nor recorded."""
    seen: dict[str, Problem] = {}
    names, unsure = recorded_names(root)
    for cell in recording_cells(root):
        file = cell.path.relative_to(root).as_posix()
        for short in cell.names or ():
            name, line = full_name(cell, short), cell.line_of(short)
            if name in seen:
                yield Problem(file, line, f"'{name}' is recorded twice, first on line {seen[name].line}; "
                                          "a value is recorded once")
            seen.setdefault(name, Problem(file, line, name))
        for value in cell.values or ():
            for each in value["inputs"]:
                if each.partition("#")[0] not in known and each not in names and each.partition(":")[0] not in unsure:
                    yield Problem(file, cell.line_of(value["name"]), f"'{value['name']}' is recorded with the input "
                                  f"'{each}', which is neither in the ledger nor recorded")


def full_name(cell: RecordingCell, name: str) -> str:
    """The name by which a fact refers to what a cell records."""
    return f"{cell.path.stem}:{name}"


def _parameters(root: Path, page: str) -> dict[str, Any]:
    """What the chapter was run with: pages are made from its defaults."""
    record = read_report(root).get(page)
    if record:
        return dict(record.parameters)
    return {each.name: each.default for each in find_chapter(root, page).parameters}
