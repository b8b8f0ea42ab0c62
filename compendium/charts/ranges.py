"""Numbers with their ranges, one below the other: rival claims, and results that are only known as ranges."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts.as_claimed import check_columns, check_told
from compendium.charts.lanes import GROUND, WORDS, broken, from_zero, height, lane, zero_scale
from compendium.charts.output import CLAIMS_TOOLTIP, LARGE_NUMBERS, Caption, Drawn, cell_short_list, drawn_of, publish
from compendium.charts.points import between, check_fits, data_of_points, listed, points
from compendium.charts.theme import ACCENT, INK, MUTED
from compendium.datasets.names import kind_of
from compendium.results.draws import RANGE_IN_WORDS
from compendium.results.rounding import printed_row

TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("number:N", title="Number"),
           alt.Tooltip("of:N", title="Of"), alt.Tooltip("id:N", title="Id")]


def ranges(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str,
           domain: tuple[float, float], label: str | None = None) -> Drawn:
    """Each claim's number as a point, with its interval by rounding as a bar; a stated range has no point.

    ``table`` holds rows of a subject's table that share one unit; ``axis`` names what is measured, if ``shows``
    does not, ``domain`` is the range of the axis; ``label`` is a column with words to put beside the source.
    An interval with an open end is drawn to the edge of the chart with an arrow head; evidence from outside
    is drawn in ink, that of the articles in the accent colour. Raises ValueError where a number lies outside.
    """
    check_columns(name, table, label)
    rows = points(table).sort_values("middle", ascending=False)
    check_fits(name, rows[["from", "middle", "until"]].to_numpy(float).flat, domain)
    rows["label"] = [_label(row, label) for row in rows.to_dict("records")]
    rows[WORDS] = broken(name, rows["label"])
    rows["left"], rows["right"] = rows["from"].fillna(domain[0]), rows["until"].fillna(domain[1])
    rows["open"] = ["up" if high else "down" if low else "closed" for low, high in
                    zip(rows["from"].isna(), rows["until"].isna(), strict=True)]
    rows["value"] = rows["value"].astype(float)
    rows["colour"] = [INK if kind_of(str(each)) == "outside" else ACCENT for each in rows["id"]]
    drawn = rows[["id", "says", "of", "number", "value", "left", "right", "open", "colour", WORDS]]
    base = alt.Chart(drawn).encode(y=lane(list(rows[WORDS])), tooltip=TOOLTIP,
                                   color=alt.Color("colour:N", scale=None))
    x = alt.X("left:Q", title=axis or None, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(domain=list(domain), nice=False))
    chart = alt.layer(
        *_zero(base, domain),
        base.mark_bar(height=7, opacity=0.35).encode(x, x2="right:Q"),
        base.transform_filter("isValid(datum.value)").mark_point(filled=True, size=90, opacity=1).encode(x="value:Q"),
        *_heads(base, drawn),
    ).properties(width="container", height=height(list(rows[WORDS])))
    unbounded = int((rows["open"] != "closed").sum())
    summary = f"Chart of {len(rows)} numbers with the range that each allows, {between(rows)}; {unbounded} open-ended."
    described = f"Claims, from the highest: {listed(rows)}."
    return publish(chart, Caption(name, finding, shows, described, summary), drawn_of(rows),
                   data_of_points(rows, "label"), lanes=WORDS, axis=axis)


def intervals(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
              accent: str | Sequence[str] = "") -> Drawn:
    """Each row's value as a point and its low to high as a bar, from zero, with both in words beside it.

    ``table`` holds rows like those of ``derived.csv`` that share one unit; ``label`` names the column with
    each row's words; the rows whose ids are ``accent`` (all, if none is named) carry the accent colour.
    ``{range}`` in ``shows`` stands for what the range of drawn results is.
    """
    check_columns(name, table, label)
    rows = table.reset_index(drop=True).copy()
    # on which claims a result rests a run with other parameters says otherwise
    check_told(f"chart {name}", rows.to_dict("records"), ["says"], "derived")
    chosen = {accent} if isinstance(accent, str) else set(accent)
    rows["words"] = [f"{row[label]}: {printed_row(row)}" for row in rows.to_dict("records")]
    rows[WORDS] = broken(name, rows["words"])
    rows["colour"] = [ACCENT if not accent or each in chosen else MUTED for each in rows["id"]]
    ends = rows[["value", "low", "high"]].astype(float)
    edges = from_zero(ends.to_numpy().flat)
    finite = ends.where(ends.abs() < math.inf)
    drawn = rows[["id", "says", WORDS, "colour"]].assign(
        value=ends["value"], left=finite["low"].fillna(edges[0]), right=finite["high"].fillna(edges[1]),
        claims=rows["claims"].map(cell_short_list))
    if not_closed := finite[["low", "high"]].isna().to_numpy().any():
        drawn["open"] = np.where(finite["high"].isna(), "up", np.where(finite["low"].isna(), "down", "closed"))
    base = alt.Chart(drawn).encode(y=lane(list(rows[WORDS])), color=alt.Color("colour:N", scale=None),
                                   tooltip=[alt.Tooltip("says:N", title="Result"), alt.Tooltip("id:N", title="Id"),
                                            CLAIMS_TOOLTIP])
    x = alt.X("left:Q", title=axis or None, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=True, domainMax=edges[1]) if edges[0] == 0 else zero_scale(edges))
    chart = alt.layer(
        base.mark_bar(height=7, opacity=0.35).encode(x, x2="right:Q"),
        base.mark_point(filled=True, size=90, opacity=1).encode(x="value:Q"),
        *(_heads(base, drawn) if not_closed else []),
    ).properties(width="container", height=height(list(rows[WORDS])))
    lowest, highest = (rows.sort_values("value", kind="stable")["words"].iloc[at] for at in (0, -1))
    summary = f"Chart of {len(rows)} results with their ranges; lowest {lowest}, highest {highest}."
    caption = Caption(name, finding, shows.replace("{range}", RANGE_IN_WORDS), f"{'; '.join(rows['words'])}.", summary)
    return publish(chart, caption, drawn_of(rows), result_data(rows, label), lanes=WORDS, axis=axis)


def result_data(rows: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """Rows like those of ``derived.csv`` as a chart's data."""
    return [{"label": row[label], "low": row["low"], "value": row["value"], "high": row["high"], "unit": row["unit"],
             "claims": row["claims"], "kind": kind_of(str(row["id"])), "result": row["id"]}
            for row in rows.to_dict("records")]


def _zero(base: alt.Chart, domain: tuple[float, float]) -> list[alt.Chart]:
    """A short line at zero in each row, where numbers may lie on either side of it."""
    line = base.mark_tick(style=GROUND, color=MUTED, thickness=1, size=18).encode(
        x=alt.datum(0), color=alt.value(MUTED))
    return [line] if domain[0] < 0 < domain[1] else []


def _heads(base: alt.Chart, drawn: pd.DataFrame) -> list[alt.Chart]:
    """Arrow heads where an interval is open."""
    looks = {"up": ("triangle-right", "right"), "down": ("triangle-left", "left")}
    return [base.transform_filter(f"datum.open == '{side}'").mark_point(
        shape=shape, filled=True, size=80, opacity=0.8).encode(x=f"{end}:Q")
        for side, (shape, end) in looks.items() if (drawn["open"] == side).any()]


def _label(row: Mapping[Any, Any], label: str | None) -> str:
    """The words beside a claim: who says how much, and of what where the chart mixes definitions."""
    said = f"{row['name']}: {row['number']}"
    return f"{said}, {row[label]}" if label and row[label] else said
