"""Which part of what a chapter's result rests on changed since its last run, cell by cell and file by file."""

import sys
from collections.abc import Mapping
from pathlib import Path

from compendium.execution import cache
from compendium.execution.cache import LastRun, read_report
from compendium.execution.chapters import Chapter, find_chapter
from compendium.fingerprints import file_print, text_print

CELL = "cell "


def parts(chapter: Chapter, root: Path) -> dict[str, str]:
    """The fingerprint of each part of a chapter's key: every code cell, the locked packages, Python, the engine."""
    cells = [cell for cell in chapter.notebook.cells if cell.cell_type == "code"]
    found = {f"{CELL}{number}": text_print(cell.source, sorted(cell.metadata.get("tags", [])))
             for number, cell in enumerate(cells, start=1)}
    return found | {"requirements.txt": file_print(root / "requirements.txt"), "Python": sys.version,
                    "engine": cache.engine(root)}


def reasons(root: Path, name: str) -> list[str]:
    """Why a chapter would be run again, one sentence a line; that nothing changed, where its result still holds."""
    chapter = find_chapter(root, name)
    record = read_report(root).get(chapter.docname)
    if record is None:
        return [f"{chapter.file} was run by no build here: the book has no result of it"]
    if record.status != "ok":
        return [f"{chapter.file}: its last run failed ({record.when}); 'compendium build' tells how"]
    said = [*_of_key(chapter, record, root), *_of_inputs(record, root), *_of_result(record, root)]
    return said or [f"{chapter.file}: nothing changed since its run of {record.when}; its result holds"]


def _of_key(chapter: Chapter, record: LastRun, root: Path) -> list[str]:
    if record.key == cache.key(chapter.notebook, {}, cache.environment(root)):
        return []
    now = parts(chapter, root)
    said = [_told(chapter, part, record.parts, now) for part in [*now, *(set(record.parts) - set(now))]
            if record.parts.get(part) != now.get(part)]
    # a result of an edition that kept no parts
    return said or [f"{chapter.file}: its code, its packages or Python changed"]


def _told(chapter: Chapter, part: str, before: Mapping[str, str], now: Mapping[str, str]) -> str:
    if not part.startswith(CELL):
        return {"requirements.txt": "requirements.txt: the locked packages changed",
                "Python": f"Python changed: {before.get(part, '')} before, {now[part]} now",
                "engine": "the engine that runs chapters changed"}[part]
    how = "is new" if part not in before else "is gone" if part not in now else "changed"
    at = [line for cell, line in zip(chapter.notebook.cells, chapter.lines, strict=True) if cell.cell_type == "code"]
    number = int(part.removeprefix(CELL))
    place = f"{chapter.file}:{at[number - 1]}" if number <= len(at) else chapter.file
    return f"{place}: code {part} {how}"


def _of_inputs(record: LastRun, root: Path) -> list[str]:
    """The files, folders and modules that the run read and that are others now."""
    now = cache.read_prints(root, record.inputs)
    return [f"{cache.READ_AS_ONE.get(name, name)} changed" + (": files came or went" if name.endswith("/") else "")
            for name in sorted(now) if now[name] != record.inputs[name]]


def _of_result(record: LastRun, root: Path) -> list[str]:
    path = cache.executed_path(root, record.chapter)
    if file_print(path) == record.result:
        return []
    how = "was changed by somebody" if path.is_file() else "is missing"
    return [f"{path.relative_to(root)}: the kept result {how}"]
