"""Which input moves a result most: a bar for each, from the result at one end of its range to that at the other."""

import altair as alt
import pandas as pd

from compendium.charts.named_claims import named
from compendium.charts.output import LARGE_NUMBERS, Caption, Drawn, publish
from compendium.charts.theme import ACCENT, INK
from compendium.evidence.printing import printed_estimate_range

STEP = 44
VISIBLE = 0.02
"""A swing smaller than this part of the widest would be no bar, and is left out."""
INPUTS = {
    "outage": "How much of Myanmar's shipments is missing", "substitution": "How much other mines replace",
    "diversion": "How much goes to other buyers", "paid": "How much pays the levy in full",
    "months": "How long it lasts",
    "supply": "Myanmar's share of the world's supply", "fall": "How far imports fell after the seizure",
    "months-down": "How long imports stayed down",
    "terbium-weight": "Terbium's weight in the price", "other-price-change": "What else moved the price",
    "stock": "Stocks in China", "tonnes": "Tonnes shipped in a normal year", "unit-value": "Value of a tonne",
    "rate": "Exchange rate", "held": "Share of tonnes from land the KIA holds",
    "dependence": "China's dependence on Myanmar", "price": "Value of a tonne", "transport": "Transport",
    "plant": "Cost of separation", "loss": "Loss in separation", "wait": "Time for which money is bound",
    "capital": "Cost of capital",
}
"""What each input of the models is called beside its bar."""


def tornado(table: pd.DataFrame, *, unit: str, name: str, finding: str, shows: str, axis: str, most: int = 8) -> Drawn:
    """The widest swings of ``results.draws.swings`` around the result with all inputs at their median.

    ``{input}`` in the finding stands for the name of the input whose swing is widest, in mid-sentence.
    """
    rows = table[table["swing"] > VISIBLE * table["swing"].max()].head(most).copy()
    ends = rows[["at_low", "at_high"]]
    rows["left"], rows["right"] = ends.min(axis=1), ends.max(axis=1)
    rows["line"] = [f"{INPUTS[str(row['input'])]}: {printed_estimate_range(row['left'], row['right'], unit)}"
                    for row in rows.to_dict("records")]
    drawn = rows[["ids", "line", "left", "right", "middle"]].reset_index(drop=True)
    claims = {each for ids in rows["ids"] for each in str(ids).split("; ") if "/" in each}
    y = alt.Y("line:N", sort=None, axis=None)
    x = alt.X("left:Q", title=axis, axis=alt.Axis(labelExpr=LARGE_NUMBERS, grid=False),
              scale=alt.Scale(zero=False, padding=8))
    base = alt.Chart(drawn).encode(y=y, tooltip=[alt.Tooltip("ids:N", title="From")])
    chart = alt.layer(
        base.mark_bar(height=12, yOffset=9, color=ACCENT, opacity=0.75).encode(x, x2="right:Q"),
        # beside each bar only, as a line from top to bottom would cross the words
        alt.Chart(drawn.assign(ids=named(claims))).mark_tick(color=INK, thickness=2, size=18, yOffset=9).encode(
            x="middle:Q", y=y, tooltip=[alt.Tooltip("ids:N", title="From")]),
        alt.Chart(drawn).mark_text(align="left", baseline="middle", dy=-9).encode(
            x=alt.value(0), y=y, text="line:N"),
    ).properties(width="container", height=STEP * len(drawn))
    described = f"Results at the two ends of each input, the widest first: {'; '.join(drawn['line'])}."
    found = finding.format(input=_in_a_sentence(INPUTS[str(rows["input"].iloc[0])]))
    summary = f"Chart of {len(drawn)} swings; the widest is from {drawn['line'].iloc[0]}."
    return publish(chart, Caption(name, found, shows, described, summary), claims)


def _in_a_sentence(name: str) -> str:
    """An input's name without its capital, unless that belongs to a country."""
    return name if name.startswith(("Myanmar", "China")) else name[:1].lower() + name[1:]
