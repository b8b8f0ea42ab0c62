"""Charts with a line of words above each mark: years beside the mark alone, and room at the end of an axis."""

from collections.abc import Iterable

import altair as alt
import pandas as pd

from compendium.charts.theme import GRID

MANY_YEARS = 8
"""From here on, only every fifth year is marked: on a phone more would run into each other."""
GROUND = "ground"
"""The style of marks that only guide the eye; every other mark names what it rests on."""
HALO = {"stroke": "#ffffff", "strokeWidth": 4, "strokeJoin": "round"}
"""Words in these looks, drawn first, hold lines off the same words drawn over them."""
ROOM = 1.03
"""An axis goes on a little beyond the last mark, so that none sits on the edge."""


def heading(words: object) -> str:
    """Words as they stand above a mark: with a capital at the beginning."""
    text = str(words)
    return text[:1].upper() + text[1:]


def beyond(values: Iterable[float]) -> float:
    """Where an axis from zero ends that has to hold these values."""
    return float(max(values)) * ROOM


def year_axis(first: int, last: int) -> alt.X:
    """A time axis over whole years, each named where it begins; ``year_lines`` stretch it to its two ends."""
    values = [alt.DateTime(year=year, month=1, date=1) for year in marked_years(first, last)]
    return alt.X("start:T", title=None, scale=alt.Scale(nice=False),
                 axis=alt.Axis(format="%Y", values=values, grid=False, labelAlign="left", labelFlush=False))


def marked_years(first: int, last: int) -> list[int]:
    """The years that an axis names: all of a few, every fifth of many."""
    step = 1 if last - first < MANY_YEARS else 5
    return [year for year in range(first, last + 1) if year % step == 0]


def year_lines(rows: pd.DataFrame, y: alt.Y, first: int, last: int) -> alt.Chart:
    """A short line for each year beside each mark; from top to bottom it would cross the words."""
    years = str(sorted({first, *marked_years(first, last), last + 1}))
    lines: alt.Chart = alt.Chart(rows).transform_calculate(year=years).transform_flatten(["year"]).transform_calculate(
        at="datetime(datum.year, 0, 1)").mark_tick(
            style=GROUND, color=GRID, thickness=1, size=18, yOffset=9).encode(x="at:T", y=y)
    return lines
