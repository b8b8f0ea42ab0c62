"""Grids of two categories: how many claims fall into each cell, or which readings go together."""

import textwrap

import altair as alt
import pandas as pd

from compendium.charts.lanes import GROUND, heading
from compendium.charts.output import CLAIMS, Caption, Drawn, claims_of, grouped, named, publish
from compendium.charts.theme import ACCENT, INK, LANE, MUTED, SIZE

STEP = 34
ROOM, LETTER = 540, 7
"""The width of the columns where the chart is widest, and of a letter of their names, in pixels."""
HYPHENATED = {"know-how"}


def matrix(table: pd.DataFrame, *, across: str, down: str, name: str, finding: str, shows: str,
           order: list[str] | None = None, order_down: list[str] | None = None) -> Drawn:
    """How many claims fall into each pair of values of two columns, as shaded cells with numbers.

    ``order`` gives the values of ``across`` from left to right and ``order_down`` those of ``down`` from top to
    bottom, if their order has a meaning.
    """
    every = grouped(table, [down, across]).astype({down: str, across: str})
    cells = every.drop(columns="all_claims")
    for column in (down, across):
        cells[column] = [_spelled(each) for each in cells[column]]
    order, order_down = ([_spelled(each) for each in given] if given else None for given in (order, order_down))
    longest, columns = max(map(len, cells[across])), cells[across].nunique()
    angle = 0 if longest * LETTER < ROOM / columns else -35
    y = alt.Y(f"{down}:N", title=None, sort=order_down or _fullest_first(cells, down))
    base = alt.Chart(cells).encode(
        x=alt.X(f"{across}:N", title=None, sort=order, axis=alt.Axis(orient="top", labelAngle=angle, ticks=False)), y=y)
    top = int(cells["number"].max())
    shade = alt.Opacity("number:Q", scale=alt.Scale(domain=[0, top], range=[0.12, 0.75]), legend=None)
    chart = alt.layer(
        # a row can be followed across cells that are empty
        alt.Chart(cells).mark_rect(style=GROUND, fill=LANE, stroke="#ffffff", strokeWidth=2).encode(
            x=alt.value(0), x2=alt.value("width"), y=y),
        base.mark_rect(color=ACCENT).encode(opacity=shade, tooltip=[down, across, "number", CLAIMS]),
        base.mark_text(color=INK).encode(text="number:Q"),
    ).properties(width="container", height=STEP * cells[down].nunique())
    said = "; ".join(f"{row[down]}, {row[across]}: {row['number']}" for row in cells.to_dict("records"))
    fullest = cells.sort_values("number", ascending=False, kind="stable").to_dict("records")[0]
    summary = (f"Grid of {cells[down].nunique()} rows and {cells[across].nunique()} columns; the fullest cell, "
               f"{fullest[down]} and {fullest[across]}, holds {fullest['number']} claims.")
    data = [{"label": f"{row[down]}, {row[across]}", "value": row["number"], "unit": "count", "kind": "counted",
             "claims": row["all_claims"]} for row in every.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, f"Number of claims: {said}.", summary), claims_of(table), data)


def _fullest_first(cells: pd.DataFrame, down: str) -> list[str]:
    """The rows by their number of claims; two layers of one chart agree on an order only where it is spelled out."""
    sums = cells.groupby(down, sort=True)["number"].sum()
    return [str(each) for each in sums.sort_values(ascending=False, kind="stable").index]


def _spelled(name: str) -> str:
    """A value as a reader reads it: 'Own voice' for 'own-voice'."""
    return heading(name if name in HYPHENATED or not name.islower() else name.replace("-", " "))


CELL = 72
LINE = {"across": 9, "down": 15}
"""Letters in a line of a label, so that five columns fit a phone."""
LEADING = 15


def compatibility(table: pd.DataFrame, *, across: str, down: str, titles: tuple[str, str], name: str, finding: str,
                  shows: str) -> Drawn:
    """One cell for each pair of readings: 'all', 'none' or so many of the ways to read everything else.

    ``table`` has one row for each combination: the columns ``across`` and ``down``, met (bool) and claims;
    ``titles`` name the two axes.
    """
    groups = table.groupby([down, across], sort=False)
    cells = groups["met"].agg(["sum", "size"]).reset_index()
    claims = ["; ".join(claims_of(rows)) for _, rows in groups]
    cells["claims"] = [named(each.split("; ")) for each in claims]
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
    data = [{"label": f"{row[down]}, {row[across]}", "value": row["sum"], "unit": "count", "kind": "modelled",
             "of_so_many": row["size"], "claims": each}
            for row, each in zip(cells.to_dict("records"), claims, strict=True)]
    return publish(chart, Caption(name, finding, shows, described, summary), claims_of(table), data)


def _centred(lines: list[str], most: int) -> list[str]:
    """A label's lines with empty ones around them: all labels get as many, and each stands at its row's middle."""
    above = (most - len(lines)) // 2
    return [*[" "] * above, *lines, *[" "] * (most - len(lines) - above)]


def _said(met: int, tried: int) -> str:
    return "all" if met == tried else "none" if met == 0 else f"{met} of {tried}"
