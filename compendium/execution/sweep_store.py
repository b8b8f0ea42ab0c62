"""The finished runs of a chapter's sweeps, so that a sweep that was killed goes on where it was.

One file for each chapter, to which each run is appended as it ends and in which nothing is ever changed. A line is
its own digest, a kind, and the rest; one that was cut short or altered is passed over, and its run is made again.
What a run read of the book stands in a line of its own, as thousands of runs read the same.
"""

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from filelock import FileLock, Timeout

from compendium.errors import Refused
from compendium.fingerprints import text_print

SWEEPS_FOLDER = Path("_build") / "sweeps"
LOCK = ".lock"
DIGEST = 16
INPUTS, VOID, RUN = b"I", b"V", b"R"


@dataclass
class SweepStore:
    """The finished runs of one chapter, by key: where each stands in the file and what it read."""

    path: Path
    _file: BinaryIO
    _runs: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    inputs: dict[str, dict[str, str]] = field(default_factory=dict)
    broken: int = 0
    """How many lines could not be read."""

    def __contains__(self, key: str) -> bool:
        return key in self._runs

    def __len__(self) -> int:
        return len(self._runs)

    def reads(self, key: str) -> str:
        """The name of what a run read of the book, as ``inputs`` holds it."""
        return self._runs[key][2]

    def get(self, key: str) -> dict[str, Any]:
        """What was kept of a run; KeyError where there is none."""
        offset, length, _ = self._runs[key]
        with self.path.open("rb") as file:
            file.seek(offset)
            found: dict[str, Any] = json.loads(file.read(length))
        return found

    def add(self, key: str, read: Mapping[str, str], kept: Mapping[str, Any]) -> None:
        """Keep a run that ended, with the fingerprints of what it read."""
        name = text_print(json.dumps(dict(read), sort_keys=True))[:DIGEST]
        if name not in self.inputs:
            self._append(INPUTS, json.dumps({"name": name, "prints": dict(read)}, sort_keys=True).encode())
            self.inputs[name] = dict(read)
        body = json.dumps(dict(kept), sort_keys=True).encode()
        at = self._append(RUN, b" ".join((key.encode(), name.encode(), body)))
        self._runs[key] = (at + len(key) + len(name) + 2, len(body), name)

    def forget(self, name: str) -> None:
        """Do not count the runs that read this any more: the book changed while they ran."""
        self._append(VOID, json.dumps({"name": name}).encode())
        self._drop(name)

    def _drop(self, name: str) -> None:
        self.inputs.pop(name, None)
        self._runs = {key: each for key, each in self._runs.items() if each[2] != name}

    def _append(self, kind: bytes, rest: bytes) -> int:
        """Write one line; where its rest begins in the file."""
        line = kind + b" " + rest
        start = self._file.seek(0, os.SEEK_END)
        self._file.write(hashlib.sha256(line).hexdigest()[:DIGEST].encode() + b" " + line + b"\n")
        self._file.flush()
        os.fsync(self._file.fileno())
        return start + DIGEST + 1 + len(kind) + 1

    def _read(self) -> None:
        at, line = 0, b"\n"
        with self.path.open("rb") as file:
            for line in file:
                self._take(line, at)
                at += len(line)
        if not line.endswith(b"\n"):
            # cut short: what is appended next begins on a line of its own
            self._file.write(b"\n")
            self._file.flush()

    def _take(self, line: bytes, at: int) -> None:
        digest, _, rest = line.rstrip(b"\n").partition(b" ")
        kind, _, body = rest.partition(b" ")
        if digest != hashlib.sha256(rest).hexdigest()[:DIGEST].encode():
            self.broken += bool(line.strip())
        elif kind == RUN:
            key, name, kept = body.split(b" ", 2)
            self._runs[key.decode()] = (at + len(line.rstrip(b"\n")) - len(kept), len(kept), name.decode())
        elif kind == INPUTS:
            found = json.loads(body)
            self.inputs[found["name"]] = found["prints"]
        elif kind == VOID:
            self._drop(json.loads(body)["name"])


@contextmanager
def opened(root: Path, docname: str) -> Iterator[SweepStore]:
    """The store of a chapter's sweeps, for one command at a time; Refused where another has it."""
    path = root / SWEEPS_FOLDER / f"{docname}.runs"
    path.parent.mkdir(parents=True, exist_ok=True)
    with _only(root, path.with_suffix(LOCK)), path.open("ab") as file:
        store = SweepStore(path, file)
        store._read()
        yield store


@contextmanager
def no_sweep(root: Path) -> Iterator[None]:
    """Hold what is kept of all sweeps, so that it can be removed; Refused where one of them is going on."""
    with ExitStack() as held:
        for lock in sorted((root / SWEEPS_FOLDER).rglob(f"*{LOCK}")):
            held.enter_context(_only(root, lock))
        yield


@contextmanager
def _only(root: Path, path: Path) -> Iterator[None]:
    """Hold the lock of one chapter's sweeps, by its file; Refused where another command holds it."""
    docname = path.relative_to(root / SWEEPS_FOLDER).with_suffix("").as_posix()
    lock = FileLock(path, timeout=0)
    try:
        lock.acquire()
    except Timeout:
        raise Refused(f"another sweep of {docname} is going on; wait for it, or end it", file=docname) from None
    try:
        yield
    finally:
        lock.release()
