"""Amounts and counts as bars from zero."""

from collections.abc import Sequence

import altair as alt
import pandas as pd

from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.points import listed, points
from compendium.charts.theme import COLOURS, MUTED, SOURCE_NAMES

STEP = 44
GREYS = ("#b5482a", "#6b7480", "#b9bec6", "#3f6f8f", "#8f7a3f")


def bars(table: pd.DataFrame, *, name: str, finding: str, shows: str, axis: str, label: str = "name",
         accent: Sequence[str] = ()) -> Drawn:
    """One bar per row of a subject's table, from zero, with the number as its source prints it.

    Rows share one unit; ``label`` names the column with the words above each bar; the rows whose ids
    are in ``accent`` (all, if none is named) carry the accent colour.
    """
    rows = points(table)
    rows["line"] = [f"{row[label]}: {row['number']}" for row in rows.to_dict("records")]
    rows["colour"] = [COLOURS["myanmar"] if not accent or i in accent else MUTED for i in rows["id"]]
    base = alt.Chart(rows[["id", "says", "of", "number", "middle", "line", "colour"]]).encode(
        y=alt.Y("line:N", sort=None, axis=None))
    tooltip = [alt.Tooltip("says:N", title="Claim"), alt.Tooltip("id:N", title="Id")]
    chart = alt.layer(
        base.mark_bar(height=13, yOffset=9).encode(
            alt.X("middle:Q", title=axis), color=alt.Color("colour:N", scale=None), tooltip=tooltip),
        base.mark_text(align="left", baseline="middle", dy=-9).encode(x=alt.value(0), text="line:N"),
    ).properties(width="container", height=alt.Step(STEP))
    described = f"{finding} Bars: {listed(rows, label)}."
    return publish(chart, Caption(name, finding, shows, described), claims_of(rows))


def counts(table: pd.DataFrame, *, by: str, split: str, name: str, finding: str, shows: str,
           axis: str = "claims") -> Drawn:
    """How many rows of a table there are for each value of one column, split by another.

    ``by`` names the column that gives a bar each, ``split`` the one that divides the bars.
    """
    number = table.groupby([by, split], observed=True).size().rename("number").reset_index()
    number[by] = [SOURCE_NAMES.get(str(value), str(value)) for value in number[by]]
    totals = number.groupby(by)["number"].sum().sort_values(ascending=False)
    number["line"] = [f"{value}: {totals[value]}" for value in number[by]]
    number = number.set_index(by).loc[totals.index].reset_index()
    kinds = list(dict.fromkeys(number[split].astype(str)))
    base = alt.Chart(number).encode(y=alt.Y("line:N", sort=None, axis=None))
    colour = alt.Color(f"{split}:N", title=None, sort=kinds, legend=alt.Legend(columns=3),
                       scale=alt.Scale(domain=kinds, range=list(GREYS[:len(kinds)])))
    chart = alt.layer(
        base.mark_bar(height=13, yOffset=9).encode(
            alt.X("number:Q", title=axis), color=colour, tooltip=[by, split, "number"]),
        base.mark_text(align="left", baseline="middle", dy=-9).encode(x=alt.value(0), text="line:N"),
    ).properties(width="container", height=alt.Step(STEP))
    parts = "; ".join(f"{row[by]}, {row[split]}: {row['number']}" for row in number.to_dict("records"))
    return publish(chart, Caption(name, finding, shows, f"{finding} {parts}."), claims_of(table))
