"""Amounts and counts as bars from zero."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from compendium.charts.lanes import LINE, beyond, broken, heading, height, lane, whole
from compendium.charts.names import SOURCE_NAMES, SUBJECT_NAMES
from compendium.charts.output import CLAIMS, LARGE_NUMBERS, Caption, Drawn, claims_of, drawn_of, grouped, publish
from compendium.charts.points import between, data_of_points, listed, points
from compendium.charts.theme import ACCENT, INK, MUTED, SHADES

TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]
VISIBLE = 0.01
"""Room smaller than this part of the longest bar would be a speck in it."""


def bars(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
         accent: Sequence[str] = ()) -> Drawn:
    """One bar per row of a subject's table, from zero, with the number as its source prints it.

    Rows share one unit; ``label`` names the column with the words beside each bar; the rows whose ids
    are in ``accent`` (all, if none is named) carry the accent colour. A line across a bar's end is the room that
    its number leaves, an arrow head says that it is a least.
    """
    rows = points(table)
    rows[LINE] = broken(f"{row[label]}: {row['number']}" for row in rows.to_dict("records"))
    rows["colour"] = [ACCENT if not accent or i in accent else MUTED for i in rows["id"]]
    rows["open"] = rows["comparator"].isin([">", ">="])
    drawn = rows[["id", "says", "of", "number", "middle", LINE, "colour", "open"]].assign(
        left=rows["from"], right=rows["until"])
    base = alt.Chart(drawn).encode(y=lane(list(rows[LINE])))
    chart = alt.layer(
        base.mark_bar(height=14).encode(
            alt.X("middle:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
                  scale=alt.Scale(domainMax=beyond(drawn[["middle", "right"]].max(axis=1)))),
            color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP),
        *_room(base, drawn),
    ).properties(width="container", height=height(list(rows[LINE])))
    caption = Caption(name, finding, shows, f"Bars: {listed(rows, label)}.",
                      f"Bar chart of {len(rows)} numbers, {between(rows, label)}.")
    return publish(chart, caption, drawn_of(rows), data_of_points(rows, label), lanes=LINE)


def _room(base: alt.Chart, drawn: pd.DataFrame) -> list[alt.Chart]:
    """A line for the room that a number leaves, where it can be seen, and an arrow head for a least."""
    visible = ~drawn["open"] & (drawn["right"] - drawn["left"] > VISIBLE * drawn["middle"].max())
    room = base.transform_filter(alt.FieldOneOfPredicate("id", list(drawn.loc[visible, "id"]))).mark_rule(
        color=INK, strokeWidth=1.5).encode(x="left:Q", x2="right:Q", tooltip=TOOLTIP)
    head = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=110, xOffset=4, opacity=1).encode(
            x="middle:Q", color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP)
    return [layer for layer, shown in ((room, visible), (head, drawn["open"])) if shown.any()]


def counts(table: pd.DataFrame, *, by: str, split: str, name: str, finding: str, shows: str,
           axis: str = "claims", order: Sequence[str] = ()) -> Drawn:
    """How many rows of a table there are for each value of one column, split by another.

    ``by`` names the column that gives a bar each, ``split`` the one that divides the bars; ``order``
    gives the parts from left to right, if their order has a meaning.
    """
    number = grouped(table, [by, split])
    names = {**SOURCE_NAMES, **SUBJECT_NAMES}
    number[by] = [names.get(str(value), str(value)) for value in number[by]]
    number[split] = number[split].astype(str)
    totals = number.groupby(by)["number"].sum().sort_values(ascending=False, kind="stable")
    number = number.set_index(by).loc[totals.index].reset_index()
    number[LINE] = broken(f"{heading(value)}: {totals[value]}" for value in number[by])
    parts = list(dict.fromkeys([*order, *number[split]]))
    if len(parts) > len(SHADES):
        raise ValueError(f"chart {name}: {len(parts)} parts; at most {len(SHADES)} can be told apart")
    number["rank"] = [parts.index(part) for part in number[split]]
    colour = alt.Color(f"{split}:N", title=None, sort=parts,
                       legend=alt.Legend(columns=3, direction="horizontal") if len(parts) > 1 else None,
                       scale=alt.Scale(domain=parts, range=list(SHADES[:len(parts)])))
    drawn = number[[by, split, "number", "rank", LINE, "claims"]]
    chart = alt.layer(alt.Chart(drawn).mark_bar(height=14).encode(
        alt.X("number:Q", title=axis, axis=alt.Axis(grid=False), scale=alt.Scale(domainMax=beyond(totals))),
        y=lane(list(drawn[LINE])), color=colour, order=alt.Order("rank:Q"), tooltip=[by, split, "number", CLAIMS]),
    ).properties(width="container", height=height(list(drawn[LINE])))
    told = "; ".join(f"{row[by]}, {row[split]}: {row['number']}" for row in number.to_dict("records"))
    most, least = totals.index[0], totals.index[-1]
    caption = Caption(name, finding, shows, f"{told}.",
                      f"Bar chart of {len(totals)} counts of {axis}, from {totals.iloc[0]} ({most}) to"
                      f" {totals.iloc[-1]} ({least}), each split into {', '.join(parts)}.")
    data = [{"label": whole(row[by]), "part": row[split], "value": row["number"], "unit": "count",
             "kind": "counted", "claims": row["all_claims"]} for row in number.to_dict("records")]
    return publish(chart, caption, claims_of(table), data, lanes=LINE)
