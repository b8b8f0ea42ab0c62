"""Running a chapter for many combinations of its parameters, and collecting what the runs record.

A run that ended is kept at once, under its parameters and what it read of the book, so that a sweep which was killed
goes on where it was. A run that fails stops no other; all failures are told at the end.
"""

import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any, Protocol

from nbformat import NotebookNode

from compendium.errors import ChapterError, Problem
from compendium.execution import cache
from compendium.execution.all_chapters import bar, threads
from compendium.execution.as_read import Known
from compendium.execution.chapters import Chapter
from compendium.execution.notebooks import as_text
from compendium.execution.running import Fresh, InputsChanged, Limits, RunFailed, run_and_note
from compendium.execution.started import StartedChapter, started
from compendium.execution.sweep_plan import ParameterValues, Plan
from compendium.execution.sweep_results import rows_of, shown_names
from compendium.execution.sweep_store import SweepStore, opened
from compendium.execution.warm import can_fork, forked_run
from compendium.fingerprints import MISSING, bytes_print, file_print, text_print, write_whole

AHEAD = 2
"""How many runs wait for each worker: enough that none stands idle, few enough that memory stays bounded."""
RUN_NAME = 12


@dataclass(frozen=True)
class Settings:
    """How a sweep is run: workers, seconds for one run, retries of a run whose process ended, kept notebooks."""

    workers: int = 1
    timeout: float = 300
    retries: int = 2
    notebooks: Path | None = None
    again: bool = False
    """Whether runs that failed are made again."""


@dataclass(frozen=True)
class Ended:
    """What came of one run: its executed notebook, or the problems that ended it, and what it read of the book."""

    notebook: str = ""
    inputs: dict[str, str] = field(default_factory=dict)
    """The fingerprints of what it read, taken where it ran."""
    here: tuple[str, ...] = ()
    """What it read of another machine, of which the fingerprints of this one count."""
    problems: tuple[Problem, ...] = ()
    lost: bool = False
    """Whether it is not to be kept: killed, stopped after its time, or failed without telling what it had read."""
    changed: tuple[str, ...] = ()
    """What changed while it ran, so that nothing came of it."""


class Runners(Protocol):
    """Whoever makes the runs: threads on this machine, or the workers of a cluster."""

    room: int
    """How many runs are handed over at once."""

    def submit(self, values: ParameterValues) -> "Future[Ended]":
        """Begin one run."""
        ...


@dataclass
class Sweep:
    """What came of a sweep: where each of its runs stands in the store, and what is to be told."""

    keys: list[str] = field(default_factory=list)
    ran: int = 0
    apart: int = 0
    """How many combinations were left out, as their values do not go together."""
    broken: int = 0
    """How many kept runs could not be read, and were made again."""
    failures: list[Problem] = field(default_factory=list)


def run_sweep(root: Path, plan: Plan, settings: Settings, write: "Callable[[Sweep, SweepStore], None]", *,
              progress: bool = True, cluster: "Callable[[], AbstractContextManager[Runners]] | None" = None) -> Sweep:
    """Make every run of a plan that is not kept yet; ``write`` is given the whole sweep when all have ended.

    Runs are made by the threads of this machine, or by ``cluster``. Raises Refused where another sweep of the same
    chapter is going on.
    """
    with opened(root, plan.chapter.docname) as store:
        making = _Making(root, plan, settings, store)
        todo = making.todo()
        if todo:
            runners = cluster() if cluster else _here(root, plan.chapter, settings)
            with runners as those, bar(len(todo), progress, f"Sweep of {plan.chapter.docname}") as advance:
                making.all(those, todo, advance)
        making.tell()
        write(making.sweep, store)
        return making.sweep


@contextmanager
def _here(root: Path, chapter: Chapter, settings: Settings) -> Iterator[Runners]:
    """The threads of this machine, each of which waits for a fork of the chapter that was run up to its parameters."""
    limits = Limits(cell=settings.timeout, chapter=settings.timeout)
    known: Known = {}
    with _fresh(root, chapter, limits) as fresh, threads(settings.workers) as pool:
        yield _Threads(AHEAD * settings.workers,
                       lambda values: pool.submit(run_once, chapter, values, root, limits=limits,
                                                  retries=settings.retries, fresh=fresh, known=known))


@dataclass
class _Threads:
    room: int
    submit: Callable[[ParameterValues], "Future[Ended]"]


@contextmanager
def _fresh(root: Path, chapter: Chapter, limits: Limits) -> Iterator[Fresh]:
    """What gives each run its fork: the started chapter, else the warm process."""
    if not can_fork():
        yield forked_run
        return
    with started(chapter, root, limits.cell) as begun:
        yield partial(_fork, begun) if begun else forked_run


@contextmanager
def _fork(begun: StartedChapter, book: Path) -> Iterator[Any]:
    """A fork of the started chapter; of the warm process where that has ended."""
    with (begun.fork(book) if begun.goes_on() else forked_run(book)) as run:
        yield run


def run_once(chapter: Chapter, values: ParameterValues, root: Path, *, limits: Limits, retries: int,
             fresh: Fresh, known: Known | None = None) -> Ended:
    """Make one run; one whose process ended without a word is made again, so many times."""
    for left in range(retries, -1, -1):
        try:
            notebook, inputs = run_and_note(chapter, values, root, limits, fresh=fresh, known=known)
            return Ended(as_text(notebook), inputs)
        except InputsChanged as error:
            return Ended(changed=tuple(error.names))
        except ChapterError as error:
            if process_ended(error) and left:
                continue
            read = error.inputs if isinstance(error, RunFailed) else None
            return Ended(inputs=dict(read or {}), problems=tuple(error.problems), lost=read is None)
    raise AssertionError("a run comes to an end")


def process_ended(error: ChapterError) -> bool:
    """Whether a run came to no end because its process did."""
    from nbclient.exceptions import CellTimeoutError, DeadKernelError

    why = error.__cause__
    return isinstance(why, DeadKernelError | RuntimeError) and not isinstance(why, CellTimeoutError)


class _Making:
    """One sweep on its way: which runs are kept, which are to be made, and what came of them."""

    def __init__(self, root: Path, plan: Plan, settings: Settings, store: SweepStore) -> None:
        self.root, self.plan, self.settings, self.store = root, plan, settings, store
        # rows are kept under the names of what shows them
        self.base = text_print(cache.key(plan.chapter.notebook, {}, cache.environment(root)),
                               shown_names(plan.chapter.notebook))
        self.prints: dict[str, str] = {}
        self.sweep = Sweep(broken=store.broken)
        self.lost: list[Problem] = []
        self.without = 0
        """How many runs came to no end that is kept."""
        self.changed: set[str] = set()
        """What changed while runs went on that had read it."""

    def key(self, values: ParameterValues) -> str:
        """The name of a run: the chapter's code and the environment, and its values."""
        return text_print(self.base, json.dumps(values, sort_keys=True))

    def todo(self) -> dict[str, ParameterValues]:
        """The runs to make, by key, and in ``sweep.keys`` all runs in the order of the plan."""
        holds = {name: self._now(prints) == prints for name, prints in self.store.inputs.items()}
        todo, keys = dict[str, ParameterValues](), dict[str, None]()
        combinations = 0
        for values in self.plan:
            combinations += 1
            key = self.key(values)
            keys[key] = None
            if key not in todo and not self._kept(key, holds):
                todo[key] = values
        self.sweep.keys, self.sweep.apart = list(keys), len(self.plan) - combinations
        return todo

    def _kept(self, key: str, holds: dict[str, bool]) -> bool:
        if key not in self.store or not holds.get(self.store.reads(key), False):
            return False
        # a notebook of an earlier run, or one that somebody changed, is not that of the run that is kept
        if self.settings.notebooks and file_print(self._notebook(key)) != self.store.get(key).get("notebook"):
            return False
        return not (self.settings.again and "problems" in self.store.get(key))

    def all(self, runners: Runners, todo: dict[str, ParameterValues], advance: Callable[[str], None]) -> None:
        """Make the runs, a few handed over at once; each is kept when it ends."""
        waiting: dict[Future[Ended], str] = {}
        left = iter(todo.items())
        while True:
            for key, values in _next(left, runners.room - len(waiting)):
                waiting[runners.submit(values)] = key
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                key = waiting.pop(future)
                self._keep(key, todo[key], future.result())
                advance("")

    def _keep(self, key: str, values: ParameterValues, ended: Ended) -> None:
        self.sweep.ran += 1
        said = [Problem(each.file, each.line, f"{each.what} ({_told(values)})") for each in ended.problems]
        if ended.lost:
            # not kept: another time, or with more of it, the run may come to another end
            self.lost += said
            self.without += 1
            return
        if ended.changed:
            self.changed |= set(ended.changed)
            return
        if said:
            kept: dict[str, Any] = {"problems": [[each.file, each.line, each.what] for each in said],
                                    "notebook": MISSING}
            if self.settings.notebooks:
                self._notebook(key).unlink(missing_ok=True)
        else:
            written = ended.notebook.encode()
            kept = {"rows": list(rows_of(self.plan.chapter, _as_notebook(ended.notebook))),
                    "notebook": bytes_print(written)}
            if self.settings.notebooks:
                write_whole(self._notebook(key), written)
        self.store.add(key, ended.inputs | self._now(ended.here), {"values": values, **kept})

    def tell(self) -> None:
        """Gather what failed, and forget the runs that read what is not there any more: a table is of one state."""
        used = {self.store.reads(key) for key in self.sweep.keys if key in self.store}
        now = cache.read_prints(self.root, {each for name in used for each in self.store.inputs[name]})
        for name in used:
            if differs := [each for each, known in self.store.inputs[name].items() if now[each] != known]:
                self.changed |= set(differs)
                self.store.forget(name)
        gone = sum(key not in self.store for key in self.sweep.keys) - self.without
        failed = [Problem(*each) for key in self.sweep.keys if key in self.store
                  for each in self.store.get(key).get("problems", ())]
        if gone > 0:
            failed.append(Problem("", 0, f"the book changed while the sweep ran ({', '.join(sorted(self.changed))}): "
                                         f"{gone} runs do not count; the same command makes them again"))
        self.sweep.failures = [*failed, *self.lost]

    def _now(self, names: Iterable[str]) -> dict[str, str]:
        """The fingerprints of what was read, each taken once in a sweep."""
        known = self.prints
        new = [name for name in names if name not in known]
        known.update(cache.read_prints(self.root, new))
        return {name: known[name] for name in names}

    def _notebook(self, key: str) -> Path:
        assert self.settings.notebooks is not None
        return self.settings.notebooks / f"{self.plan.chapter.path.stem}-{key[:RUN_NAME]}.ipynb"


def _next(left: Iterator[tuple[str, ParameterValues]], number: int) -> list[tuple[str, ParameterValues]]:
    return [each for _, each in zip(range(number), left, strict=False)]


def _as_notebook(text: str) -> NotebookNode:
    from nbformat import from_dict

    made: NotebookNode = from_dict(json.loads(text))  # type: ignore[no-untyped-call]
    return made


def _told(values: ParameterValues) -> str:
    return ", ".join(f"{name}={value}" for name, value in values.items())
