"""What is kept of one run of a sweep: its recorded facts, and the data of its charts and tables, as tidy rows."""

import json
import re
from collections.abc import Iterator, Mapping
from itertools import count, product, takewhile
from typing import Any

from nbformat import NotebookNode

from compendium.drawing import CHART_TYPE, FACT_TYPE
from compendium.errors import ChapterError
from compendium.execution.chapters import Chapter
from compendium.execution.notebooks import code_cells, figure_name

NUMBER = re.compile(r"[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?(?:[eE][-+−]?[0-9]+)?")
"""A number as a table prints it: a comma divides thousands, and nothing else."""
CUT, JOINT = "...", " / "
"""What pandas prints for lines and columns that it leaves out; what joins the words of a head, or label, of several."""
KEPT_COLUMNS = ("what", "name", "row", "label", "low", "value", "high", "unit", "period", "claims", "more")
"""The columns of a kept row: ``what`` is fact, figure or table, ``more`` a JSON object of whatever else it holds."""
KeptRow = dict[str, Any]


def rows_of(chapter: Chapter, notebook: NotebookNode) -> Iterator[KeptRow]:
    """The rows of an executed chapter: one for each fact, each mark of a chart and each cell of a table.

    Raises ChapterError for a table of which only a part was printed.
    """
    written = code_cells(chapter.notebook)
    for own, cell, name in zip(written, code_cells(notebook), shown_names(chapter.notebook), strict=True):
        for output in cell.outputs:
            data = output.get("data", {})
            if FACT_TYPE in data:
                yield _fact(data[FACT_TYPE])
            elif CHART_TYPE in data:
                kept = data[CHART_TYPE].get("usermeta", {}).get("compendium", {})
                for at, mark in enumerate(kept.get("data", []), start=1):
                    yield _row("figure", kept.get("name", name), at, mark)
            elif "<table" in str(data.get("text/html", "")):
                for grid, first in _tables(data["text/html"]):
                    if _is_cut(grid):
                        at = next(at for at, each in enumerate(chapter.notebook.cells) if each is own)
                        raise ChapterError([chapter.problem(at, f"the table '{name}' is cut off: '{CUT}' stands for "
                                            "lines or columns that pandas left out; show fewer, or all of them with "
                                            "pandas.set_option('display.max_rows', None) or 'display.max_columns'")])
                    yield from _cells(name, grid, first)


def shown_names(notebook: NotebookNode) -> list[str]:
    """The name under which what each code cell shows is kept: that of its caption, else its place among them."""
    return [figure_name(cell.metadata) or f"code cell {number}"
            for number, cell in enumerate(code_cells(notebook), start=1)]


def _fact(fact: Mapping[str, Any]) -> KeptRow:
    row = _row("fact", fact["name"], 1, {key: fact[key] for key in ("low", "value", "high", "unit")})
    return row | {"label": fact["name"]}


def _row(what: str, name: str, at: int, given: Mapping[str, Any]) -> KeptRow:
    known = {key: given[key] for key in KEPT_COLUMNS if given.get(key) is not None}
    more = {key: each for key, each in given.items() if key not in KEPT_COLUMNS and each is not None}
    if more:
        known["more"] = json.dumps(more, sort_keys=True, ensure_ascii=False, default=str)
    return {"what": what, "name": name, "row": at, **known}


Place = tuple[str, bool]
"""The words in one place of a table, and whether they name its line or column."""


def _tables(markup: str) -> Iterator[tuple[list[list[Place]], int]]:
    """The lines of each table, and how many of them are its head."""
    from lxml import html

    whole = html.fromstring(markup)  # type: ignore[no-untyped-call]
    for table in whole.iter("table"):
        lines = table.xpath("./tr|./*/tr")
        yield _laid_out(lines), sum(line.getparent().tag == "thead" for line in lines) or 1


def _laid_out(lines: list[Any]) -> list[list[Place]]:
    """The lines of a table, place by place: a cell that spans several stands in each of them."""
    grid: list[dict[int, Place]] = [{} for _ in lines]
    for at, line in enumerate(lines):
        for cell in line.iterchildren("th", "td"):
            column = next(number for number in count() if number not in grid[at])
            words = " ".join(cell.text_content().split())
            for below, right in product(grid[at:at + int(cell.get("rowspan", 1))], range(int(cell.get("colspan", 1)))):
                below[column + right] = (words, cell.tag == "th")
    return [[line.get(column, ("", False)) for column in range(max(line, default=-1) + 1)] for line in grid]


def _is_cut(grid: list[list[Place]]) -> bool:
    """Whether a whole line or column says that others were left out there."""
    said = [[words for words, _ in each if words] for each in (*grid, *zip(*grid, strict=False))]
    return any(each and set(each) == {CUT} for each in said)


def _cells(name: str, grid: list[list[Place]], first: int) -> Iterator[KeptRow]:
    """A row for each cell of a table but those that name its line: its heads, or its first cell where it has none."""
    body = grid[first:]
    heads = [JOINT.join(words for words, _ in column if words) for column in zip(*grid[:first], strict=False)]
    named = takewhile(lambda column: all(is_head for _, is_head in column), zip(*body, strict=False))
    naming = max(1, len(list(named)))
    for at, line in enumerate(body, start=1):
        label = JOINT.join(words for words, _ in line[:naming])
        for head, (words, _) in zip(heads[naming:], line[naming:], strict=False):
            number = float(words.replace(",", "").replace("−", "-")) if NUMBER.fullmatch(words) else None
            yield _row("table", name, at, {"label": label, "value": number, "column": head, "printed": words})
