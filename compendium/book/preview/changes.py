"""What a saved file means for the preview: a page, the evidence, or all that the warm process has loaded."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from compendium.execution.cache import WHOLE, LastRun, read_report
from compendium.fingerprints import CHANGES_WITH_A_BUILD, MISSING, PACKAGE, file_print, files_in
from compendium.root import DATA, SEEDS
from compendium.subject import package_of

PASSED = {"__pycache__", "node_modules"}
LOADED = ("_toc.yml", "_config.yml", "CITATION.cff", "requirements.txt", "redirects.yml")
"""Files of the book's folder that the warm process reads once."""
PRINTED = (1, 2)
"""Where the preview writes what it tells."""
ENVIRONMENT = "pyvenv.cfg"
"""A file of every environment of Python."""
CODE = {".py", ".html", ".css", ".js", ".json", ".svg", ".txt"}


@dataclass(frozen=True)
class Changes:
    """What was saved: pages by name, whether records changed, whether the warm process must begin anew."""

    pages: frozenset[str] = frozenset()
    evidence: bool = False
    loaded: bool = False

    def __or__(self, other: "Changes") -> "Changes":
        return Changes(self.pages | other.pages, self.evidence or other.evidence, self.loaded or other.loaded)

    def __bool__(self) -> bool:
        return bool(self.pages) or self.evidence or self.loaded


class Saved:
    """The files of the book as they were last seen, so that a file that was touched and says the same is no change."""

    def __init__(self, root: Path) -> None:
        self.root = root
        subject = package_of(root)
        code = [PACKAGE] if PACKAGE.is_relative_to(root) else []
        self.code = [*code, *([subject] if subject is not None else [])]
        self.folders = list(dict.fromkeys([root / "chapters", root / SEEDS, *self.code]))
        """Those of pages, records and code."""
        self._known = {path: _print(path) for folder in self.folders for path in files_in(folder)}
        self._known |= {path: _print(path) for path in root.iterdir() if path.suffix == ".md" or path.name in LOADED}

    def watched(self) -> list[Path]:
        """The folders, and whatever others a cell may read; tables the preview writes itself."""
        beside = (path for path in sorted(self.root.iterdir()) if path.is_dir() and self._may_be_read(path))
        return list(dict.fromkeys([*self.folders, *beside]))

    def changes(self, paths: Iterable[Path], *, again: bool = False) -> Changes:
        """What changed of these files since they were last seen; ``again``, all but those that a process keeps loaded.

        While something is wrong, what was told may be of a moment in which a file was half written; afterwards it says
        what it said before, and is no change.
        """
        found, uses = Changes(), _Uses(self.root)
        for path in self._files(paths):
            if path.name.startswith(".") or path.name.endswith("~") or self._is_passed(path) or _is_own_output(path):
                continue
            seen = _print(path)
            if (is_new := seen != self._known.get(path)) or again:
                meant = self._meaning(path, uses)
                if is_new or not meant.loaded:
                    self._known[path] = seen
                    found |= meant
        return found

    def _files(self, paths: Iterable[Path]) -> Iterator[Path]:
        """These files; a folder that came, went or was put in place of another stands for all that is or was in it."""
        for path in paths:
            yield path
            if self._may_be_read(path) or (not path.is_file() and any(map(path.is_relative_to, self.code))):
                yield from {*files_in(path), *(each for each in self._known if each.is_relative_to(path))}

    def _is_passed(self, path: Path) -> bool:
        """Whether a file lies in a folder that is no part of the book; in which folder the book lies says nothing."""
        above = next((each for each in (self.root, *self.code) if path.is_relative_to(each)), None)
        return above is not None and not PASSED.isdisjoint(path.relative_to(above).parts)

    def _may_be_read(self, path: Path) -> bool:
        """Whether a folder of the book is, or was, no environment and nothing that the preview or a build writes."""
        here = path.relative_to(self.root).parts if path.is_relative_to(self.root) else ()
        return bool(here) and not path.is_file() and not here[0].startswith(".") and (
            here[0] not in {*CHANGES_WITH_A_BUILD, *PASSED, DATA} and not (self.root / here[0] / ENVIRONMENT).is_file())

    def _meaning(self, path: Path, uses: "_Uses") -> Changes:
        inside = path.relative_to(self.root) if path.is_relative_to(self.root) else path
        if inside.parts[0] == SEEDS:
            return Changes(evidence=path.suffix == ".yaml")
        if inside.as_posix() in LOADED or (any(map(path.is_relative_to, self.code)) and path.suffix in CODE):
            return Changes(loaded=True)
        if path.suffix == ".md" and inside.parts[0] in ("chapters", path.name):
            return Changes(pages=frozenset([inside.with_suffix("").as_posix()]))
        return Changes(pages=frozenset(uses.of(inside)))


class _Uses:
    """The pages that rest on files beside them, from what pages say and what runs read: looked up once, where asked."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def of(self, file: Path) -> Iterator[str]:
        """The pages that name a file, such as a picture, and the chapters that read it, or looked which lie beside it;
        or failed, for want of it."""
        yield from (page for page, text in self._texts.items() if file.name in text)
        names = {file.as_posix(), f"{file.parent.as_posix()}/", WHOLE}
        for last in self._runs:
            if last.status != "ok" or not names.isdisjoint(last.inputs):
                yield last.chapter

    @cached_property
    def _texts(self) -> dict[str, str]:
        pages = [*self.root.glob("*.md"), *(self.root / "chapters").rglob("*.md")]
        return {page.relative_to(self.root).with_suffix("").as_posix():
                page.read_text(encoding="utf-8", errors="replace") for page in pages if page.is_file()}

    @cached_property
    def _runs(self) -> list[LastRun]:
        return list(read_report(self.root).values())


def _print(path: Path) -> str:
    """The fingerprint of a file; one that nobody can read is as if it were not there."""
    try:
        return file_print(path)
    except OSError:
        return MISSING


def _is_own_output(path: Path) -> bool:
    """Whether the preview itself writes its lines into a file: it would answer each of them."""
    try:
        found = path.stat()
        return any(os.path.samestat(found, os.fstat(own)) for own in PRINTED)
    except OSError:
        return False
