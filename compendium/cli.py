"""The ``compendium`` command: check the evidence, derive the data, run the chapters, build the book.

It leaves with 0 where all is well, 1 where something is wrong that you can mend, 2 where the command was called
wrongly, 3 where the software itself is at fault, and 130 where it was interrupted.
"""

import gc
import os
import sys
import traceback
from contextlib import redirect_stdout
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from compendium.book.commands import build, clean, reference, run, serve_book, tell_of_data
from compendium.book.standing import EXECUTED, FIGURES, only_build
from compendium.console import Format, Root, err, formatted, out
from compendium.console import chosen_book as _book
from compendium.console import stop_on as _stop_on
from compendium.drafting.commands import question_commands, source_commands
from compendium.errors import CompendiumError, of_machine
from compendium.execution.commands import find_deciding, run_many, why
from compendium.fingerprints import book_print, kept
from compendium.root import forget_root
from compendium.taking.commands import diff, export, release

if TYPE_CHECKING:
    from rich.table import Table

    from compendium.evidence.verification import Verification

BUG, INTERRUPTED = 3, 130


class Told(TyperGroup):
    """The commands, each of which tells what is wrong in plain sentences instead of a traceback."""

    def parse_args(self, ctx: typer.Context, args: list[str]) -> list[str]:  # type: ignore[override]
        """Read the words of the command, or print its help, for which there may be no room."""
        try:
            return super().parse_args(ctx, args)
        except OSError as error:
            _stop_on([of_machine(error)])
            raise

    def invoke(self, ctx: typer.Context) -> Any:  # type: ignore[override]
        """Run the command that was named, and leave with the exit code of what it met."""
        try:
            return super().invoke(ctx)
        except CompendiumError as error:
            _stop_on(error.problems)
        except KeyboardInterrupt:
            err.print("interrupted", style="red")
            raise typer.Exit(INTERRUPTED) from None
        except (OSError, MemoryError) as error:
            # a full disk, a folder that may not be written: the machine's limits, not a fault of the software
            if ctx.params.get("debug"):
                raise
            _stop_on([of_machine(error)])
        except Exception as error:
            if not _is_bug(error):
                raise
            if ctx.params.get("debug"):
                raise
            at = traceback.extract_tb(error.__traceback__)[-1]
            what = f"{type(error).__name__} at {Path(at.filename).name}:{at.lineno}: {str(error)[:200]}"
            err.print(f"This is a bug of the software and not of what you wrote. {what}", style="red", markup=False)
            err.print("Run the command again as 'compendium --debug …' and report its last lines, with the command,"
                      " as CONTRIBUTING.md says.", markup=False)
            raise typer.Exit(BUG) from error
        finally:
            forget_root()


app = typer.Typer(cls=Told, no_args_is_help=True, add_completion=False, rich_markup_mode="markdown", help=__doc__,
                  pretty_exceptions_enable=False)
app.add_typer(source_commands, name="source")
app.add_typer(question_commands, name="question")
app.command()(diff)

MANY = 1_000_000
"""After how many new things a command looks for circles among them; usually after 700."""
Told_as = Annotated[Format, typer.Option("--format", help="How problems are told.")]


@app.callback()
def options(
    debug: Annotated[bool, typer.Option("--debug", help="Show the whole traceback of a bug.")] = False,
) -> None:
    """An evidence book: every number leads back to the claim that it came from."""
    # called from a cell of an open notebook, what a command runs is still no notebook that somebody has open
    os.environ.pop("JPY_SESSION_NAME", None)


@app.command()
def check(form: Told_as = Format.text, root: Root = None) -> None:
    """Check ledger and chapters: format, names, verdicts, tables, markup, numbers typed by hand, a chapter's form."""
    book = _book(root)
    # what was found without a problem is not checked again until anything changes
    made_from = book_print(book, book / EXECUTED, book / FIGURES)
    said = kept(book, "checked", made_from, lambda: _checked(book, form))
    out.print(said if form is Format.text else formatted([], form))


def _checked(book: Path, form: Format) -> str:
    """What there is to say of a book without a problem; with one, the command ends here."""
    from compendium.book.checking import problems
    from compendium.evidence.reading import book_ledger

    try:
        # what the subject's formulas print is no answer of ours, which another program may read
        with redirect_stdout(sys.stderr):
            found = problems(book)
    except CompendiumError as error:
        found = error.problems
    _stop_on(found, form)
    ledger = book_ledger(book)
    return f"{len(ledger)} claims of {len(ledger.records)} sources, {len(ledger.questions)} questions: no problem"


@app.command("release")
@wraps(release)
def _release(root: Path | None = None, **given: Any) -> None:
    # a version that went out is not taken back
    _checked(_book(root), Format.text)
    release(root=root, **given)


@app.command("export")
@wraps(export)
def _export(root: Path | None = None, **given: Any) -> None:
    # its files are of one state together, so that two exports at once would be of neither's
    with only_build(_book(root)):
        export(root=root, **given)


@app.command("impact")
def list_impact(
    claim: Annotated[str, typer.Argument(help="The id of a claim, an assumption or a derived result.")],
    root: Root = None,
) -> None:
    """List every place of the book that shows something else once this claim's value changes."""
    from compendium.book.checking import problems_of_pages
    from compendium.book.tracing.book_trace import HEADINGS, impact
    from compendium.evidence.reading import book_ledger

    book = _book(root)
    places = impact(book, book_ledger(book), claim)
    for kind, heading in HEADINGS.items():
        lines = [place.told for place in places if place.kind == kind]
        if lines:
            out.print(f"{heading} ({len(lines)})", *(f"  {line}" for line in lines), sep="\n", markup=False)
    # what stands on a page that cannot be read is missing from the list
    _stop_on(problems_of_pages(book))


@app.command("verify")
def verify_texts(
    texts: Annotated[Path, typer.Option(help="The folder with the articles' texts.", exists=True, file_okay=False)],
    record: Annotated[bool, typer.Option(help="Keep the counts for the book's page of measurements.")] = False,
    form: Told_as = Format.text,
    root: Root = None,
) -> None:
    """Hold every claim against the text it was read from, and every number of the texts against the claims."""
    from compendium.evidence.reading import book_ledger
    from compendium.evidence.verification import verify

    book = _book(root)
    results = verify(book_ledger(book), texts)
    if form is Format.text:
        out.print(_verified(results))
    _stop_on([problem for result in results for problem in result.problems], form)
    if form is Format.json:
        out.print(formatted([], form))
    if record:
        from compendium.book.ledger.accounts import record_verification

        record_verification(book, results)


@app.command()
def data(root: Root = None) -> None:
    """Write data/ and the schemas of seeds/: everything that is derived from the records alone."""
    from compendium.book.checking import renew_data
    from compendium.evidence.checking import undescribed_sources
    from compendium.evidence.reading import book_ledger

    book = _book(root)
    with only_build(book):
        ledger = book_ledger(book)
        _stop_on(list(undescribed_sources(ledger)))
        tell_of_data(renew_data(book, ledger))


app.command()(run)
app.command("sweep")(run_many)
app.command("sensitivity")(find_deciding)
app.command()(why)
app.command()(build)
app.command("serve")(serve_book)
chapters = typer.Typer(no_args_is_help=True, help="Begin a chapter, or bring chapters into the form they are kept in.")
app.add_typer(chapters, name="chapter")


@chapters.command("new")
def begin_chapter(
    name: Annotated[str, typer.Argument(help="The chapter's name, such as border-trade.")],
    title: Annotated[str, typer.Option(help="Its title; else its name.")] = "",
    root: Root = None,
) -> None:
    """Write a chapter that has the form of one already, and set it into the table of contents."""
    from compendium.evidence.reading import book_ledger
    from compendium.new_chapter import new_chapter

    book = _book(root)
    page, line = new_chapter(book, name, book_ledger(book), title)
    out.print(f"{page.relative_to(book)} written; it stands in _toc.yml:{line}", markup=False)


@chapters.command("tidy")
def tidy_chapters(
    names: Annotated[list[str] | None, typer.Argument(help="Chapters, such as trade; else all of them.")] = None,
    root: Root = None,
) -> None:
    """Bring chapters into the one form in which they are kept: as JupyterLab and Jupytext save them."""
    from compendium.execution.chapters import find_page, pages, read_whole_page
    from compendium.execution.text_form import canonical
    from compendium.fingerprints import write_whole

    book = _book(root)
    for page in [find_page(book, name) for name in names] if names else pages(book):
        path = book / f"{page}.md"
        text = read_whole_page(book, page)
        if (tidy := canonical(text)) != text:
            write_whole(path, tidy.encode())
            out.print(f"{page}.md tidied", markup=False)


@app.command("new")
def begin(
    folder: Annotated[Path, typer.Argument(help="Where the new book goes: a folder that is empty or not there yet.")],
) -> None:
    """Begin an evidence book of your own: a small, whole example, whose pieces you replace by yours."""
    from compendium.new_book import new_book

    new_book(folder)
    out.print(f"{folder}: a new evidence book; 'make book' in it makes its pages", markup=False)


app.command()(clean)
app.command()(reference)


def _is_bug(error: Exception) -> bool:
    """Whether an error is neither one of the command line's own nor one with which a command leaves."""
    return type(error).__module__.partition(".")[0] not in ("click", "typer")


def _verified(results: "list[Verification]") -> "Table":
    from rich.table import Column, Table

    from compendium.evidence.source_text import LOCATOR_STATES

    names = ("source", *LOCATOR_STATES, "numbers", "uncovered", "quoted")
    shown = Table(*(Column(name, no_wrap=True, min_width=len(name)) for name in names), box=None)
    for result in results:
        counts = [str(result.outcomes[outcome]) for outcome in LOCATOR_STATES]
        shown.add_row(result.source, *counts, str(result.numbers), str(result.uncovered), f"{result.located:.1%}")
    return shown


def main() -> None:
    """Run the command; anew where docstrings are left out, as charts and settings are read from those of libraries."""
    if sys.flags.optimize > 1:
        os.environ["PYTHONOPTIMIZE"] = ""
        os.execv(sys.executable, [sys.executable, "-m", "compendium", *sys.argv[1:]])
    # a command ends soon, and to look for circles among what it loads and makes takes a tenth of its time and more
    gc.set_threshold(MANY)
    app()
