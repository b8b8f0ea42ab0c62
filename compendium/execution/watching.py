"""What a run reads, and the guard that keeps it from writing to the book.

Python tells of the files that it opens; what a run looks up in the environment, or asks of files without opening them,
is noted here. Programs and compiled code tell nothing: a run that lets them at files rests on the whole folder, whose
files are looked at when it ends.
"""

import os
import re
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

from compendium.execution.as_read import stamp
from compendium.execution.cache import VARIABLE, WHOLE
from compendium.execution.programs import STARTS, Programs
from compendium.fingerprints import PACKAGE

PASSED, BUILT, CACHED = (".venv", "__pycache__"), "_build", os.path.join("_build", "cache", "")
"""Folders whose files are no part of the book, that of what was built from it, and that of what can be made again."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,), "os.mkdir": (0,), "os.truncate": (0,),
           "shutil.rmtree": (0,), "os.link": (0, 1), "os.symlink": (1,), "os.chmod": (0,), "os.utime": (0,)}
"""Events that change a file, and which of their arguments name one."""
FOLDER_OF = {"os.remove": (1,), "os.rename": (2, 3), "os.rmdir": (1,), "os.mkdir": (2,), "os.link": (2, 3),
             "os.symlink": (2,), "os.chmod": (2,), "os.utime": (3,)}
"""Which of their arguments is the open folder that a name is meant from, if it is not the current one."""
TOLD = {"open", "os.listdir", "os.scandir", "sqlite3.connect", "import", *CHANGES, *STARTS}
"""The events that are looked at."""
UNSEEN = re.compile(r"\b(?:pyarrow|lxml|ctypes|cffi)\b")
"""Loaded packages whose compiled code opens files by itself, as a cell names them."""
SYSTEM = ("/sys/", "/dev/", "/usr/", "/etc/", "/lib", "/opt/")
"""Where the machine's own files lie, which are no sources of a book."""
FROZEN = "<frozen "


class Watched:
    """What a run reads, and the guard that keeps it from writing to the book."""

    def __init__(self, book: Path) -> None:
        self.book = os.path.realpath(book) + os.sep
        self.read: dict[str, str] = {}
        """What was looked at, with the stamp of when that was first done."""
        self.programs = Programs(book)
        self._here = threading.local()
        self._installed = (*SYSTEM, sys.prefix, sys.base_prefix, str(PACKAGE), os.environ["IPYTHONDIR"])

    def __call__(self, event: str, arguments: tuple[Any, ...]) -> None:
        """Note or refuse what Python is about to do."""
        if event not in TOLD or self.is_looking:
            return
        with self.looking():
            self._told(event, arguments)

    def _told(self, event: str, arguments: tuple[Any, ...]) -> None:
        if event == "open":
            path, mode, flags = arguments
            # os.open is told of by its flags alone
            self._opened(path, bool(set(mode) & set("wax+") if isinstance(mode, str) else flags & WRITING))
        elif event in ("os.listdir", "os.scandir"):
            # the search for modules and packages lists the book's folder; modules are told by themselves
            if "importlib" not in sys._getframe(2).f_code.co_filename:
                self._listed(arguments[0])
        elif event in CHANGES:
            for at, folder in zip(CHANGES[event], FOLDER_OF.get(event, (0, 0)), strict=False):
                inside = self._inside(_from_folder(arguments[at], arguments[folder] if folder else -1))
                if inside is not None:
                    raise PermissionError(f"a chapter may not change the book, and this one changes {inside}")
        elif event in STARTS or _is_unseen(event, arguments):
            self.unseen()

    def unseen(self) -> None:
        """From here on, files may be read and written that Python does not tell of."""
        with self.looking():
            self.note(WHOLE)
            self.programs.starts()

    @property
    def is_looking(self) -> bool:
        """Whether this thread looks at files on the run's behalf, which is no reading of the chapter's."""
        return getattr(self._here, "looks", False)

    @contextmanager
    def looking(self) -> Iterator[None]:
        """Let this thread look at the book's files on the run's behalf; other threads are watched meanwhile."""
        was, self._here.looks = self.is_looking, True
        try:
            yield
        finally:
            self._here.looks = was

    def harm(self, *, ended: bool = False) -> str:
        """What programs have changed of the book, in a sentence."""
        with self.looking():
            return self.programs.harm(ended=ended)

    def asked(self, path: Any) -> None:
        """Note a file that was asked for and not opened: a result may rest on whether it is there."""
        if isinstance(path, int) or self.is_looking:
            return
        with self.looking():
            inside = self._inside(path)
            if inside is not None and not os.path.isdir(self.book + inside):
                self.note(inside)

    def looked_up(self, name: Any, frame: FrameType) -> None:
        """Note a variable of the environment that the chapter, or a module of the book, looks up."""
        caller: FrameType | None = frame
        while caller is not None and caller.f_code.co_filename.startswith(FROZEN):
            caller = caller.f_back
        file = caller.f_code.co_filename if caller else ""
        if not str(name).startswith("COMPENDIUM_") and ("ipykernel_" in file or is_first_party(file, Path(self.book))):
            self.note(f"{VARIABLE}{name}")

    def _opened(self, path: Any, writes: bool) -> None:
        inside = self._inside(path)
        if inside is None:
            if not writes and (outside := self._outside(path)):
                self.note(outside)
        elif writes:
            raise PermissionError(f"a chapter may not write to the book, and this one writes to {inside}")
        else:
            self.note(inside)

    def note(self, *names: str) -> None:
        """Note what the run looks at, as it is now."""
        for name in names:
            if name not in self.read and not name.startswith(CACHED):
                self.read[name] = stamp(Path(self.book), name)

    def _listed(self, folder: Any) -> None:
        inside = self._inside(folder or ".")
        # what a build writes there, and each commit, is no part of the book
        if inside is not None and inside.split(os.sep)[0] not in (BUILT, ".git"):
            self.note(f"{inside}/")

    def _inside(self, path: Any) -> str | None:
        """A path from the book's folder; None outside of it. A link that lies in the book is what it is called."""
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        full = os.path.abspath(os.fsdecode(path))
        if not f"{full}{os.sep}".startswith(self.book):
            # what is installed leads to no book, and is most of what is opened
            full = full if full.startswith(self._installed) else _real(full)
        if not f"{full}{os.sep}".startswith(self.book):
            return None
        inside = full[len(self.book):] or "."
        return None if any(part in PASSED for part in inside.split(os.sep)) else inside

    def _outside(self, path: Any) -> str | None:
        """The full name of a file outside of the book on which a result may rest; not of one of the machine's own."""
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        full = os.path.abspath(os.fsdecode(path))
        if full.startswith(("/proc/", *self._installed)):
            return None
        return None if any(part.startswith(".") or part == "__pycache__" for part in full.split(os.sep)) else full


def note_what_is_asked(watched: Watched) -> None:
    """Let the run be told of what is asked of files without opening them, and looked up in the environment."""
    environment: Any = type(os.environ)
    looks_up = environment.__getitem__

    def getitem(self: Any, name: Any) -> Any:
        watched.looked_up(name, sys._getframe(1))
        return looks_up(self, name)

    environment.__getitem__ = getitem
    stat = os.stat

    def asks(path: Any, **given: Any) -> os.stat_result:
        if given.get("dir_fd") is None:
            watched.asked(path)
        return stat(path, **given)

    # shutil and others look here for what a function can do
    for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks):
        able.add(asks)
    os.stat = asks


def is_first_party(file: str | None, book: Path) -> bool:
    """Whether a module is the book's own: it lies in its folder, and not in an environment there."""
    return bool(file) and Path(str(file)).is_relative_to(book) and "site-packages" not in str(file)


def _is_unseen(event: str, arguments: tuple[Any, ...]) -> bool:
    """Whether what happens lets compiled code at files: a database, or a package that no other chapter loads."""
    if event == "sqlite3.connect":
        return os.fsdecode(arguments[0]) != ":memory:"
    # what of the standard library is compiled opens files as Python does
    return event == "import" and str(arguments[1]).endswith(".so") and "lib-dynload" not in str(arguments[1])


def _from_folder(path: Any, folder: Any) -> Any:
    if isinstance(folder, int) and folder >= 0 and isinstance(path, str | bytes | os.PathLike):
        return os.path.join(_real(f"/proc/self/fd/{folder}"), os.fsdecode(path))
    return path


def _real(name: str) -> str:
    try:
        return os.path.realpath(name)
    except (OSError, ValueError):
        return name
