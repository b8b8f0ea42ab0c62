"""What a run asks of files and of the environment without an event of Python's own: the watch is told of it here."""

import _posixsubprocess
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from types import FrameType
from typing import Any

from compendium.execution.file_names import from_folder
from compendium.execution.watching import WRITING, Watched

ALL = "*"
"""Stands for the names of all variables."""
ASKS = ("stat", "lstat", "access", "readlink")
"""The functions that ask for a file by its name, or say what it is, and do not open it."""
MAKES = ("mknod", "mkfifo")
"""The functions that make a file, and of which Python tells nothing."""


def note_what_is_asked(watched: Watched) -> None:
    """Let the run be told of what is asked of files without opening them, and looked up in the environment."""
    _environment(watched)
    for name in ASKS:
        _told_before(name, watched, watched.asked)
    for name in MAKES:
        _told_before(name, watched, lambda path, _: watched.changes(path))
    _opens_from_folders(watched)
    _starts_quietly(watched)
    sys.meta_path.append(_InVain(watched))


def _told_before(name: str, watched: Watched, tell: Callable[[Any, FrameType], None]) -> None:
    """Let a function of ``os`` tell of its path, wherever this is meant from, and of who calls it."""
    does = getattr(os, name)

    def tells(path: Any, *given: Any, **named: Any) -> Any:
        if not (watched.is_looking or isinstance(path, int)):
            with watched.looking():
                tell(from_folder(path, named.get("dir_fd")), sys._getframe(1))
        return does(path, *given, **named)

    _put(name, tells)


def _put(name: str, function: Any) -> None:
    # shutil and others look here for what a function can do
    for able in (os.supports_dir_fd, os.supports_fd, os.supports_follow_symlinks, os.supports_effective_ids):
        if getattr(os, name) in able:
            able.add(function)
    setattr(os, name, function)


def _opens_from_folders(watched: Watched) -> None:
    opens = os.open

    def opens_from(path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None) -> int:
        if dir_fd is None or watched.is_looking:
            return opens(path, flags, mode, dir_fd=dir_fd)
        # Python's own event does not tell of the folder
        with watched.looking():
            watched.opened(from_folder(path, dir_fd), writes=bool(flags & WRITING))
            return opens(path, flags, mode, dir_fd=dir_fd)

    _put("open", opens_from)


def _starts_quietly(watched: Watched) -> None:
    """Pools of processes that are no forks are started past the events of ``subprocess``."""
    starts = _posixsubprocess.fork_exec

    def started(*given: Any) -> int:
        if not watched.is_looking:
            watched.starts()
        return starts(*given)

    _posixsubprocess.fork_exec = started


def _environment(watched: Watched) -> None:
    environment: Any = type(os.environ)
    looks_up, lists = environment.__getitem__, environment.__iter__

    def getitem(self: Any, name: Any) -> Any:
        watched.looked_up(name, sys._getframe(1))
        return looks_up(self, name)

    def names(self: Any) -> Iterator[Any]:
        watched.looked_up(ALL, sys._getframe(1))
        return iter(list(lists(self)))

    environment.__getitem__, environment.__iter__ = getitem, names


class _InVain:
    """Asked for a module when all others have found none."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched

    def find_spec(self, name: str, path: Sequence[str] | None, target: Any = None) -> None:
        """Note where the module was looked for."""
        if not self._watched.is_looking:
            with self._watched.looking():
                self._watched.not_found(name, sys.path if path is None else path, sys._getframe(1))
