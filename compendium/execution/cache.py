"""Knowing what need not run again: a chapter's result holds while its code and all that its run read are the same.

The key is a hash of the code cells, the parameters, the locked packages and the Python version; prose is not in
it. Beside the key stand the fingerprints of the files, folders and modules of the book that the run read, so that
a changed table runs the chapters that read it and no others, and the fingerprint of the result itself, so that a
result that somebody changed is not published.
"""

import hashlib
import json
import sys
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.execution.report import EXECUTED, Record
from compendium.fingerprints import PACKAGE, bytes_print, called_print, code_print, file_print, text_print

if TYPE_CHECKING:
    from nbformat import NotebookNode

EVERYTHING = "*"
"""What a run in a kernel is held to rest on, as nobody saw what it read: all data, and all code that can be called."""


def inputs(root: Path, *folders: str) -> str:
    """A hash of all that chapters rest on (data, the code they call, locked packages), and of further folders."""
    return called_print(root, *folders)


def environment(root: Path) -> str:
    """The fingerprint of what a run rests on besides the book: locked packages, Python, an engine from elsewhere."""
    engine = "" if PACKAGE.is_relative_to(root) else code_print(root)
    return text_print(file_print(root / "requirements.txt"), sys.version, engine)


def read_prints(root: Path, names: Iterable[str]) -> dict[str, str]:
    """The fingerprints of what a run read, by name; a name that ends with a slash is a folder that was listed."""
    return {name: _read_print(root, name) for name in names}


def _read_print(root: Path, name: str) -> str:
    if name == EVERYTHING:
        return called_print(root)
    if not name.endswith("/"):
        return file_print(root / name)
    folder = root / name
    kept = (each.name for each in folder.iterdir() if each.name != "__pycache__") if folder.is_dir() else ()
    return text_print(*sorted(kept))


def key(notebook: "NotebookNode", parameters: Mapping[str, Any], rests_on: str) -> str:
    """The name of a result: what was run, with which parameters, in which environment."""
    cells = [[c.source, sorted(c.metadata.get("tags", []))] for c in notebook.cells if c.cell_type == "code"]
    parts = [cells, dict(parameters), rests_on]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def executed_path(root: Path, docname: str) -> Path:
    """Where the executed notebook of a chapter is kept."""
    return root / EXECUTED / f"{docname}.ipynb"


def is_current(root: Path, record: Record | None, wanted: str) -> bool:
    """Whether the result under this key is there as it was written, and all that it was made from is the same."""
    if record is None or record.status != "ok" or record.key != wanted:
        return False
    if file_print(executed_path(root, record.chapter)) != record.result:
        return False
    return read_prints(root, record.inputs) == dict(record.inputs)


def read_executed(root: Path, docname: str) -> "NotebookNode":
    """The executed notebook of a chapter."""
    import nbformat

    path = executed_path(root, docname)
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def write_executed(root: Path, docname: str, notebook: "NotebookNode") -> str:
    """Keep the executed notebook of a chapter; the fingerprint of what was written."""
    from compendium.execution.writing import write_notebook

    write_notebook(executed_path(root, docname), notebook)
    return bytes_print(executed_path(root, docname).read_bytes())
