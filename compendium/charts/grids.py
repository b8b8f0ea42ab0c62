"""Grids of two categories: how many claims fall into each cell, or which readings go together."""


import altair as alt
import pandas as pd

from compendium.charts.lanes import GROUND, heading
from compendium.charts.output import CLAIMS, Caption, Drawn, claims_of, grouped, publish
from compendium.charts.theme import ACCENT, INK, LANE

STEP = 34
ROOM, LETTER = 540, 7
"""The width of the columns where the chart is widest, and of a letter of their names, in pixels."""
HYPHENATED = {"know-how"}


def matrix(table: pd.DataFrame, *, across: str, down: str, name: str, finding: str, shows: str,
           order: list[str] | None = None, order_down: list[str] | None = None) -> Drawn:
    """How many claims fall into each pair of values of two columns, as shaded cells with numbers.

    ``order`` gives the values of ``across`` from left to right and ``order_down`` those of ``down`` from top to
    bottom, if their order has a meaning.
    """
    every = grouped(table, [down, across]).astype({down: str, across: str})
    cells = every.drop(columns="all_claims")
    for column in (down, across):
        cells[column] = [_spelled(each) for each in cells[column]]
    order, order_down = ([_spelled(each) for each in given] if given else None for given in (order, order_down))
    longest, columns = max(map(len, cells[across])), cells[across].nunique()
    angle = 0 if longest * LETTER < ROOM / columns else -35
    y = alt.Y(f"{down}:N", title=None, sort=order_down or _fullest_first(cells, down))
    base = alt.Chart(cells).encode(
        x=alt.X(f"{across}:N", title=None, sort=order, axis=alt.Axis(orient="top", labelAngle=angle, ticks=False)), y=y)
    top = int(cells["number"].max())
    shade = alt.Opacity("number:Q", scale=alt.Scale(domain=[0, top], range=[0.12, 0.75]), legend=None)
    chart = alt.layer(
        # a row can be followed across cells that are empty
        alt.Chart(cells).mark_rect(style=GROUND, fill=LANE, stroke="#ffffff", strokeWidth=2).encode(
            x=alt.value(0), x2=alt.value("width"), y=y),
        base.mark_rect(color=ACCENT).encode(opacity=shade, tooltip=[down, across, "number", CLAIMS]),
        base.mark_text(color=INK).encode(text="number:Q"),
    ).properties(width="container", height=STEP * cells[down].nunique())
    said = "; ".join(f"{row[down]}, {row[across]}: {row['number']}" for row in cells.to_dict("records"))
    fullest = cells.sort_values("number", ascending=False, kind="stable").to_dict("records")[0]
    summary = (f"Grid of {cells[down].nunique()} rows and {cells[across].nunique()} columns; the fullest cell, "
               f"{fullest[down]} and {fullest[across]}, holds {fullest['number']} claims.")
    data = [{"label": f"{row[down]}, {row[across]}", "value": row["number"], "unit": "count", "kind": "counted",
             "claims": row["all_claims"]} for row in every.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, f"Number of claims: {said}.", summary), claims_of(table), data)


def _fullest_first(cells: pd.DataFrame, down: str) -> list[str]:
    """The rows by their number of claims; two layers of one chart agree on an order only where it is spelled out."""
    sums = cells.groupby(down, sort=True)["number"].sum()
    return [str(each) for each in sums.sort_values(ascending=False, kind="stable").index]


def _spelled(name: str) -> str:
    """A value as a reader reads it: 'Own voice' for 'own-voice'."""
    return heading(name if name in HYPHENATED or not name.islower() else name.replace("-", " "))
