"""Whether what a chapter's first cells did may be gone on from by many forks: they imported and computed, and no more.

Forks share the files that were made before them, the places in files that were opened, and random numbers that were
drawn; threads go on in none of them, and a lock that one holds is held for good. Where the first cells did any of it,
each run begins anew.
"""

import os
import random
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

from compendium.execution.programs import STARTS
from compendium.execution.watching import CHANGES, FLEETING, WRITING, Watched

THREADS, DESCRIPTORS = "/proc/self/task", "/proc/self/fd"


class Settled:
    """Watches a process from its first cell on."""

    def __init__(self, watched: Watched) -> None:
        self._watched = watched
        self._did = False
        with watched.looking():
            self._before = _state()
        sys.addaudithook(self._told)
        self._watch_entropy()

    def now(self) -> bool:
        """Whether forks may go on from here."""
        with self._watched.looking():
            return not self._did and _state() == self._before

    def _told(self, event: str, arguments: tuple[Any, ...]) -> None:
        if self._did or self._watched.is_looking:
            return
        if event == "open":
            path, mode, flags = arguments
            writes = set(mode) & set("wax+") if isinstance(mode, str) else flags & WRITING
            self._did = bool(writes) and not FLEETING & set(str(path).split(os.sep))
        elif event in CHANGES or event in STARTS:
            self._did = True

    def _watch_entropy(self) -> None:
        """A generator that begins with the machine's own random numbers would give every fork the same ones."""
        machine: Any = random
        entropy = machine._urandom

        def drawn(size: int) -> bytes:
            self._did = True
            return bytes(entropy(size))

        machine._urandom = drawn


def seed_anew() -> None:
    """Give this fork random numbers of its own: Python's generator does so by itself, numpy's does not."""
    if numbers := sys.modules.get("numpy.random"):
        numbers.seed()


def _state() -> tuple[Any, ...]:
    """What goes on in this process, is open in it, and would be drawn next."""
    numbers = sys.modules.get("numpy.random")
    drawn = [str(each) for each in numbers.get_state()] if numbers else []
    return len(os.listdir(THREADS)), threading.active_count(), sorted(_open_files()), random.getstate(), drawn


def _open_files() -> Iterator[str]:
    for each in os.listdir(DESCRIPTORS):
        with suppress(OSError):
            # what has no name is mostly the shell's own: the loop in which it runs cells
            if (name := os.readlink(f"{DESCRIPTORS}/{each}")).startswith((os.sep, "pipe:")):
                yield name
