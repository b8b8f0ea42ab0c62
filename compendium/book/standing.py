"""Knowing that there is nothing to do: the book that stands was made from the very files that are here now.

Every file of the folder counts, and the package's own code, so that no list of what a book is made from can be
forgotten in; hidden files do not, nor does what a build writes by the way.
"""

import hashlib
import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from compendium.book.site.pages import WORK
from compendium.execution.cache import PACKAGE
from compendium.execution.report import EXECUTED
from compendium.execution.writing import write_whole

WRITTEN = ("_build", "figures")
"""What a build writes at the top of the folder: it counts as it is afterwards."""


def sources(root: Path, *more: Path) -> str:
    """A hash of all that a book is made from, and of further files or folders; to be taken before the build."""
    return _print_of([*_found(root, leave_out=WRITTEN), *_found(PACKAGE), *_all(more)])


def remember(root: Path, builder: str, made_from: str, made: Path) -> None:
    """Keep that a book was made from these sources, with all that the build wrote."""
    write_whole(_mark(root, builder), _state(root, made_from, made))


def stands(root: Path, builder: str, made_from: str, made: Path) -> bool:
    """Whether the book was made from these sources, and nobody has touched what was written since."""
    mark = _mark(root, builder)
    return mark.is_file() and made.exists() and mark.read_text(encoding="utf-8") == _state(root, made_from, made)


def _mark(root: Path, builder: str) -> Path:
    return root / WORK / builder / "made-from"


def _state(root: Path, made_from: str, made: Path) -> str:
    return f"{made_from} {_print_of(_all([root / EXECUTED, root / 'figures', made]))}\n"


def _all(places: Iterable[Path]) -> Iterator[Path]:
    for place in places:
        yield from _found(place) if place.is_dir() else [place]


def _found(folder: Path, leave_out: tuple[str, ...] = ()) -> Iterator[Path]:
    """The files of a folder in a fixed order, without hidden ones and Python's own leavings."""
    for place, folders, files in os.walk(folder):
        here = Path(place)
        dropped = {"__pycache__", *(leave_out if here == folder else ())}
        folders[:] = sorted(name for name in folders if name not in dropped and not name.startswith("."))
        yield from (here / name for name in sorted(files) if not name.startswith("."))


def _print_of(paths: Iterable[Path]) -> str:
    digest = hashlib.sha256()
    for path in paths:
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b"missing")
    return digest.hexdigest()
