"""Putting a finished book in the place of the last one, whole, and mending what a killed build left behind."""

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

NEW, OLD = ".new", ".old"
PART = re.compile(r"\..+\.(?:new|\d+\.part)")
"""What a file is called while it is written: nobody reads it, and the build that wrote it may have been killed."""
WRITTEN = ("_build", "data", "figures", "seeds/schema", "tests/notebooks")


def swap(new: Path, folder: Path) -> None:
    """Put a new folder in the place of the one that stands; between the two renames there is none.

    A build that is killed there is mended by ``mend`` when the next one begins.
    """
    old = folder.with_name(f"{folder.name}{OLD}")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)


def mend(root: Path, *folders: Path) -> list[str]:
    """Put back what a killed build took away and remove what it left; what was done, one sentence each.

    To be called with the book's lock held: another build's files would be taken for left over.
    """
    done = []
    for folder in folders:
        old, new = (folder.with_name(f"{folder.name}{ending}") for ending in (OLD, NEW))
        if old.is_dir() and not folder.exists():
            old.rename(folder)
            done.append(f"{folder.relative_to(root).as_posix()} was put back: a build was ended while it was renewed")
        for left in (old, new):
            shutil.rmtree(left, ignore_errors=True)
    for path in _parts(root):
        path.unlink(missing_ok=True)
    return done


def _parts(root: Path) -> Iterator[Path]:
    """The half-written files that no process writes any more."""
    for name in WRITTEN:
        yield from [path for path in (root / name).rglob(".*") if PART.fullmatch(path.name) and path.is_file()]
