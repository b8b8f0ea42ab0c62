"""Running one chapter from its first cell to its last, in a kernel of its own.

Papermill does the work. A chapter that raises, warns or never ends gives one message that names the
chapter, the cell and the line in its ``.md``, never a half-executed notebook. What comes out depends
on nothing but the chapter, its parameters and what it loads: no times, no random ids, no paths.
"""

import re
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import ChapterError, Problem, Refused
from compendium.execution.cache import EVERYTHING
from compendium.execution.chapters import Chapter
from compendium.execution.kernels import kernel
from compendium.execution.notebooks import cell_warnings, cleaned
from compendium.execution.warm import ForkedRun, can_fork, forked_run, register_engine

if TYPE_CHECKING:
    from nbformat import NotebookNode

LINE = re.compile(r"(?:Cell In\[\d+\]|File <ipython-input[^>]*>|ipykernel_\d+\S*),? line (\d+)")
Fresh = Callable[[Path], AbstractContextManager[ForkedRun]]
ANSI = re.compile(r"\x1b\[[0-9;]*m")


@dataclass(frozen=True)
class Limits:
    """How long one cell, and a whole chapter, may take, in seconds; and whether forks of a warm process may be used."""

    cell: float = 60
    chapter: float = 300
    forked: bool = True


@dataclass
class _Watch:
    """Which cell is running, and how much of the chapter's time is left."""

    limits: Limits
    began: float = field(default_factory=time.monotonic)
    cell: int = 0

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
    chapter: Chapter, parameters: Mapping[str, Any], root: Path, limits: Limits | None = None, fresh: Fresh = forked_run
) -> "tuple[NotebookNode, tuple[str, ...]]":
    """The executed notebook of a chapter, and the names of what its run read of the book.

    ``fresh`` gives the fork that it runs in.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError
    from papermill.exceptions import PapermillExecutionError

    watch = _Watch(limits or Limits())
    try:
        notebook, read = _execute(chapter, parameters, root, watch, fresh)
    except PapermillExecutionError as error:
        raise _failed(chapter, error, bool(parameters)) from error
    except CellTimeoutError as error:
        raise _stuck(chapter, _written(chapter, watch.cell, bool(parameters)), watch) from error
    except (DeadKernelError, RuntimeError) as error:
        cell = _written(chapter, watch.cell, bool(parameters))
        raise ChapterError([chapter.problem(cell, f"cell {cell + 1} ended the kernel: {error}")]) from error
    except Refused as told:
        raise ChapterError([Problem(chapter.file, 0, str(told))]) from told
    _refuse_warnings(chapter, notebook, bool(parameters))
    return cleaned(notebook), read


def _execute(chapter: Chapter, parameters: Mapping[str, Any], root: Path, watch: _Watch, fresh: Fresh
             ) -> "tuple[NotebookNode, tuple[str, ...]]":
    from papermill.execute import execute_notebook

    if watch.limits.forked and can_fork():
        with fresh(root) as run:
            forked: NotebookNode = execute_notebook(  # type: ignore[no-untyped-call]
                chapter.notebook, None, parameters=dict(parameters), progress_bar=False, engine_name=register_engine(),
                run=run, timeout_func=watch.left, on_cell_start=watch.start)
            return forked, run.read
    name = chapter.notebook.metadata.get("kernelspec", {}).get("name", "python3")
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
        return notebook, (EVERYTHING,)


def _written(chapter: Chapter, executed: int, injected: bool) -> int:
    """The cell of the chapter behind an executed cell: papermill adds one after the parameters."""
    tagged = [i for i, cell in enumerate(chapter.notebook.cells) if "parameters" in cell.metadata.get("tags", [])]
    added_before = injected and (not tagged or executed > tagged[0])
    return max(0, executed - 1 if added_before else executed)


def _failed(chapter: Chapter, error: Any, injected: bool) -> ChapterError:
    cell = _written(chapter, error.cell_index, injected)
    trace = ANSI.sub("", "\n".join(error.traceback or []))
    found = LINE.search(trace)
    last = f"{error.ename}: {error.evalue}".strip().splitlines()[0]
    return ChapterError([chapter.problem(cell, f"cell {cell + 1}: {last}", int(found[1]) if found else 1)])


def _stuck(chapter: Chapter, cell: int, watch: _Watch) -> ChapterError:
    if watch.spent() >= watch.limits.chapter:
        what = f"the chapter did not end within {watch.limits.chapter:g} s; cell {cell + 1} was running"
    else:
        what = f"cell {cell + 1} did not end within {watch.limits.cell:g} s"
    return ChapterError([chapter.problem(cell, what)])


def _refuse_warnings(chapter: Chapter, notebook: "NotebookNode", injected: bool) -> None:
    """A warning in a chapter is an error: it would stand in the book, or hide that a result is wrong."""
    problems = [
        chapter.problem(cell, f"cell {cell + 1} warns: {what}", line)
        for executed, line, what in cell_warnings(notebook)
        for cell in [_written(chapter, executed, injected)]
    ]
    if problems:
        raise ChapterError(problems)
