"""What a chart shows, for whoever does not see it: described in words, and its data as a table.

Both come from the chart's own specification and open with one click under its figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

MOST_ROWS = 60
"""Of a longer table, such as the points of a curve, rows at even steps are shown; the file holds all."""
NAMES = {"says": "What it says", "number": "Number", "of": "Of what", "line": "As labelled", "label": "As labelled",
         "left": "From", "right": "To", "value": "Number drawn", "year": "Year", "source": "Source",
         "id": "Where in the ledger",
         "start": "From", "last": "To", "kind": "Kind", "price": "Price", "layer": "Layer", "name": "Name",
         "low": "Low", "high": "High", "ids": "Where in the ledger", "who": "Who", "claims": "Claims"}
"""What the columns that charts draw are called in a table; another column's own name is read as words."""
DRAWING = {"colour", "shape", "open", "middle", "x", "y", "x2", "y2", "shade", "filling", "area", "align", "turn",
           "level", "label_lines", "at", "side", "strength", "across_lines", "down_lines", "missing", "rank"}
"""Columns that only say how something is drawn."""
FIRST, LAST = {"line", "label", "name", "who"}, {"says", "id", "ids", "claims"}
"""Columns that name a row, and those that say where it comes from."""


def words_and_table(spec: Mapping[str, Any], file: str) -> str:
    """The description and the data of a chart as HTML, closed until a reader opens it; ``file`` holds all the data."""
    meta = spec["usermeta"]["compendium"]
    return "".join((
        '<details class="chart-words"><summary>In words, and as a table</summary>',
        f"<p>{escape(spec['description'])} {escape(meta['described'])}</p>",
        *_table(spec, file), "</details>"))


def data_of(spec: Mapping[str, Any]) -> pd.DataFrame:
    """The rows that a chart draws: the largest of its data sets, without what only says how to draw them."""
    return max((_told(rows) for rows in spec["datasets"].values()), key=lambda rows: rows.size)


def _told(rows: Sequence[Mapping[str, Any]]) -> pd.DataFrame:
    """A data set's columns that tell something; outlines of countries, for one, are only drawn."""
    table = pd.DataFrame(rows)
    kept = [column for column in table if column not in DRAWING and not table[column].map(_nested).any()]
    kept.sort(key=lambda column: (column not in FIRST, column in LAST))
    told = table[kept]
    return told.loc[~told.astype(str).duplicated()] if kept else told


def _nested(value: object) -> bool:
    return isinstance(value, dict | list)


def _table(spec: Mapping[str, Any], file: str) -> Iterator[str]:
    rows = data_of(spec)
    step = -(-len(rows) // MOST_ROWS)
    shown = rows.iloc[::step]
    caption = f"The data of the chart: {' '.join(spec['title']['text'])}"
    if step > 1:
        caption += f" (one row in {step}; all {len(rows)} are in the file)"
    yield f'<div class="table-frame" tabindex="0" role="region" aria-label="{escape(caption)}"><table>'
    yield f'<caption>{escape(caption)}, <a href="{escape(file)}" download>as a file</a></caption><thead><tr>'
    yield from (f'<th scope="col">{escape(_name(str(column)))}</th>' for column in shown)
    yield "</tr></thead><tbody>"
    for row in shown.itertuples(index=False):
        first, *others = (escape(_cell(value)) for value in row)
        yield f'<tr><th scope="row">{first}</th>{"".join(f"<td>{each}</td>" for each in others)}</tr>'
    yield "</tbody></table></div>"


def _name(column: str) -> str:
    words = NAMES.get(column) or str(column).replace("_", " ").replace("-", " ")
    return words[:1].upper() + words[1:]


def _cell(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    return f"{value:,.6g}" if isinstance(value, float) else str(value)
