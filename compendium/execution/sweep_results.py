"""What is kept of one run of a sweep: its recorded facts, and the data of its charts and tables, as tidy rows."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from nbformat import NotebookNode

from compendium.drawing import CHART_TYPE, FACT_TYPE

NUMBER = re.compile(r"[-+−]?\d[\d,]*(?:\.\d+)?")
KEPT_COLUMNS = ("what", "name", "row", "label", "low", "value", "high", "unit", "period", "claims", "more")
"""The columns of a kept row: ``what`` is fact, figure or table, ``more`` a JSON object of whatever else it holds."""
KeptRow = dict[str, Any]


def rows_of(notebook: NotebookNode) -> Iterator[KeptRow]:
    """The rows of an executed chapter: one for each fact, each mark of a chart and each cell of a table."""
    for number, cell in enumerate(notebook.cells, start=1):
        for output in cell.get("outputs", []):
            data = output.get("data", {})
            if FACT_TYPE in data:
                yield _fact(data[FACT_TYPE])
            elif CHART_TYPE in data:
                kept = data[CHART_TYPE].get("usermeta", {}).get("compendium", {})
                for at, mark in enumerate(kept.get("data", []), start=1):
                    yield _row("figure", kept.get("name", f"cell {number}"), at, mark)
            elif "<table" in str(data.get("text/html", "")):
                figure = cell.metadata.get("mystnb", {}).get("figure", {})
                yield from _table(figure.get("name", f"cell {number}"), data["text/html"])


def _fact(fact: Mapping[str, Any]) -> KeptRow:
    row = _row("fact", fact["name"], 1, {key: fact[key] for key in ("low", "value", "high", "unit")})
    return row | {"label": fact["name"]}


def _row(what: str, name: str, at: int, given: Mapping[str, Any]) -> KeptRow:
    known = {key: given[key] for key in KEPT_COLUMNS if given.get(key) is not None}
    more = {key: each for key, each in given.items() if key not in KEPT_COLUMNS and each is not None}
    if more:
        known["more"] = json.dumps(more, sort_keys=True, ensure_ascii=False, default=str)
    return {"what": what, "name": name, "row": at, **known}


def _table(name: str, markup: str) -> Iterator[KeptRow]:
    """A row for each cell of a table but the first of its line, which names it."""
    from lxml import html

    whole = html.fromstring(markup)  # type: ignore[no-untyped-call]
    for table in whole.iter("table"):
        lines = [[" ".join(cell.text_content().split()) for cell in line.iter("th", "td")] for line in table.iter("tr")]
        heads = lines[0] if lines else []
        for at, line in enumerate(lines[1:], start=1):
            for head, words in zip(heads[1:], line[1:], strict=False):
                number = float(words.replace(",", "").replace("−", "-")) if NUMBER.fullmatch(words) else None
                yield _row("table", name, at, {"label": line[0], "value": number, "column": head, "printed": words})
