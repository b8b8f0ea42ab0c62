"""Amounts and counts as bars from zero."""

from collections.abc import Sequence
from itertools import cycle

import altair as alt
import pandas as pd

from compendium.charts.lanes import beyond, heading
from compendium.charts.named_claims import CLAIMS, named_by
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, claims_of, publish
from compendium.charts.points import between, listed, points
from compendium.charts.theme import COLOURS, INK, MUTED, SOURCE_NAMES, SUBJECT_NAMES

STEP = 44
TOOLTIP = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]
VISIBLE = 0.01
"""Room smaller than this part of the longest bar would be a speck in it."""
PARTS = {"quantity": "#b5482a", "event": "#3f6f8f", "statement": "#b9bec6", "reported": "#6b7480",
         "estimated": "#3f6f8f", "projected": "#8f7a3f", "planned": "#a58bb5", "unverified": "#d09a4a",
         "opinion": "#b5482a"}
"""The parts of a stacked bar keep their colours from chart to chart."""
OTHERS = ("#b5482a", "#6b7480", "#b9bec6", "#3f6f8f", "#8f7a3f", "#d09a4a")


def bars(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
         accent: Sequence[str] = ()) -> Drawn:
    """One bar per row of a subject's table, from zero, with the number as its source prints it.

    Rows share one unit; ``label`` names the column with the words above each bar; the rows whose ids
    are in ``accent`` (all, if none is named) carry the accent colour. A line across a bar's end is the room that
    its number leaves, an arrow head says that it is a least.
    """
    rows = points(table)
    rows["line"] = [f"{heading(row[label])}: {row['number']}" for row in rows.to_dict("records")]
    rows["colour"] = [COLOURS["myanmar"] if not accent or i in accent else MUTED for i in rows["id"]]
    rows["open"] = rows["comparator"].isin([">", ">="])
    drawn = rows[["id", "says", "of", "number", "middle", "line", "colour", "open"]].assign(
        left=rows["from"], right=rows["until"])
    base = alt.Chart(drawn).encode(y=alt.Y("line:N", sort=None, axis=None))
    chart = alt.layer(
        base.mark_bar(height=13, yOffset=9).encode(
            alt.X("middle:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
                  scale=alt.Scale(domainMax=beyond(drawn[["middle", "right"]].max(axis=1)))),
            color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP),
        *_room(base, drawn),
        base.mark_text(align="left", baseline="middle", dy=-9).encode(x=alt.value(0), text="line:N"),
    ).properties(width="container", height=STEP * rows["line"].nunique())
    caption = Caption(name, finding, shows, f"Bars: {listed(rows, label)}.",
                      f"Bar chart of {len(rows)} numbers, {between(rows, label)}.")
    return publish(chart, caption, claims_of(rows))


def _room(base: alt.Chart, drawn: pd.DataFrame) -> list[alt.Chart]:
    """A line for the room that a number leaves, where it can be seen, and an arrow head for a least."""
    visible = ~drawn["open"] & (drawn["right"] - drawn["left"] > VISIBLE * drawn["middle"].max())
    room = base.transform_filter(alt.FieldOneOfPredicate("id", list(drawn.loc[visible, "id"]))).mark_rule(
        color=INK, strokeWidth=1.5, yOffset=9).encode(x="left:Q", x2="right:Q", tooltip=TOOLTIP)
    head = base.transform_filter("datum.open").mark_point(
        shape="triangle-right", filled=True, size=110, yOffset=9, xOffset=4, opacity=1).encode(
            x="middle:Q", color=alt.Color("colour:N", scale=None), tooltip=TOOLTIP)
    return [layer for layer, shown in ((room, visible), (head, drawn["open"])) if shown.any()]


def counts(table: pd.DataFrame, *, by: str, split: str, name: str, finding: str, shows: str,
           axis: str = "claims", order: Sequence[str] = ()) -> Drawn:
    """How many rows of a table there are for each value of one column, split by another.

    ``by`` names the column that gives a bar each, ``split`` the one that divides the bars; ``order``
    gives the parts from left to right, if their order has a meaning.
    """
    number = table.groupby([by, split], observed=True).size().rename("number").reset_index()
    number = number.merge(named_by(table, by, split).reset_index(), on=[by, split])
    names = SOURCE_NAMES | SUBJECT_NAMES
    number[by] = [names.get(str(value), str(value)) for value in number[by]]
    totals = number.groupby(by)["number"].sum().sort_values(ascending=False)
    number["line"] = [f"{heading(value)}: {totals[value]}" for value in number[by]]
    number = number.set_index(by).loc[totals.index].reset_index()
    shades = _shades([*order, *number[split].astype(str)])
    base = alt.Chart(number).encode(y=alt.Y("line:N", sort=None, axis=None))
    colour = alt.Color(f"{split}:N", title=None, sort=list(shades),
                       legend=alt.Legend(columns=3, direction="horizontal"),
                       scale=alt.Scale(domain=list(shades), range=list(shades.values())))
    chart = alt.layer(
        base.mark_bar(height=13, yOffset=9).encode(
            alt.X("number:Q", title=axis, axis=alt.Axis(grid=False), scale=alt.Scale(domainMax=beyond(totals))),
            color=colour, tooltip=[by, split, "number", CLAIMS]),
        alt.Chart(number[["line"]].drop_duplicates()).mark_text(align="left", baseline="middle", dy=-9).encode(
            x=alt.value(0), y=alt.Y("line:N", sort=None, axis=None), text="line:N"),
    ).properties(width="container", height=STEP * len(totals))
    parts = "; ".join(f"{row[by]}, {row[split]}: {row['number']}" for row in number.to_dict("records"))
    most, least = totals.index[0], totals.index[-1]
    caption = Caption(name, finding, shows, f"{parts}.",
                      f"Bar chart of {len(totals)} counts of {axis}, from {totals.iloc[0]} ({most}) to"
                      f" {totals.iloc[-1]} ({least}), each split into {', '.join(shades)}.")
    return publish(chart, caption, claims_of(table))


def _shades(parts: Sequence[str]) -> dict[str, str]:
    """A colour for each part of stacked bars: its fixed one, or the next of the others."""
    kinds = list(dict.fromkeys(parts))
    others = cycle(OTHERS)
    shades = {kind: PARTS.get(kind) or next(others) for kind in kinds}
    return dict(sorted(shades.items(), key=lambda item: [*PARTS, *kinds].index(item[0])))
