"""The code cells of the chapters: what each gave when it was last run, and the values that some of them record.

A value recorded as ``worth`` in the chapter ``pricing`` is the fact ``pricing:worth``; no id of the ledger
holds a colon. Values are taken from the last run, and only while the cell that recorded them is unchanged.
"""

import ast
import json
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from compendium.book.text.prose import text_files
from compendium.columns import equivalent_of, items_of, reference
from compendium.datasets.loading import plain_rows
from compendium.drawing import FACT_TYPE
from compendium.evidence import Ledger, Problem
from compendium.evidence.definitions import DIMENSION_UNITS
from compendium.evidence.unit_words import UNIT_WORDS
from compendium.execution import cache
from compendium.execution.cache import read_report
from compendium.execution.chapters import find_chapter
from compendium.execution.notebooks import figure_name
from compendium.execution.text_form import cell_lines, has_header, read_notebook

CALL = "record"
UNMEASURED = {"", "%", "x", "count", "month", "year"}
"""Parts of units that a computation can give whatever goes into it: shares, multiples, counts, and time."""
TableRow = dict[Any, Any]


@dataclass(frozen=True)
class RunCell:
    """One cell: where it stands, its code, the name of the figure or table it makes, and its outputs.

    ``outputs`` are those of the last run, None where the cell has changed since; ``last`` are those of the last
    run of the cell that made a figure of this name, changed since or not.
    """

    path: Path
    line: int
    code: str
    name: str
    outputs: tuple[dict[str, Any], ...] | None
    last: tuple[dict[str, Any], ...]


def executed_cells(root: Path) -> Iterator[RunCell]:
    """Every code cell of the book, in order."""
    for path in text_files(root):
        text = path.read_text(encoding="utf-8-sig")
        if not has_header(text):
            continue
        kept = kept_notebook(root, path)
        yield from _run_cells(path, root, text, kept.read_bytes() if kept else b"")


def kept_notebook(root: Path, chapter: Path) -> Path | None:
    """The executed chapter if there is one, otherwise its committed reference."""
    docname = chapter.relative_to(root).with_suffix(".ipynb")
    built = root / "_build" / "executed" / docname
    kept = root / "tests" / "notebooks" / docname.name
    return next((path for path in (built, kept) if path.is_file()), None)


@lru_cache(maxsize=64)
def _run_cells(path: Path, root: Path, text: str, ran: bytes) -> tuple[RunCell, ...]:
    by_code, by_name = _as_run(ran)
    notebook = read_notebook(text, path.relative_to(root).as_posix(), root)
    return tuple(
        RunCell(path, line, cell.source, name, by_code.get(cell.source),
                by_code.get(cell.source, by_name.get(name, ())) if name else by_code.get(cell.source, ()))
        for cell, line in zip(notebook.cells, cell_lines(text, notebook), strict=True)
        if cell.cell_type == "code" for name in [figure_name(cell.metadata)])


Outputs = dict[str, tuple[dict[str, Any], ...]]


def _as_run(notebook: bytes) -> tuple[Outputs, Outputs]:
    """What the cells gave, by their code and by the names of their figures; nothing where it cannot be read."""
    try:
        cells = json.loads(notebook)["cells"] if notebook else []
    except (ValueError, KeyError):
        cells = []
    ran = [cell for cell in cells if cell["cell_type"] == "code"]
    return ({"".join(cell["source"]): tuple(cell["outputs"]) for cell in ran},
            {name: tuple(cell["outputs"]) for cell in ran if (name := figure_name(cell["metadata"]))})


@dataclass(frozen=True)
class RecordingCell:
    """One cell: where it stands, its code, and the values it recorded; None where it has changed since."""

    path: Path
    line: int
    code: str
    values: tuple[dict[str, Any], ...] | None

    @property
    def names(self) -> list[str] | None:
        """The names it records: as it was run, or as they are written; None where only a run can tell."""
        if self.values is not None:
            return [value["name"] for value in self.values]
        written = [call.args[0] if call.args else None for call in _calls(self.code)]
        names = [name.value for name in written if isinstance(name, ast.Constant)]
        return [str(name) for name in names] if len(names) == len(written) else None

    def line_of(self, name: str) -> int:
        """The line of the chapter on which a name stands, or on which the cell begins to record."""
        lines = self.code.split("\n")
        words = next((each for each in (f'"{name}"', f"'{name}'", f"{CALL}(") if each in self.code), "")
        return self.line + next((at for at, line in enumerate(lines) if words in line), 0)


def recording_cells(root: Path) -> Iterator[RecordingCell]:
    """Every cell of the book that calls ``charts.record``, in order."""
    for cell in executed_cells(root):
        if f".{CALL}(" in cell.code:
            values = None if cell.outputs is None else values_in({"outputs": cell.outputs})
            yield RecordingCell(cell.path, cell.line, cell.code, values)


def values_in(cell: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The values that an executed cell recorded."""
    return tuple(output["data"][FACT_TYPE] for output in cell.get("outputs", []) if FACT_TYPE in output.get("data", {}))


def _calls(code: str) -> list[ast.Call]:
    """The calls that record something; none in code that is no Python, of which the run will tell."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute) and node.func.attr == CALL]


def recorded_values(root: Path) -> dict[str, TableRow]:
    """The recorded values by name, like rows of ``derived.csv``, with the chapter and its parameters besides."""
    rows: dict[str, TableRow] = {}
    run: dict[str, TableRow] = {}
    for cell in recording_cells(root):
        page = cell.path.relative_to(root).with_suffix("").as_posix()
        if page not in run:
            run[page] = {"page": page, "parameters": _parameters_of_run(root, page),
                         "meaning_of_zero": _meaning_of_zero(root, page)}
        for value in cell.values or ():
            name = full_name(cell, value["name"])
            rows[name] = value | {"id": name, "inputs": "; ".join(value["inputs"])} | run[page]
    return rows


def recorded_names(root: Path) -> tuple[set[str], set[str]]:
    """The names that cells record, and the chapters of which only a run can tell."""
    names, unsure = set[str](), set[str]()
    for cell in recording_cells(root):
        names |= {full_name(cell, name) for name in cell.names or ()}
        unsure |= set() if cell.names is not None else {cell.path.stem}
    return names, unsure


def _units(recorded: Mapping[str, TableRow], ledger: Ledger) -> dict[str, str]:
    """The units of all that a recorded value can be computed from, where it has one."""
    units = {entry.id: entry.claim.unit for entry in ledger if entry.claim.unit}
    units |= {equivalent_of(entry.id): entry.claim.equivalent.unit for entry in ledger if entry.claim.equivalent}
    units |= {name: one.unit for name, one in ledger.assumptions.items()}
    units |= {name: str(row["unit"]) for name, row in recorded.items()}
    return units | {str(row["id"]): str(row["unit"]) for row in plain_rows("derived")}


def _measured(units: Iterable[str]) -> set[str]:
    """What some units weigh or pay: money and mass, and whatever else a subject measures; counts and time apart."""
    parts = {part for unit in units for part in unit.split("/")} - UNMEASURED
    return {next((kind for kind, known in DIMENSION_UNITS.items() if part in known), part) for part in parts}


def _unmeasured(value: TableRow, comments: Callable[[], list[str]], units: Mapping[str, str]) -> set[str]:
    """What a recorded value's unit measures and none of its inputs does, nor a parameter by its comment."""
    none = _measured([value["unit"]]) - _measured(units.get(each, "") for each in value["inputs"])
    # few values rest on a parameter alone, and to know its comment a chapter has to be read
    told = [unit for words in (comments() if none else ()) for unit, pattern in UNIT_WORDS
            if re.search(rf"\b(?:{pattern})", words, re.IGNORECASE)]
    return none - _measured(told)


def _comments(root: Path, file: str) -> list[str]:
    """What a chapter says beside its parameters."""
    return [each.help for each in find_chapter(root, file.removesuffix(".md")).parameters]


def check_recorded(root: Path, known: Collection[str], ledger: Ledger) -> Iterator[Problem]:
    """Values that are recorded twice, inputs that are neither of the ledger nor recorded, units that none gives; and
    values that rest on themselves."""
    seen: dict[str, Problem] = {}
    names, unsure = recorded_names(root)
    recorded = recorded_values(root)
    inputs = {name: items_of(row["inputs"]) for name, row in recorded.items()}
    units = _units(recorded, ledger)
    for cell in recording_cells(root):
        file = cell.path.relative_to(root).as_posix()
        for short in cell.names or ():
            name, line = full_name(cell, short), cell.line_of(short)
            if name in seen:
                yield Problem(file, line, f"'{name}' is recorded twice, first on line {seen[name].line}; "
                                          "a value is recorded once")
            seen.setdefault(name, Problem(file, line, name))
        for value in cell.values or ():
            if none := _unmeasured(value, partial(_comments, root, file), units):
                yield Problem(file, cell.line_of(value["name"]), f"'{value['name']}' is recorded in {value['unit']}, "
                              f"and none of its inputs measures {' or '.join(sorted(none))}; correct the unit, or name"
                              " the input that has it")
            if circle := _circle(full_name(cell, value["name"]), inputs):
                yield Problem(file, cell.line_of(value["name"]), f"'{value['name']}' is computed from itself: "
                              f"{' from '.join(circle)}; leave one of them out")
            for each in value["inputs"]:
                if reference(each).whole not in known and each not in names and each.partition(":")[0] not in unsure:
                    yield Problem(file, cell.line_of(value["name"]), f"'{value['name']}' is recorded with the input "
                                  f"'{each}', which is neither in the ledger nor recorded")


def _circle(name: str, inputs: Mapping[str, Sequence[str]]) -> list[str]:
    """The shortest way from a recorded value by its inputs back to itself; nothing where there is none."""
    ways, met = [[name]], set[str]()
    for way in ways:
        for each in inputs.get(way[-1], ()):
            if each == name:
                return [*way, name]
            if each not in met:
                met.add(each)
                ways.append([*way, each])
    return []


def full_name(cell: RecordingCell, name: str) -> str:
    """The name by which a fact refers to what a cell records."""
    return f"{cell.path.stem}:{name}"


def last_run_holds(root: Path, page: str) -> bool:
    """Whether a chapter's last run was one of what stands there now; ``page`` is its file."""
    found = find_chapter(root, page)
    wanted = cache.key(found.notebook, {}, cache.environment(root))
    return cache.is_current(root, read_report(root).get(found.docname), wanted)


def _meaning_of_zero(root: Path, page: str) -> dict[str, str]:
    """What 0 stands for where a parameter's comment says that it is no number: '0 draws it from its range'."""
    found = ((each.name, re.search(r"(?:^|[;,] )(0 .+)$", each.help)) for each in find_chapter(root, page).parameters)
    return {name: said[1] for name, said in found if said}


def _parameters_of_run(root: Path, page: str) -> dict[str, Any]:
    """What the chapter was run with: pages are made from its defaults."""
    record = read_report(root).get(page)
    if record:
        return dict(record.parameters)
    return {each.name: each.default for each in find_chapter(root, page).parameters}
