"""Series by year: one line for each thing that is measured, with a point for every year that has a figure."""

import re
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, claims_of, publish
from compendium.charts.points import between, points
from compendium.charts.theme import ACCENT, INK, MUTED
from compendium.errors import Refused
from compendium.evidence.printing import printed, significant

LOOKS = ((ACCENT, "circle"), ("#2f6f9f", "square"), (INK, "triangle-up"), (MUTED, "diamond"))
"""Colour and shape for each line, so that no line is told by its colour alone."""
ACCENTED = re.compile("Myanmar|Terbium")
"""What carries the accent colour in every chart comes first, and so carries it here."""
TOOLTIP = [alt.Tooltip("says:N", title="Figure"), alt.Tooltip("number:N", title="Number"),
           alt.Tooltip("of:N", title="Of"), alt.Tooltip("id:N", title="Id")]


def years(table: pd.DataFrame, *, by: str, name: str, finding: str, shows: str, axis: str) -> Drawn:
    """Each row's number over the year it begins in; ``by`` is the column that names the lines.

    ``table`` holds rows with one unit, at most four lines among them; a year without a figure is a gap
    that the line crosses without a point. Raises ValueError for more lines than can be told apart.
    """
    rows = points(table)
    rows["year"] = rows["start"].dt.year
    lines = list(dict.fromkeys(rows[by].astype(str)))
    if len(lines) > len(LOOKS):
        raise Refused(f"chart {name}: {len(lines)} lines; at most {len(LOOKS)} can be told apart")
    drawn = rows.assign(line=rows[by].astype(str))[["id", "says", "of", "number", "middle", "year", "line"]]
    lines = sorted(lines, key=lambda line: not ACCENTED.match(line))
    colours, shapes = ([look[at] for look in LOOKS[: len(lines)]] for at in (0, 1))
    base = alt.Chart(drawn).encode(
        x=alt.X("year:O", title=None, axis=alt.Axis(labelAngle=0, labelOverlap=True)),
        y=alt.Y("middle:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS), scale=alt.Scale(zero=True)),
        color=alt.Color("line:N", title=None, sort=lines, legend=alt.Legend(columns=1, labelLimit=340),
                        scale=alt.Scale(domain=lines, range=colours)),
        shape=alt.Shape("line:N", title=None, sort=lines, scale=alt.Scale(domain=lines, range=shapes)),
        tooltip=TOOLTIP)
    chart = alt.layer(base.mark_line(strokeWidth=2).encode(shape=alt.Undefined), base.mark_point(filled=True, size=70))
    described = " ".join(_described(rows[rows[by].astype(str) == line], line) for line in lines)
    summary = (f"Line chart, {rows['year'].min()} to {rows['year'].max()}, of {', '.join(lines)}; "
               f"the values run {between(rows.assign(number=rows.apply(_short, axis=1)), by)}.")
    return publish(chart.properties(width="container", height=280),
                   Caption(name, finding, shows, described, summary), claims_of(table))


def _described(rows: pd.DataFrame, line: str) -> str:
    """One line in words: where it begins and ends, its highest and its lowest point."""
    ordered = rows.sort_values("year").to_dict("records")
    first, last = ordered[0], ordered[-1]
    high, low = max(ordered, key=lambda row: row["middle"]), min(ordered, key=lambda row: row["middle"])
    ends = f"{line}: {_short(first)} in {first['year']}"
    if len(ordered) == 1:
        return f"{ends}."
    peaks = f"highest {_short(high)} in {high['year']}, lowest in {low['year']}"
    return f"{ends}, {_short(last)} in {last['year']}; {peaks}."


def _short(row: Mapping[Any, Any] | pd.Series) -> str:
    """A number as it can be read aloud: what is printed to the last dollar or kilogram is told to three digits."""
    rounded = significant(row["middle"])
    return str(row["number"]) if rounded == row["middle"] else printed(rounded, row["unit"], "~")
