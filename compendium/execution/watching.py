"""What a run reads, and the guard that keeps it from writing to the book.

Python tells of the files that it opens; of what else a run asks, :mod:`compendium.execution.asking` tells. Programs and
compiled code tell nothing: a run that lets compiled code at files rests on the whole folder, one that starts a program
or opens a database counts for one command alone, and the book's files are looked at when either ends. What comes over
the network is no file of the book, and is refused.
"""

import mmap
import os
import re
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from importlib.util import source_from_cache
from pathlib import Path
from types import FrameType
from typing import Any

from compendium.execution.as_read import NOT_COMPARED, stamp
from compendium.execution.cache import PROGRAMS, VARIABLE, WHOLE
from compendium.execution.file_names import (
    can_be_a_file,
    from_folder,
    full_name,
    is_compiled,
    is_first_party,
    is_standard,
    real_name,
    text_of,
)
from compendium.execution.programs import STARTS, Programs
from compendium.fingerprints import PACKAGE

PASSED, BUILT, CACHED = (".venv", "__pycache__"), "_build", os.path.join("_build", "cache", "")
"""Folders whose files are no part of the book, that of what was built from it, and that of what can be made again."""
NOTHING: tuple[str, ...] = ()
"""Of these, what a chapter may write to: whatever stands there is run by the next process that imports it."""
WRITING = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC
CHANGES = {"os.remove": (0,), "os.rename": (0, 1), "os.rmdir": (0,), "os.mkdir": (0,), "os.truncate": (0,),
           "shutil.rmtree": (0,), "os.link": (0, 1), "os.symlink": (1,), "os.chmod": (0,), "os.utime": (0,),
           "os.chown": (0,), "os.setxattr": (0,), "os.removexattr": (0,)}
"""Events that change a file, and which of their arguments name one."""
FOLDER_OF = {"os.remove": (1,), "os.rename": (2, 3), "os.rmdir": (1,), "os.mkdir": (2,), "os.link": (2, 3),
             "os.symlink": (2,), "os.chmod": (2,), "os.utime": (3,), "os.chown": (3,)}
"""Which of their arguments is the open folder that a name is meant from, if it is not the current one."""
TOLD = {"open", "os.listdir", "os.scandir", "sqlite3.connect", "import", "socket.bind", "socket.connect", *CHANGES,
        *STARTS}
"""The events that are looked at."""
UNSEEN = re.compile(r"\b(?:pyarrow|ctypes|cffi)\b")
"""Packages that are loaded before a run, and whose compiled code opens files by itself, as code names them."""
SYSTEM = ("/sys/", "/dev/", "/usr/", "/etc/", "/lib/", "/lib64/")
"""Where the machine's own files lie, which are no sources of a book."""
FLEETING = {".cache", "__pycache__", "site-packages"}
"""Folders of what can be made again, or is installed, wherever they lie."""


class Watched:
    """What a run reads, and the guard that keeps it from writing to the book."""

    def __init__(self, book: Path) -> None:
        self.book = os.path.realpath(book) + os.sep
        self.read: dict[str, str] = {}
        """What was looked at, with the stamp of when that was first done."""
        self.programs = Programs(book)
        self._here = threading.local()
        self._installed = (*SYSTEM, *(f"{each}{os.sep}" for each in (
            sys.prefix, sys.base_prefix, PACKAGE, os.environ["IPYTHONDIR"])))
        # one byte for the run and all its forks, which may start programs too
        self._started = mmap.mmap(-1, 1)
        self._wrote: set[str] = set()
        """What the run itself has written outside of the book: what it finds there afterwards is its own."""

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
            self.opened(path, writes=bool(set(mode) & set("wax+") if isinstance(mode, str) else flags & WRITING))
        elif event in ("os.listdir", "os.scandir"):
            # the search for modules and packages lists the book's folder; modules are told by themselves
            if "importlib" not in sys._getframe(2).f_code.co_filename:
                self._listed(arguments[0], entries=event == "os.scandir")
        elif event == "socket.connect":
            self._connects(arguments[1])
        elif event == "socket.bind":
            # an address that is a name makes a file of it, but for names that begin with a zero
            if isinstance(arguments[1], str | bytes) and os.fsdecode(arguments[1])[:1] not in ("", "\0"):
                self.changes(arguments[1])
        elif event in CHANGES:
            for at, folder in zip(CHANGES[event], FOLDER_OF.get(event, (0, 0)), strict=False):
                self.changes(from_folder(arguments[at], arguments[folder] if folder else -1))
        elif event in STARTS or event == "sqlite3.connect":
            # whatever its name, any connection can attach other databases
            self.starts()
        elif is_compiled(str(arguments[1])):
            self.unseen()

    def unseen(self) -> None:
        """From here on, files may be read and written that Python does not tell of."""
        with self.looking():
            self.note(WHOLE)
            self.programs.starts()

    def starts(self) -> None:
        """From here on, a program may also read what is no file of the book: nobody sees what its result rests on."""
        self._started[0] = 1
        self.unseen()

    def ended(self) -> dict[str, str]:
        """What was read, once nothing of the run goes on; files elsewhere may have been its programs' own."""
        if self._started[0]:
            self.note(PROGRAMS)
        if WHOLE in self.read:
            self.read |= {name: NOT_COMPARED for name in self.read if os.path.isabs(name)}
        return self.read

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

    def changes(self, path: Any) -> None:
        """Refuse what would change the book; elsewhere, a run may."""
        inside = self._inside(path, NOTHING)
        if inside is not None:
            raise PermissionError(f"a chapter may not change the book, and this one changes {inside}")
        self._writes_outside(path)

    def asked(self, path: Any, frame: FrameType) -> None:
        """Note a file or folder that was asked for and not opened: a result may rest on whether it is there."""
        inside, outside = self._inside(path), self._outside(path)
        if inside not in (None, "."):
            self.note(inside)
        elif outside and self._by_the_book(frame) and not os.path.isdir(outside):
            self.note(outside)

    def looked_up(self, name: Any, frame: FrameType) -> None:
        """Note a variable of the environment that the chapter, or a module of the book, looks up."""
        name = os.fsdecode(name) if isinstance(name, bytes) else str(name)
        if name.startswith("COMPENDIUM_") or f"{VARIABLE}{name}" in self.read:
            return
        if self._by_the_book(frame) or self._for_the_book(frame):
            self.note(f"{VARIABLE}{name}")

    def not_found(self, module: str, places: Iterable[str], frame: FrameType) -> None:
        """Note a module that a chapter, or one of the book's, asked for in vain: once it is there, it is found."""
        for place in places if self._by_the_book(frame) else ():
            base = os.path.join(place or ".", module.rpartition(".")[2])
            self.note(*filter(None, map(self._inside, (f"{base}.py", base))))

    def opened(self, path: Any, *, writes: bool) -> None:
        """Note a file that is read; refuse one of the book's that would be written."""
        inside = self._inside(path, NOTHING if writes else PASSED)
        if inside is None:
            if writes:
                self._writes_outside(path)
            elif outside := self._outside(path):
                self.note(outside)
        elif writes:
            raise PermissionError(f"a chapter may not write to the book, and this one writes to {inside}")
        else:
            self.note(inside)
            if inside.endswith(".py") and UNSEEN.search(text_of(path)):
                self.unseen()

    def _connects(self, address: Any) -> None:
        """Refuse what would read from the network; another process of this machine is a program like any other."""
        if isinstance(address, tuple):
            raise PermissionError(f"a chapter may not read from the network, and this one asks {address[0]}; what it "
                                  "reads is a file of the book")
        self.starts()

    def _writes_outside(self, path: Any) -> None:
        if outside := self._outside(path):
            self._wrote.add(outside)
            for name in (outside, f"{os.path.dirname(outside)}{os.sep}"):
                if name in self.read:
                    self.read[name] = NOT_COMPARED

    def _by_the_book(self, frame: FrameType) -> bool:
        """Whether a chapter, or a module of the book, is what asks, also by way of the standard library.

        A thread of the standard library's begins there: what it asks, somebody gave it.
        """
        caller: FrameType | None = frame
        while caller is not None and is_standard(caller.f_code.co_filename):
            caller = caller.f_back
        file = caller.f_code.co_filename if caller else ""
        return caller is None or self._is_of_book(file)

    def _for_the_book(self, frame: FrameType | None) -> bool:
        """Whether a package asks what ``~`` or ``%env`` of the book means; what else one asks, it asks for itself."""
        asked = False
        while frame is not None and not frame.f_code.co_filename.startswith("<frozen importlib"):
            if self._is_of_book(frame.f_code.co_filename):
                return asked
            asked = asked or frame.f_code.co_name == "expanduser" or frame.f_code.co_filename.endswith("magics/osm.py")
            frame = frame.f_back
        return False

    def _is_of_book(self, file: str) -> bool:
        """Whether code is a cell's, or of a module of the book."""
        return "ipykernel_" in file or is_first_party(file, Path(self.book))

    def note(self, *names: str) -> None:
        """Note what the run looks at, as it is now."""
        for name in names:
            if name not in self.read and not name.startswith(CACHED) and can_be_a_file(os.path.join(self.book, name)):
                self.read[name] = NOT_COMPARED if self._is_own(name) else stamp(Path(self.book), name)

    def _is_own(self, name: str) -> bool:
        """Whether the run itself has written that, a folder in which it lies, or something in the folder that it is."""
        return os.path.isabs(name) and any(
            f"{name}{os.sep}".startswith(f"{each}{os.sep}") or name == f"{os.path.dirname(each)}{os.sep}"
            for each in self._wrote)

    def _listed(self, folder: Any, *, entries: bool) -> None:
        """Note a folder that is listed; where code of the book lists entries, which tell of their files, these too."""
        folder = from_folder(".", folder) if isinstance(folder, int) else os.fsdecode(folder or ".")
        if entries and self._is_of_book(sys._getframe(3).f_code.co_filename):
            with suppress(OSError):
                for name in os.listdir(folder):
                    self.opened(os.path.join(folder, name), writes=False)
        inside = self._inside(folder)
        # what a build writes there, and each commit, is no part of the book
        if inside is not None and inside.split(os.sep)[0] not in (BUILT, ".git"):
            self.note(f"{inside}/")
        elif inside is None and (outside := self._outside(folder)) and self._by_the_book(sys._getframe(3)):
            self.note(f"{outside}/")

    def _inside(self, path: Any, passed: tuple[str, ...] = PASSED) -> str | None:
        """A path from the book's folder; None outside of it. A link that lies in the book is what it is called."""
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        full = full_name(path)
        if not f"{full}{os.sep}".startswith(self.book):
            # what is installed leads to no book, and is most of what is opened
            full = full if full.startswith(self._installed) else real_name(full)
        if not f"{full}{os.sep}".startswith(self.book):
            return None
        inside = full[len(self.book):] or "."
        return None if any(part in passed for part in inside.split(os.sep)) else inside

    def _outside(self, path: Any) -> str | None:
        """The full name of a file outside of the book on which a result may rest; not of one of the machine's own."""
        if not isinstance(path, str | bytes | os.PathLike):
            return None
        full = full_name(path)
        if full.endswith(".pyc"):
            # of a module that has been loaded before, nothing else is opened
            with suppress(ValueError, NotImplementedError):
                full = source_from_cache(full)
        if full.startswith(("/proc/", self.book, *self._installed)):
            return None
        return None if any(part in FLEETING for part in full.split(os.sep)) else full
