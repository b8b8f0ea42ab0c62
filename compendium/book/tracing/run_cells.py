"""The code cells of the chapters, each with what it gave when it was last run."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from compendium.book.text.prose import pages
from compendium.execution.text_form import cell_lines, has_header, read_notebook


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


def run_cells(root: Path) -> Iterator[RunCell]:
    """Every code cell of the book, in order."""
    for path in pages(root):
        text = path.read_text(encoding="utf-8")
        if not has_header(text):
            continue
        kept = kept_notebook(root, path)
        yield from _cells(path, root, text, kept.read_bytes() if kept else b"")


def kept_notebook(root: Path, chapter: Path) -> Path | None:
    """The executed chapter if there is one, otherwise its committed reference."""
    docname = chapter.relative_to(root).with_suffix(".ipynb")
    built = root / "_build" / "executed" / docname
    kept = root / "tests" / "notebooks" / docname.name
    return next((path for path in (built, kept) if path.is_file()), None)


@lru_cache(maxsize=64)
def _cells(path: Path, root: Path, text: str, ran: bytes) -> tuple[RunCell, ...]:
    by_code, by_name = _as_run(ran)
    notebook = read_notebook(text, path.relative_to(root).as_posix(), root)
    return tuple(
        RunCell(path, line, cell.source, name, by_code.get(cell.source),
                by_code.get(cell.source, by_name.get(name, ())) if name else by_code.get(cell.source, ()))
        for cell, line in zip(notebook.cells, cell_lines(text, notebook), strict=True)
        if cell.cell_type == "code" for name in [_name(cell.metadata)])


Outputs = dict[str, tuple[dict[str, Any], ...]]


def _as_run(notebook: bytes) -> tuple[Outputs, Outputs]:
    """What the cells gave, by their code and by the names of their figures; nothing where it cannot be read."""
    try:
        cells = json.loads(notebook)["cells"] if notebook else []
    except (ValueError, KeyError):
        cells = []
    ran = [cell for cell in cells if cell["cell_type"] == "code"]
    return ({"".join(cell["source"]): tuple(cell["outputs"]) for cell in ran},
            {name: tuple(cell["outputs"]) for cell in ran if (name := _name(cell["metadata"]))})


def _name(metadata: Any) -> str:
    return str(metadata.get("mystnb", {}).get("figure", {}).get("name", ""))
