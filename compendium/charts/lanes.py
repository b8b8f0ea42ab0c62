"""Charts with a row of marks for each line of words: the words beside the marks, years and room on the axis."""

import textwrap
from collections.abc import Iterable, Sequence
from itertools import repeat
from math import isfinite

import altair as alt
import pandas as pd

from compendium.charts.points import check_apart
from compendium.charts.theme import GRID, SIZE

GROUND = "ground"
"""The style of marks that only guide the eye; every other mark names what it rests on."""
ROOM = 1.03
"""An axis goes on a little beyond the last mark, so that none sits on the edge."""
WORDS = "line"
"""The field with the words of a row."""
WIDTH, LEADING, AROUND = 40, 16, 14
"""Letters in a line of words, the height of a line, and the room around a row of marks, in pixels."""
MANY_YEARS = 8
"""From here on, only every fifth year is marked: on a phone more would run into each other."""


def heading(words: object) -> str:
    """Words as they stand beside a mark: with a capital at the beginning."""
    text = str(words)
    return text[:1].upper() + text[1:]


def broken(chart: str, words: Iterable[object], marks: Iterable[object] | None = None) -> list[str]:
    """The words of each row, broken into as few lines as leave room for the marks, each about as long as the others.

    Refused where two rows have the same words, as they would be one row of the chart; that may have several ``marks``,
    where it says of each in which place it stands.
    """
    headings = [heading(each) for each in words]
    places = zip(headings, repeat("") if marks is None else marks, strict=False)
    check_apart(chart, (f"{each} {mark}".strip() for each, mark in places))
    return ["\n".join(_even(each)) for each in headings]


def _even(words: str) -> list[str]:
    lines = textwrap.wrap(words, WIDTH)
    tries = (textwrap.wrap(words, width) for width in range(WIDTH // 2, WIDTH))
    return next((each for each in tries if len(each) == len(lines)), lines)


def unbroken(words: object) -> str:
    """The words of a row in one line again."""
    return str(words).replace("\n", " ")


def lane(lines: Sequence[str]) -> alt.Y:
    """The rows of a chart from top to bottom, each named at its left by the words of ``WORDS``."""
    order = list(dict.fromkeys(lines))
    most = max((each.count("\n") for each in order), default=0)
    # the first line of a label stands at the middle of its row: further lines ask for it to stand higher
    raised: object = 0
    for more in range(1, most + 1):
        test = f"length(split(datum.label, '\\n')) == {more + 1}"
        raised = [*(raised if isinstance(raised, list) else []), {"test": test, "value": -more * LEADING / 2}]
    offset = {"condition": raised, "value": 0} if isinstance(raised, list) else 0
    axis = alt.Axis(labelExpr="split(datum.label, '\\n')", labelLimit=0, labelFontSize=SIZE, labelPadding=10,
                    labelLineHeight=LEADING, labelOffset=offset, domain=False, ticks=False)
    return alt.Y(f"{WORDS}:N", sort=order, title=None, axis=axis)


def height(lines: Sequence[str], least: int = 30) -> int:
    """The height of a chart with these rows, in pixels: each as high as the longest of its words needs."""
    most = max((each.count("\n") + 1 for each in lines), default=1)
    return max(least, most * LEADING + AROUND) * len(set(lines))


def from_zero(values: Iterable[float]) -> tuple[float, float]:
    """The two ends of an axis that holds zero and these values; an open end, which is not finite, lies on no axis."""
    finite = [0.0, *(float(value) for value in values if isfinite(value))]
    return min(finite) * ROOM, max(finite) * ROOM


def zero_scale(ends: tuple[float, float]) -> alt.Scale:
    """The scale of an axis between two ends that hold zero."""
    low, high = ends
    return alt.Scale(domain=[low, high], nice=False) if low < 0 else alt.Scale(domainMax=high)


def day(moment: pd.Timestamp) -> str:
    """A day as charts are given it: at midnight in no time zone's time but the world's."""
    return f"{moment:%Y-%m-%d}T00:00:00Z"


def time_axis(first: pd.Timestamp, last: pd.Timestamp) -> alt.X:
    """A time axis from one day to another, in months where it is short and in years where it is long.

    Times are the world's (UTC), so that no reader's clock and no machine's moves a mark. The lines of ``time_lines``
    hold both days, and with them the ends of the axis: ends that are written down, the drawing program warns of.
    """
    marks = marked_days(first, last)
    short = len(marks) > 1 and (marks[1] - marks[0]).days < 32
    return alt.X("start:T", title=None,
                 scale=alt.Scale(type="utc", nice=False),
                 axis=alt.Axis(format="%B" if short else "%Y", grid=False, labelAlign="left", labelFlush=False,
                               values=[day(each) for each in marks]))


def marked_days(first: pd.Timestamp, last: pd.Timestamp) -> list[pd.Timestamp]:
    """The days that a time axis names: the first of each month, of each year, or of every fifth of many years."""
    if (last - first).days < 300:
        return list(pd.date_range(first, last, freq="MS"))
    step = 1 if last.year - first.year < MANY_YEARS else 5
    return [pd.Timestamp(year, 1, 1) for year in range(first.year, last.year + 1) if year % step == 0]


def time_lines(lines: Sequence[str], y: alt.Y, first: pd.Timestamp, last: pd.Timestamp) -> alt.Chart:
    """A short line for each marked day in each row, which lets the eye find the date from any mark."""
    marks = sorted({first, *marked_days(first, last), last})
    rows = pd.DataFrame([{WORDS: each, "at": day(mark)} for each in dict.fromkeys(lines) for mark in marks])
    drawn: alt.Chart = alt.Chart(rows).mark_tick(style=GROUND, color=GRID, thickness=1, size=20).encode(
        x=alt.X("at:T", scale=alt.Scale(type="utc", nice=False)), y=y)
    return drawn
