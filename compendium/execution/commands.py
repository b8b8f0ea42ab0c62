"""``compendium sweep``, ``sensitivity`` and ``why``: many runs of a chapter, what decides, and why one runs again."""

import os
from pathlib import Path
from typing import Annotated

import typer

from compendium.console import Root, chosen_book, out, stop_on, stop_on_stale

DAY = 86_400


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

    book = chosen_book(root)
    given = pairs(grids or [], "--grid")
    stop_on_stale(book)
    settings = Settings(workers or os.cpu_count() or 1, timeout, retries, notebooks, again)
    told, failures = sweep(book, chapter, given, runs=runs, samples=samples, seed=seed, output=output,
                           force=force, settings=settings, scheduler=scheduler)
    for said in told:
        out.print(said, markup=False)
    stop_on(failures)


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

    book = chosen_book(root)
    stop_on_stale(book)
    problems = []
    for name in [study] if study else studies(book):
        if check_only:
            problems += problems_of(book, name)
            continue
        path, made = make(book, name, Settings(workers or os.cpu_count() or 1))
        left = ", and left as it was, since runs failed" if made.failures else ""
        out.print(f"{path}: {made.ran} runs made, {len(made.keys) - made.ran} kept from before{left}", markup=False)
        problems += made.failures
    stop_on(problems)


def why(
    chapter: Annotated[str, typer.Argument(help="The chapter's name, such as trade.")],
    root: Root = None,
) -> None:
    """Tell which part of what a chapter's result rests on changed, so that it has to be run again."""
    from compendium.execution.why import reasons

    for said in reasons(chosen_book(root), chapter):
        out.print(said, markup=False)


def pairs(texts: list[str], option: str = "--parameter") -> dict[str, str]:
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
