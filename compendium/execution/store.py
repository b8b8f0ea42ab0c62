"""Results of earlier runs, kept by what they were made from, so that nothing that was run once is run again.

A result is found by its key (code, parameters, packages, Python) and, under it, by the fingerprints of what its run
read of the book: whoever goes back to an earlier state, changes branches, or shares the store with others gets the
result without a run. Each entry carries its own digest and is verified when it is read; one that was cut short or
altered is removed, and its chapter runs. The store is a folder of the book, or the folder or bucket (by fsspec) that
the environment variable COMPENDIUM_STORE names: it belongs to a machine and not to a book.
"""

import json
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from compendium.errors import Refused
from compendium.execution import cache
from compendium.execution.notebooks import as_text
from compendium.fingerprints import bytes_print, text_print, write_whole

STORE_FOLDER = Path("_build") / "store"
NAMED, LIMIT = "COMPENDIUM_STORE", "COMPENDIUM_STORE_MB"
MEGABYTE, MOST = 1_000_000, 500
"""How many megabytes a folder may hold, unless the environment says otherwise; a bucket has rules of its own."""
NAME = 24
ENTRY = re.compile(rf"([0-9a-f]{{2}})/\1[0-9a-f]{{62}}/(?:[0-9a-f]{{{NAME}}}|\.[0-9a-f]{{{NAME}}}\.[0-9]+\.part)")
"""Where an entry lies, or one whose writing was cut off: whatever else is in the folder is somebody's."""


@dataclass(frozen=True)
class Kept:
    """A result: the executed notebook, the fingerprints of what its run read, how long and when (UTC) it ran."""

    notebook: NotebookNode
    inputs: Mapping[str, str]
    seconds: float
    when: str


@dataclass
class Store:
    """A store of results, and what there is to tell of it after a build."""

    place: str
    limit: int = MOST * MEGABYTE
    told: list[str] = field(default_factory=list)

    def get(self, key: str, root: Path) -> "Kept | None":
        """The result under a key whose run read what stands in the book now."""
        now: dict[str, str] = {}
        for path, content in self._entries(key):
            kept = _verified(content)
            if kept is None:
                self.told.append(f"{path}: a kept result was cut short or altered; it was removed")
                self._remove(path)
                continue
            new = [name for name in kept.inputs if name not in now]
            now |= cache.read_prints(root, new)
            if all(now[name] == known for name, known in kept.inputs.items()):
                self._used(path)
                return kept
        return None

    def put(self, key: str, kept: "Kept") -> None:
        """Keep a result; where it cannot be kept (a full disk), say so and go on without."""
        if cache.PROGRAMS in kept.inputs:
            return
        body = json.dumps({"inputs": dict(kept.inputs), "notebook": as_text(kept.notebook), "seconds": kept.seconds,
                           "when": kept.when}, sort_keys=True).encode()
        name = text_print(json.dumps(dict(kept.inputs), sort_keys=True))[:NAME]
        content = bytes_print(body).encode() + b"\n" + body
        try:
            if self.is_folder:
                write_whole(Path(self.place) / key[:2] / key / name, content)
            else:
                files, base = self._files()
                files.pipe_file(f"{base}/{key[:2]}/{key}/{name}", content)
        except OSError as problem:
            self.told.append(f"{self.place}: the result of a run could not be kept: {problem.strerror or problem}")

    def bound(self) -> None:
        """Remove the results that were not used for longest, until a folder is within its limit; tell how many."""
        if not self.is_folder:
            return
        found = []
        for path in Path(self.place).glob("??/*/*"):
            with suppress(OSError):
                if ENTRY.fullmatch(path.relative_to(self.place).as_posix()) and path.is_file():
                    state = path.stat()
                    found.append((state.st_mtime_ns, state.st_size, path))
        total, removed = sum(size for _, size, _ in found), 0
        for _, size, path in sorted(found):
            if total <= self.limit:
                break
            self._remove(str(path))
            total, removed = total - size, removed + 1
        if removed:
            self.told.append(f"{self.place}: over {self.limit // MEGABYTE} MB; {removed} results that were not used "
                             "for longest were removed")

    @property
    def is_folder(self) -> bool:
        """Whether the store is a folder of this machine."""
        return "://" not in self.place

    def _entries(self, key: str) -> Iterator[tuple[str, bytes]]:
        with suppress(OSError):
            if self.is_folder:
                # those that were used last come first
                folder = Path(self.place) / key[:2] / key
                for path in sorted(folder.iterdir(), key=_time, reverse=True) if folder.is_dir() else ():
                    if not path.name.startswith(".") and ENTRY.fullmatch(path.relative_to(self.place).as_posix()):
                        yield str(path), path.read_bytes()
            else:
                files, base = self._files()
                for name in files.find(f"{base}/{key[:2]}/{key}"):
                    yield name, files.cat_file(name)

    def _files(self) -> tuple[Any, str]:
        import fsspec

        try:
            files, base = fsspec.core.url_to_fs(self.place)
        except (ImportError, ValueError) as problem:
            raise Refused(f"{NAMED} names {self.place}, which cannot be reached: {problem}") from problem
        return files, str(base)

    def _remove(self, path: str) -> None:
        with suppress(OSError):
            if self.is_folder:
                Path(path).unlink()
            else:
                self._files()[0].rm_file(path)

    def _used(self, path: str) -> None:
        if self.is_folder:
            with suppress(OSError):
                os.utime(path)


def store_of(root: Path) -> Store:
    """The store that a book's results are kept in; Refused where the environment names none that can be taken."""
    limit = os.environ.get(LIMIT, str(MOST))
    if not re.fullmatch("[0-9]+", limit):
        raise Refused(f"{LIMIT} is '{limit}'; allowed: a whole number of megabytes")
    place = os.path.expanduser(os.environ.get(NAMED, "").removeprefix("file://") or str(root / STORE_FOLDER))
    _refuse_in_book(NAMED, place, root)
    _refuse_in_book("TMPDIR", tempfile.gettempdir(), root)
    return Store(place, int(limit) * MEGABYTE)


def _refuse_in_book(name: str, folder: str, root: Path) -> None:
    """Raise Refused for a folder of the book, which would change while it is built; what is hidden is no part of it."""
    full, book = Path(os.path.realpath(folder)), Path(os.path.realpath(root))
    if "://" in folder or not full.is_relative_to(book):
        return
    if full == book or not full.relative_to(book).parts[0].startswith((".", STORE_FOLDER.parts[0])):
        raise Refused(f"{name} names {folder}, which lies in the book, so that it would change while it is built;"
                      f" allowed: a folder outside of it, or in {STORE_FOLDER.parts[0]}/")


def _verified(content: bytes) -> Kept | None:
    """What an entry holds; None where it is not as it was kept, or something else laid it there."""
    digest, _, body = content.partition(b"\n")
    if digest != bytes_print(body).encode():
        return None
    try:
        found = json.loads(body)
        notebook: NotebookNode = nbformat.reads(found["notebook"], as_version=4)  # type: ignore[no-untyped-call]
        nbformat.validate(notebook)
        return Kept(notebook, dict(found["inputs"]), float(found["seconds"]), str(found["when"]))
    except (ValueError, LookupError, TypeError, AttributeError, nbformat.ValidationError):
        return None


def _time(path: Path) -> int:
    with suppress(OSError):
        return path.stat().st_mtime_ns
    return 0
