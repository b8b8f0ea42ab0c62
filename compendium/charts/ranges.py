"""Rival numbers side by side: each claim as a point with the range of values it allows."""

from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.lanes import GROUND
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, claims_of, publish
from compendium.charts.points import between, listed, points
from compendium.charts.theme import MUTED, SOURCE_NAMES, colours

STEP = 46
TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("number:N", title="Number"),
           alt.Tooltip("of:N", title="Of"), alt.Tooltip("id:N", title="Id")]


def ranges(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str,
           domain: tuple[float, float], label: str | None = None) -> Drawn:
    """Each claim's number as a point, with its interval by rounding as a bar; a stated range has no point.

    ``table`` holds rows of a subject's table that share one unit; ``axis`` names what is measured,
    ``domain`` is the range of the axis; ``label`` is a column with words to put beside the source.
    An interval with an open end is drawn to the edge of the chart with an arrow head.
    """
    rows = points(table).sort_values("middle", ascending=False)
    rows["label"] = [_label(row, label) for row in rows.to_dict("records")]
    rows["left"] = rows["from"].fillna(domain[0]).clip(*domain)
    rows["right"] = rows["until"].fillna(domain[1]).clip(*domain)
    rows["open"] = ["up" if high else "down" if low else "closed" for low, high in
                    zip(rows["from"].isna(), rows["until"].isna(), strict=True)]
    rows["value"] = rows["value"].astype(float)
    drawn = rows[["id", "source", "says", "of", "number", "value", "left", "right", "open", "label"]]
    base = alt.Chart(drawn).encode(y=alt.Y("label:N", sort=None, axis=None))
    sources = [source for source in SOURCE_NAMES if source in set(rows["source"])]
    colour = alt.Color("source:N", scale=alt.Scale(**colours(sources)), legend=None)  # type: ignore[arg-type]
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(domain=list(domain), nice=False))
    chart = alt.layer(
        *_zero(base, domain),
        base.mark_bar(height=7, opacity=0.35, yOffset=9).encode(x, x2="right:Q", color=colour, tooltip=TOOLTIP),
        base.transform_filter("isValid(datum.value)").mark_point(filled=True, size=90, yOffset=9, opacity=1).encode(
            x="value:Q", color=colour, tooltip=TOOLTIP),
        base.mark_text(align="left", baseline="middle", dy=-8).encode(x=alt.value(0), text="label:N"),
        *_heads(base, colour),
    ).properties(width="container", height=STEP * rows["label"].nunique())
    unbounded = int((rows["open"] != "closed").sum())
    summary = f"Chart of {len(rows)} numbers with the range that each allows, {between(rows)}; {unbounded} open-ended."
    described = f"Claims, from the highest: {listed(rows)}."
    return publish(chart, Caption(name, finding, shows, described, summary), claims_of(rows))


def _zero(base: alt.Chart, domain: tuple[float, float]) -> list[alt.Chart]:
    """A short line at zero beside each mark, where numbers may lie on either side of it."""
    line = base.mark_tick(style=GROUND, color=MUTED, thickness=1, size=18, yOffset=9).encode(x=alt.datum(0))
    return [line] if domain[0] < 0 < domain[1] else []


def _heads(base: alt.Chart, colour: alt.Color) -> list[alt.Chart]:
    """Arrow heads where an interval is open."""
    up = base.transform_filter("datum.open == 'up'").mark_point(
        shape="triangle-right", filled=True, size=80, yOffset=9, opacity=0.8)
    down = base.transform_filter("datum.open == 'down'").mark_point(
        shape="triangle-left", filled=True, size=80, yOffset=9, opacity=0.8)
    return [head.encode(x=f"{end}:Q", color=colour, tooltip=TOOLTIP) for head, end in ((up, "right"), (down, "left"))]


def _label(row: Mapping[Any, Any], label: str | None) -> str:
    """The line above a claim: who says how much, and of what where the chart mixes definitions."""
    said = f"{row['name']}: {row['number']}"
    return f"{said}, {row[label]}" if label and row[label] else said
