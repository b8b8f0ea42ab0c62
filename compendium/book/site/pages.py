"""Building the pages of the book with Jupyter Book, warnings as errors, reusing what did not change."""

import contextlib
import hashlib
import io
import re
import shutil
from pathlib import Path

from compendium.errors import Problem, Problems
from compendium.execution.cache import PACKAGE
from compendium.execution.writing import write_whole

WORK = Path("_build") / "work"


class BookError(Problems):
    """The book could not be built: all warnings and errors, each with its file and line."""

    def __init__(self, told: list[str]) -> None:
        super().__init__(Problem("", 0, line) for line in told)


def build_pages(root: Path, builder: str) -> Path:
    """Build the pages with Jupyter Book, warnings as errors, reusing what did not change."""
    work = root / WORK / builder
    _discard_if_spoilt(root, work)
    write_whole(work / "unfinished", "")
    problems = _run_jupyter_book(root, builder, work)
    if problems:
        # a second build would not read these pages again, and so not repeat their warnings
        shutil.rmtree(work / "doctrees", ignore_errors=True)
        raise BookError(problems)
    write_whole(work / "settings", _settings(root))
    (work / "unfinished").unlink()
    return work / "pages"


def _run_jupyter_book(root: Path, builder: str, work: Path) -> list[str]:
    from jupyter_book.sphinx import build_sphinx

    said = io.StringIO()
    overrides = {
        "external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False, "nitpicky": True,
    }  # fmt: skip
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            result = build_sphinx(
                str(root), str(work / "pages"), noconfig=True, path_config=str(root / "_config.yml"),
                confoverrides=overrides, doctreedir=str(work / "doctrees"), builder=builder,
                warningiserror=True, keep_going=True, quiet=True,
            )  # fmt: skip
    except SystemExit as problem:
        return [str(problem)]
    if not result:
        return []
    return _problems(said.getvalue(), root) or [str(result)]


def _problems(said: str, root: Path) -> list[str]:
    """What Sphinx complained of, one entry each, with paths as a reader knows them."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).replace(f"{root}/", "")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(("build finished", "build succeeded"))]


def _discard_if_spoilt(root: Path, work: Path) -> None:
    """Start afresh after a build that did not end, or when pages may have left the book."""
    settings = work / "settings"
    changed = settings.exists() and settings.read_text(encoding="utf-8") != _settings(root)
    if (work / "unfinished").exists() or changed:
        shutil.rmtree(work, ignore_errors=True)


def _settings(root: Path) -> str:
    files = [root / "_toc.yml", root / "_config.yml", root / "CITATION.cff", *sorted(PACKAGE.glob("**/*.*"))]
    digest = hashlib.sha256()
    for path in files:
        if path.suffix != ".pyc" and path.exists():
            digest.update(path.read_bytes())
    return digest.hexdigest()
