"""What is possible in each period, as bars from the least to the most, with figures from outside or an example."""

import math
from collections.abc import Mapping
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.lanes import ROOM
from compendium.charts.output import (
    CLAIMS_TOOLTIP,
    LARGE_NUMBERS,
    Caption,
    Drawn,
    cell_short_list,
    claims_of,
    publish,
    short_list,
)
from compendium.charts.points import check_apart, check_fits
from compendium.charts.theme import ACCENT, INK, MUTED, SIZE
from compendium.evidence.printing import at_least, printed, printed_range, significant

HEIGHT = 320
TOOLTIP = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("said:N", title="Possible"), CLAIMS_TOOLTIP]
EXAMPLE = "One path that fits (an example)"


def spans(table: pd.DataFrame, *, name: str, finding: str, shows: str, top: float = 0, unit: str = "t",
          cut: float = math.inf, points: pd.DataFrame | None = None, path: pd.DataFrame | None = None) -> Drawn:
    """One bar for each period from its least to its most; what has no upper end has an arrow head.

    What reaches beyond ``cut`` has one too, and its upper end written in it, so that the rest can be told apart.

    ``table`` has the columns period (a year or a month), low, high (missing where open), claims; ``points``
    and ``path`` have period, tonnes (and claims). The axis ends at ``top``, in the unit, or at the highest end of
    a bar or point, whichever is more. A path is dashed, and named as the example that it is.
    """
    rows = table.assign(label=[_label(each) for each in table["period"]]).reset_index(drop=True)
    check_apart(name, rows["label"])
    rows["said"] = [_said(row, unit) for row in rows.to_dict("records")]
    others = [each["tonnes"] for each in (points, path) if each is not None and len(each)]
    finite = pd.concat([rows["high"].dropna(), rows["low"], *others]).astype(float)
    end = min(cut, max(float(top if rows["high"].isna().any() else 0), ROOM * finite[finite < math.inf].max()))
    check_fits(name, pd.concat([pd.Series([], dtype=float), *others]), (0, end))
    rows["beyond"] = rows["high"].isna() | (rows["high"] > end)
    rows["until"] = rows["high"].where(~rows["beyond"], end)
    rows["told"] = [f"to {printed(significant(high), unit)}" if end < high < math.inf else "" for high in rows["high"]]
    rows["tooltip"] = rows["claims"].map(cell_short_list)
    monthly = rows["label"].str.contains(" ").any()
    # a month names its year where that begins: on a phone there is no room for more
    words = (f"datum.value != '{rows['label'].iloc[0]}' && slice(datum.label, 0, 3) != 'Jan' ? "
             "[slice(datum.label, 0, 3)] : split(datum.label, ' ')")
    axis = alt.Axis(labelAngle=0, labelOverlap=not monthly, labelExpr=words if monthly else "datum.label")
    x = alt.X("label:N", sort=list(rows["label"]), title=None, axis=axis)
    title = "tonnes" if unit == "t" else unit
    y = alt.Y("low:Q", title=title, scale=alt.Scale(domain=[0, end], nice=False),
              axis=alt.Axis(labelExpr=LARGE_NUMBERS))
    drawn = rows[["label", "low", "until", "beyond", "said", "told"]].assign(claims=rows["tooltip"])
    base = alt.Chart(drawn).encode(x=x, tooltip=TOOLTIP)
    bars = base.mark_bar(color=MUTED, opacity=0.4, width={"band": 0.55}).encode(y=y, y2="until:Q")
    # a range of a few tonnes would be too thin to see
    ends = base.mark_tick(color=MUTED, thickness=2, width={"band": 0.55}).encode(y=y)
    heads = base.transform_filter("datum.beyond").mark_point(
        shape="triangle-up", filled=True, size=70, color=MUTED, opacity=0.9, yOffset=5).encode(y="until:Q")
    # upright in its bar: beside it there is no room on a phone
    told = base.transform_filter("datum.told").mark_text(
        angle=270, align="right", dx=-14, fontSize=SIZE, color=INK).encode(y="until:Q", text="told:N")
    layers = [bars, ends, heads, *([told] if rows["told"].any() else []),
              *_line(path, x, claims_of(table)), *_points(points, x, unit)]
    chart = alt.layer(*layers).properties(width="container", height=HEIGHT)
    traced = claims_of(table) if points is None else [*claims_of(table), *claims_of(points)]
    described, summary = _described(rows, points, path, unit), _summary(rows, unit)
    data = [{"label": row["label"], "low": row["low"], "high": row["high"], "unit": row.get("unit", unit),
             "period": str(row["period"]), "kind": "modelled", "claims": row["claims"], "shows": "what is possible"}
            for row in rows.to_dict("records")]
    data += [{"label": _label(row["period"]), "value": row["tonnes"], "unit": unit, "period": str(row["period"]),
              "claims": row["claims"], "kind": "outside", "shows": "from outside"}
             for row in ([] if points is None else points.to_dict("records"))]
    data += [{"label": _label(row["period"]), "value": row["tonnes"], "unit": unit, "period": str(row["period"]),
              "claims": claims_of(table), "kind": "modelled", "shows": EXAMPLE.lower()}
             for row in ([] if path is None else path.to_dict("records"))]
    return publish(chart, Caption(name, finding, shows, described, summary), traced, data, axis=title)


def _points(points: pd.DataFrame | None, x: alt.X, unit: str) -> list[alt.Chart]:
    """Figures from outside, each a diamond."""
    if points is None or points.empty:
        return []
    drawn = points.assign(label=[_label(each) for each in points["period"]],
                          said=[printed(significant(each), unit) for each in points["tonnes"]],
                          claims=points["claims"].map(cell_short_list))
    tooltip = [alt.Tooltip("label:N", title="Period"), alt.Tooltip("said:N", title="From outside"), CLAIMS_TOOLTIP]
    return [alt.Chart(drawn[["label", "tonnes", "said", "claims"]]).mark_point(
        shape="diamond", filled=True, size=110, color=ACCENT, opacity=1).encode(x=x, y="tonnes:Q", tooltip=tooltip)]


def _line(path: pd.DataFrame | None, x: alt.X, claims: list[str]) -> list[alt.Chart]:
    """One path through the periods, dashed, as it is an example; its name in the legend says so."""
    if path is None or path.empty:
        return []
    drawn = path.assign(label=[_label(each) for each in path["period"]], claims=short_list(claims), what=EXAMPLE)
    dash = alt.StrokeDash("what:N", title=None, scale=alt.Scale(domain=[EXAMPLE], range=[[4, 4]]),
                          legend=alt.Legend(symbolType="stroke", symbolStrokeWidth=2, symbolStrokeColor=INK,
                                            symbolSize=300, labelLimit=320))
    return [alt.Chart(drawn[["label", "tonnes", "claims", "what"]]).mark_line(color=INK, strokeWidth=1.5).encode(
        x=x, y="tonnes:Q", strokeDash=dash,
        tooltip=["label:N", alt.Tooltip("tonnes:Q", format=",.0f"), CLAIMS_TOOLTIP])]


def _label(period: object) -> str:
    text = str(period)
    return pd.Period(text).strftime("%b %Y") if "-" in text else text


def _said(row: Mapping[Any, Any], unit: str) -> str:
    high = math.inf if pd.isna(row["high"]) else significant(row["high"])
    low = at_least(row["low"]) if math.isinf(high) else significant(row["low"])
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
    for words, table in (("From outside", points), (EXAMPLE, path)):
        if table is not None and len(table):
            each = "; ".join(f"{_label(row['period'])} {printed(significant(row['tonnes'], 2), unit)}"
                             for row in table.to_dict("records"))
            parts.append(f"{words}: {each}.")
    return " ".join(parts)
