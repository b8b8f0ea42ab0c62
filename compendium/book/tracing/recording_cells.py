"""The code cells of the chapters that record values, each with what it recorded when it was last run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.book.tracing.run_cells import run_cells

MIME = "application/vnd.compendium.fact+json"
CALL = "record"


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
    for cell in run_cells(root):
        if f".{CALL}(" in cell.code:
            values = None if cell.outputs is None else values_in({"outputs": cell.outputs})
            yield RecordingCell(cell.path, cell.line, cell.code, values)


def values_in(cell: dict[str, Any]) -> tuple[dict[str, Any], ...]:
    """The values that an executed cell recorded."""
    return tuple(output["data"][MIME] for output in cell.get("outputs", []) if MIME in output.get("data", {}))


def _calls(code: str) -> list[ast.Call]:
    """The calls that record something; none in code that is no Python, of which the run will tell."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return []
    return [node for node in ast.walk(tree) if isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute) and node.func.attr == CALL]
