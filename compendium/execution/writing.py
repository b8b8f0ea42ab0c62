"""Writing results so that nobody ever reads half of one."""

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from nbformat import NotebookNode



def write_notebook(path: Path, notebook: "NotebookNode") -> None:
    """Write a notebook in one stable form."""
    write_whole(path, as_text(notebook))


def as_text(notebook: "NotebookNode") -> str:
    """A notebook as its file holds it."""
    import nbformat

    nbformat.validate(notebook)
    return json.dumps(notebook, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def write_whole(path: Path, text: str) -> None:
    """Write a file completely or not at all: whoever reads meanwhile sees the old one.

    A file that says the same already is left as it is: Sphinx reads a page again when what it rests on is newer.
    """
    if path.is_file() and path.read_bytes() == text.encode():
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        part.write_text(text, encoding="utf-8")
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)
