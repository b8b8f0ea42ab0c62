"""Knowing what need not run again: the results of a chapter are kept under a key of all they rest on.

The key is a hash of the code cells, the parameters, the data, the package's own code and the locked
packages. Prose is not in it.
"""

import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from compendium.execution.report import EXECUTED, Record
from compendium.execution.writing import write_notebook
from compendium.fingerprints import called_print


def inputs(root: Path, *folders: str) -> str:
    """A hash of all that chapters rest on (data, the code they call, locked packages), and of further folders."""
    return called_print(root, *folders)


def key(notebook: NotebookNode, parameters: Mapping[str, Any], rests_on: str) -> str:
    """The name of a result: what was run, with which parameters, on which inputs."""
    cells = [[c.source, sorted(c.metadata.get("tags", []))] for c in notebook.cells if c.cell_type == "code"]
    parts = [cells, dict(parameters), rests_on]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def executed_path(root: Path, docname: str) -> Path:
    """Where the executed notebook of a chapter is kept."""
    return root / EXECUTED / f"{docname}.ipynb"


def is_current(root: Path, record: Record | None, wanted: str) -> bool:
    """Whether the result under this key is already there."""
    if record is None or record.status != "ok" or record.key != wanted:
        return False
    try:
        # a notebook that was cut short is no result: the chapter runs again
        return "cells" in json.loads(executed_path(root, record.chapter).read_bytes())
    except (OSError, ValueError):
        return False


def read_executed(root: Path, docname: str) -> NotebookNode:
    """The executed notebook of a chapter."""
    path = executed_path(root, docname)
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def write_executed(root: Path, docname: str, notebook: NotebookNode) -> None:
    """Keep the executed notebook of a chapter."""
    write_notebook(executed_path(root, docname), notebook)

