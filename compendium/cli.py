"""The ``compendium`` command: check the evidence, derive the data, run the chapters, build the book."""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from compendium.book.standing import PAGES, apart, stands

if TYPE_CHECKING:
    from compendium.evidence import Problem
    from compendium.evidence.verification import Verification

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="markdown", help=__doc__)
# without emoji: Rich would take the line number in "trade.md:100: ..." for the name of one
out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)

Root = Annotated[Path, typer.Option("--root", help="The folder of the compendium.", exists=True, file_okay=False)]
HERE = Path()


@app.command()
def check(root: Root = HERE) -> None:
    """Check ledger and chapters: format, names, verdicts, numbers typed by hand, claims unused, a chapter's form."""
    from compendium.book.checking import problems_of_files, problems_of_uses
    from compendium.evidence.reading import ledger_and_broken_names

    with _told():
        ledger, broken = ledger_and_broken_names(root / "seeds")
        # what a name should lead to cannot be checked where it leads nowhere; who else uses it can be told
        _stop_on([*broken, *([] if broken else problems_of_files(root, ledger)), *problems_of_uses(root, ledger)])
    out.print(f"{len(ledger)} claims of {len(ledger.records)} sources, {len(ledger.questions)} questions: no problem")


@app.command("impact")
def list_impact(
    claim: Annotated[str, typer.Argument(help="The id of a claim, an assumption or a derived result.")],
    root: Root = HERE,
) -> None:
    """List every place of the book that shows something else once this claim's value changes."""
    from compendium.book.tracing.impact import HEADINGS, impact
    from compendium.evidence.book_ledger import book_ledger

    with _told():
        places = impact(root, book_ledger(root), claim)
    for kind, heading in HEADINGS.items():
        lines = [place.told for place in places if place.kind == kind]
        if lines:
            out.print(f"{heading} ({len(lines)})", *(f"  {line}" for line in lines), sep="\n", markup=False)


@app.command("verify")
def verify_texts(
    texts: Annotated[Path, typer.Option(help="The folder with the articles' texts.", exists=True, file_okay=False)],
    record: Annotated[bool, typer.Option(help="Keep the counts for the book's page of measurements.")] = False,
    root: Root = HERE,
) -> None:
    """Hold every claim against the text it was read from, and every number of the texts against the claims."""
    from compendium.evidence.book_ledger import book_ledger
    from compendium.evidence.verification import verify

    with _told():
        results = verify(book_ledger(root), texts)
    out.print(_verified(results))
    _stop_on([problem for result in results for problem in result.problems])
    if record:
        from compendium.book.appendices.records import record_verification

        record_verification(root, results)


@app.command()
def data(root: Root = HERE) -> None:
    """Write data/ and the schemas of seeds/: everything that is derived from the records alone."""
    from compendium.book.checking import renew_data
    from compendium.book.locking import only_build
    from compendium.evidence.book_ledger import book_ledger

    with _told(), only_build(root):
        changed = renew_data(root, book_ledger(root))
    out.print(f"written: {', '.join(changed)}" if changed else "data/ is up to date")


@app.command()
def run(
    chapter: Annotated[str, typer.Argument(help="The chapter's name, such as trade.")],
    output: Annotated[Path, typer.Option("--output", "-o", help="Where the executed notebook goes.", dir_okay=False)],
    parameters: Annotated[
        list[str] | None, typer.Option("--parameter", "-p", help="name=value, as often as needed.")
    ] = None,
    root: Root = HERE,
) -> None:
    """Run one chapter, with other parameters if you like, and keep the executed notebook."""
    from compendium.book.facts.evidence_domain import Evidence
    from compendium.book.facts.printed_prose import print_facts
    from compendium.execution import check as checked
    from compendium.execution import find_chapter, run_chapter, write_notebook

    given = dict(_pair(text) for text in parameters or [])
    with _told():
        found = find_chapter(root.resolve(), chapter)
        notebook = run_chapter(found, checked(found, given), root.resolve())
        print_facts(notebook, Evidence(root.resolve()), found.path.stem)
        write_notebook(output, notebook)
    out.print(f"{output} written")


@app.command()
def build(
    chapter: Annotated[str, typer.Argument(help="One chapter, such as chapters/trade.md: only its page is made.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Make the printed book instead of the pages.")] = False,
    root: Root = HERE,
) -> None:
    """Make the book: data, chapters that changed, figures, pages. The last good book stays if it fails."""
    place = root.resolve()
    kind, stood = ("latex", _printed(place)) if pdf else ("html", place / PAGES)
    if stands(place, kind, stood):
        out.print("nothing has changed since the book was built")
        out.print(f"the printed book: {stood}" if pdf else f"the book: {stood / 'index.html'}")
    else:
        _make(place, chapter, pdf)
    if not pdf:
        _tell_of_print(place)


def _make(root: Path, chapter: str, pdf: bool) -> None:
    """Check, derive, run and build, and tell what was done."""
    from compendium.book.building import build as build_book
    from compendium.book.building import build_page, build_printed
    from compendium.book.checking import problems_of_files, problems_of_uses, renew_data
    from compendium.book.locking import only_build
    from compendium.book.publishing import mend
    from compendium.evidence.book_ledger import book_ledger
    from compendium.execution import find_page

    with _told(), only_build(root), _belonging(root):
        for said in mend(root, root / PAGES):
            out.print(said)
        ledger = book_ledger(root)
        _stop_on(problems_of_files(root, ledger))
        changed = renew_data(root, ledger)
        out.print(f"written: {', '.join(changed)}" if changed else "data/ is up to date")
        if chapter:
            made = build_page(root, find_page(root, chapter))
        else:
            # what a run alone can tell stops the book as well, before any page is made
            made = (build_printed if pdf else build_book)(root, refuse=lambda: problems_of_uses(root, ledger))
    ran = len(made.outcome.ran)
    out.print(f"{ran} {'chapter' if ran == 1 else 'chapters'} run, {len(made.outcome.kept)} kept; "
              f"{len(made.figures)} figures changed; {made.seconds:.1f} s")
    out.print(f"the printed book: {made.book}" if pdf else f"the book: {made.book}")


@contextmanager
def _belonging(root: Path) -> Iterator[None]:
    """Say, where a build fails, what of the book is already new beside pages that are not."""
    try:
        yield
    except BaseException:
        newer = [name for name in apart(root) if name != PAGES.as_posix()]
        if newer:
            err.print(f"{' and '.join(f'{name}/' for name in newer)} {'is' if len(newer) == 1 else 'are'} newer than "
                      f"the pages in {PAGES.as_posix()}/, which are those of the last good book", markup=False)
        raise


def _printed(root: Path) -> Path:
    from compendium.book.printed.offered import MADE

    return root / MADE


def _tell_of_print(root: Path) -> None:
    """Say that there is a printed book which is older than the pages."""
    if any((root / "_build" / "pdf").glob("*.pdf")):
        from compendium.book.printed.offered import is_current

        if not is_current(root):
            out.print("the printed book is older than what the pages say and is not offered on them; "
                      "make pdf renews it")


@app.command()
def clean(root: Root = HERE) -> None:
    """Remove everything that was built."""
    from compendium.book.locking import only_build

    with _told(), only_build(root):
        try:
            shutil.rmtree(root / "_build")
        except OSError as problem:
            raise ValueError(f"_build/ cannot be removed: {problem}") from problem
    out.print("_build/ removed")


@app.command()
def reference(root: Root = HERE) -> None:
    """Renew the reference notebooks that nbval compares with, and say which changed."""
    from compendium.book.facts.reference import write_references

    with _told():
        changed = write_references(root.resolve())
    out.print(f"changed: {', '.join(changed)}" if changed else "tests/notebooks/ is up to date")


def _pair(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"'{text}' is not name=value", param_hint="--parameter")
    return name.strip(), value.strip()


@contextmanager
def _told() -> Iterator[None]:
    """Tell what is wrong in plain sentences and leave with exit code 1, instead of a traceback."""
    from compendium.book.problems import BookError
    from compendium.evidence import EvidenceError
    from compendium.execution import ChapterError

    try:
        yield
    except (EvidenceError, ChapterError, BookError) as error:
        _stop_on(error.problems)
    except (ValueError, FileNotFoundError) as error:
        _stop_on([str(error)])


def _stop_on(problems: "Sequence[Problem] | Sequence[str]") -> None:
    """Tell all problems and leave with exit code 1, if there are any."""
    for problem in problems:
        err.print(str(problem), style="red", markup=False)
    if problems:
        err.print(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}", style="bold red")
        raise typer.Exit(1)


def _verified(results: "list[Verification]") -> Table:
    from compendium.evidence.locating import OUTCOMES

    names = ("source", *OUTCOMES, "numbers", "uncovered", "quoted")
    shown = Table(*(Column(name, no_wrap=True, min_width=len(name)) for name in names), box=None)
    for result in results:
        counts = [str(result.outcomes[outcome]) for outcome in OUTCOMES]
        shown.add_row(result.source, *counts, str(result.numbers), str(result.uncovered), f"{result.located:.1%}")
    return shown


def main() -> None:
    """Run the command."""
    app()
