"""What a chart shows, for whoever does not see it: described in words, and its data as a table.

Both come from the chart's own specification and open with one click under its figure.
"""

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd

from compendium.book.figures.column_names import DRAWING, NAMES, place
from compendium.charts import SOURCE_NAMES

LARGE = 100_000
"""Larger numbers are shown whole, without decimals and never as a power of ten."""
MOST_ROWS = 60
"""Of a longer table, such as the points of a curve, rows at even steps are shown; the file holds all."""


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
    kept.sort(key=place)
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
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.6g}"
    return SOURCE_NAMES.get(str(value), str(value))
