"""The premium that each buyer would have to pay, as bars that follow the reader's sliders."""

from collections.abc import Mapping

import altair as alt
import pandas as pd

from compendium.charts import sliders
from compendium.charts.lanes import LINE, height, lane
from compendium.charts.output import CLAIMS, Caption, Drawn, claims_of, drawn_of, named, publish
from compendium.charts.ranges import result_data
from compendium.charts.theme import ACCENT, INK, MUTED
from compendium.evidence.printing import printed_range, significant
from kachin.charts import expressions
from kachin.charts.readings import rate, reading_choice
from kachin.models.break_even import BUYERS, premium

BUYER_NAMES = {"india": "India", "us": "United States"}
ROOM = 1.45
"""The axis reaches so many times as far as the longest bar: its number stands behind it."""


def premium_of(values: Mapping[str, float]) -> str:
    """The premium of a row with its buyer's items, as an expression of the sliders."""
    levied = expressions.with_levy("price", f"{values['levy']:g} / rate", f"{values['share'] / 100:g}", "reading")
    over = f"(samelevy ? {levied} : price)"
    return expressions.premium(levied, over, "capital")


def premiums(values: Mapping[str, Mapping[str, float]], beside: pd.DataFrame | None = None, *, reading: str,
             claims: list[str], name: str, finding: str, shows: str) -> Drawn:
    """One bar per buyer, for ``values`` of each input of ``kachin.models.break_even.premium`` by buyer.

    ``beside`` are the published results with a range, rows like those of ``derived.csv`` whose ``name`` says what
    they are: each is a thin grey bar below, with a dark mark at its median, which the sliders do not move.
    """
    # the slider begins at a round price, and so does all that is told
    values = {buyer: {**each, "price": round(each["price"], -2)} for buyer, each in values.items()}
    # worked out again with every move of a slider; what stands here is what the sliders begin with
    rows = pd.DataFrame([{LINE: BUYER_NAMES[buyer], **values[buyer],
                          "premium": float(premium(values[buyer], reading)), "claims": named(claims)}
                         for buyer in BUYERS])
    known = pd.DataFrame() if beside is None else beside
    grey = pd.DataFrame([{LINE: row["name"], "left": float(row["low"]), "right": float(row["high"]),
                          "middle": float(row["value"]), "claims": named(claims_of(pd.DataFrame([row]))),
                          "words": printed_range(significant(float(row["low"]), 2), significant(float(row["high"]), 2),
                                                 "%")} for row in known.to_dict("records")])
    lines = [*rows[LINE], *(grey[LINE] if len(grey) else [])]
    y = lane(lines)
    x = alt.X("premium:Q", title="per cent", axis=alt.Axis(grid=False), scale=alt.Scale(zero=True))
    bars = alt.Chart(rows).transform_calculate(premium=premium_of(values["india"])).transform_calculate(
        words="'about ' + format(datum.premium, '+.2r') + '%'", room=f"{ROOM} * datum.premium").encode(
            y=y, tooltip=["words:N", CLAIMS])
    chart = alt.layer(
        bars.mark_bar(height=14, color=ACCENT).encode(x=x),
        # nothing to see: it keeps room for the number behind the longest bar
        bars.mark_point(style="ground", opacity=0).encode(x="room:Q"),
        bars.mark_text(align="left", baseline="middle", dx=6, fontWeight="bold").encode(x="premium:Q", text="words:N"),
        *_published(grey, y),
    ).add_params(
        sliders.slider("price", values["india"]["price"], (5000, 40000, 100), "Price of a tonne, dollars"),
        reading_choice(reading), rate(values["india"]["rate"]),
        sliders.slider("capital", values["india"]["capital"], (5, 40, 1), "Cost of capital, per cent a year"),
        sliders.switch("samelevy", False, "China pays the same levy"),
    ).properties(width="container", height=height(lines, 36))
    told = "; ".join(f"{BUYER_NAMES[buyer]} {significant(float(premium(values[buyer], reading)), 2):.0f}%"
                     for buyer in BUYERS)
    beside_words = "; ".join(f"{row[LINE]} {row['words']}" for row in grey.to_dict("records"))
    described = f"Premium where the sliders begin: {told}."
    described += f" For comparison, published: {beside_words}." if beside_words else ""
    caption = Caption(name, finding, shows, described, f"Bar chart with sliders of the premium by buyer: {told}.")
    data = [{"label": BUYER_NAMES[buyer], "value": float(premium(values[buyer], reading)), "unit": "%",
             "kind": "modelled", "claims": "; ".join(sorted(claims)),
             "sliders": "as they begin"} for buyer in BUYERS]
    data += result_data(known, "name") if len(known) else []
    return publish(chart, caption, {*claims, *(drawn_of(known) if len(known) else [])}, data, lanes=LINE)


def _published(grey: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """The published results, each as its range and its median."""
    if grey.empty:
        return []
    base = alt.Chart(grey).encode(y=y, tooltip=[alt.Tooltip("words:N", title="Range"), CLAIMS])
    return [base.mark_bar(height=7, color=MUTED, opacity=0.5).encode(x=alt.X("left:Q"), x2="right:Q"),
            base.mark_tick(color=INK, thickness=2, size=16).encode(x="middle:Q")]
