"""What an author's saves set off: the files that are watched, the work that follows, and what browsers are told of it.

The pages are made by the warm process, one piece of work after another. A page that could not be made stays as it was,
and what is wrong is told.
"""

import asyncio
import shutil
import sys
import threading
import time
from collections.abc import AsyncIterator, Callable, Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any

from watchfiles import awatch

from compendium.book.preview.changes import Changes, Saved
from compendium.book.preview.warm import SITE, Job, Reply, WarmBook
from compendium.book.preview.work import Work
from compendium.book.standing import PAGES

Tell = Callable[[str], None]
QUIET = 0.05
"""How many seconds without another save make a save."""


class Preview:
    """One book that is being written, its warm process, and the browsers that look at it."""

    def __init__(self, root: Path, tell: Tell) -> None:
        self.root, self.tell = root, tell
        self.work, self.saved = Work(), Saved(root)
        self.story: set[str] = set()
        self.gone: set[str] = set()
        self.versions: dict[str, int] = {}
        self.wrong: dict[str, tuple[str, ...]] = {}
        self.doing = "the warm process is starting: pages are those of the last build"
        self.listening: dict[asyncio.Event, str] = {}
        self._warm: WarmBook | None = None
        self._wake = asyncio.Event()
        self._replaced = asyncio.Event()
        self._restart = self._busy = self._dropped = self._ended = False
        self._anew = True
        self._since = time.monotonic()

    async def following(self, page: str) -> AsyncIterator[dict[str, Any]]:
        """What a browser that shows a page is told, now and whenever anything changes."""
        changed = asyncio.Event()
        self.listening[changed] = page
        self._opened(page)
        try:
            while not self._ended:
                yield self.told(page)
                with suppress(TimeoutError):
                    await asyncio.wait_for(changed.wait(), 15)
                changed.clear()
        finally:
            self.listening.pop(changed, None)

    def end(self) -> None:
        """Tell browsers nothing more: a server that is to end waits for each stream that it sends."""
        self._ended = True
        self._say()

    def told(self, page: str) -> dict[str, Any]:
        """What a page's browser is told: its version, what is wrong, what is being done."""
        problems = list(dict.fromkeys(line for lines in self.wrong.values() for line in lines))
        return {"version": str(self.versions.get(page, 0)), "problems": problems, "doing": self.doing}

    def _say(self) -> None:
        for changed in self.listening:
            changed.set()

    def _opened(self, page: str) -> None:
        """Somebody looks at a page: if it is of yesterday, it is made first."""
        if self.work.whole_ledger and self.story and page not in self.story and page not in self.work.ledger:
            self.work.ledger.append(page)
        self._wake.set()

    def save(self, changes: Changes) -> None:
        """Take up what was saved, and drop what was being done, as it is of yesterday."""
        self._since, work = time.monotonic(), self.work
        if changes.loaded:
            self._restart = self._anew = True
        pages = changes.pages & self.story
        work.unread |= pages
        work.first(sorted(pages))
        work.evidence |= changes.evidence
        # a run of all that went wrong is tried again with what was saved, or what it told would stay
        work.derive |= "run" in self.wrong
        work.check = True
        if self._busy and self._warm is not None:
            self._dropped = True
            self._warm.give_up()
        self._wake.set()

    async def watch(self) -> None:
        """Look for saved files until the server ends."""
        (self.root / "_build").mkdir(exist_ok=True)
        above = {self.root, *(folder.parent for folder in self.saved.watched())}
        await asyncio.gather(self._watch(above, recursive=False), self._watch_folders())

    async def _watch_folders(self) -> None:
        """Look into the folders, and anew when one of them came or went: a watch goes away with what it looks at."""
        while True:
            self._replaced.clear()
            there = [folder for folder in self.saved.watched() if folder.is_dir()]
            built = [folder for folder in [self.root / "_build"] if folder.is_dir()]
            watches = [asyncio.create_task(self._watch(places, recursive=recursive))
                       for places, recursive in ((there, True), (built, False)) if places]
            try:
                # each watch begins with its task's first step; what was saved before that nobody has told
                await asyncio.sleep(0)
                self._take_up(self.saved.folders)
                await self._replaced.wait()
            finally:
                for each in watches:
                    each.cancel()
                await asyncio.gather(*watches, return_exceptions=True)

    async def _watch(self, places: Iterable[Path], *, recursive: bool) -> None:
        async for found in awatch(*places, recursive=recursive, step=int(QUIET * 1000), debounce=300,
                                  watch_filter=None):
            paths = [Path(path) for _, path in found]
            if any(not path.is_file() and (path.parent == self.root or path in self.saved.code) for path in paths):
                self._replaced.set()
            self._take_up(paths)

    def _take_up(self, paths: list[Path]) -> None:
        """Have made anew what changed in these files and folders."""
        # another build has put its pages here: what was made since the last one is of yesterday
        built = self.root / PAGES in paths and bool(self.story) and (self.root / PAGES / "index.html").is_file()
        changes = self.saved.changes(paths, again=bool(self.wrong)) | Changes(loaded=built)
        if changes:
            self.save(changes)

    async def make(self) -> None:
        """Do what is to do, one piece after another, until the server ends."""
        try:
            while True:
                if self._warm is None and not await self._start():
                    await self._rest("")
                    continue
                job = self.work.next(set(self.listening.values()))
                if self._restart:
                    self._stop()
                elif job is None:
                    await self._rest("")
                else:
                    await self._do(job)
        finally:
            self._stop()

    async def _rest(self, doing: str) -> None:
        self.doing = doing
        self._say()
        await self._wake.wait()
        self._wake.clear()

    def _stop(self) -> None:
        if self._warm is not None:
            self._warm.stop()
        self._warm, self._restart = None, False

    async def _start(self) -> bool:
        """Start the warm process; whether it could load the book."""
        self.doing, self._restart = "the warm process is starting: pages are those of the last build", False
        self._say()
        self._wake.clear()
        if not (self.root / PAGES / "index.html").is_file() and not await self._first_build():
            return False
        if self._anew:
            # another code, other settings or another build; a process that only ended leaves its pages to the next
            shutil.rmtree(self.root / SITE, ignore_errors=True)
            self._anew = False
        self._warm = WarmBook(self.root)
        answer = await _apart(self._warm.answer)
        if answer is None or answer.problems:
            self._tell("", answer.problems if answer else ("the warm process ended; see above",), "book")
            self._stop()
            return False
        self.wrong.clear()
        stale, check = set(answer.made), bool(answer.made) or self.work.check
        self.story = set(answer.pages)
        self._leave(answer.gone)
        again = [name for name in self.work.pages if name in self.story]
        self.work = Work(unread=set(again), pages=again, outdated=stale - set(again), check=check,
                         whole_ledger=bool(stale), derive=bool(stale), elsewhere=answer.elsewhere)
        self.tell(f"ready after {answer.seconds:.1f} s" + (
            f"; {len(stale)} pages are not those of the last build and are made anew" if stale else ""))
        return True

    async def _first_build(self) -> bool:
        """Build the book where there is none yet."""
        self.tell("there is no book yet: it is built first")
        build = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "compendium", "build", "--root", str(self.root), stderr=asyncio.subprocess.PIPE)
        _, said = await build.communicate()
        lines = tuple(line for line in said.decode(errors="replace").splitlines() if line.strip())
        self._tell("", lines if build.returncode else (), "book")
        for page in set(self.listening.values()):
            self.versions[page] = self.versions.get(page, 0) + 1
        return build.returncode == 0

    async def _do(self, job: Job) -> None:
        assert self._warm is not None
        self.doing = {"run": "chapters and tables are being made anew"}.get(job.do, "")
        if self.doing:
            self._say()
        self._busy, self._dropped = True, False
        try:
            answer = await _apart(self._warm.ask, job)
        finally:
            self._busy = False
        if self._dropped:
            return
        if answer is None:
            # ended without a word, and not by us
            self._restart = True
            return
        self._take(job, answer)
        self._say()

    def _take(self, job: Job, answer: Reply) -> None:
        """Note what came of a piece of work, and what follows from it."""
        work, opened = self.work, set(self.listening.values())
        match job.do:
            case "pages":
                work.took_page(job, answer, self.story)
                if answer.made:
                    self.tell(f"{answer.made[0]}.html is new, {time.monotonic() - self._since:.1f} s after the save "
                              f"({answer.seconds:.1f} s of work)")
            case "learn":
                work.learned(job)
                return
            case "evidence":
                work.took_evidence(answer, self.story, opened)
            case "run":
                work.took_run(job, answer, self.story)
            case "ledger":
                work.took_ledger(job)
                self.gone -= set(answer.made)
                if not (job.write or answer.problems):
                    self._leave(answer.gone)
            case "check":
                work.check = False
        self._tell(" ".join(job.write), answer.problems, f"{job.do} {' '.join(job.write)}".strip())
        self._new(answer.made if job.do != "run" else ())

    def _leave(self, names: Iterable[str]) -> None:
        """Serve these pages no more, and let who looks at one see that."""
        left, self.gone = set(names) - self.gone, set(names)
        self._new(left)

    def _new(self, names: Iterable[str]) -> None:
        for name in names:
            self.versions[name] = self.versions.get(name, 0) + 1
            for cause in [cause for cause in self.wrong if cause.split()[1:] == [name]]:
                del self.wrong[cause]

    def _tell(self, about: str, problems: tuple[str, ...], cause: str) -> None:
        """Keep what is wrong for the pages, and say in the terminal what was not said before."""
        said = {line for lines in self.wrong.values() for line in lines}
        before = self.wrong.pop(cause, ())
        if problems:
            self.wrong[cause] = problems
            for line in problems:
                if line not in said:
                    self.tell(line)
        elif before:
            self.tell(f"mended{f': {about}' if about else ''}")


async def _apart(do: Callable[..., Reply | None], *given: Any) -> Reply | None:
    """Wait for the warm process in a thread that nobody need wait for at the end."""
    loop, done = asyncio.get_running_loop(), asyncio.get_running_loop().create_future()

    def settle(answer: Reply | None) -> None:
        if not done.done():
            done.set_result(answer)

    def run() -> None:
        answer = do(*given)
        with suppress(RuntimeError):
            loop.call_soon_threadsafe(settle, answer)

    threading.Thread(target=run, daemon=True).start()
    found: Reply | None = await done
    return found
