"""Running all chapters that need it, several at a time, and telling all that failed at once; or one of them.

What the store of results has is not run again.
"""

import os
import time
from collections.abc import Callable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.errors import ChapterError, Problem
from compendium.execution import cache
from compendium.execution.cache import EXECUTED, LastRun, read_report, write_report
from compendium.execution.chapters import Chapter, read_chapters
from compendium.execution.kernels import resume, stop_all
from compendium.execution.notebooks import with_results
from compendium.execution.running import Limits, run_and_note
from compendium.execution.store import Kept, Store, store_of
from compendium.execution.warm import kill_all_runs
from compendium.execution.why import parts
from compendium.fingerprints import file_print

if TYPE_CHECKING:
    from nbformat import NotebookNode


@contextmanager
def bar(total: int, shown: bool, what: str = "Running chapters") -> Iterator[Callable[[str], None]]:
    """A progress bar on the error stream, where it does not mix with results; it tells the time spent and left."""
    from rich.console import Console
    from rich.progress import (
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeElapsedColumn,
        TimeRemainingColumn,
    )

    columns = (
        TextColumn(what), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), TextColumn("left:"),
        TimeRemainingColumn(elapsed_when_finished=False), TextColumn("{task.fields[last]}"),
    )  # fmt: skip
    with Progress(*columns, console=Console(stderr=True), disable=not shown) as shown_bar:
        task = shown_bar.add_task("chapters", total=total, last="")
        yield lambda name: shown_bar.update(task, advance=1, last=name)


@dataclass(frozen=True)
class Outcome:
    """What a run of the whole book did: the chapters that ran, and those whose results still hold."""

    ran: tuple[str, ...]
    kept: tuple[str, ...]
    told: tuple[str, ...] = ()
    """What there is to say of the store of results."""


def run_all(
    root: Path, *, workers: int | None = None, limits: Limits | None = None, force: bool = False, progress: bool = True,
    only: str = ""
) -> Outcome:
    """Run every chapter whose results are missing or out of date, or only one; ChapterError names all that failed."""
    chapters = read_chapters(root)
    rests_on = cache.environment(root)
    report = read_report(root)
    keys = {chapter.docname: cache.key(chapter.notebook, {}, rests_on) for chapter in chapters}
    due = [c for c in chapters if force or not cache.is_current(root, report.get(c.docname), keys[c.docname])]
    due = [c for c in due if only in ("", c.docname)]
    _forget_others(root, keys)
    report = {name: record for name, record in report.items() if name in keys}
    store = store_of(root)
    run = _Run(root, keys, report, limits or Limits(), store)
    due = due if force else [chapter for chapter in due if not run.taken(chapter)]
    problems = run.all(due, workers or os.cpu_count() or 1, progress)
    problems += run.altered([c for c in chapters if only in ("", c.docname)])
    if due:
        store.bound()
    if problems:
        raise ChapterError(problems)
    ran = tuple(chapter.docname for chapter in due)
    return Outcome(ran, tuple(name for name in keys if name not in ran), tuple(store.told))


@dataclass
class _Run:
    """One run of the book: what is known of each chapter is kept as soon as it is known."""

    root: Path
    keys: dict[str, str]
    report: dict[str, LastRun]
    limits: Limits
    store: Store

    def taken(self, chapter: Chapter) -> bool:
        """Whether the store has the result of a chapter, which then counts as if it had been run."""
        found = self.store.get(self.keys[chapter.docname], self.root)
        if found is None:
            return False
        result = cache.write_executed(self.root, chapter.docname, found.notebook)
        self.report[chapter.docname] = self._record(
            chapter, "ok", seconds=found.seconds, when=found.when, inputs=found.inputs, result=result)
        return True

    def all(self, due: list[Chapter], workers: int, progress: bool) -> list[Problem]:
        """Run the chapters that are due; the problems of those that failed."""
        problems: list[Problem] = []
        if due:
            with threads(workers) as pool, bar(len(due), progress) as advance:
                for run in as_completed([pool.submit(self.one, chapter) for chapter in due]):
                    record, found = run.result()
                    problems += found
                    self.report[record.chapter] = record
                    write_report(self.root, self.report.values())
                    advance(record.chapter)
        write_report(self.root, self.report.values())
        return problems

    def one(self, chapter: Chapter) -> tuple[LastRun, list[Problem]]:
        """Run one chapter and keep its results, unless it failed."""
        began, when = time.monotonic(), _now()
        problems, inputs, result = list[Problem](), dict[str, str](), ""
        try:
            notebook, inputs = run_and_note(chapter, {}, self.root, self.limits)
            result = cache.write_executed(self.root, chapter.docname, notebook)
            self.store.put(self.keys[chapter.docname], Kept(notebook, inputs, round(time.monotonic() - began, 2), when))
        except ChapterError as error:
            problems = error.problems
        seconds = round(time.monotonic() - began, 2)
        status = "failed" if problems else "ok"
        return self._record(chapter, status, seconds=seconds, when=when, inputs=inputs, result=result), problems

    def altered(self, chapters: list[Chapter]) -> Iterator[Problem]:
        """The chapters whose results are not as they were written: a program of another may have been at them."""
        for chapter in chapters:
            record = self.report.get(chapter.docname)
            if record and record.status == "ok" and (
                    file_print(cache.executed_path(self.root, chapter.docname)) != record.result):
                yield Problem(chapter.file, 0, "its kept result was changed by somebody while the chapters ran; "
                                               "it is made again by the next build")

    def _record(self, chapter: Chapter, status: str, *, seconds: float, when: str, inputs: Mapping[str, str],
                result: str) -> LastRun:
        cells = sum(cell.cell_type == "code" for cell in chapter.notebook.cells)
        defaults = {parameter.name: parameter.default for parameter in chapter.parameters}
        return LastRun(chapter.docname, self.keys[chapter.docname], status, seconds, when, cells, defaults, inputs,
                      result, parts(chapter, self.root))


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


@contextmanager
def threads(workers: int) -> Iterator[ThreadPoolExecutor]:
    """Threads to wait for kernels in; whatever interrupts them, no kernel is left behind."""
    resume()
    pool = ThreadPoolExecutor(max_workers=workers)
    try:
        yield pool
    except BaseException:
        pool.shutdown(wait=False, cancel_futures=True)
        stop_all()
        kill_all_runs()
        raise
    finally:
        pool.shutdown(wait=True)


def _forget_others(root: Path, keys: dict[str, str]) -> None:
    """Drop the results of chapters that are no longer in the book."""
    for path in (root / EXECUTED).rglob("*.ipynb"):
        if path.relative_to(root / EXECUTED).with_suffix("").as_posix() not in keys:
            path.unlink()


def kept_or_run(chapter: Chapter, parameters: Mapping[str, Any], root: Path) -> "NotebookNode":
    """The executed notebook of a chapter, as ``run_chapter`` gives it.

    Its results are from the store where its inputs are the same; its prose is always that of today.
    """
    store, key = store_of(root), cache.key(chapter.notebook, parameters, cache.environment(root))
    found = store.get(key, root)
    if found is None:
        began, when = time.monotonic(), datetime.now(UTC).isoformat(timespec="seconds")
        notebook, inputs = run_and_note(chapter, parameters, root)
        found = Kept(notebook, inputs, round(time.monotonic() - began, 2), when)
        store.put(key, found)
        store.bound()
    return with_results(chapter.notebook, found.notebook)


def kept_or_run_some(root: Path, stems: Set[str]) -> tuple[dict[str, "NotebookNode | None"], list[Problem]]:
    """The executed notebooks of the chapters of some names, as in the book; None for one that failed, and why."""
    ran: dict[str, NotebookNode | None] = {}
    problems = list[Problem]()
    for chapter in (each for each in read_chapters(root) if each.path.stem in stems):
        try:
            ran[chapter.path.stem] = kept_or_run(chapter, {}, root)
        except ChapterError as error:
            # what it recorded once does not stand for what it does not record now
            ran[chapter.path.stem] = None
            problems += error.problems
    return ran, problems
