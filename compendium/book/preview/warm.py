"""The warm process of the live loop as the server sees it: pieces of work go in, and what came of them comes out."""

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Literal

PREVIEW = Path("_build") / "preview"
SITE = PREVIEW / "site"
"""What was made since the last build, in the place that it has in the book."""
Do = Literal["pages", "ledger", "evidence", "run", "check", "learn"]


@dataclass(frozen=True)
class Job:
    """One piece of work: which pages are read, and which are written; ``anyway`` with a chapter as it last ran."""

    do: Do
    read: tuple[str, ...] = ()
    write: tuple[str, ...] = ()
    anyway: bool = False


@dataclass(frozen=True)
class Reply:
    """What came of it: the pages that are new, the chapters that must run first, and what is wrong.

    ``uses`` are the pages that print what changed in the records or in what a chapter records; ``elsewhere`` is a
    print of what other pages say of each, such as its title. ``pages`` are those of the story, ``gone`` stand built and
    are none of the book any more.
    """

    made: tuple[str, ...] = ()
    due: tuple[str, ...] = ()
    uses: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    seconds: float = 0.0
    elsewhere: dict[str, str] = field(default_factory=dict)
    pages: tuple[str, ...] = field(default=(), compare=False)
    gone: tuple[str, ...] = ()


class WarmBook:
    """The warm process as the server sees it."""

    def __init__(self, root: Path) -> None:
        ours, theirs = socket.socketpair()
        with theirs:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "compendium.book.preview.forks", str(theirs.fileno()), str(root)],
                pass_fds=[theirs.fileno()], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                start_new_session=True, env=os.environ | {"PYTHONHASHSEED": "0", "OPENBLAS_NUM_THREADS": "1"})
        self._talk = Connection(ours.detach())
        self._worker = 0

    def answer(self) -> Reply | None:
        """Wait for the next answer; the first tells what is not as the last build read it. None where it ended."""
        try:
            while True:
                said = self._talk.recv()
                if not isinstance(said, int):
                    return said if isinstance(said, Reply) else None
                self._worker = said
        except (EOFError, OSError):
            return None
        finally:
            self._worker = 0

    def ask(self, job: Job) -> Reply | None:
        """Have a piece of work done; None where it was given up or the process ended."""
        with suppress(OSError):
            self._talk.send(job)
        return self.answer()

    def give_up(self) -> None:
        """Have the work that is going on ended; its chapters are ended with it."""
        if self._worker:
            with suppress(ProcessLookupError):
                os.kill(self._worker, signal.SIGINT)

    def stop(self) -> None:
        """End the process, and all that it is doing."""
        self.give_up()
        with suppress(ProcessLookupError, PermissionError):
            os.killpg(self._process.pid, signal.SIGTERM)
        self._talk.close()
        self._process.wait()
