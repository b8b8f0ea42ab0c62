"""A grid of two categories, each cell with the number of claims in it."""

import altair as alt
import pandas as pd

from compendium.charts.named_claims import CLAIMS, named_by
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.theme import ACCENT, INK

STEP = 34


def matrix(table: pd.DataFrame, *, across: str, down: str, name: str, finding: str, shows: str,
           order: list[str] | None = None) -> Drawn:
    """How many claims fall into each pair of values of two columns, as shaded cells with numbers.

    ``order`` gives the values of ``across`` from left to right, if their order has a meaning.
    """
    cells = table.groupby([down, across], observed=True).size().rename("number").reset_index()
    cells = cells.merge(named_by(table, down, across).reset_index(), on=[down, across])
    cells = cells[cells["number"] > 0].astype({down: str, across: str})
    for column in (down, across):
        cells[column] = [name.replace("-", " ") if name.islower() else name for name in cells[column]]
    base = alt.Chart(cells).encode(
        x=alt.X(f"{across}:N", title=None, sort=order, axis=alt.Axis(orient="top", labelAngle=-35)),
        y=alt.Y(f"{down}:N", title=None, sort=alt.EncodingSortField("number", "sum", "descending")))
    top = int(cells["number"].max())
    shade = alt.Opacity("number:Q", scale=alt.Scale(domain=[0, top], range=[0.12, 0.75]), legend=None)
    chart = alt.layer(
        base.mark_rect(color=ACCENT).encode(opacity=shade, tooltip=[down, across, "number", CLAIMS]),
        base.mark_text(color=INK).encode(text="number:Q"),
    ).properties(width="container", height=STEP * cells[down].nunique())
    said = "; ".join(f"{row[down]}, {row[across]}: {row['number']}" for row in cells.to_dict("records"))
    fullest = cells.sort_values("number", ascending=False, kind="stable").to_dict("records")[0]
    summary = (f"Grid of {cells[down].nunique()} rows and {cells[across].nunique()} columns; the fullest cell, "
               f"{fullest[down]} and {fullest[across]}, holds {fullest['number']} claims.")
    return publish(chart, Caption(name, finding, shows, f"Number of claims: {said}.", summary), claims_of(table))
