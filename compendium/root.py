"""Which book is meant: the folder that everything is read from, its records, its tables and its chapters alike.

A book is a folder with ``_config.yml`` and ``seeds/``. It is the one that was named (``--root``), else the nearest one
at or above the working directory, so that a command works from any of its folders. Records of one book are never
read beside the tables of another: only where there is no book around at all (a notebook elsewhere, with the package
installed) do the tables that the package carries serve.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

from compendium.errors import NoBook, NoData

CONFIGURATION, SEEDS, DATA = "_config.yml", "seeds", "data"
_named: list[Path] = []
"""The book that was named, if one was."""


def is_book(folder: Path) -> bool:
    """Whether a folder is a book's."""
    return (folder / SEEDS).is_dir() and (folder / CONFIGURATION).is_file()


def find_root(start: Path) -> Path | None:
    """The nearest book at or above a folder, if there is one."""
    return _at_or_above(start.resolve())


def _at_or_above(start: Path) -> Path | None:
    return next((folder for folder in (start, *start.parents) if is_book(folder)), None)


def book_root(named: Path | None = None) -> Path:
    """The book's folder, as it was named or as it is found from the working directory; NoBook without one.

    A folder that was named needs its records alone, so that they can be checked without a book around them.
    """
    if named is not None:
        if not (named / SEEDS).is_dir():
            raise NoBook(folder=named, above="")
        return named.resolve()
    found = find_root(Path.cwd())
    if found is None:
        raise NoBook(folder=Path.cwd(), above=" or above it")
    return found


def use_root(root: Path) -> None:
    """From now on this process reads everything from one book."""
    _named[:] = [root.resolve()]


def forget_root() -> None:
    """No book is named any more."""
    _named.clear()


@contextmanager
def reading_from(root: Path) -> Iterator[None]:
    """Within the block, everything is read from one book, and after it from whichever was read before."""
    before = list(_named)
    use_root(root)
    try:
        yield
    finally:
        _named[:] = before


def current_root() -> Path | None:
    """The book that this process reads from: the one that was named, else the one around the working directory."""
    # the system gives the working directory without links in it, and every table and every unit asks here
    return _named[-1] if _named else _at_or_above(Path.cwd())


def home() -> Path:
    """The current book's folder, or where there is none around, the one whose tables the package carries."""
    return current_root() or _carried()


def _carried() -> Path:
    """The folder whose tables the installed package carries."""
    package = Path(str(files("compendium")))
    return package if (package / DATA).is_dir() else package.parent


def data_folder(root: Path | None = None) -> Path:
    """The folder of the tables: of a book, of the current one, or the package's own where there is no book around.

    NoData where the book that is meant has no tables yet.
    """
    folder = (root or home()) / DATA
    if not folder.is_dir():
        raise NoData(name="", file=folder.parent.name)
    return folder
