"""Running one chapter from its first cell to its last, in a kernel of its own.

Papermill does the work. A chapter that raises, warns or never ends gives one message that names the
chapter, the cell and the line in its ``.md``, never a half-executed notebook. What comes out depends
on nothing but the chapter, its parameters and what it loads: no times, no random ids, no paths.
"""

import re
import time
from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import ChapterError, Problem, Refused
from compendium.execution.as_read import Known, prints_as_read, stamp
from compendium.execution.cache import EVERYTHING
from compendium.execution.chapters import Chapter
from compendium.execution.kernels import kernel
from compendium.execution.notebooks import cell_warnings, cleaned
from compendium.execution.output_forms import malformed
from compendium.execution.programs import BOOK_CHANGED
from compendium.execution.warm import MEMORY, ForkedRun, can_fork, forked_run, register_engine

if TYPE_CHECKING:
    from nbformat import NotebookNode

LINE = re.compile(r"(?:Cell In\[\d+\]|File <ipython-input[^>]*>|ipykernel_\d+\S*),? line (\d+)")
Fresh = Callable[[Path], AbstractContextManager[ForkedRun]]
NAMED = 3
"""How many of the files that changed meanwhile a message names."""
ANSI = re.compile(r"\x1b\[[0-9;]*m")


class RunFailed(ChapterError):
    """A run that failed; ``inputs`` are the fingerprints of what it had read, None where they are not known."""

    def __init__(self, problems: Iterable[Problem], inputs: Mapping[str, str] | None) -> None:
        super().__init__(problems)
        self.inputs = inputs


class InputsChanged(ChapterError):
    """What a run had read was changed before it ended, so that its result may rest on neither state."""

    def __init__(self, chapter: Chapter, names: list[str]) -> None:
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        super().__init__([Problem(chapter.file, 0, f"{', '.join(names[:NAMED])}{more} changed while this chapter ran, "
                                                   "which had read it; run it again")])
        self.names = names


@dataclass(frozen=True)
class Limits:
    """How long one cell, and a whole chapter, may take, in seconds; and whether forks of a warm process may be used."""

    cell: float = 60
    chapter: float = 300
    forked: bool = True


@dataclass
class _Watch:
    """Which cell is running, how much of the chapter's time is left, and what was read."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    cell: int = 0
    read: dict[str, str] = field(default_factory=dict)
    """What the run tells that it read, each with the stamp of when it first looked."""

    def start(self, cell: "NotebookNode", cell_index: int) -> None:
        self.cell = cell_index

    def left(self, cell: "NotebookNode") -> float:
        # nbclient takes a limit of nothing for no limit
        return max(0.1, min(self.limits.cell, self.limits.chapter - self.spent()))

    def spent(self) -> float:
        return time.monotonic() - self.began


def run_chapter(
    chapter: Chapter, parameters: Mapping[str, Any], root: Path, limits: Limits | None = None
) -> "NotebookNode":
    """The executed notebook of a chapter; ChapterError where a cell fails, warns or never ends."""
    return run_and_note(chapter, parameters, root, limits)[0]


def run_and_note(
    chapter: Chapter, parameters: Mapping[str, Any], root: Path, limits: Limits | None = None, *,
    fresh: Fresh = forked_run, known: Known | None = None
) -> "tuple[NotebookNode, dict[str, str]]":
    """The executed notebook of a chapter, and the fingerprints of what its run read, as it read it.

    ``fresh`` gives the fork that it runs in, ``known`` holds fingerprints that were taken before. Raises InputsChanged
    where what was read is not what stands there at the end.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from nbformat import ValidationError
    from papermill.exceptions import PapermillExecutionError

    watch, known = _Watch(limits or Limits()), {} if known is None else known
    try:
        notebook = _execute(chapter, parameters, root, watch, fresh)
    except PapermillExecutionError as error:
        inputs, changed = prints_as_read(root, watch.read, known)
        rests = inputs if watch.read and not changed and error.ename != BOOK_CHANGED else None
        raise RunFailed(_failed(chapter, error, bool(parameters)).problems, rests) from error
    except CellTimeoutError as error:
        raise _stuck(chapter, _written(chapter, watch.cell, bool(parameters)), watch) from error
    except (DeadKernelError, RuntimeError) as error:
        cell = _written(chapter, watch.cell, bool(parameters))
        raise ChapterError([chapter.problem(cell, f"cell {cell + 1} ended the kernel: {error}")]) from error
    except ValidationError as error:
        cell = _written(chapter, watch.cell, bool(parameters))
        raise ChapterError([chapter.problem(cell, f"cell {cell + 1} displays {_no_output(error)}")]) from error
    except Refused as told:
        raise ChapterError([Problem(chapter.file, 0, str(told))]) from told
    inputs, changed = prints_as_read(root, watch.read, known)
    if changed:
        raise InputsChanged(chapter, changed)
    if problems := [*_warnings(chapter, notebook, bool(parameters)), *_malformed(chapter, notebook, bool(parameters))]:
        raise RunFailed(problems, inputs)
    return cleaned(notebook), inputs


def _execute(chapter: Chapter, parameters: Mapping[str, Any], root: Path, watch: _Watch, fresh: Fresh
             ) -> "NotebookNode":
    from papermill.execute import execute_notebook

    if watch.limits.forked and can_fork():
        with fresh(root) as run:
            try:
                forked: NotebookNode = execute_notebook(  # type: ignore[no-untyped-call]
                    chapter.notebook, None, parameters=dict(parameters), progress_bar=False,
                    engine_name=register_engine(), run=run, timeout_func=watch.left, on_cell_start=watch.start)
            finally:
                watch.read = run.read
            return forked
    name = chapter.notebook.metadata.get("kernelspec", {}).get("name", "python3")
    before = stamp(root, EVERYTHING)
    with kernel(name, root) as manager:
        notebook: NotebookNode = execute_notebook(  # type: ignore[no-untyped-call]
            chapter.notebook,
            None,
            parameters=dict(parameters),
            progress_bar=False,
            km=manager,
            timeout_func=watch.left,
            on_cell_start=watch.start,
        )
        watch.read = {EVERYTHING: before}
        return notebook


def _written(chapter: Chapter, executed: int, injected: bool) -> int:
    """The cell of the chapter behind an executed cell: papermill adds one after the parameters."""
    tagged = [i for i, cell in enumerate(chapter.notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    added_before = injected and (not tagged or executed > tagged[0])
    return max(0, executed - 1 if added_before else executed)


def _failed(chapter: Chapter, error: Any, injected: bool) -> ChapterError:
    cell = _written(chapter, error.cell_index, injected)
    trace = ANSI.sub("", "\n".join(error.traceback or []))
    found = LINE.search(trace)
    value = error.evalue or (f"a run may use {MEMORY // 2**30} GB" if error.ename == "MemoryError" else "")
    last = (f"{error.ename}: {value}" if value else error.ename).strip().splitlines()[0]
    return ChapterError([chapter.problem(cell, f"cell {cell + 1}: {last}", int(found[1]) if found else 1)])


def _no_output(error: Any) -> str:
    """What no notebook holds as an output, in words that follow 'displays'."""
    # the first word of the path says which part of the output it is, the second of which type
    part, *kind = [str(each) for each in error.relative_path]
    told = next(malformed({kind[0]: error.instance}), "") if part == "data" and kind else ""
    return told or f"what no notebook can hold: {str(error).splitlines()[0]}"


def _stuck(chapter: Chapter, cell: int, watch: _Watch) -> ChapterError:
    if watch.spent() >= watch.limits.chapter:
        what = f"the chapter did not end within {watch.limits.chapter:g} s; cell {cell + 1} was running"
    else:
        what = f"cell {cell + 1} did not end within {watch.limits.cell:g} s"
    return ChapterError([chapter.problem(cell, what)])


def _warnings(chapter: Chapter, notebook: "NotebookNode", injected: bool) -> list[Problem]:
    """A warning in a chapter is an error: it would stand in the book, or hide that a result is wrong."""
    return [
        chapter.problem(cell, f"cell {cell + 1} warns: {what}", line)
        for executed, line, what in cell_warnings(notebook)
        for cell in [_written(chapter, executed, injected)]
    ]


def _malformed(chapter: Chapter, notebook: "NotebookNode", injected: bool) -> list[Problem]:
    """What cells display and is not what it says it is: whoever reads it later would stumble over it."""
    return [
        chapter.problem(cell, f"cell {cell + 1} displays {what}")
        for executed, each in enumerate(notebook.cells)
        for output in each.get("outputs", []) for what in malformed(output.get("data", {}))
        for cell in [_written(chapter, executed, injected)]
    ]
