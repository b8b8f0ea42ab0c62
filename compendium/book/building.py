"""From chapters to a finished book: run what changed, draw the figures, build the pages, then swap them in.

The pages are built in a folder of their own. Only a book without a single warning takes the place of
the last good one, which stays where it is until then.
"""

import hashlib
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from compendium.book.figures.files import write_figures
from compendium.book.printed.offered import MADE, MADE_FROM, content
from compendium.book.printed.typesetting import missing, typeset
from compendium.book.site.edition import read_edition
from compendium.book.site.finishing import finish
from compendium.book.site.pages import BookError, build_pages
from compendium.book.standing import remember, sources, stands
from compendium.book.tracing.fact_names import names_of
from compendium.book.tracing.recorded import check_recorded
from compendium.evidence import read_ledger
from compendium.execution import ChapterError, Outcome, run_all
from compendium.execution.cache import inputs
from compendium.execution.report import read_report
from compendium.execution.writing import write_whole


@dataclass(frozen=True)
class Build:
    """A finished book: its first page or its PDF, which chapters ran, which figures changed, how long it took."""

    book: Path
    outcome: Outcome
    figures: tuple[str, ...]
    seconds: float


def standing(root: Path, *, printed: bool = False) -> Build | None:
    """The finished book (its pages or its print), where it was made from exactly what is here now."""
    began = time.monotonic()
    root = root.resolve()
    builder, made, rests_on = _printed(root) if printed else _pages(root)
    if not stands(root, builder, rests_on, made):
        return None
    kept = Outcome((), tuple(read_report(root)))
    return Build(made if printed else made / "index.html", kept, (), time.monotonic() - began)


def build(root: Path, *, progress: bool = True) -> Build:
    """Make the book's pages. ChapterError or BookError say all that is wrong; the last good book then stays."""
    began = time.monotonic()
    root = root.resolve()
    builder, folder, rests_on = _pages(root)
    outcome, figures = _run(root, progress)
    _swap(build_pages(root, builder), folder)
    remember(root, builder, rests_on, folder)
    return Build(folder / "index.html", outcome, figures, time.monotonic() - began)


def build_printed(root: Path, *, progress: bool = True) -> Build:
    """Make the printed book. What it needs and is not installed is told before anything is run."""
    began = time.monotonic()
    root = root.resolve()
    if problems := missing():
        raise BookError(problems)
    builder, finished, rests_on = _printed(root)
    made_from = content(root)
    outcome, figures = _run(root, progress)
    made = typeset(build_pages(root, builder), read_edition(root).seconds)
    finished.parent.mkdir(parents=True, exist_ok=True)
    for ending in (".log", ".pdf"):
        shutil.copyfile(made.with_suffix(ending), finished.with_suffix(ending))
    remember(root, builder, rests_on, finished)
    write_whole(root / MADE_FROM, made_from)
    return Build(finished, outcome, figures, time.monotonic() - began)


def _pages(root: Path) -> tuple[str, Path, str]:
    """What Sphinx calls the pages, where they are put, and a hash of their sources: the printed book is among them."""
    return "html", root / "_build" / "html", sources(root, root / MADE, root / MADE_FROM)


def _printed(root: Path) -> tuple[str, Path, str]:
    """What Sphinx calls the printed book, where it is put, and a hash of its sources."""
    return "latex", root / MADE, sources(root)


def _run(root: Path, progress: bool) -> tuple[Outcome, tuple[str, ...]]:
    """Run the chapters that changed and draw their figures."""
    rests_on = inputs(root)
    outcome = run_all(root, progress=progress)
    _refuse_recorded(root)
    figures = write_figures(root)
    if inputs(root) != rests_on:
        raise BookError(["the data or the package changed while the chapters ran; build again"])
    return outcome, tuple(figures)


def _refuse_recorded(root: Path) -> None:
    """Stop where values are recorded twice, or rest on what does not exist."""
    problems = list(check_recorded(root, names_of(read_ledger(root / "seeds"))))
    if problems:
        raise ChapterError(problems)


def _swap(built: Path, folder: Path) -> None:
    """Put a finished book in the place of the last one; where neither has changed since, it stays as it is."""
    mark = built.parent / "finished"
    if mark.is_file() and mark.read_text(encoding="utf-8") == _print_of(built, folder):
        return
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    finish(built, new)
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
    write_whole(mark, _print_of(built, folder))


def _print_of(*folders: Path) -> str:
    """A hash of all that stands in some folders."""
    digest = hashlib.sha256()
    for path in (path for folder in folders for path in sorted(folder.rglob("*")) if path.is_file()):
        digest.update(f"{path}\0".encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()
