"""What all commands share: which book is meant, and how something is told on the terminal."""

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from compendium.errors import Problem
from compendium.problem_formats import Format, formatted
from compendium.root import book_root, use_root

FOUND = 1
"""The exit code where something is wrong that a person can mend."""
# without emoji: Rich would take the line number in "trade.md:100: ..." for the name of one
out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


def _first(root: Path | None) -> Path | None:
    """Name the book before the command imports anything: tables and themes are those of the book that is read."""
    if root is not None:
        use_root(root)
    return root


Root = Annotated[Path | None, typer.Option(
    "--root", help="The folder of the book; else the nearest one at or above.", exists=True, file_okay=False,
    callback=_first)]


def chosen_book(named: Path | None) -> Path:
    """The book that the command works on; from now on everything is read from it."""
    root = book_root(named)
    use_root(root)
    return root


def stop_on(problems: Sequence[Problem | str], form: Format = Format.text) -> None:
    """Tell all problems and leave with exit code 1, if there are any; programs are told on the standard output."""
    if problems and form is not Format.text:
        print(formatted((each if isinstance(each, Problem) else Problem("", 0, each) for each in problems), form))
        raise typer.Exit(FOUND)
    for problem in problems:
        err.print(str(problem), style="red", markup=False)
    if problems:
        err.print(f"{len(problems)} {'problem' if len(problems) == 1 else 'problems'}", style="bold red")
        raise typer.Exit(FOUND)
