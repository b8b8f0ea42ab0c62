"""Which input moves a result most: a bar for each, from the result at one end of its range to that at the other."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from compendium.charts.lanes import LINE, broken, height, lane
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, named, publish
from compendium.charts.theme import ACCENT, INK
from compendium.evidence.printing import printed_estimate_range

VISIBLE = 0.02
"""A swing smaller than this part of the widest would be no bar, and is left out."""
TOOLTIP = [alt.Tooltip("ids:N", title="From")]


def swings(table: pd.DataFrame, names: Mapping[str, str], *, unit: str, name: str, finding: str, shows: str,
           axis: str, most: int = 8, proper: tuple[str, ...] = ()) -> Drawn:
    """The widest swings of a result around its value with all inputs at their middle, the widest first.

    ``table`` has a row for each input: input, ids (joined by '; '), at_low, at_high, middle, swing; ``names`` says
    what each input is called. ``{input}`` in the finding stands for the name of the widest, in mid-sentence,
    where names that begin with one of ``proper`` keep their capital. Bars begin at zero where the axis has it.
    """
    rows = table[table["swing"] > VISIBLE * table["swing"].max()].head(most).copy()
    ends = rows[["at_low", "at_high"]]
    rows["left"], rows["right"] = ends.min(axis=1), ends.max(axis=1)
    rows["words"] = [f"{names[str(row['input'])]}: {printed_estimate_range(row['left'], row['right'], unit)}"
                     for row in rows.to_dict("records")]
    rows[LINE] = broken(rows["words"])
    drawn = rows[["ids", LINE, "left", "right", "middle"]].reset_index(drop=True)
    ids = {each for cell in rows["ids"] for each in str(cell).split("; ")}
    y = lane(list(rows[LINE]))
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=False, padding=8))
    chart = alt.layer(
        alt.Chart(drawn).mark_bar(height=12, color=ACCENT, opacity=0.75).encode(x, y=y, x2="right:Q", tooltip=TOOLTIP),
        # beside each bar only, as a line from top to bottom would cross the words on a phone
        alt.Chart(drawn.assign(ids=named(each for each in ids if "/" in each))).mark_tick(
            color=INK, thickness=2, size=18).encode(x="middle:Q", y=y, tooltip=TOOLTIP),
    ).properties(width="container", height=height(list(rows[LINE])))
    described = f"Results at the two ends of each input, the widest first: {'; '.join(rows['words'])}."
    widest = names[str(rows["input"].iloc[0])]
    found = finding.format(input=widest if widest.startswith(proper) else widest[:1].lower() + widest[1:])
    summary = f"Chart of {len(drawn)} swings; the widest is from {rows['words'].iloc[0]}."
    data = [{"label": names[str(row["input"])], "low": row["left"], "value": row["middle"], "high": row["right"],
             "unit": unit, "kind": "modelled", "inputs": row["ids"],
             "claims": "; ".join(each for each in str(row["ids"]).split("; ") if "/" in each),
             "at_low_end": row["at_low"], "at_high_end": row["at_high"]} for row in rows.to_dict("records")]
    return publish(chart, Caption(name, found, shows, described, summary), ids, data, lanes=LINE)
