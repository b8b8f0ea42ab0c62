"""Bars: amounts and counts from zero, and which input moves a result most."""

from collections.abc import Mapping, Sequence

import altair as alt
import pandas as pd

from compendium.charts.lanes import LINE, beyond, broken, height, lane
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, drawn_of, named, publish
from compendium.charts.points import between, data_of_points, listed, points
from compendium.charts.theme import ACCENT, INK, MUTED
from compendium.evidence.printing import printed_estimate_range
from compendium.naming import claims_among, items_of

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


LEAST_SWING = 0.02
"""A swing smaller than this part of the widest would be no bar, and is left out."""
ORIGIN = [alt.Tooltip("ids:N", title="From")]


def swings(table: pd.DataFrame, names: Mapping[str, str], *, unit: str, name: str, finding: str, shows: str,
           axis: str, most: int = 8, proper: tuple[str, ...] = ()) -> Drawn:
    """The widest swings of a result around its value with all inputs at their middle, the widest first.

    ``table`` has a row for each input: input, ids, at_low, at_high, middle, swing; ``names`` says
    what each input is called. ``{input}`` in the finding stands for the name of the widest, in mid-sentence,
    where names that begin with one of ``proper`` keep their capital. Bars begin at zero where the axis has it.
    """
    rows = table[table["swing"] > LEAST_SWING * table["swing"].max()].head(most).copy()
    ends = rows[["at_low", "at_high"]]
    rows["left"], rows["right"] = ends.min(axis=1), ends.max(axis=1)
    rows["words"] = [f"{names[str(row['input'])]}: {printed_estimate_range(row['left'], row['right'], unit)}"
                     for row in rows.to_dict("records")]
    rows[LINE] = broken(rows["words"])
    drawn = rows[["ids", LINE, "left", "right", "middle"]].reset_index(drop=True)
    ids = {each for cell in rows["ids"] for each in items_of(cell)}
    y = lane(list(rows[LINE]))
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=False, padding=8))
    chart = alt.layer(
        alt.Chart(drawn).mark_bar(height=12, color=ACCENT, opacity=0.75).encode(x, y=y, x2="right:Q", tooltip=ORIGIN),
        # beside each bar only, as a line from top to bottom would cross the words on a phone
        alt.Chart(drawn.assign(ids=named(claims_among(ids)))).mark_tick(
            color=INK, thickness=2, size=18).encode(x="middle:Q", y=y, tooltip=ORIGIN),
    ).properties(width="container", height=height(list(rows[LINE])))
    described = f"Results at the two ends of each input, the widest first: {'; '.join(rows['words'])}."
    widest = names[str(rows["input"].iloc[0])]
    found = finding.format(input=widest if widest.startswith(proper) else widest[:1].lower() + widest[1:])
    summary = f"Chart of {len(drawn)} swings; the widest is from {rows['words'].iloc[0]}."
    data = [{"label": names[str(row["input"])], "low": row["left"], "value": row["middle"], "high": row["right"],
             "unit": unit, "kind": "modelled", "inputs": row["ids"],
             "claims": claims_among(items_of(row["ids"])),
             "at_low_end": row["at_low"], "at_high_end": row["at_high"]} for row in rows.to_dict("records")]
    return publish(chart, Caption(name, found, shows, described, summary), ids, data, lanes=LINE)
