"""A chapter that has been run as far as its parameters: each run of a sweep goes on from there in a fork of it.

What stands before the parameters is the same in every run, and mostly loads packages; it is run once, where it does
nothing else that forks would share (:mod:`compendium.execution.settled`). The outputs are those of a run from the first
cell on, as no cell before the parameters can know them.
"""

import os
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from compendium.execution.chapters import Chapter
from compendium.execution.forked_run import FORK
from compendium.execution.warm import ForkedRun, forked_run, running

CellOutputs = list[dict[str, Any]]


@dataclass(eq=False)
class _GoingOn(ForkedRun):
    """A run that goes on after the parameters; what stands before them has its outputs already."""

    before: list[CellOutputs] = field(default_factory=list)

    def cell(self, code: str, seconds: float) -> CellOutputs:
        """The outputs of one cell, which is not run again if it was run before the fork."""
        return self.before.pop(0) if self.before else super().cell(code, seconds)


@dataclass
class StartedChapter:
    """A run that stands still behind the parameters, and what its cells gave up to there."""

    _run: ForkedRun
    _outputs: list[CellOutputs]
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def goes_on(self) -> bool:
        """Whether its process is there: it may have been ended from outside."""
        import psutil  # type: ignore[import-untyped]

        try:
            return bool(psutil.Process(self._run.process).status() != psutil.STATUS_ZOMBIE)
        except psutil.NoSuchProcess:
            return False

    @contextmanager
    def fork(self, book: Path) -> Iterator[ForkedRun]:
        """A fresh run that goes on from here; whatever happens, neither it nor its children are left behind."""
        ours, theirs = socket.socketpair()
        with theirs, self._lock:
            try:
                with socket.socket(fileno=os.dup(self._run.talk.fileno())) as asked:
                    socket.send_fds(asked, [b"f"], [theirs.fileno()])
            except OSError as problem:
                ours.close()
                raise RuntimeError(f"the started chapter has ended: {problem}") from problem
        with running(_GoingOn(Connection(ours.detach()), before=list(self._outputs))) as run:
            yield run


@contextmanager
def started(chapter: Chapter, book: Path, seconds: float) -> Iterator[StartedChapter | None]:
    """The chapter, run up to its parameters; None where each run has to begin anew.

    So it is where a cell before them did more than import and compute, or fails, so that each run tells how. A cell
    that does not end within ``seconds`` counts as failed.
    """
    with forked_run(book) as run:
        yield _begun(run, _before(chapter), seconds)


def _begun(run: ForkedRun, cells: list[str], seconds: float) -> StartedChapter | None:
    outputs = []
    try:
        for code in cells:
            outputs.append(run.cell(code, seconds))
            if any(each["msg_type"] == "error" for each in outputs[-1]):
                return None
        if run.ask({"ask": FORK}, seconds) != FORK:
            return None
    except (TimeoutError, EOFError, OSError):
        return None
    return StartedChapter(run, outputs)


def _before(chapter: Chapter) -> list[str]:
    """The code up to the cell of the parameters, that cell included."""
    cells = chapter.notebook.cells
    tagged = [at for at, cell in enumerate(cells) if "parameters" in cell.metadata.get("tags", [])]
    upto = tagged[0] + 1 if tagged else 0
    return [cell.source for cell in cells[:upto] if cell.cell_type == "code" and cell.source.strip()]
