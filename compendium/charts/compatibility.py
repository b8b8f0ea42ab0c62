"""Which readings of two claims go together: a grid, each cell with how many of the ways to read the rest do."""

import textwrap

import altair as alt
import pandas as pd

from compendium.charts.named_claims import CLAIMS, named_by
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.theme import ACCENT, INK, MUTED

CELL = 72
LINE = {"across": 9, "down": 15}
"""Letters in a line of a label, so that five columns fit a phone."""
SIZE, LEADING = 11, 13


def compatibility(table: pd.DataFrame, *, across: str, down: str, titles: tuple[str, str], name: str, finding: str,
                  shows: str) -> Drawn:
    """One cell for each pair of readings: 'all', 'none' or so many of the ways to read everything else.

    ``table`` has one row for each combination: the columns ``across`` and ``down``, met (bool) and claims;
    ``titles`` name the two axes.
    """
    cells = table.groupby([down, across], sort=False)["met"].agg(["sum", "size"]).reset_index()
    cells = cells.merge(named_by(table, down, across).reset_index(), on=[down, across])
    cells["said"] = [_said(met, tried) for met, tried in zip(cells["sum"], cells["size"], strict=True)]
    cells["missing"] = 1 - cells["sum"] / cells["size"]
    broken = {side: [textwrap.wrap(each, LINE[side], break_long_words=False) for each in cells[column]]
              for side, column in (("across", across), ("down", down))}
    most = max(len(each) for each in broken["down"])
    drawn = cells.rename(columns={across: "across", down: "down"}).assign(
        across_lines=["|".join(each) for each in broken["across"]],
        down_lines=["|".join(_centred(each, most)) for each in broken["down"]])
    lines = alt.Axis(labelExpr="split(datum.label, '|')", labelAngle=0, labelLimit=0, labelFontSize=SIZE,
                     labelLineHeight=LEADING, domain=False, ticks=False, grid=False)
    # Vega puts the first line of a label at the middle of its row
    raised = alt.Axis(**lines.to_dict(), labelOffset=-LEADING * (most - 1) / 2)
    base = alt.Chart(drawn[["across", "down", "said", "missing", "claims", "across_lines", "down_lines"]]).encode(
        x=alt.X("across_lines:N", sort=None, title=titles[0], axis=lines),
        y=alt.Y("down_lines:N", sort=None, title=None, axis=raised), tooltip=["across:N", "down:N", "said:N", CLAIMS])
    shade = alt.condition("datum.missing > 0", alt.value(ACCENT), alt.value(MUTED))
    strength = alt.Opacity("missing:Q", legend=None, scale=alt.Scale(domain=[0, 1], range=[0.18, 0.75]))
    chart = alt.layer(
        base.mark_rect().encode(color=shade, opacity=strength),
        base.mark_text(color=INK, fontWeight="bold").encode(text="said:N"),
    ).properties(width="container", height=CELL * cells[down].nunique())
    listed = "; ".join(f"{row[down]} with {row[across]}: {row['said']}" for row in cells.to_dict("records"))
    whole = (cells["missing"] == 0).sum()
    summary = f"Grid of {len(cells)} pairs of readings; {whole} of them go together with every reading of the rest."
    described = f"{titles[1]}, then {titles[0]}: {listed}."
    return publish(chart, Caption(name, finding, shows, described, summary), claims_of(table))


def _centred(lines: list[str], most: int) -> list[str]:
    """A label's lines with empty ones around them: all labels get as many, and each stands at its row's middle."""
    above = (most - len(lines)) // 2
    return [*[" "] * above, *lines, *[" "] * (most - len(lines) - above)]


def _said(met: int, tried: int) -> str:
    return "all" if met == tried else "none" if met == 0 else f"{met} of {tried}"
