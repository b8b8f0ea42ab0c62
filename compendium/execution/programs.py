"""What programs that a cell starts do to the book: the guard inside Python sees nothing of them, its files tell.

The files are looked at just before the first program of a run is started, and again when each cell ends.
"""

import os
from collections.abc import Iterator
from pathlib import Path

STARTS = {"subprocess.Popen", "os.system", "os.posix_spawn", "os.fork", "os.forkpty", "pty.spawn"}
"""The events with which Python tells that it starts a program, or a process that may start one."""
PUBLISHED = ("_build/html", "_build/pdf")
"""What of the things that were built only a build may touch; results of chapters are verified when they are read."""
PASSED = {"__pycache__", "_build", "node_modules"}
BOOK_CHANGED = "BookChanged"
"""The name of the error of a cell while which the book changed."""
NAMED = 3
Stamp = tuple[int, int, int, int]


class Programs:
    """The programs of one run, and the files of the book as they were before the first of them."""

    def __init__(self, book: Path) -> None:
        self._book = book
        self._before: dict[str, Stamp] | None = None
        self._here = False
        """Whether the cell that is running has started one."""

    @property
    def any(self) -> bool:
        """Whether a program was started in this run."""
        return self._before is not None

    def starts(self) -> None:
        """To be called before a program is started."""
        self._here = True
        if self._before is None:
            self._before = dict(stamps(self._book))

    def harm(self, *, ended: bool = False) -> str:
        """What of the book changed while a program may have been running, in a sentence; empty where nothing did.

        To be called at the end of each cell, and with ``ended`` when all that the cells started has been ended.
        """
        here, self._here = self._here, False
        if self._before is None:
            return ""
        after = dict(stamps(self._book))
        names = sorted(name for name in self._before.keys() | after.keys()
                       if self._before.get(name) != after.get(name))
        if not names:
            return ""
        more = f" and {len(names) - NAMED} more" if len(names) > NAMED else ""
        when = ("after the last cell, and it cannot be told which cell started the program that changed it" if ended
                else "while this cell ran, which let a program or compiled code at files" if here
                else "while this cell ran, and it cannot be told which cell before it started the program")
        return (f"{', '.join(names[:NAMED])}{more} changed {when}; a chapter may not change the book"
                " (if you saved it yourself meanwhile, run again)")


def stamps(book: Path) -> Iterator[tuple[str, Stamp]]:
    """The files of a book and of what is published of it, each with what changes whenever it is written."""
    for place in ("", *PUBLISHED):
        for folder, folders, files in os.walk(book / place):
            folders[:] = [name for name in folders if not name.startswith(".") and name not in PASSED]
            for name in files:
                # an editor keeps what is not saved yet under the file's own name
                if name.startswith(".") and any(each in name for each in files if each != name):
                    continue
                path = os.path.join(folder, name)
                try:
                    stat = os.lstat(path)
                except OSError:  # it went meanwhile, as what is written for a moment does
                    continue
                yield os.path.relpath(path, book), (stat.st_mtime_ns, stat.st_ctime_ns, stat.st_size, stat.st_ino)
