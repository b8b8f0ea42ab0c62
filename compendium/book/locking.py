"""One build of a book at a time: the others are told who is at work, and write nothing."""

import json
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from compendium.errors import BookError
from compendium.fingerprints import write_whole

LOCK = Path("_build") / ".lock"
HOLDER = Path("_build") / ".lock.json"


@contextmanager
def only_build(root: Path) -> Iterator[None]:
    """Hold the book's lock, which the system lets go of when the process ends, however it ends.

    Raises BookError, with the process that holds it, where another build is running. One process may
    hold it more than once.
    """
    root = root.resolve()
    (root / LOCK).parent.mkdir(parents=True, exist_ok=True)
    lock = FileLock(root / LOCK, timeout=0, is_singleton=True)
    try:
        lock.acquire()
    except Timeout as problem:
        raise BookError([f"another build of this book is running{_holder(root)}; wait until it has ended"]) from problem
    try:
        write_whole(root / HOLDER, json.dumps({"process": os.getpid(), "since": time.time()}).encode())
        yield
    finally:
        lock.release()


def _holder(root: Path) -> str:
    """Who holds the lock, as far as it said so."""
    try:
        said = json.loads((root / HOLDER).read_text(encoding="utf-8"))
        return f" (process {said['process']}, for {time.time() - said['since']:.0f} s)"
    except (OSError, ValueError, KeyError, TypeError):
        return ""
