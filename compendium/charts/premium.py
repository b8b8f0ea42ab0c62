"""The premium that each buyer would have to pay, as bars that follow the reader's sliders."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from compendium.charts import expressions, sliders
from compendium.charts.named_claims import CLAIMS, named, named_in
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.theme import COLOURS, MUTED
from compendium.evidence.printing import printed_range, significant
from kachin.models.break_even import BUYERS, premium

STEP = 52
NAMES = {"india": "India", "us": "United States"}
SHADES = {"india": COLOURS["india"], "us": COLOURS["united-states"]}


def premium_of(values: Mapping[str, float]) -> str:
    """The premium of a row with its buyer's items, as an expression of the sliders."""
    levied = expressions.with_levy("price", f"{values['levy']:g} / rate", f"{values['share'] / 100:g}", "reading")
    over = f"(samelevy ? {levied} : price)"
    return expressions.premium(levied, over, "capital")


def premiums(values: Mapping[str, Mapping[str, float]], beside: pd.DataFrame, *, reading: str, claims: list[str],
             name: str, finding: str, shows: str) -> Drawn:
    """One bar per buyer, for ``values`` of each input of ``kachin.models.break_even.premium`` by buyer.

    ``beside`` are results with a range, drawn in grey for comparison, with their words in ``name``.
    """
    # the slider begins at a round price, and so does all that is told
    values = {buyer: {**each, "price": round(each["price"], -2)} for buyer, each in values.items()}
    # worked out again with every move of a slider; what stands here is what the sliders begin with
    rows = pd.DataFrame([{"who": NAMES[buyer], "colour": SHADES[buyer], **values[buyer],
                          "premium": float(premium(values[buyer], reading)), "claims": named(claims)}
                         for buyer in BUYERS])
    grey = pd.DataFrame({"who": beside["name"], "left": beside["low"].astype(float),
                         "right": beside["high"].astype(float),
                         "claims": beside["claims"].map(named_in)}).reset_index(drop=True)
    grey["words"] = [f"{row['who']}: {printed_range(significant(row['left'], 2), significant(row['right'], 2), '%')}"
                     for row in grey.to_dict("records")]
    y = alt.Y("who:N", sort=[*rows["who"], *grey["who"]], axis=None)
    x = alt.X("premium:Q", title="per cent", axis=alt.Axis(grid=False), scale=alt.Scale(zero=True))
    bars = alt.Chart(rows).transform_calculate(premium=premium_of(values["india"])).transform_calculate(
        words="datum.who + ': about +' + format(datum.premium, '.0f') + '%'").encode(
            y=y, tooltip=["words:N", CLAIMS])
    others = alt.Chart(grey).encode(y=y, tooltip=["words:N", CLAIMS])
    chart = alt.layer(
        bars.mark_bar(height=13, yOffset=9).encode(x=x, color=alt.Color("colour:N", scale=None)),
        others.mark_bar(height=7, yOffset=9, color=MUTED, opacity=0.5).encode(x=alt.X("left:Q"), x2="right:Q"),
        bars.mark_text(align="left", baseline="middle", dy=-9).encode(x=alt.value(0), text="words:N"),
        others.mark_text(align="left", baseline="middle", dy=-9).encode(x=alt.value(0), text="words:N"),
    ).add_params(
        sliders.slider("price", values["india"]["price"], (5000, 40000, 100), "Price of a tonne, dollars"),
        sliders.reading(reading), sliders.rate(values["india"]["rate"]),
        sliders.slider("capital", values["india"]["capital"], (5, 40, 1), "Cost of capital, per cent a year"),
        sliders.switch("samelevy", False, "China pays the same levy"),
    ).properties(width="container", height=STEP * (len(rows) + len(grey)))
    told = "; ".join(f"{NAMES[buyer]} {float(premium(values[buyer], reading)):.0f}%" for buyer in BUYERS)
    described = f"Premium at the middle of every input: {told}. For comparison, {'; '.join(grey['words'])}."
    caption = Caption(name, finding, shows, described, f"Bar chart with sliders of the premium by buyer: {told}.")
    return publish(chart, caption, {*claims, *claims_of(beside)})
