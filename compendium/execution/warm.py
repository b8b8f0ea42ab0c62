"""Running chapters as forks of one warm process: the engine that papermill is given where processes can fork.

Starting a kernel and importing pandas and Altair is most of a chapter's time. It is paid once: the warm
process (:mod:`compendium.execution.fork_server`) holds what all chapters import from others, and each run
is a fork of it, in a fresh state of its own. Ordinary kernels stay the reference and the fallback.
"""

import atexit
import os
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from multiprocessing.connection import Connection
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import Refused
from compendium.execution.kernels import cell_environment

if TYPE_CHECKING:
    from nbformat import NotebookNode

MEMORY = 8 * 2**30
"""How many bytes of memory one run may use."""
MOST = 2
"""So many books have a warm process at a time: each takes some 250 MB, and who works on a book works on that one."""
_warm: dict[Path, "WarmProcess"] = {}
_running: "set[ForkedRun]" = set()
_lock = threading.Lock()


def can_fork() -> bool:
    """Whether chapters can be run as forks here: on Linux alone."""
    return sys.platform == "linux"


class WarmProcess:
    """The process that is forked: one for each book, started when it is first asked for."""

    def __init__(self, book: Path, *, few: bool = False) -> None:
        self._ours, theirs = socket.socketpair()
        self._owner = os.getpid()
        with theirs:
            self.process = subprocess.Popen(
                [sys.executable, "-m", "compendium.execution.fork_server", str(theirs.fileno()), str(book),
                 *(["few"] if few else [])],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL, start_new_session=True,
                env=cell_environment())
        self._ready = False
        self.runs = 0
        """How many runs of it are wanted or going on; meanwhile it makes no room for that of another book."""

    @property
    def ended(self) -> bool:
        """Whether it is there no more, as far as can be told: a fork of its owner cannot ask the system of it."""
        return os.getpid() == self._owner and self.process.poll() is not None

    def ready(self) -> None:
        """Wait until it can be forked."""
        if not self._ready:
            self._ready = self._ours.recv(1) == b"r"
        if not self._ready:
            raise RuntimeError("the warm process did not start")

    def fork(self) -> Connection:
        """A new run, as the socket to talk with it; RuntimeError where the warm process has ended."""
        ours, theirs = socket.socketpair()
        with theirs, _lock:
            try:
                self.ready()
                socket.send_fds(self._ours, [b"f"], [theirs.fileno()])
            except OSError as problem:
                raise RuntimeError(f"the warm process has ended: {problem}") from problem
        return Connection(ours.detach())

    def stop(self) -> None:
        """End the warm process; runs that are going on end by themselves."""
        self._ours.close()
        if not self._ready:
            # it would first load to the end what nobody will use
            self.process.terminate()
        try:
            self.process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()


def warm_process(book: Path, *, few: bool = False) -> WarmProcess:
    """The warm process of a book, started where there is none or it has ended."""
    with _lock:
        return _warm_process(book, few=few)


def _warm_process(book: Path, *, few: bool = False) -> WarmProcess:
    found = _warm.pop(book, None)
    if found is not None and found.ended:
        found.stop()
        found = None
    if found is None:
        idle = [each for each, process in _warm.items() if process.runs == 0]
        for each in idle[:max(0, len(_warm) - MOST + 1)]:
            _warm.pop(each).stop()
    # the one that was asked for last stands last
    found = _warm[book] = found or WarmProcess(book, few=few)
    return found


@contextmanager
def _wanted(book: Path) -> Iterator[WarmProcess]:
    with _lock:
        warm = _warm_process(book)
        warm.runs += 1
    try:
        yield warm
    finally:
        with _lock:
            warm.runs -= 1


def warm_up(book: Path, *, few: bool = False) -> None:
    """Let the warm process load, so that it is ready when the first run asks for it; nothing where none can be.

    With ``few`` it holds only what every chapter needs, for a process that will make one run.
    """
    if can_fork():
        warm_process(book, few=few)


@atexit.register
def stop_warm_processes() -> None:
    """End all warm processes."""
    for each in list(_warm.values()):
        each.stop()
    _warm.clear()


@dataclass(eq=False)
class ForkedRun:
    """One run of a chapter, and after its end what it read, with the stamps of when it first looked at each."""

    talk: Connection
    process: int = 0
    language: dict[str, Any] = field(default_factory=dict)
    read: dict[str, str] = field(default_factory=dict)
    killed: bool = field(default=False)

    def cell(self, code: str, seconds: float) -> list[dict[str, Any]]:
        """The outputs of one cell; TimeoutError after ``seconds``, EOFError where the run ended meanwhile."""
        return list(self.ask(code, seconds))

    def ask(self, message: Any, seconds: float) -> Any:
        """The answer to a message; TimeoutError after ``seconds``, EOFError where the run ended meanwhile."""
        self.talk.send(message)
        return self._answer(seconds)

    def finish(self, seconds: float = 10) -> None:
        """Let the run tell what it read; Refused where a program that it started changed the book."""
        self.talk.send(None)
        read, harm = self._answer(seconds)
        if harm:
            raise Refused(harm)
        self.read = dict(read)

    def kill(self) -> None:
        """End the run, and all processes that its cells started."""
        import psutil  # type: ignore[import-untyped]

        self.killed = True
        if not self.process:
            return
        try:
            run = psutil.Process(self.process)
            # the run inherits whatever its children leave behind, so that all of them are below it
            left = [*run.children(recursive=True), run]
        except psutil.NoSuchProcess:
            return
        for each in left:
            with suppress(psutil.NoSuchProcess):
                each.kill()

    def _answer(self, seconds: float) -> Any:
        if not self.talk.poll(seconds):
            raise TimeoutError
        return self.talk.recv()


@contextmanager
def forked_run(book: Path, memory: int = MEMORY, start: float = 60) -> Iterator[ForkedRun]:
    """A fresh run; whatever happens, neither it nor its children are left behind."""
    with _wanted(book) as warm:
        fresh = ForkedRun(warm.fork())
        fresh.talk.send({"memory": memory})
        with running(fresh, start) as run:
            yield run


@contextmanager
def running(run: ForkedRun, start: float = 60) -> Iterator[ForkedRun]:
    """A run as long as it goes on: it tells its process first, and is ended in any case."""
    _running.add(run)
    try:
        run.process = run._answer(start)
        run.language = run._answer(start)
        yield run
    finally:
        _running.discard(run)
        run.kill()
        run.talk.close()


def kill_all_runs() -> None:
    """End every run that is going on; those who wait for one are told by its end."""
    for run in list(_running):
        run.kill()


@cache
def register_engine() -> str:
    """Make the engine known to papermill; the name under which it is asked for."""
    from papermill.engines import Engine, papermill_engines

    class ForkEngine(Engine):
        """Runs the cells of a notebook in a fork, one after another, up to the first that raises."""

        @classmethod
        def execute_managed_notebook(cls, nb_man: Any, kernel_name: str, **given: Any) -> None:
            """Run all cells; ``given`` holds the run, what tells a cell's time, and what is told of its start."""
            run_cells(nb_man, given["run"], given["timeout_func"], given["on_cell_start"])

    papermill_engines.register("fork", ForkEngine)  # type: ignore[no-untyped-call]
    return "fork"


def run_cells(manager: Any, run: ForkedRun, timeout: "Callable[[NotebookNode], float]",
              on_cell_start: Callable[..., None]) -> None:
    """Run the cells that papermill manages; one that failed tells what it had read, if it can, like one that ended.

    Raises nbclient's CellTimeoutError for a cell that does not end, and DeadKernelError where the run ends.
    """
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    manager.nb.metadata["language_info"] = run.language
    count, shown = 0, _Shown()
    for index, cell in enumerate(manager.nb.cells):
        if cell.cell_type != "code" or not cell.source.strip():
            continue
        manager.cell_start(cell, index)
        on_cell_start(cell=cell, cell_index=index)
        count += 1
        limit = timeout(cell)
        try:
            messages = run.cell(cell.source, limit)
        except TimeoutError:
            raise CellTimeoutError.error_from_timeout_and_cell(
                "A cell timed out while it was being executed", int(limit), cell) from None
        except (EOFError, OSError):
            raise DeadKernelError("Kernel died") from None
        cell.execution_count, cell.outputs = count, shown.outputs(messages)
        if any(output.output_type == "error" for output in cell.outputs):
            manager.cell_exception(cell, index)
            with suppress(TimeoutError, EOFError, OSError, Refused):
                run.finish()
            return
        manager.cell_complete(cell, index)
    run.finish()


class _Shown:
    """The outputs of a run's cells; what was displayed under a name may be displayed anew by a later cell."""

    def __init__(self) -> None:
        self._named: dict[str, list[NotebookNode]] = {}

    def outputs(self, messages: Sequence[Mapping[str, Any]]) -> "list[NotebookNode]":
        """Messages as the outputs of a cell; pieces of one stream that follow each other are one output."""
        from nbformat.v4 import new_output, output_from_msg

        outputs: list[NotebookNode] = []
        for message in messages:
            if message["msg_type"] == "clear_output":
                outputs.clear()
                continue
            name = message["content"].get("transient", {}).get("display_id")
            if message["msg_type"] == "update_display_data":
                new = message["content"]
                for each in self._named.get(name, ()):
                    # only an output that is made is held against the form of outputs
                    made = new_output("display_data", new["data"], metadata=new["metadata"])  # type: ignore[no-untyped-call]
                    each.data, each.metadata = made.data, made.metadata
                continue
            header = {"header": {"msg_type": message["msg_type"]}}
            output = output_from_msg(header | dict(message))  # type: ignore[no-untyped-call]
            last = outputs[-1] if outputs else None
            if last and last.output_type == output.output_type == "stream" and last.name == output.name:
                last.text += output.text
            else:
                outputs.append(output)
            if name:
                self._named.setdefault(name, []).append(output)
        return outputs
