"""Which assumption decides which result: a cell for each pair, shaded by how far the assumption moves the result."""

import textwrap

import altair as alt
import pandas as pd

from compendium.charts.lanes import GROUND, LEADING, WORDS, heading, height, lane
from compendium.charts.output import Caption, Drawn, publish
from compendium.charts.theme import ACCENT, INK, LANE
from compendium.results.sensitivity import refuse_other_rows

TOOLTIP = [alt.Tooltip("name:N", title="Assumption"), alt.Tooltip("result_name:N", title="Result"),
           alt.Tooltip("told:N", title="Moves it by"), alt.Tooltip("ids:N", title="From")]
HEAD, SIDE = 9, 16
"""Letters in a line above a column and beside a row: three columns fit on a phone."""
CHANCE = "no more than chance"


def deciding(table: pd.DataFrame, *, name: str, finding: str, shows: str) -> Drawn:
    """How far fixing one assumption moves each result, as shaded cells with one decimal; by chance alone: no number.

    ``table`` is that of ``results.sensitivity``: result, result_name, parameter, name, index, chance, ids. ``{X}`` in
    the finding stands for the assumption that moves result X most, in mid-sentence. Refused where a row is not the
    kept study's, or one is missing: the assumption that decides might be that one.
    """
    refuse_other_rows(name, table)
    rows = table.copy()
    seen = rows["index"] > rows["chance"]
    rows["told"] = [f"{each:.1f}" if above else CHANCE for each, above in zip(rows["index"], seen, strict=True)]
    rows["shown"] = rows["told"].where(seen, "")
    rows["strength"] = rows["index"].where(seen, 0.0)
    strongest = rows.groupby("parameter")["strength"].max().sort_values(ascending=False, kind="stable")
    rows = rows.set_index("parameter").loc[list(strongest.index)].reset_index()
    rows[WORDS] = ["\n".join(textwrap.wrap(each, SIDE)) for each in rows["name"]]
    y = lane(list(rows[WORDS]))
    rows["head"] = ["\n".join(textwrap.wrap(each, HEAD)) for each in rows["result_name"]]
    drawn = rows[[WORDS, "head", "name", "result_name", "told", "shown", "strength", "ids"]]
    base = alt.Chart(drawn).encode(y=y, tooltip=TOOLTIP, x=alt.X(
        "head:N", title=None, sort=list(dict.fromkeys(rows["head"])), axis=_heads(list(rows["head"]))))
    chart = alt.layer(
        alt.Chart(drawn).mark_rect(style=GROUND, fill=LANE, stroke="#ffffff", strokeWidth=2).encode(
            x=alt.value(0), x2=alt.value("width"), y=y),
        base.mark_rect(color=ACCENT).encode(opacity=alt.Opacity(
            "strength:Q", scale=alt.Scale(domain=[0, float(rows["strength"].max())], range=[0, 0.75]), legend=None)),
        base.mark_text(color=INK).encode(text="shown:N"),
    ).properties(width="container", height=height(list(rows[WORDS]), 34))
    said = "; ".join(f"{row['name']}, {row['result_name'].lower()}: {row['told']}" for row in rows.to_dict("records"))
    most = {result: _most(rows[rows["result"] == result]) for result in dict.fromkeys(table["result"])}
    summary = (f"Grid of {rows[WORDS].nunique()} assumptions and {rows['head'].nunique()} results; the strongest is "
               f"{_most(rows)}.")
    data = [{"label": f"{row['name']}, {row['result_name']}", "value": row["index"], "unit": "count",
             "kind": "modelled", "by_chance_below": row["chance"], "inputs": row["ids"]}
            for row in rows.to_dict("records")]
    ids = {each for cell in rows["ids"] for each in str(cell).split("; ")}
    described = f"How far each assumption moves each result: {said}."
    caption = Caption(name, heading(finding.format_map(most)), shows, described, summary)
    return publish(chart, caption, ids, data)


def _heads(heads: list[str]) -> alt.Axis:
    """The names of the columns above them, in as many lines as the longest needs."""
    most = max(each.count("\n") for each in heads)
    return alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False, labelExpr="split(datum.label, '\\n')",
                    labelLineHeight=LEADING, labelPadding=LEADING * most + 6)


def _most(rows: pd.DataFrame) -> str:
    """The assumption that moves a result most, as it is called in mid-sentence."""
    name = str(rows["name"].iloc[int(rows["strength"].argmax())])
    return name[:1].lower() + name[1:]
