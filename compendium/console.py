"""What all commands share: which book is meant, and how something is told on the terminal and to programs."""

import json
import os
from collections.abc import Iterable, Sequence
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from compendium.errors import Problem
from compendium.root import book_root, use_root

FOUND = 1
"""The exit code where something is wrong that a person can mend."""
# a terminal that does not know its width may say 0, and in a width of 0 nothing would be told
if not os.environ.get("COLUMNS", "").strip("0"):
    os.environ.pop("COLUMNS", None)
# without emoji: Rich would take the line number in "trade.md:100: ..." for the name of one
out = Console(soft_wrap=True, highlight=False, emoji=False)
err = Console(stderr=True, soft_wrap=True, highlight=False, emoji=False)


class Format(StrEnum):
    """How problems are told: as lines for people, as JSON, or as GitHub's annotations."""

    text = "text"
    json = "json"
    github = "github"


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


def stop_on_stale(root: Path) -> None:
    """Leave where the tables are not those of the records: what comes of both would be of two states of one book."""
    from compendium.datasets.datapackage import stale_tables

    stop_on(list(stale_tables(root)))


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


def formatted(problems: Iterable[Problem], form: Format) -> str:
    """The problems in one text, one line each but for JSON, which is a list of objects with file, line and what."""
    if form is Format.json:
        return json.dumps([{"file": each.file, "line": each.line, "what": each.what} for each in problems], indent=1,
                          ensure_ascii=False)
    return "\n".join(_annotation(each) if form is Format.github else str(each) for each in problems)


def _annotation(problem: Problem) -> str:
    """GitHub's command for an error; percent signs, line ends and, in properties, colons and commas are escaped."""
    what = _escaped(problem.what)
    if not problem.file:
        return f"::error::{what}"
    file = _escaped(problem.file).replace(":", "%3A").replace(",", "%2C")
    return f"::error file={file}{f',line={problem.line}' if problem.line else ''}::{what}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
