"""From chapters to a finished book: run what changed, draw the figures, build the pages, then swap them in.

The pages are built in a folder of their own. Only a book without a single warning takes the place of
the last good one, which stays where it is until then.
"""

import shutil
import time
from dataclasses import dataclass
from pathlib import Path

from compendium.book.fact_names import names_of
from compendium.book.figures import write_figures
from compendium.book.pages import BookError, build_pages
from compendium.book.recorded import check_recorded
from compendium.evidence import read_ledger
from compendium.execution import ChapterError, Outcome, run_all
from compendium.execution.cache import inputs

FOLDERS = {"html": "html", "latex": "latex"}


@dataclass(frozen=True)
class Build:
    """A finished book: where it is, which chapters ran for it, which figures changed, how long it took."""

    folder: Path
    outcome: Outcome
    figures: tuple[str, ...]
    seconds: float


def build(root: Path, builder: str = "html", *, progress: bool = True) -> Build:
    """Make the book. ChapterError or BookError say all that is wrong; the last good book then stays."""
    began = time.monotonic()
    root = root.resolve()
    rests_on = inputs(root)
    outcome = run_all(root, progress=progress)
    _refuse_recorded(root)
    figures = write_figures(root)
    if inputs(root) != rests_on:
        raise BookError(["the data or the package changed while the chapters ran; build again"])
    built = build_pages(root, builder)
    folder = root / "_build" / FOLDERS[builder]
    _swap(built, folder)
    return Build(folder, outcome, tuple(figures), time.monotonic() - began)


def _refuse_recorded(root: Path) -> None:
    """Stop where values are recorded twice, or rest on what does not exist."""
    problems = list(check_recorded(root, names_of(read_ledger(root / "seeds"))))
    if problems:
        raise ChapterError(problems)


def _swap(built: Path, folder: Path) -> None:
    """Put a finished book in the place of the last one."""
    new, old = folder.with_name(f"{folder.name}.new"), folder.with_name(f"{folder.name}.old")
    for left_over in (new, old):
        shutil.rmtree(left_over, ignore_errors=True)
    shutil.copytree(built, new, ignore=shutil.ignore_patterns(".buildinfo*"))
    if folder.exists():
        folder.rename(old)
    new.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
