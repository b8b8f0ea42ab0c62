"""``compendium run``, ``build``, ``serve``, ``reference`` and ``clean``: what makes the book and shows it."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Annotated

import typer

from compendium.book.standing import PAGES, is_standing, only_build, out_of_step
from compendium.console import Root, chosen_book, err, out, stop_on, stop_on_stale
from compendium.execution.commands import pairs


def run(
    chapter: Annotated[str, typer.Argument(help="The chapter's name, such as trade.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the executed notebook goes.", dir_okay=False)],
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="name=value, as often as needed.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Write over a notebook that is there already.")] = False,
    root: Root = None,
) -> None:
    """Run one chapter, with other parameters if you like, and keep the executed notebook.

    Chapters whose recorded values its text names are run as well, where no result of theirs is kept.
    """
    from compendium.execution.warm import warm_up

    # what a run needs is loaded in another process while this one loads what it needs
    given, book = pairs(parameters or []), chosen_book(root)
    warm_up(book, few=True)
    from compendium.book.ledger.evidence_domain import Evidence
    from compendium.book.prose.reproduce import named_chapters, print_facts
    from compendium.execution.all_chapters import kept_or_run, kept_or_run_some
    from compendium.execution.chapters import find_chapter, run_values
    from compendium.execution.notebooks import refuse_output, write_notebook

    refuse_output(output, book, force=force)
    found = find_chapter(book, chapter)
    taken = run_values(found, given)
    stop_on_stale(book)
    known = Evidence(book)
    notebook = kept_or_run(found, taken, book)
    # what other chapters recorded is of now as well, and not of whenever they were last run
    others, failed = kept_or_run_some(book, named_chapters(notebook) - {found.path.stem})
    print_facts(notebook, known, {**others, found.path.stem: notebook})
    write_notebook(output, notebook, over=force)
    out.print(f"{output} written")
    stop_on(failed)


def build(
    chapter: Annotated[str, typer.Argument(help="One chapter, such as chapters/trade.md: only its page is made.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Make the printed edition instead of the pages.")] = False,
    root: Root = None,
) -> None:
    """Make the book: data, chapters that changed, figures, pages. The last good book stays if it fails."""
    place = chosen_book(root)
    if chapter and pdf:
        raise typer.BadParameter("the printed edition is made whole; leave out the chapter, or --pdf")
    page = _page(place, chapter) if chapter else ""
    kind, stood = ("pdf", _printed(place)) if pdf else ("html", place / PAGES)
    if is_standing(place, kind, stood):
        out.print("nothing has changed since the book was built")
        out.print(f"the printed edition: {stood}" if pdf else f"the book: {stood / 'index.html'}")
    else:
        _make(place, page, pdf)
    if not pdf:
        _tell_of_print(place)


def _make(root: Path, page: str, pdf: bool) -> None:
    """Check, derive, run and build, and tell what was done."""
    from compendium.book.building import build as build_book
    from compendium.book.building import build_page, build_printed
    from compendium.book.checking import problems_of_files, problems_of_records, problems_of_uses, renew_data
    from compendium.book.pages_process import pages_process
    from compendium.book.standing import mend
    from compendium.evidence.reading import book_ledger

    with only_build(root), _belonging(root), pages_process(root) as pages:
        for said in mend(root, root / PAGES):
            out.print(said)
        ledger = book_ledger(root)
        stop_on(problems_of_records(root, ledger))
        tell_of_data(renew_data(root, ledger))
        stop_on(problems_of_files(root, ledger))
        # what a run alone can tell stops the book as well, before any page is made
        book = partial(build_page, page=page) if page else build_printed if pdf else build_book
        made = book(root, refuse=lambda: problems_of_uses(root, ledger), make=pages.build)
    for said in made.outcome.told:
        out.print(said, markup=False)
    ran = len(made.outcome.ran)
    out.print(f"{ran} {'chapter' if ran == 1 else 'chapters'} run, {len(made.outcome.kept)} kept; "
              f"{len(made.figures)} figures changed; {made.seconds:.1f} s")
    out.print(f"the printed edition: {made.book}" if pdf else f"the book: {made.book}")


@contextmanager
def _belonging(root: Path) -> Iterator[None]:
    """Say, where a build fails, what of the book is already new beside pages that are not."""
    try:
        yield
    except BaseException:
        newer = [name for name in out_of_step(root) if name != PAGES.as_posix()]
        if newer:
            err.print(f"{' and '.join(f'{name}/' for name in newer)} {'is' if len(newer) == 1 else 'are'} newer than "
                      f"the pages in {PAGES.as_posix()}/, which are those of the last good book", markup=False)
        raise


def _page(root: Path, name: str) -> str:
    from compendium.execution.chapters import find_page

    return find_page(root, name)


def _printed(root: Path) -> Path:
    from compendium.book.printed.offered import printed_file

    return printed_file(root)


def _tell_of_print(root: Path) -> None:
    """Say that there is a printed edition which is older than the pages."""
    if any((root / "_build" / "pdf").glob("*.pdf")):
        from compendium.book.printed.offered import printed_is_current

        if not printed_is_current(root):
            out.print("the printed edition is older than what the pages say and is not offered on them; "
                      "make pdf renews it")


def serve_book(
    port: Annotated[int | None, typer.Option(
        help="The port; else 8000, or the next one that is free.", min=0, max=65535)] = None,
    root: Root = None,
) -> None:
    """Serve the book to you alone: save a file, and the page in the browser is new."""
    from compendium.book.preview.serving import serve

    serve(chosen_book(root), lambda line: out.print(line, markup=False), port)


def clean(root: Root = None) -> None:
    """Remove everything that was built."""
    from compendium.book.preview.serving import only_preview
    from compendium.book.standing import refuse_others
    from compendium.execution.sweep_store import no_sweep

    book = chosen_book(root)
    with only_build(book), only_preview(book), no_sweep(book):
        refuse_others(book)
        # where it is a link, such as to a larger disk, what it leads to
        if (built := (book / "_build").resolve()).exists():
            shutil.rmtree(built)
            if (book / "_build").is_symlink():
                built.mkdir()
    out.print("_build/ removed")


def reference(root: Root = None) -> None:
    """Renew the reference notebooks that nbval compares with, and say which changed."""
    from compendium.book.reference import write_references

    book = chosen_book(root)
    with only_build(book):
        stop_on_stale(book)
        changed = write_references(book)
    out.print(f"changed: {', '.join(changed)}" if changed else "tests/notebooks/ is up to date")


def tell_of_data(changed: list[str]) -> None:
    """Say which files of data/ were written."""
    out.print(f"written: {', '.join(changed)}" if changed else "data/ is up to date")
