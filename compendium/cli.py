"""The ``compendium`` command: check the evidence, derive the data, run the chapters, build the book.

It leaves with 0 where all is well, 1 where something is wrong that you can mend, 2 where the command was called
wrongly, 3 where the software itself is at fault, and 130 where it was interrupted.
"""

import gc
import os
import shutil
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stdout
from functools import partial, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer
from typer.core import TyperGroup

from compendium.book.standing import EXECUTED, FIGURES, PAGES, is_standing, only_build, out_of_step
from compendium.console import Format, Root, err, formatted, out
from compendium.console import chosen_book as _book
from compendium.console import stop_on as _stop_on
from compendium.console import stop_on_stale as _stop_on_stale
from compendium.drafting.commands import question_commands, source_commands
from compendium.errors import CompendiumError, of_machine
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

MANY, DAY = 1_000_000, 86_400
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
        _tell_of_data(renew_data(book, ledger))


@app.command()
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
    given, book = _pairs(parameters or []), _book(root)
    warm_up(book, few=True)
    from compendium.book.ledger.evidence_domain import Evidence
    from compendium.book.prose.reproduce import named_chapters, print_facts
    from compendium.execution.all_chapters import kept_or_run, kept_or_run_some
    from compendium.execution.chapters import find_chapter, run_values
    from compendium.execution.notebooks import refuse_output, write_notebook

    refuse_output(output, book, force=force)
    found = find_chapter(book, chapter)
    taken = run_values(found, given)
    _stop_on_stale(book)
    known = Evidence(book)
    notebook = kept_or_run(found, taken, book)
    # what other chapters recorded is of now as well, and not of whenever they were last run
    others, failed = kept_or_run_some(book, named_chapters(notebook) - {found.path.stem})
    print_facts(notebook, known, {**others, found.path.stem: notebook})
    write_notebook(output, notebook, over=force)
    out.print(f"{output} written")
    _stop_on(failed)


@app.command("sweep")
def run_many(
    chapter: Annotated[str, typer.Argument(help="The chapter's name, such as outlook.")], *,
    grids: Annotated[list[str] | None, typer.Option(
        "--grid", "-g", help="name=low:high:step or name=a,b,c, as often as needed.")] = None,
    runs: Annotated[Path | None, typer.Option(
        help="A CSV with a run in each row instead.", exists=True, dir_okay=False)] = None,
    samples: Annotated[int, typer.Option(
        "--latin-hypercube", help="Draw so many runs instead of every combination: -g name=low:high.")] = 0,
    seed: Annotated[int, typer.Option(help="Which samples are drawn.")] = 0,
    output: Annotated[Path | None, typer.Option("--output", "-o", help="The Parquet file.", dir_okay=False)] = None,
    notebooks: Annotated[Path | None, typer.Option(
        "--keep-notebooks", help="A folder for every run's notebook.", file_okay=False)] = None,
    workers: Annotated[int, typer.Option(help="Runs at a time; 0: as many as there are cores.", min=0)] = 0,
    timeout: Annotated[float, typer.Option(help="Seconds that one run may take.", min=0.1, max=DAY)] = 300,
    retries: Annotated[int, typer.Option(help="How often a run whose process was killed is made again.", min=0)] = 2,
    again: Annotated[bool, typer.Option("--again", help="Make runs that failed again.")] = False,
    force: Annotated[bool, typer.Option("--force", help="Write over a file that is no sweep's table.")] = False,
    scheduler: Annotated[str, typer.Option(help="Run on a Dask cluster: tcp://host:port.")] = "",
    root: Root = None,
) -> None:
    """Run a chapter for many combinations of its parameters; collect what they record in one table (Parquet).

    Killed at any moment, the same command goes on where it was.
    """
    from compendium.execution.sweep import Settings
    from compendium.execution.sweep_command import sweep

    book = _book(root)
    given = _pairs(grids or [], "--grid")
    _stop_on_stale(book)
    settings = Settings(workers or os.cpu_count() or 1, timeout, retries, notebooks, again)
    told, failures = sweep(book, chapter, given, runs=runs, samples=samples, seed=seed, output=output,
                           force=force, settings=settings, scheduler=scheduler)
    for said in told:
        out.print(said, markup=False)
    _stop_on(failures)


@app.command("sensitivity")
def find_deciding(
    study: Annotated[str, typer.Argument(help="A study of sweeps/, such as outlook; all, where none is named.")] = "",
    check_only: Annotated[bool, typer.Option("--check", help="Only tell whether what is kept still holds.")] = False,
    workers: Annotated[int, typer.Option(help="Runs at a time; 0: as many as there are cores.", min=0)] = 0,
    root: Root = None,
) -> None:
    """Find which assumption decides: make the runs of a study in sweeps/, and keep the indices beside it."""
    from compendium.execution.sensitivity import make, problems_of
    from compendium.execution.studies import studies
    from compendium.execution.sweep import Settings

    book = _book(root)
    _stop_on_stale(book)
    problems = []
    for name in [study] if study else studies(book):
        if check_only:
            problems += problems_of(book, name)
            continue
        path, made = make(book, name, Settings(workers or os.cpu_count() or 1))
        left = ", and left as it was, since runs failed" if made.failures else ""
        out.print(f"{path}: {made.ran} runs made, {len(made.keys) - made.ran} kept from before{left}", markup=False)
        problems += made.failures
    _stop_on(problems)


@app.command()
def why(
    chapter: Annotated[str, typer.Argument(help="The chapter's name, such as trade.")],
    root: Root = None,
) -> None:
    """Tell which part of what a chapter's result rests on changed, so that it has to be run again."""
    from compendium.execution.why import reasons

    for said in reasons(_book(root), chapter):
        out.print(said, markup=False)


@app.command()
def build(
    chapter: Annotated[str, typer.Argument(help="One chapter, such as chapters/trade.md: only its page is made.")] = "",
    pdf: Annotated[bool, typer.Option("--pdf", help="Make the printed edition instead of the pages.")] = False,
    root: Root = None,
) -> None:
    """Make the book: data, chapters that changed, figures, pages. The last good book stays if it fails."""
    place = _book(root)
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
        _stop_on(problems_of_records(root, ledger))
        _tell_of_data(renew_data(root, ledger))
        _stop_on(problems_of_files(root, ledger))
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


@app.command("serve")
def serve_book(
    port: Annotated[int | None, typer.Option(
        help="The port; else 8000, or the next one that is free.", min=0, max=65535)] = None,
    root: Root = None,
) -> None:
    """Serve the book to you alone: save a file, and the page in the browser is new."""
    from compendium.book.preview.serving import serve

    serve(_book(root), lambda line: out.print(line, markup=False), port)


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


@app.command()
def clean(root: Root = None) -> None:
    """Remove everything that was built."""
    from compendium.book.preview.serving import only_preview
    from compendium.book.standing import refuse_others
    from compendium.execution.sweep_store import no_sweep

    book = _book(root)
    with only_build(book), only_preview(book), no_sweep(book):
        refuse_others(book)
        # where it is a link, such as to a larger disk, what it leads to
        if (built := (book / "_build").resolve()).exists():
            shutil.rmtree(built)
            if (book / "_build").is_symlink():
                built.mkdir()
    out.print("_build/ removed")


@app.command()
def reference(root: Root = None) -> None:
    """Renew the reference notebooks that nbval compares with, and say which changed."""
    from compendium.book.reference import write_references

    book = _book(root)
    with only_build(book):
        _stop_on_stale(book)
        changed = write_references(book)
    out.print(f"changed: {', '.join(changed)}" if changed else "tests/notebooks/ is up to date")


def _tell_of_data(changed: list[str]) -> None:
    out.print(f"written: {', '.join(changed)}" if changed else "data/ is up to date")


def _pairs(texts: list[str], option: str = "--parameter") -> dict[str, str]:
    """The parameters that were given, each once."""
    pairs = [_pair(text, option) for text in texts]
    names = [name for name, _ in pairs]
    for name in names:
        if names.count(name) > 1:
            raise typer.BadParameter(f"'{name}' is given twice; give each parameter once", param_hint=option)
    return dict(pairs)


def _pair(text: str, option: str = "--parameter") -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise typer.BadParameter(f"'{text}' is not name=value", param_hint=option)
    return name.strip(), value


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
