"""What something was made from, told by content alone, and the one mark that remembers it.

A file counts by its name and its bytes, never by its time: an old file put back with its old time is a change.
Whatever is kept between two builds is kept under such a fingerprint and is made again when it differs.
"""

import contextlib
import hashlib
import json
import os
import pickle
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

from compendium.subject import package_of

Made = TypeVar("Made")
PACKAGE = Path(__file__).parent
MARK = Path("_build") / "made-from.json"
"""The mark: what the data, the figures, the pages and the printed book that stand here were made from."""
KEPT = Path("_build") / "cache"
MISSING = "missing"
CHANGES_WITH_A_BUILD = ("_build", "figures")
"""What a build writes at the top of the folder, beside what it is made from."""
SOURCES = ("index.md", "_toc.yml", "_config.yml", "CITATION.cff", "CHANGELOG.md", "changes", "chapters", "seeds",
           "data", "benchmarks", "sweeps", "requirements.txt")
"""What the pages are made from, in the book's own folder."""
NOT_CALLED = ("book", "drafting", "taking", "cli.py", "console.py", "data")
"""What no chapter's result depends on: the book's pages, the drafts of sources, the command, and packed tables."""


def text_print(*parts: object) -> str:
    """The fingerprint of some texts, in this order."""
    digest = hashlib.sha256()
    for part in parts:
        written = str(part).encode()
        digest.update(f"{len(written)}\0".encode() + written)
    return digest.hexdigest()


def bytes_print(content: bytes) -> str:
    """The fingerprint that a file of this content has."""
    return hashlib.sha256(content).hexdigest()


def file_print(path: Path) -> str:
    """The fingerprint of one file's content, or that it is missing."""
    # a pipe would never end, and a link to itself leads nowhere
    return bytes_print(path.read_bytes()) if path.is_file() else MISSING


def files_in(place: Path, leave_out: Iterable[str] = ()) -> Iterator[Path]:
    """The files of a folder in a fixed order, without hidden ones and Python's own leavings; a file is itself.

    ``leave_out`` names what at the top of the folder is passed over.
    """
    if not place.is_dir():
        yield place
        return
    dropped_here = set(leave_out)
    met: set[str] = set()
    # a folder that is a link counts with what is in it, but not twice, as links may lead in a circle
    for folder, folders, files in os.walk(place, followlinks=True):
        here, real = Path(folder), os.path.realpath(folder)
        if real in met:
            folders.clear()
            continue
        met.add(real)
        dropped = {"__pycache__", *(dropped_here if here == place else ())}
        folders[:] = sorted(name for name in folders if name not in dropped and not name.startswith("."))
        yield from (here / name for name in sorted(files) if name not in dropped and not name.startswith("."))


def prints_of(places: Iterable[Path], root: Path) -> dict[str, str]:
    """The fingerprint of each file of some folders and files, by its name from the book's folder."""
    return {_name(path, root): file_print(path) for place in places for path in files_in(place)}


def one_print(prints: Mapping[str, str]) -> str:
    """One fingerprint of many, each under its name."""
    return text_print(*(f"{name}={prints[name]}" for name in sorted(prints)))


def code_print(root: Path, leave_out: Iterable[str] = ()) -> str:
    """The fingerprint of every file of the engine and of the book's subject, whatever its kind.

    A map's outline counts like a module: both decide what is drawn.
    """
    prints = {f"compendium/{path.relative_to(PACKAGE).as_posix()}": file_print(path)
              for path in files_in(PACKAGE, leave_out)}
    subject = package_of(root)
    if subject is not None:
        prints |= {f"{subject.name}/{path.relative_to(subject).as_posix()}": file_print(path)
                   for path in files_in(subject)}
    return one_print(prints)


def called_print(root: Path, *folders: str) -> str:
    """The fingerprint of all that a chapter's results rest on: data, the code that can be called, locked packages.

    Further folders of the book count where they are named.
    """
    places = [root / name for name in ("data", "requirements.txt", *folders)]
    return text_print(one_print(prints_of(places, root)), code_print(root, NOT_CALLED))


def sources(root: Path) -> dict[str, str]:
    """The fingerprints of what the pages are made from, file by file, and of the code."""
    return prints_of([root / name for name in SOURCES], root) | {"the code": code_print(root)}


def book_print(root: Path, *more: Path) -> str:
    """One fingerprint of all that stands in the book's folder, of the code, and of further files or folders.

    Every file of the folder counts, so that no list of what a book is made from can be forgotten in.
    """
    here = prints_of(files_in(root, CHANGES_WITH_A_BUILD), root)
    return text_print(one_print(here), code_print(root), one_print(prints_of(more, root)))


def changed(before: Mapping[str, str], after: Mapping[str, str]) -> list[str]:
    """The names whose fingerprints differ, in order."""
    return sorted(name for name in before.keys() | after.keys() if before.get(name) != after.get(name))


def marked(root: Path, what: str) -> Any:
    """What the mark says of one thing that was made; None where it says nothing or cannot be read."""
    return _marks(root).get(what)


def mark(root: Path, **made: Any) -> None:
    """Keep in the mark what some things were made from; a thing of None is no longer there."""
    written = json.dumps({name: each for name, each in (_marks(root) | made).items() if each is not None},
                         indent=1, sort_keys=True)
    write_whole(root / MARK, f"{written}\n")


def kept(root: Path, name: str, made_from: str, make: Callable[[], Made]) -> Made:
    """Something that is made once from the same things, in this build and in the next ones.

    ``made_from`` is the fingerprint of all that ``make`` reads but the code, which is added here. What was
    kept and cannot be read is made again; where nothing can be written, nothing is kept.
    """
    root = root.resolve()
    key = _key_of(root, made_from)
    held = _HELD.get((root, name))
    if held is None or held[0] != key:
        held = _read_kept(root / KEPT / f"{name}.pickle", key)
        if held is None:
            held = key, make()
            with contextlib.suppress(OSError):
                write_whole(root / KEPT / f"{name}.pickle", pickle.dumps(key) + pickle.dumps(held[1]))
        _HELD[root, name] = held
    found: Made = held[1]
    return found


def is_kept(root: Path, name: str, made_from: str) -> bool:
    """Whether what was made from the same things is there, as far as can be told without reading it."""
    key = _key_of(root := root.resolve(), made_from)
    held = _HELD.get((root, name))
    if held is not None and held[0] == key:
        return True
    try:
        with (root / KEPT / f"{name}.pickle").open("rb") as file:
            return bool(pickle.load(file) == key)
    except Exception:  # as when it is read
        return False


def _key_of(root: Path, made_from: str) -> str:
    # what is kept may hold paths: in a copied book it is made anew
    return text_print(root, made_from, _loaded(root, PACKAGE))


@lru_cache(maxsize=8)
def _loaded(root: Path, package: Path) -> str:
    """The fingerprint of the code that this process runs: what changes later is not loaded any more."""
    return code_print(root)


_HELD: dict[tuple[Path, str], tuple[str, Any]] = {}


def _read_kept(path: Path, wanted: str) -> tuple[str, Any] | None:
    """What was kept under this key, which stands before it: what is of yesterday is not read at all."""
    try:
        with path.open("rb") as file:
            return (wanted, pickle.load(file)) if pickle.load(file) == wanted else None
    except Exception:  # whatever is wrong with what was kept, it can be made again
        return None


def write_whole(path: Path, text: bytes | str) -> None:
    """Write a file completely or not at all: whoever reads meanwhile sees the old one.

    A file that says the same already is left as it is: Sphinx reads a page again when what it rests on is newer.
    """
    content = text.encode() if isinstance(text, str) else text
    if path.is_file() and path.read_bytes() == content:
        return
    with replacing(path) as part:
        part.write_bytes(content)


@contextlib.contextmanager
def replacing(path: Path) -> Iterator[Path]:
    """Where to write what takes a file's place when the block ends; where it raises, the old one stays.

    It is called by the process, so that no two commands write into one file.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    part = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        yield part
        part.replace(path)
    except OSError as problem:
        # a full disk does not name the file that it has no room for
        problem.filename = problem.filename or str(path)
        raise
    finally:
        part.unlink(missing_ok=True)


def keep_only(folder: Path, files: Iterable[Path]) -> None:
    """Remove from a folder every file that is none of these: an earlier build wrote it, and nothing does any more."""
    for path in {path for path in folder.rglob("*") if path.is_file()}.difference(files):
        path.unlink()


def _marks(root: Path) -> dict[str, Any]:
    try:
        return dict(json.loads((root / MARK).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _name(path: Path, root: Path) -> str:
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
