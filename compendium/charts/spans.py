"""What is possible in each period, as bars from the least to the most, with figures from outside or a path."""

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.named_claims import CLAIMS, named, named_in
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, claims_of, publish
from compendium.charts.theme import ACCENT, INK, MUTED
from compendium.evidence.printing import printed, printed_range, significant

HEIGHT = 300
TOOLTIP = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("said:N", title="Possible"), CLAIMS]


def spans(table: pd.DataFrame, *, name: str, finding: str, shows: str, top: float, unit: str = "t",
          points: pd.DataFrame | None = None, path: pd.DataFrame | None = None) -> Drawn:
    """One bar for each period, to the edge of the chart with an arrow head where it goes on beyond it.

    ``table`` has the columns period (a year or a month), low, high (missing where open), claims; ``points``
    and ``path`` have period, tonnes (and claims). ``top`` is the end of the axis, in the unit.
    """
    rows = table.assign(label=[_label(each) for each in table["period"]])
    rows["said"] = [_said(row, unit) for row in rows.to_dict("records")]
    rows["claims"] = rows["claims"].map(named_in)
    rows["until"] = rows["high"].fillna(math.inf).clip(upper=top)
    rows["beyond"] = rows["high"].fillna(math.inf) > top
    axis = alt.Axis(labelAngle=0, labelOverlap=False, labelExpr="split(datum.label, ' ')")
    x = alt.X("label:N", sort=list(rows["label"]), title=None, axis=axis)
    y = alt.Y("low:Q", title="tonnes" if unit == "t" else unit, scale=alt.Scale(domain=[0, top], nice=False),
              axis=alt.Axis(labelExpr=LARGE_NUMBERS))
    base = alt.Chart(rows[["label", "low", "until", "beyond", "said", "claims"]]).encode(x=x, tooltip=TOOLTIP)
    bars = base.mark_bar(color=MUTED, opacity=0.4, width={"band": 0.55}).encode(y=y, y2="until:Q")
    # a range of a few tonnes would be too thin to see
    ends = base.mark_tick(color=MUTED, thickness=2, width={"band": 0.55}).encode(y=y)
    heads = base.transform_filter("datum.beyond").mark_point(
        shape="triangle-up", filled=True, size=70, color=MUTED, opacity=0.9, yOffset=5).encode(y="until:Q")
    layers = [bars, ends, heads, *_line(path, x, claims_of(table)), *_points(points, x, unit)]
    drawn = alt.layer(*layers).properties(width="container", height=HEIGHT)
    traced = claims_of(table) if points is None else [*claims_of(table), *claims_of(points)]
    described, summary = _described(rows, points, path, unit), _summary(rows, unit)
    return publish(drawn, Caption(name, finding, shows, described, summary), traced)


def _points(points: pd.DataFrame | None, x: alt.X, unit: str) -> list[alt.Chart]:
    """Figures from outside, each a diamond."""
    if points is None or points.empty:
        return []
    drawn = points.assign(label=[_label(each) for each in points["period"]],
                          said=[printed(significant(each), unit) for each in points["tonnes"]],
                          claims=points["claims"].map(named_in))
    tooltip = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("said:N", title="From outside"), CLAIMS]
    return [alt.Chart(drawn[["label", "tonnes", "said", "claims"]]).mark_point(
        shape="diamond", filled=True, size=110, color=ACCENT, opacity=1).encode(x=x, y="tonnes:Q", tooltip=tooltip)]


def _line(path: pd.DataFrame | None, x: alt.X, claims: list[str]) -> list[alt.Chart]:
    """One path through the periods, which has to meet the claims of all of them."""
    if path is None:
        return []
    drawn = path.assign(label=[_label(each) for each in path["period"]], claims=named(claims))
    base = alt.Chart(drawn[["label", "tonnes", "claims"]]).encode(
        x=x, y="tonnes:Q", tooltip=["label:N", alt.Tooltip("tonnes:Q", format=",.0f"), CLAIMS])
    return [base.mark_line(color=INK, strokeWidth=2), base.mark_point(color=INK, filled=True, size=45, opacity=1)]


def _label(period: str) -> str:
    return pd.Period(period).strftime("%b %Y") if "-" in period else period


def _said(row: Mapping[Any, Any], unit: str) -> str:
    high = math.inf if pd.isna(row["high"]) else significant(row["high"])
    low = significant(row["low"])
    return printed(low, unit) if low == high else printed_range(low, high, unit)


def _summary(rows: pd.DataFrame, unit: str) -> str:
    """How many bars, from when to when, and where the highest ends."""
    first, last = rows["label"].iloc[0], rows["label"].iloc[-1]
    highest = rows["high"].fillna(math.inf).max()
    end = printed(significant(highest), unit) if math.isfinite(highest) else "an open end"
    return f"Bar chart of what is possible in {len(rows)} periods, {first} to {last}; the highest bar goes to {end}."


def _described(rows: pd.DataFrame, points: pd.DataFrame | None, path: pd.DataFrame | None, unit: str) -> str:
    """The ranges in words, then the figures from outside and the path."""
    said = "; ".join(f"{row['label']} {row['said']}" for row in rows.to_dict("records"))
    parts = [f"Possible: {said}."]
    for words, table in (("From outside", points), ("One path that fits", path)):
        if table is not None and len(table):
            each = "; ".join(f"{_label(row['period'])} {printed(significant(row['tonnes'], 2), unit)}"
                             for row in table.to_dict("records"))
            parts.append(f"{words}: {each}.")
    return " ".join(parts)
