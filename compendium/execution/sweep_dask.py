"""The runs of a sweep on a Dask cluster: the chapter's text and the fingerprints of its inputs are sent along.

Every worker needs the book itself, in its working directory or in the folder that COMPENDIUM_BOOK names there. What it
has is compared with what this machine has, and a worker whose packages, Python, data or code differ gets no runs and
is told of. Runs of a worker that vanishes are given to another by Dask.
"""

import os
import platform
import threading
from collections.abc import Iterator, Mapping
from concurrent.futures import Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from compendium.errors import Problem, Refused
from compendium.execution.cache import is_of_machine
from compendium.execution.chapters import Chapter
from compendium.execution.running import Limits
from compendium.execution.sweep import AHEAD, Ended, Runners, Settings, run_once
from compendium.execution.sweep_plan import ParameterValues
from compendium.execution.warm import forked_run
from compendium.fingerprints import PACKAGE, prints_of
from compendium.root import book_root, use_root
from compendium.subject import package_of

BOOK = "COMPENDIUM_BOOK"
WAIT = 30
"""Seconds in which the scheduler has to answer and a first worker has to be there."""
SHOWN = 3


def machine_prints(root: Path) -> dict[str, str]:
    """The fingerprints by which a worker has to be like this machine: Python, packages, data and all code."""
    places = [root / "data", root / "requirements.txt", root / "_config.yml"]
    found = {"Python": platform.python_version(), **prints_of(places, root)}
    subject = package_of(root)
    for name, folder in (("compendium", PACKAGE), *([(subject.name, subject)] if subject else [])):
        found |= {f"{name}/{path}": each for path, each in prints_of([folder], folder).items()
                  if path.endswith(".py") or name != "compendium"}
    return found


def environment_here() -> dict[str, str]:
    """The same of a worker, asked there; a sentence instead of it where the worker has no book."""
    try:
        return machine_prints(_book())
    except ValueError as problem:
        return {"book": str(problem)}


def run_there(chapter: Chapter, values: ParameterValues, limits: Limits, retries: int) -> Ended:
    """Make one run on a worker, from the chapter's text as it was sent."""
    root = _book()
    use_root(root)
    found = replace(chapter, path=root / chapter.file)
    ended = run_once(found, values, root, limits=limits, retries=retries, fresh=forked_run)
    # of files the worker's state is known; its environment, and what lies beside its book, are no part of the sweep's
    here = tuple(name for name in ended.inputs if is_of_machine(name))
    return replace(ended, inputs={name: each for name, each in ended.inputs.items() if name not in here}, here=here)


@dataclass
class _Cluster:
    """The workers that are like this machine."""

    client: Any
    workers: list[str]
    chapter: Chapter
    settings: Settings
    room: int = 0
    _waiting: "dict[Future[Ended], Any]" = field(default_factory=dict)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def submit(self, values: ParameterValues) -> "Future[Ended]":
        """Begin one run on whichever worker is free; Dask begins it again where its worker vanishes."""
        limits = Limits(cell=self.settings.timeout, chapter=self.settings.timeout)
        # pure=False: the same values are asked for again where the store lost a run
        there = self.client.submit(run_there, self.chapter, values, limits, self.settings.retries, pure=False,
                                   workers=self.workers, retries=self.settings.retries)
        here: Future[Ended] = Future()
        with self._lock:
            # a run whose handle is let go is cancelled by Dask
            self._waiting[here] = there
        there.add_done_callback(lambda done: self._ended(here, done))
        return here

    def _ended(self, here: "Future[Ended]", there: Any) -> None:
        error = there.exception() if there.status == "error" else None
        if there.status == "finished":
            here.set_result(there.result())
        else:
            what = f"came to no end on the cluster: {error or there.status}"
            here.set_result(Ended(problems=(Problem(self.chapter.file, 0, what),), lost=True))
        with self._lock:
            self._waiting.pop(here, None)


@contextmanager
def cluster_of(address: str, root: Path, chapter: Chapter, settings: Settings, told: list[str]) -> Iterator[Runners]:
    """The cluster at an address as the runners of a sweep; Refused where it has no worker like this machine.

    What is to be told of workers that get no runs is added to ``told``.
    """
    try:
        from distributed import Client
    except ImportError:
        raise Refused("--scheduler needs Dask: pip install distributed") from None
    try:
        client: Any = Client(address, timeout=WAIT, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError, TimeoutError) as problem:
        raise Refused(f"no scheduler answers at {address}: {problem}; allowed: tcp://host:port of one that runs"
                      ) from None
    with client:
        _wait(client, address)
        good, bad = sorted_workers(machine_prints(root), client.run(environment_here))
        told += bad
        if not good:
            raise Refused(f"no worker at {address} is like this machine; {'; '.join(bad)}")
        threads = client.nthreads()
        yield _Cluster(client, good, chapter, settings, AHEAD * sum(threads[each] for each in good))


def sorted_workers(ours: Mapping[str, str], theirs: Mapping[str, Mapping[str, str]]) -> tuple[list[str], list[str]]:
    """The workers that are like this machine, and of each other one a sentence that says in what it differs."""
    good, bad = [], []
    for worker, found in sorted(theirs.items()):
        differ = sorted(name for name in ours.keys() | found.keys() if ours.get(name) != found.get(name))
        if not differ:
            good.append(worker)
            continue
        more = f" and {len(differ) - SHOWN} more" if len(differ) > SHOWN else ""
        what = found["book"] if "book" in found else f"{', '.join(differ[:SHOWN])}{more}"
        bad.append(f"worker {worker} differs and gets no runs: {what}")
    return good, bad


def _wait(client: Any, address: str) -> None:
    try:
        client.wait_for_workers(1, timeout=WAIT)
    except TimeoutError:
        raise Refused(f"the scheduler at {address} has no worker; start some: dask worker {address}") from None


def _book() -> Path:
    named = os.environ.get(BOOK)
    return book_root(Path(named) if named else None)

