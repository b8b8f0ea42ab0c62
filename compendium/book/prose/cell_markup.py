"""The code cells of a page as they are written: whether they run, the figure they ask for, what they import."""

import ast
from collections.abc import Iterator
from typing import Any

import yaml  # type: ignore[import-untyped]

from compendium.execution.text_form import as_python, wrong_language


def never_runs(by_itself: bool, language: str) -> str:
    """Why no run takes a code cell for one, so that it would be shown without a result; empty where one does."""
    if not by_itself:
        return ("a code cell in a list, in a note or between colons never runs; let it stand by itself, between"
                " backticks")
    return wrong_language(language)


def figure_of(options: str) -> dict[str, Any] | None:
    """The figure that a cell's options ask for; None where they ask for none or cannot be read."""
    if not options.startswith("---"):
        return None
    try:
        read = yaml.safe_load(options.strip().strip("-"))
        figure = read["mystnb"]["figure"]
    except (yaml.YAMLError, TypeError, KeyError):
        return None
    return figure if isinstance(figure, dict) else {}


def not_python(content: str) -> Iterator[tuple[int, str]]:
    """Why a cell is no code that could run, with the line in it."""
    try:
        ast.parse(as_python(content))
    except (SyntaxError, ValueError) as problem:
        at = getattr(problem, "lineno", None) or 1
        told = content.split("\n")[at - 1].strip() if at <= content.count("\n") + 1 else ""
        said = f"not Python: {getattr(problem, 'msg', problem)}"
        yield at, f"{said} ('{told[:60]}')" if told else said


def imports(content: str) -> Iterator[tuple[str, int]]:
    """The modules that a cell imports, with what is taken from each behind a colon, and the line in the cell."""
    for node in ast.walk(ast.parse(as_python(content))):
        if isinstance(node, ast.Import):
            yield from ((each.name, node.lineno) for each in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield from ((f"{node.module}:{each.name}", node.lineno) for each in node.names)
