"""What is kept of each chapter's last run, and what need not run again.

A chapter's result holds while its code and all that its run read are the same.
"""

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.execution.kernels import cell_environment
from compendium.fingerprints import (
    CHANGES_WITH_A_BUILD,
    PACKAGE,
    bytes_print,
    called_print,
    code_print,
    file_print,
    files_in,
    one_print,
    prints_of,
    text_print,
    write_whole,
)

if TYPE_CHECKING:
    from nbformat import NotebookNode

EXECUTED = Path("_build") / "executed"


@dataclass(frozen=True)
class LastRun:
    """How one chapter's last run went: ``status`` is ``ok`` or ``failed``, ``when`` is in UTC.

    ``inputs`` are the fingerprints of what the run read of the book, ``result`` is that of what it gave.
    """

    chapter: str
    key: str
    status: str
    seconds: float
    when: str
    cells: int
    parameters: Mapping[str, Any]
    inputs: Mapping[str, str] = field(default_factory=dict)
    result: str = ""
    parts: Mapping[str, str] = field(default_factory=dict)
    """The fingerprints of what the key is made of, by which ``compendium why`` tells what changed."""


def read_report(root: Path) -> dict[str, LastRun]:
    """How each chapter's last run went, by chapter; empty where none has run."""
    try:
        entries = json.loads((root / EXECUTED / "report.json").read_text(encoding="utf-8"))
        return {entry["chapter"]: LastRun(**entry) for entry in entries}
    except (OSError, ValueError, TypeError, KeyError):
        return {}


def write_report(root: Path, records: Iterable[LastRun]) -> None:
    """Keep how each chapter's last run went."""
    entries = [asdict(record) for record in sorted(records, key=lambda record: record.chapter)]
    write_whole(root / EXECUTED / "report.json", json.dumps(entries, indent=1, sort_keys=True) + "\n")


EVERYTHING = "*"
"""What a run in a kernel is held to rest on, as nobody saw what it read: all data, and all code that can be called."""
WHOLE = "**"
"""What a run is held to rest on whose programs, or compiled code, may read any file of the book."""
PROGRAMS = "***"
"""What a run is held to rest on that started a program, or opened a database: nobody sees what that reads, so each
command runs it again."""
READ_AS_ONE = {EVERYTHING: "data/ or the code that chapters can call",
               WHOLE: "a file of the book, which the chapter's programs or compiled code may read,",
               PROGRAMS: "what the programs that it starts, or its databases, rest on, which nobody sees, counts as"}
"""How a message calls what does not tell more exactly what was read."""
THIS_COMMAND = text_print(os.getpid(), time.time_ns())
"""What programs rest on in this process and its forks."""
VARIABLE = "the environment's "
"""Begins the name of a variable that a run looked up."""
FOLDER = "folder"
"""The fingerprint of a folder that was asked for as a file is: that it is there."""


def inputs(root: Path, *folders: str) -> str:
    """A hash of all that chapters rest on (data, the code they call, locked packages), and of further folders."""
    return called_print(root, *folders)


def environment(root: Path) -> str:
    """The fingerprint of what a run rests on besides what it reads: packages, Python, its path, and the engine."""
    return text_print(file_print(root / "requirements.txt"), sys.version, engine(root), os.environ.get("PYTHONPATH"))


def engine(root: Path) -> str:
    """The fingerprint of the engine: of one that lies in the book, of what runs chapters, which is loaded before a run.

    Which others of its modules they import, runs tell.
    """
    return one_print(prints_of([PACKAGE / "execution"], root)) if PACKAGE.is_relative_to(root) else code_print(root)


def read_prints(root: Path, names: Iterable[str]) -> dict[str, str]:
    """The fingerprints of what a run read, by name.

    A name that ends with a slash is a folder that was listed; an absolute one is a file outside of the book.
    """
    return {name: read_print(root, name) for name in names}


def whole(root: Path) -> list[Path]:
    """The files that a run rests on whose programs, or compiled code, may read any file of the book."""
    return list(files_in(root, CHANGES_WITH_A_BUILD))


def read_print(root: Path, name: str) -> str:
    """The fingerprint of one thing that a run read."""
    if name in (EVERYTHING, PROGRAMS):
        return called_print(root) if name == EVERYTHING else THIS_COMMAND
    if name == WHOLE:
        return one_print(prints_of(whole(root), root))
    if name == f"{VARIABLE}*":
        return text_print(*sorted(each for each in cell_environment() if not each.startswith("COMPENDIUM_")))
    if name.startswith(VARIABLE):
        return text_print(repr(cell_environment().get(name.removeprefix(VARIABLE))))
    if not name.endswith("/"):
        return FOLDER if (root / name).is_dir() else file_print(root / name)
    folder = root / name
    passed = ("__pycache__", *(CHANGES_WITH_A_BUILD if name == "./" else ()))
    found = os.scandir(folder) if folder.is_dir() else ()
    return text_print(*sorted(f"{each.name}{'/' * each.is_dir()}" for each in found if each.name not in passed))


def is_of_machine(name: str) -> bool:
    """Whether what a run read is another on each machine: its environment, files outside of the book, all its files."""
    return name in (EVERYTHING, WHOLE, PROGRAMS) or name.startswith(VARIABLE) or os.path.isabs(name)


def beside_book_holds(root: Path) -> bool:
    """Whether what the chapters' runs read beside the files by which a finished book is known is the same still."""
    read = {each for record in read_report(root).values() for each in record.inputs.items() if _is_beside(each[0])}
    return all(read_print(root, name) == known for name, known in read)


def _is_beside(name: str) -> bool:
    parts = name.split(os.sep)
    return name not in (EVERYTHING, WHOLE) and (
        is_of_machine(name) or parts[0] in CHANGES_WITH_A_BUILD or any(each.startswith(".") for each in parts))


def key(notebook: "NotebookNode", parameters: Mapping[str, Any], rests_on: str) -> str:
    """The name of a result: what was run, with which parameters, in which environment."""
    cells = [[c.source, sorted(c.metadata.get("tags", []))] for c in notebook.cells if c.cell_type == "code"]
    parts = [cells, dict(parameters), rests_on]
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def executed_path(root: Path, docname: str) -> Path:
    """Where the executed notebook of a chapter is kept."""
    return root / EXECUTED / f"{docname}.ipynb"


def is_current(root: Path, record: LastRun | None, wanted: str) -> bool:
    """Whether the result under this key is there as it was written, and all that it was made from is the same."""
    if record is None or record.status != "ok" or record.key != wanted:
        return False
    if file_print(executed_path(root, record.chapter)) != record.result:
        return False
    return read_prints(root, record.inputs) == dict(record.inputs)


def read_executed(root: Path, docname: str) -> "NotebookNode":
    """The executed notebook of a chapter."""
    import nbformat  # as below: whether a finished book stands is asked without it

    path = executed_path(root, docname)
    notebook: NotebookNode = nbformat.read(path, as_version=4)  # type: ignore[no-untyped-call]
    return notebook


def write_executed(root: Path, docname: str, notebook: "NotebookNode") -> str:
    """Keep the executed notebook of a chapter; the fingerprint of what was written."""
    from compendium.execution.notebooks import write_notebook

    write_notebook(executed_path(root, docname), notebook)
    return bytes_print(executed_path(root, docname).read_bytes())
