"""Amounts and counts as bars from zero."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from compendium.charts.lanes import LINE, beyond, broken, height, lane
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, drawn_of, publish
from compendium.charts.points import between, data_of_points, listed, points
from compendium.charts.theme import ACCENT, INK, MUTED

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
            alt.X("middle:Q", title=axis or None, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
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
