"""The warm process of the live loop: it has loaded everything, and each piece of work is done in a fork of it.

A fork sees what its parent has loaded and leaves nothing behind: no memory, no half-changed state. What a fork found
to be good its parent reads itself when there is time ("learn"), so that the next fork begins from there. The code of
the book cannot change under it: a change of code ends the process, and another takes its place.

Run as ``python -m compendium.book.preview.forks FD FOLDER``; FD is one end of a socket on which the server asks.
"""

import gc
import os
import pickle
import signal
import sys
import time
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import replace
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from compendium.book.preview.warm import Do, Job, Reply
from compendium.book.site.sphinx_run import told_elsewhere
from compendium.errors import CompendiumError, of_machine


def main() -> None:
    """Load the book and answer until the other end is closed."""
    talk, root = Connection(int(sys.argv[1])), Path(sys.argv[2])
    os.chdir(root)
    sys.path.insert(0, str(root))
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    book, told = _loaded(root)
    talk.send(told)
    if book is None:
        return
    gc.collect()
    gc.freeze()
    while True:
        try:
            job: Job = talk.recv()
        except (EOFError, OSError):
            return
        if job.do == "learn":
            try:
                book.quietly(partial(_learn, book, job))
            except CompendiumError:
                # saved again meanwhile, and wrong: a new process begins from what stands there
                return
            talk.send(Reply())
        else:
            talk.send(_forked(talk, book, job))


def _loaded(root: Path) -> tuple[Any, Reply]:
    """The book with everything that a page needs, and what to tell of it."""
    began = time.monotonic()
    try:
        from compendium.execution.warm import can_fork, warm_process
        from compendium.root import use_root

        use_root(root)
        runs = warm_process(root) if can_fork() else None
        from compendium.book.preview.pages import WarmPages

        book: Any = WarmPages(root)
        book.quietly(partial(_warm_up, book))
        if runs is not None:
            runs.ready()
    except (Exception, SystemExit) as problem:
        return None, Reply(problems=_told(problem), seconds=time.monotonic() - began)
    return book, Reply(made=tuple(book.unread), pages=tuple(book.names), elsewhere=book.built,
                       gone=tuple(book.gone()), seconds=time.monotonic() - began)


def _warm_up(book: Any) -> None:
    """Load what the first piece of work would have to: records, the trace, what checks and derives."""
    import compendium.book.building
    import compendium.book.checking  # noqa: F401
    from compendium.book.ledger.evidence_domain import evidence
    from compendium.book.ledger.used_in import used_by

    with suppress(CompendiumError):
        book.renew()
        known, uses = evidence(book.app), used_by(book.app)
        _ = known.trace, known.conflicts, uses.all
        book.practise()


def _learn(book: Any, job: Job) -> None:
    """Read in the warm process itself what a fork has read without a complaint."""
    book.renew()
    book.read(job.read)


def _forked(talk: Connection, book: Any, job: Job) -> Reply | None:
    """What a fork answers; None where it was ended."""
    began = time.monotonic()
    reading, writing = os.pipe()
    process = os.fork()
    if process == 0:
        signal.signal(signal.SIGINT, signal.default_int_handler)
        code = 1
        try:
            os.close(reading)
            # it ends soon, and what it makes it needs until then: looking for circles among it would be for nothing
            gc.disable()
            answer = _done(book, job)
            with os.fdopen(writing, "wb") as out:
                pickle.dump(answer, out)
            code = 0
        except KeyboardInterrupt:
            code = 2
        finally:
            # what the parent would do at its end is not the fork's to do
            os._exit(code)
    os.close(writing)
    talk.send(process)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    os.waitpid(process, 0)
    if not said:
        return None
    done: Reply = pickle.loads(said)
    return replace(done, seconds=time.monotonic() - began)


def _done(book: Any, job: Job) -> Reply:
    work: dict[Do, Callable[[Any, Job], Reply]] = {
        "pages": _pages, "ledger": _ledger, "evidence": _evidence, "run": _run, "check": _check}
    try:
        return work[job.do](book, job)
    except (Exception, SystemExit) as problem:
        told = _told(problem)
        if told[:1] == (_bug(problem),):
            # Sphinx may stumble over a page before anything has looked whether it is one
            told = _of_files(book.root, job.write) or told
        return Reply(problems=told)


def _of_files(root: Path, names: Iterable[str]) -> tuple[str, ...]:
    """What the command 'check' tells of some pages."""
    from compendium.book.checking import problems

    with suppress(CompendiumError):
        return tuple(str(each) for each in problems(root) if each.file.removesuffix(".md") in names)
    return ()


def _told(problem: BaseException) -> tuple[str, ...]:
    """An error as its lines, each with its place where there is one."""
    if isinstance(problem, CompendiumError):
        return tuple(map(str, problem.problems))
    if isinstance(cause := getattr(problem, "orig_exc", None), Exception):
        # Sphinx wraps what one of its events meets, and would name a function and its address
        return _told(cause)
    if isinstance(problem, SystemExit) or type(problem).__module__.startswith("sphinx."):
        return tuple(line for line in str(problem).splitlines() if line.strip())
    if isinstance(problem, OSError | MemoryError):
        return (of_machine(problem),)
    return (_bug(problem),)


def _bug(problem: BaseException) -> str:
    return f"This is a bug of the software and not of what you wrote: {type(problem).__name__}: {problem}"


def _pages(book: Any, job: Job) -> Reply:
    """Read and write pages; those whose chapter must run first are named instead."""
    from compendium.book.building import problems_of_shown
    from compendium.book.prose.markup import problems_by_itself
    from compendium.execution.cache import environment, is_current, key, read_report
    from compendium.execution.chapters import read_chapter

    # nothing of what no page may hold is made or served, not even to its author
    if told := [str(each) for name in job.write for each in problems_by_itself(book.root, name)]:
        return Reply(problems=tuple(told))
    book.renew()
    due, found = [], list(filter(None, (read_chapter(book.root, name) for name in job.write)))
    if not job.anyway:
        report, rests_on = read_report(book.root), environment(book.root)
        due = [each.docname for each in found
               if not is_current(book.root, report.get(each.docname), key(each.notebook, {}, rests_on))]
    written = [name for name in job.write if name not in due]
    if told := [str(problem) for each in found if each.docname in written
                for problem in problems_of_shown(book.root, each)]:
        return Reply(problems=tuple(told))
    if written:
        book.read(job.read)
        book.write(written)
    return Reply(tuple(written), tuple(due), elsewhere=told_elsewhere(book.env, written))


def _ledger(book: Any, job: Job) -> Reply:
    """Write pages of the ledger: those named, or all."""
    book.renew()
    made = book.write_ledger(set(job.write) or None)
    return Reply(tuple(made), gone=() if job.write else tuple(book.gone(made)))


def _evidence(book: Any, job: Job) -> Reply:
    """Hold the records against the rules, and name the pages that print what changed."""
    from compendium.book.checking import problems_of_records
    from compendium.book.ledger.evidence_domain import evidence
    from compendium.book.site import addresses

    before = {entry.id: entry.claim for entry in evidence(book.app).ledger}
    book.renew()
    known = evidence(book.app)
    changed = [entry.id for entry in known.ledger if before.get(entry.id) != entry.claim]
    story = _printing(book, changed)
    ledger = {addresses.claim_page(name)[0] for name in changed} | {
        addresses.question_page(known.ledger[name].claim.question)[0] for name in changed}
    problems = tuple(map(str, problems_of_records(book.root, known.ledger)))
    return Reply(uses=(*sorted(story), *sorted(ledger)), problems=problems)


def _printing(book: Any, names: Iterable[str]) -> set[str]:
    """The pages of the story that print some of these."""
    from compendium.book.ledger.used_in import docname, used_by

    uses = used_by(book.app).all
    return {docname(use) for name in names for use in uses.get(name, ()) if use.kind in ("prose", "rivals")} & {
        *book.names}


def _run(book: Any, job: Job) -> Reply:
    """Derive the tables, run chapters that are due (those named, or all), and draw their figures."""
    from compendium.book.checking import problems_of_records, renew_data
    from compendium.book.figures.chart_files import write_figures
    from compendium.book.ledger.evidence_domain import evidence
    from compendium.book.standing import only_build
    from compendium.evidence.reading import book_ledger
    from compendium.execution.all_chapters import run_all
    from compendium.execution.cache import executed_path
    from compendium.execution.chapters import read_chapters

    # what the warm process knows is what its pages print, whatever a run that was given up has left
    ran, before = list[str](), evidence(book.app).recorded
    with only_build(book.root):
        ledger = book_ledger(book.root)
        if found := problems_of_records(book.root, ledger):
            return Reply(problems=tuple(map(str, found)))
        renew_data(book.root, ledger)
        for name in job.write or ("",):
            ran += run_all(book.root, progress=False, only=name).ran
        if all(executed_path(book.root, each.docname).is_file() for each in read_chapters(book.root)):
            write_figures(book.root)
    book.renew()
    after = evidence(book.app).recorded
    changed = [name for name in before | after if before.get(name) != after.get(name)]
    return Reply(tuple(ran), uses=tuple(sorted(_printing(book, changed))))


def _check(book: Any, job: Job) -> Reply:
    """All that is wrong with the files, as the command 'check' tells it."""
    from compendium.book.checking import problems

    return Reply(problems=tuple(dict.fromkeys(map(str, problems(book.root)))))


if __name__ == "__main__":
    main()
