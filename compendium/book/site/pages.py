"""Building the pages of the book with Jupyter Book, warnings as errors, reusing what did not change."""

import contextlib
import io
import re
import shutil
from pathlib import Path

from compendium.book.outdated import touched
from compendium.book.problems import BookError
from compendium.fingerprints import code_print, mark, marked, one_print, prints_of, text_print

__all__ = ["WORK", "BookError", "build_pages"]
WORK = Path("_build") / "work"
EVERY_PAGE = ("_toc.yml", "_config.yml", "CITATION.cff")


def build_pages(root: Path, builder: str, page: str = "") -> Path:
    """Build the pages with Jupyter Book, warnings as errors, reusing what did not change; or one of them alone."""
    work = root / WORK / builder
    ended, settings = f"{builder}-settings", _settings(root)
    # a build that did not end, or other settings: pages may have left the book
    if marked(root, ended) != settings:
        shutil.rmtree(work, ignore_errors=True)
    mark(root, **{ended: None})
    touched.clear()
    problems, ended_early = _run_jupyter_book(root, builder, work, page)
    if ended_early:
        raise BookError(problems)
    if problems:
        # a second build would not read these pages again, and so not repeat their warnings
        for name in touched:
            (work / "doctrees" / f"{name}.doctree").unlink(missing_ok=True)
        mark(root, **{ended: settings})
        raise BookError(problems)
    mark(root, **{ended: settings})
    return work / "pages"


def settings(root: Path, page: str) -> dict[str, object]:
    """What is set beside the book's own settings; ``page`` is the one page that is built, empty for all."""
    return {"external_toc_path": str(root / "_toc.yml"), "latex_individualpages": False, "nitpicky": True,
            "compendium_page": page}


def _run_jupyter_book(root: Path, builder: str, work: Path, page: str) -> tuple[list[str], bool]:
    """What Sphinx complained of, and whether that ended it."""
    from jupyter_book.sphinx import build_sphinx

    said = io.StringIO()
    try:
        with contextlib.redirect_stderr(said), contextlib.redirect_stdout(io.StringIO()):
            result = build_sphinx(
                str(root), str(work / "pages"), noconfig=True, path_config=str(root / "_config.yml"),
                confoverrides=settings(root, page), doctreedir=str(work / "doctrees"), builder=builder,
                filenames=[str(root / f"{page}.md")] if page else None,
                warningiserror=True, keep_going=True, quiet=True,
            )  # fmt: skip
    except SystemExit as problem:
        return [str(problem)], True
    if not result:
        return [], False
    return complaints(said.getvalue(), root) or [str(result)], not isinstance(result, int)


def complaints(said: str, root: Path) -> list[str]:
    """What Sphinx complained of, one entry each, with paths as a reader knows them."""
    plain = re.sub(r"\x1b\[[0-9;]*m", "", said).replace(f"{root}/", "")
    lines = [line.strip() for line in plain.splitlines() if line.strip()]
    return [line for line in lines if not line.startswith(("build finished", "build succeeded"))]


def _settings(root: Path) -> str:
    """The fingerprint of what every page depends on: the contents, the settings, the edition, the code."""
    return text_print(one_print(prints_of([root / name for name in EVERY_PAGE], root)), code_print(root))
