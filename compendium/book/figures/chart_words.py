"""What a chart shows, for whoever does not see it: described in words, and its data as a table.

Both come from the chart's own specification and open with one click under its figure.
"""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.book.site.templates import template
from compendium.charts.output import data_of

LARGE = 100_000
"""Larger numbers are shown whole, without decimals and never as a power of ten."""
MOST_ROWS = 60
"""Of a longer table, such as the points of a curve, rows at even steps are shown; the file holds all."""


def words_and_table(spec: Mapping[str, Any], file: str) -> str:
    """The description and the data of a chart as HTML, closed until a reader opens it; ``file`` holds all the data."""
    meta, rows = spec["usermeta"]["compendium"], shown(data_of(spec))
    step = -(-len(rows) // MOST_ROWS)
    return template("chart-words.html").render(
        description=spec["description"], described=meta["described"], title=" ".join(spec["title"]["text"]),
        file=file, every=step, rows_in_all=len(rows), columns=[_name(column) for column in rows],
        rows=[[_cell(value) for value in row] for row in rows.iloc[::step].itertuples(index=False)])


def shown(data: pd.DataFrame) -> pd.DataFrame:
    """The columns of a chart's data that hold anything."""
    return data[[column for column in data if (data[column].notna() & data[column].ne("")).any()]]


def _name(column: object) -> str:
    words = str(column).replace("_", " ")
    return words[:1].upper() + words[1:]


def _cell(value: Any) -> str:
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    if isinstance(value, float):
        return f"{value:,.0f}" if abs(value) >= LARGE else f"{value:,.6g}"
    return str(value)
