"""The ``compendium`` command: check the evidence, derive the data, run the chapters, build the book."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Column, Table

from compendium.datasets.writing import write_files
from compendium.evidence import EvidenceError, Problem, read_ledger
from compendium.evidence.checking import check_ledger
from compendium.evidence.locating import OUTCOMES
from compendium.evidence.reading import ledger_and_broken_names
from compendium.evidence.schema import schema_files
from compendium.evidence.verification import Verification, verify
from compendium.results.made_of import missing_inputs
from compendium.results.register import data_files

app = typer.Typer(no_args_is_help=True, add_completion=False, rich_markup_mode="markdown", help=__doc__)
# without emoji: Rich would take the line number in "trade.md:100: ..." for the name of one
out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)

Root = Annotated[Path, typer.Option("--root", help="The folder of the compendium.", exists=True, file_okay=False)]
HERE = Path()


@app.command()
def check(root: Root = HERE) -> None:
    """Check ledger and chapters: format, names, verdicts, numbers typed by hand, claims unused, a chapter's form."""
    from compendium.book.chapters.chapter_form import check_form
    from compendium.book.text.lint import check_chapters
    from compendium.book.tracing.usage import check_uses

    with _told():
        ledger, broken = ledger_and_broken_names(root / "seeds")
        missing = missing_inputs(ledger)
        if broken:
            # what a name should lead to cannot be checked; who else uses it can be told
            _stop_on([*broken, *missing, *check_uses(root, ledger)])
        # numbers typed by hand are held against the results, which need all of their inputs
        typed = check_chapters(root, ledger) if not missing else []
        _stop_on([*check_ledger(ledger), *missing, *typed, *check_uses(root, ledger), *check_form(root)])
    out.print(f"{len(ledger)} claims of {len(ledger.records)} sources, {len(ledger.questions)} questions: no problem")


@app.command("impact")
def list_impact(
    claim: Annotated[str, typer.Argument(help="The id of a claim, an assumption or a derived result.")],
    root: Root = HERE,
) -> None:
    """List every place of the book that shows something else once this claim's value changes."""
    from compendium.book.tracing.impact import HEADINGS, impact

    with _told():
        places = impact(root, read_ledger(root / "seeds"), claim)
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
    with _told():
        results = verify(read_ledger(root / "seeds"), texts)
    out.print(_verified(results))
    _stop_on([problem for result in results for problem in result.problems])
    if record:
        from compendium.book.appendices.records import record_verification

        record_verification(root, results)


@app.command()
def data(root: Root = HERE) -> None:
    """Write data/ and the schemas of seeds/: everything that is derived from the records alone."""
    with _told():
        ledger = read_ledger(root / "seeds")
        changed = write_files(data_files(ledger), root / "data")
        changed += write_files(schema_files(), root / "seeds" / "schema")
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
    pdf: Annotated[bool, typer.Option("--pdf", help="Make the printed book instead of the pages.")] = False,
    root: Root = HERE,
) -> None:
    """Make the book: data, chapters that changed, figures, pages. The last good book stays if it fails."""
    from compendium.book.building import build as build_book
    from compendium.book.building import build_printed, standing
    from compendium.book.printed.offered import MADE, is_current

    made = standing(root, printed=pdf)
    if made:
        out.print("nothing has changed since the book was built")
    else:
        data(root)
        with _told():
            made = build_printed(root) if pdf else build_book(root)
        ran = len(made.outcome.ran)
        out.print(f"{ran} {'chapter' if ran == 1 else 'chapters'} run, {len(made.outcome.kept)} kept; "
                  f"{len(made.figures)} figures changed; {made.seconds:.1f} s")
    out.print(f"the printed book: {made.book}" if pdf else f"the book: {made.book}")
    if not pdf and (root / MADE).is_file() and not is_current(root):
        out.print("the printed book is older than what the pages say and is not offered on them; make pdf renews it")


@app.command()
def clean(root: Root = HERE) -> None:
    """Remove everything that was built."""
    shutil.rmtree(root / "_build", ignore_errors=True)
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
    from compendium.book.site.pages import BookError
    from compendium.execution import ChapterError

    try:
        yield
    except (EvidenceError, ChapterError, BookError) as error:
        _stop_on(error.problems)
    except (ValueError, FileNotFoundError) as error:
        _stop_on([str(error)])


def _stop_on(problems: list[Problem] | list[str]) -> None:
    """Tell all problems and leave with exit code 1, if there are any."""
    for problem in problems:
        err.print(str(problem), style="red", markup=False)
    if problems:
        err.print(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}", style="bold red")
        raise typer.Exit(1)


def _verified(results: list[Verification]) -> Table:
    names = ("source", *OUTCOMES, "numbers", "uncovered", "quoted")
    shown = Table(*(Column(name, no_wrap=True, min_width=len(name)) for name in names), box=None)
    for result in results:
        counts = [str(result.outcomes[outcome]) for outcome in OUTCOMES]
        shown.add_row(result.source, *counts, str(result.numbers), str(result.uncovered), f"{result.located:.1%}")
    return shown


def main() -> None:
    """Run the command."""
    app()
