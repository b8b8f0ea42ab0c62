"""The charts that the chapters made, by name."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from compendium.charts.output import MIME, NAME
from compendium.execution import Chapter, ChapterError, cache

UNKNOWN = ("a chart that the book cannot show: import charts from compendium first, and hand the chart to "
           "charts.publish")
FOREIGN = re.compile(r"application/vnd\.vega(?:lite)?\b")
"""What other programs call a chart: the book cannot show these, and says so."""
KEPT = {"claims": "the ids of its claims", "described": "a description of all that it draws",
        "data": "the data that it draws"}
"""What a chart says about itself in ``usermeta.compendium``, beside its name."""


def chart_name(spec: dict[str, Any]) -> str:
    """The name under which a chart's files stand in ``figures/``."""
    return str(spec.get("usermeta", {}).get("compendium", {}).get("name", ""))


def collect(root: Path, chapters: list[Chapter]) -> dict[str, dict[str, Any]]:
    """Every chart of the book by its name; ChapterError where two share one, or one says too little about itself."""
    specs: dict[str, dict[str, Any]] = {}
    makers: dict[str, str] = {}
    problems = []
    for chapter in chapters:
        notebook = cache.read_executed(root, chapter.docname)
        problems += [chapter.problem(index, UNKNOWN) for index in _foreign(notebook)]
        for index, spec in _charts(notebook):
            name = chart_name(spec)
            wrong = [_naming_problem(name, makers), _missing(name, spec)]
            problems += [chapter.problem(index, what) for what in wrong if what]
            specs[name], makers[name] = spec, chapter.file
    if problems:
        raise ChapterError(problems)
    return specs


def _charts(notebook: NotebookNode) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            if MIME in output.get("data", {}):
                yield index, output.data[MIME]


def _foreign(notebook: NotebookNode) -> Iterator[int]:
    """The cells that show a chart in a form that the book does not know."""
    for index, cell in enumerate(notebook.cells):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            drawn = any(FOREIGN.match(kind) and kind != MIME for kind in data)
            if MIME not in data and (drawn or "vegaEmbed" in str(data.get("text/html", ""))):
                yield index


def _naming_problem(name: str, makers: dict[str, str]) -> str:
    if not name:
        return "a chart without a name; publish it with charts.publish"
    if not NAME.fullmatch(name):
        return f"a chart cannot be called '{name}'; allowed: small letters, digits and hyphens"
    return f"a chart is called '{name}' already, in {makers[name]}" if name in makers else ""


def _missing(name: str, spec: dict[str, Any]) -> str:
    """What a chart does not say about itself, though its page has to show it."""
    kept = spec.get("usermeta", {}).get("compendium", {})
    lacking = [words for key, words in KEPT.items() if key not in kept]
    lacking += [words for key, words in (("title", "a title"), ("description", "a short description"))
                if not spec.get(key)]
    return f"chart '{name}' lacks {', '.join(lacking)}; charts.publish gives a chart all of them" if lacking else ""
