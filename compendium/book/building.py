"""From chapters to a finished book: run what changed, draw the figures, build the pages, then swap them in.

The pages are built in a folder of their own. Only a book without a single warning takes the place of
the last good one, which stays where it is until then.
"""

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path

from compendium.book.figures.chart_files import write_figures
from compendium.book.printed import offered
from compendium.book.site.cell_outputs import ALLOWED_OUTPUTS, is_shown, refused_types
from compendium.book.site.finishing import finish
from compendium.book.site.sphinx_run import WORK, build_pages, can_go_on
from compendium.book.standing import (
    NEW,
    PAGES,
    is_standing,
    made_from,
    mend,
    only_build,
    refuse_changed,
    refuse_linked,
    remember,
    replace_folder,
)
from compendium.book.tracing.book_trace import problems_of_recorded
from compendium.errors import ChapterError
from compendium.evidence import Problem
from compendium.evidence.reading import book_ledger
from compendium.execution.all_chapters import Outcome, run_all
from compendium.execution.cache import executed_path, read_executed, read_report
from compendium.execution.chapters import Chapter, read_chapters
from compendium.execution.notebooks import figure_name, ran_cells
from compendium.fingerprints import code_print, file_print, kept, mark, sources, text_print, write_whole
from compendium.root import reading_from

LONGEST_LINE = 10_000
Refuse = Callable[[], list[Problem]]
MakePages = Callable[[Path, str, str], Path]
"""Builds the pages, or one of them, and gives the folder: ``build_pages``, here or in another process."""


@dataclass(frozen=True)
class Build:
    """A finished book: its first page or its PDF, which chapters ran, which figures changed, how long it took."""

    book: Path
    outcome: Outcome
    figures: tuple[str, ...]
    seconds: float
    mended: tuple[str, ...] = ()


def standing(root: Path, *, printed: bool = False) -> Build | None:
    """The finished book (its pages or its print), where it was made from exactly what is here now."""
    began = time.monotonic()
    root = root.resolve()
    kind, made = _printed(root) if printed else _pages(root)
    if not is_standing(root, kind, made):
        return None
    kept = Outcome((), tuple(read_report(root)))
    return Build(made if printed else made / "index.html", kept, (), time.monotonic() - began)


def build(root: Path, *, progress: bool = True, refuse: Refuse = list, make: MakePages = build_pages) -> Build:
    """Make the book's pages. ChapterError or BookError say all that is wrong; the last good book then stays.

    ``refuse`` is asked, when the chapters have run, what else is wrong; ``make`` is who builds the pages then.
    """
    began = time.monotonic()
    root = root.resolve()
    kind, folder = _pages(root)
    with only_build(root), reading_from(root):
        refuse_linked(root)
        mended = mend(root, folder)
        rests_on, before = made_from(root, kind), sources(root)
        outcome, figures = _run(root, before, progress, refuse)
        _publish(root, kind, folder, make(root, kind, ""), before)
        remember(root, kind, rests_on, made=folder)
    return Build(folder / "index.html", outcome, figures, time.monotonic() - began, tuple(mended))


def build_page(root: Path, page: str, *, progress: bool = True, refuse: Refuse = list,
               make: MakePages = build_pages) -> Build:
    """Make one page of a book that was built before; else the whole book. What refuses the whole refuses a page.

    Every chapter that is due runs, as the page may print what another records and would show two states at once. The
    other pages stay as they are, even where they are out of date, and the next whole build renews them. Where the last
    build did not end, the code or the settings changed since, or the printed edition is now another, there is nothing
    that one page can be added to.
    """
    began = time.monotonic()
    root = root.resolve()
    kind, folder = _pages(root)
    with only_build(root), reading_from(root):
        refuse_linked(root)
        mended = mend(root, folder)
        ran = all(executed_path(root, each.docname).is_file() for each in read_chapters(root))
        if not (folder.exists() and ran and can_go_on(root, kind)):
            return build(root, progress=progress, refuse=refuse, make=make)
        before = sources(root)
        mark(root, **{kind: None})
        outcome, figures = _run(root, before, progress, refuse)
        # the printed edition is offered on all pages, or on none; whether it is, the results say as well
        if (folder / offered.printed_file(root).name).is_file() != offered.printed_is_current(root):
            return replace(build(root, progress=progress, refuse=refuse, make=make), outcome=outcome, figures=figures)
        _publish(root, kind, folder, make(root, kind, page), before)
    return Build(folder / f"{page}.html", outcome, figures, time.monotonic() - began, tuple(mended))


def build_printed(root: Path, *, progress: bool = True, refuse: Refuse = list,
                  make: MakePages = build_pages) -> Build:
    """Set the printed edition from the pages, which are made first where they do not stand.

    What it needs and is not installed is told before anything is run.
    """
    from compendium.book.printed.binding import print_book, refuse_without_pango

    began = time.monotonic()
    root = root.resolve()
    refuse_without_pango()
    kind, finished = _printed(root)
    with only_build(root), reading_from(root):
        pages = standing(root) or build(root, progress=progress, refuse=refuse, make=make)
        before = sources(root)
        print_book(root, root / PAGES, finished)
        refuse_changed(root, before)
        write_whole(offered.printed_mark(root), offered.content_print(root))
        remember(root, kind, made_from(root, kind), made=finished)
    return Build(finished, pages.outcome, pages.figures, time.monotonic() - began, pages.mended)


def _publish(root: Path, kind: str, folder: Path, built: Path, before: dict[str, str]) -> None:
    """Finish what Sphinx built, and put the book in the place of the last."""
    new = folder.with_name(f"{folder.name}{NEW}")
    differs = finish(built, new, last=folder, memory=root / WORK / kind / "finished.pickle", code=code_print(root))
    refuse_changed(root, before, read_report(root))
    if differs:
        replace_folder(new, folder)


def _pages(root: Path) -> tuple[str, Path]:
    """What Sphinx calls the pages, and where they are put."""
    return "html", root / PAGES


def _printed(root: Path) -> tuple[str, Path]:
    """What the mark calls the printed edition, and where it is put."""
    return "pdf", offered.printed_file(root)


def _run(root: Path, before: dict[str, str], progress: bool, refuse: Refuse) -> tuple[Outcome, tuple[str, ...]]:
    """Run the chapters that changed and draw their figures."""
    outcome = run_all(root, progress=progress)
    _refuse_recorded(root)
    _refuse_shown(root)
    refuse_changed(root, before)
    if problems := refuse():
        raise ChapterError(problems)
    return outcome, tuple(write_figures(root))


def _refuse_recorded(root: Path) -> None:
    """Stop where values are recorded twice, or rest on what does not exist."""
    ledger = book_ledger(root)
    if problems := problems_of_recorded(root, ledger):
        raise ChapterError(problems)


def _refuse_shown(root: Path) -> None:
    """Stop where a cell displays what no page takes."""
    if problems := [problem for chapter in read_chapters(root) for problem in problems_of_shown(root, chapter)]:
        raise ChapterError(problems)


def problems_of_shown(root: Path, chapter: Chapter) -> list[Problem]:
    """What a chapter's cells display and no page takes: cleaned away in silence, published, or under another's caption.

    It is asked of the outputs of the last run.
    """
    ran = text_print(file_print(chapter.path), file_print(executed_path(root, chapter.docname)))
    found = kept(root, f"shown/{chapter.docname}", ran, partial(_wrongly_shown, root, chapter))
    return [chapter.problem(number, what) for number, what in found]


def _wrongly_shown(root: Path, chapter: Chapter) -> list[tuple[int, str]]:
    """The cells of a chapter that display what no page takes, by number, and what is wrong with each."""
    found: list[tuple[int, str]] = []
    if not executed_path(root, chapter.docname).is_file():
        return found
    for number, cell, outputs in ran_cells(chapter.notebook, read_executed(root, chapter.docname)):
        if held := list(refused_types(outputs)):
            found.append((number, f"cell {number + 1} displays {', '.join(held)}, which no page takes; "
                                  f"allowed are {ALLOWED_OUTPUTS}"))
        printed = "".join(each["text"] for each in outputs if each["output_type"] == "stream")
        # of a line that is written over, as in a bar of progress, the last is shown
        if (longest := max(len(line.rstrip("\r").rpartition("\r")[2]) for line in printed.split("\n"))) > LONGEST_LINE:
            found.append((number, f"cell {number + 1} prints a line of {longest:,} signs, which nobody reads; allowed "
                                  f"are {LONGEST_LINE:,}: print less, or break it"))
        name, shown = figure_name(cell.metadata), sum(map(is_shown, outputs))
        if name and shown > 1:
            found.append((number, f"cell {number + 1} shows {shown} things under the caption of '{name}'; "
                                  "show each in a cell of its own"))
    return found
