"""An executed chapter: made the same each time, and written in one stable form.

What varies between two runs is taken out.

Cell ids are given by position, the ids that pandas invents for a styled table likewise; times and
Papermill's own notes go. What was written to the error stream is dropped, unless it is a warning.
"""

import json
import os
import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from compendium.errors import Refused
from compendium.fingerprints import write_whole

WARNING = re.compile(r"(?:(?P<file>\.py)?:(?P<line>\d+): )?"
                     r"(?P<what>(?(file)[A-Z]\w*|\w*Warning): .*|Exception in thread .*)")
"""A warning of any category, where Python names the file; elsewhere one whose category is called a warning."""
STYLED = re.compile(r'\bid="(T_[0-9a-f]{5,})"')
"""The id that pandas invents for a styled table, where it gives it; the words of a table may look like one."""
KEPT = ("jupytext", "kernelspec", "language_info")
INJECTED = "injected-parameters"
"""The tag of the cell in which papermill puts the values that a run is given."""


def cleaned(notebook: NotebookNode) -> NotebookNode:
    """A copy of an executed notebook that depends on nothing but its cells and their results."""
    copy: NotebookNode = nbformat.from_dict({  # type: ignore[no-untyped-call]
        "cells": [_clean_cell(cell, index) for index, cell in enumerate(notebook.cells)],
        "metadata": {key: notebook.metadata[key] for key in KEPT if key in notebook.metadata},
        "nbformat": 4,
        "nbformat_minor": 5,
    })  # fmt: skip
    # the exact release of Python is the machine's business, not the chapter's
    copy.metadata.get("language_info", {}).pop("version", None)
    copy.metadata.pop("jupytext", None)
    return copy


def with_results(written: NotebookNode, executed: NotebookNode) -> NotebookNode:
    """A chapter as it is written now, with the results of an earlier run of its code: prose may have changed since.

    The cell of the values that the run was given stands where papermill puts it.
    """
    notebook = deepcopy(written)
    notebook.metadata["language_info"] = executed.metadata.get("language_info", {})
    for cell, result in zip(code_cells(notebook), code_cells(executed), strict=True):
        cell.outputs, cell.execution_count = result.outputs, result.execution_count
    tagged = [at for at, cell in enumerate(notebook.cells, start=1) if "parameters" in cell.metadata.get("tags", [])]
    for cell in executed.cells:
        if INJECTED in cell.metadata.get("tags", []):
            notebook.cells.insert(tagged[0] if tagged else 0, cell)
    return cleaned(notebook)


def code_cells(notebook: NotebookNode) -> list[NotebookNode]:
    """The code cells of a chapter, without the one of the values that a run of it was given."""
    return [cell for cell in notebook.cells
            if cell.cell_type == "code" and INJECTED not in cell.metadata.get("tags", [])]


def figure_name(settings: Mapping[str, Any]) -> str:
    """The name of the figure or table that a cell makes, by the cell's settings as an author wrote them, right or not;
    empty where it makes none."""
    found: Any = settings
    for each in ("mystnb", "figure", "name"):
        found = found.get(each) if isinstance(found, Mapping) else None
    return "" if found is None else str(found)


def ran_cells(written: NotebookNode, executed: NotebookNode) -> Iterator[tuple[int, NotebookNode, list[Any]]]:
    """The code cells of a chapter as it is written now, each with its place, and what it showed when it was run.

    Prose around them, and what their options say, may have changed since; where cells came or went, the last ones have
    nothing.
    """
    ran = iter(code_cells(executed))
    for place, cell in enumerate(written.cells):
        if cell.cell_type == "code":
            yield place, cell, list(getattr(next(ran, None), "outputs", ()))


def cell_warnings(notebook: NotebookNode) -> Iterator[tuple[int, int, str]]:
    """The warnings, and threads that failed, in what cells wrote to the error stream: cell, line in the cell, words."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if output.output_type == "stream" and output.name == "stderr":
                for found in WARNING.finditer(output.text):
                    yield index, _line(found, len(cell.source.splitlines())), found["what"]


def _line(found: re.Match[str], length: int) -> int:
    line = int(found["line"] or 1)
    # a warning raised inside a library names a line of the library
    return line if line <= length else 1


def _clean_cell(cell: NotebookNode, index: int) -> dict[str, Any]:
    metadata = {key: value for key, value in cell.metadata.items() if key not in ("papermill", "execution")}
    if not metadata.get("tags", True):
        del metadata["tags"]
    kept = {"id": f"cell-{index}", "cell_type": cell.cell_type, "metadata": metadata, "source": cell.source}
    if cell.cell_type == "code":
        kept["execution_count"] = cell.execution_count
        tables: dict[str, str] = {}
        kept["outputs"] = [_clean_output(output, index, tables) for output in cell.outputs if not _is_stderr(output)]
    return kept


def _is_stderr(output: NotebookNode) -> bool:
    return bool(output.output_type == "stream" and output.name == "stderr")


def _clean_output(output: NotebookNode, index: int, tables: dict[str, str]) -> dict[str, Any]:
    """One output; ``tables`` are the ids of styled tables that the cell has shown so far, with those given to them."""
    kept = dict(output)
    if "data" in kept:
        kept["data"] = dict(kept["data"])
        if isinstance(kept["data"].get("text/html"), str):
            kept["data"]["text/html"] = _with_plain_ids(kept["data"]["text/html"], index, tables)
            # the address of an object in memory is what is left of a table's plain form
            kept["data"].update({"text/plain": _without_address(kept["data"].get("text/plain", ""))})
    return kept


def _with_plain_ids(html: str, index: int, tables: dict[str, str]) -> str:
    for invented in STYLED.findall(html):
        given = tables.setdefault(invented, f"T_{index}{f'_{len(tables)}' if tables else ''}")
        html = re.sub(rf"\b{invented}(?![0-9a-f])", given, html)
    return html


def _without_address(text: str) -> str:
    return re.sub(r"(<[^<>\n]*) at 0x[0-9a-f]+(?=>)", r"\1", text)


def refuse_output(path: Path, root: Path, *, force: bool = False) -> None:
    """Raise Refused for a file to which no notebook may be written; asked before a chapter is run.

    Only a file that ends in .ipynb is written: no source of the book is one. What the book keeps of its own runs is not
    overwritten either, and another notebook only with ``force``.
    """
    real = Path(os.path.realpath(path))
    for name, told in ((path, f"'{path}'"), (real, f"'{path}' leads to '{real.name}', which")):
        if name.suffix != ".ipynb":
            raise Refused(f"{told} is not called like a notebook, such as out.ipynb; a chapter is run into one alone")
    refuse_own_folder(path, root)
    if path.is_dir() or (path.exists() and not path.is_file()):
        raise Refused(f"'{path}' is no file; name one that ends in .ipynb")
    if below := next((each for each in path.parents if each.is_file()), None):
        raise Refused(f"'{path}' lies below '{below}', which is a file; name another")
    if path.exists() and not force:
        raise _is_there(path)


def refuse_own_folder(path: Path, root: Path) -> None:
    """Raise Refused for a path in a folder of the book to which no command writes what a reader asks for."""
    for own in ("_build", "tests/notebooks", "seeds", "data", "chapters", "figures", ".git", ".venv"):
        if Path(os.path.realpath(path)).is_relative_to(os.path.realpath(root / own)):
            raise Refused(f"'{path}' lies in {own}/ of the book, which is not written to; name a place elsewhere")


def write_notebook(path: Path, notebook: NotebookNode, *, over: bool = True) -> None:
    """Write a notebook in one stable form; Refused where something is there that it may not be written over."""
    if over:
        write_whole(path, as_text(notebook))
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        # whoever takes the name first has it: the run took a while, in which another may have written there
        path.touch(exist_ok=False)
    except FileExistsError:
        raise _is_there(path) from None
    try:
        write_whole(path, as_text(notebook))
    except BaseException:
        path.unlink()
        raise


def _is_there(path: Path) -> Refused:
    return Refused(f"'{path}' is there already; add --force to write over it, or name another")


def as_text(notebook: NotebookNode) -> str:
    """A notebook as its file holds it."""
    nbformat.validate(notebook)
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
