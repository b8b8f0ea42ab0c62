"""What a saved file means for the preview: a page, the evidence, or all that the warm process has loaded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from compendium.execution.cache import WHOLE, read_report
from compendium.fingerprints import CHANGES_WITH_A_BUILD, PACKAGE, file_print, files_in
from compendium.root import DATA, SEEDS
from compendium.subject import package_of

PASSED = {"__pycache__", "node_modules", "schema", "ledger-cache"}
LOADED = ("_toc.yml", "_config.yml", "CITATION.cff", "requirements.txt", "redirects.yml")
"""Files of the book's folder that the warm process reads once."""
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
        self._known = {path: file_print(path) for folder in self.folders for path in files_in(folder)}
        self._known |= {path: file_print(path) for path in self._beside()}

    @property
    def folders(self) -> list[Path]:
        """Those of pages, records and code, and whatever else a cell may read; tables the preview writes itself."""
        beside = [path for path in sorted(self.root.iterdir()) if path.is_dir() and not path.name.startswith(".")
                  and path.name not in {*CHANGES_WITH_A_BUILD, *PASSED, DATA}]
        return list(dict.fromkeys([self.root / "chapters", self.root / SEEDS, *self.code, *beside]))

    def _beside(self) -> Iterator[Path]:
        yield from (path for path in self.root.iterdir() if path.suffix == ".md" or path.name in LOADED)

    def changes(self, paths: Iterable[Path], *, again: bool = False) -> Changes:
        """What changed of these files since they were last seen; ``again``, all but those that a process keeps loaded.

        While something is wrong, what was told may be of a moment in which a file was half written; afterwards it says
        what it said before, and is no change.
        """
        found = Changes()
        for path in self._files(paths):
            if path.name.startswith(".") or path.name.endswith("~") or PASSED & set(path.parts):
                continue
            seen, meant = file_print(path), self._meaning(path)
            if seen != self._known.get(path) or (again and not meant.loaded):
                self._known[path] = seen
                found |= meant
        return found

    def _files(self, paths: Iterable[Path]) -> Iterator[Path]:
        """These files; a folder that came, went or was put in place of another stands for all that is or was in it."""
        for path in paths:
            yield path
            if not path.is_file() and self._is_within(path):
                yield from {*files_in(path), *(each for each in self._known if each.is_relative_to(path))}

    def _is_within(self, path: Path) -> bool:
        """Whether a folder is one of those that are looked into, or was, or lies in one."""
        here = path.relative_to(self.root).parts if path.is_relative_to(self.root) else ()
        return bool(here and here[0] not in {*CHANGES_WITH_A_BUILD, DATA}) or any(map(path.is_relative_to, self.code))

    def _meaning(self, path: Path) -> Changes:
        if any(path.is_relative_to(folder) for folder in self.code):
            return Changes(loaded=path.suffix in CODE)
        inside = path.relative_to(self.root)
        if inside.parts[0] == SEEDS:
            return Changes(evidence=path.suffix == ".yaml")
        if path.suffix == ".md":
            return Changes(pages=frozenset([inside.with_suffix("").as_posix()]))
        if inside.as_posix() in LOADED:
            return Changes(loaded=True)
        return Changes(pages=frozenset({*self._naming(path.name), *self._reading(inside)}))

    def _naming(self, name: str) -> Iterator[str]:
        """The pages that name a file, such as a picture."""
        for page in self._known:
            if page.suffix == ".md" and page.is_file() and name in page.read_text(encoding="utf-8", errors="replace"):
                yield page.relative_to(self.root).with_suffix("").as_posix()

    def _reading(self, file: Path) -> Iterator[str]:
        """The chapters whose last run read a file, or looked which others lie beside it; or failed, for want of it."""
        names = {file.as_posix(), f"{file.parent.as_posix()}/", WHOLE}
        for last in read_report(self.root).values():
            if last.status != "ok" or not names.isdisjoint(last.inputs):
                yield last.chapter
