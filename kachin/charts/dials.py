"""Charts that follow a reader's sliders: the premium that each buyer would have to pay, and what a shortage does."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts.lanes import WORDS, height, lane
from compendium.charts.output import CLAIMS_TOOLTIP, Caption, Drawn, claims_of, drawn_of, publish, short_list
from compendium.charts.ranges import result_data
from compendium.charts.theme import ACCENT, INK, MUTED, slider
from compendium.evidence.printing import printed_range, significant
from kachin.charts import expressions
from kachin.charts.expressions import rate, reading_choice
from kachin.models.break_even import BUYERS, premium
from kachin.models.scenarios import outcomes

BUYER_NAMES = {"india": "India", "us": "United States"}
ROOM = 1.45
"""The axis reaches so many times as far as the longest bar: its number stands behind it."""


def premium_of(values: Mapping[str, float]) -> str:
    """The premium of a row with its buyer's items over China's price before the levy, by the sliders."""
    levied = expressions.with_levy("price", f"{values['levy']:g} / rate", f"{values['share'] / 100:g}", "reading")
    return expressions.premium(levied, "price", "capital")


def premiums(values: Mapping[str, Mapping[str, float]], beside: pd.DataFrame | None = None, *, reading: str,
             claims: list[str], name: str, finding: str, shows: str) -> Drawn:
    """One bar per buyer, for ``values`` of each input of ``kachin.models.break_even.premium`` by buyer.

    ``beside`` are the published results with a range, rows like those of ``derived.csv`` whose ``name`` says what
    they are: each is a thin grey bar below, with a dark mark at its median, which the sliders do not move.
    """
    # the slider begins at a round price, and so does all that is told
    values = {buyer: {**each, "price": round(each["price"], -2)} for buyer, each in values.items()}
    # worked out again with every move of a slider; what stands here is what the sliders begin with
    rows = pd.DataFrame([{WORDS: BUYER_NAMES[buyer], **values[buyer],
                          "premium": float(premium(values[buyer], reading)), "claims": short_list(claims)}
                         for buyer in BUYERS])
    known = pd.DataFrame() if beside is None else beside
    grey = pd.DataFrame([{WORDS: row["name"], "left": float(row["low"]), "right": float(row["high"]),
                          "middle": float(row["value"]), "claims": short_list(claims_of(pd.DataFrame([row]))),
                          "words": printed_range(significant(float(row["low"]), 2), significant(float(row["high"]), 2),
                                                 "%")} for row in known.to_dict("records")])
    lines = [*rows[WORDS], *(grey[WORDS] if len(grey) else [])]
    y = lane(lines)
    x = alt.X("premium:Q", title="per cent", axis=alt.Axis(grid=False), scale=alt.Scale(zero=True))
    bars = alt.Chart(rows).transform_calculate(premium=premium_of(values["india"])).transform_calculate(
        words="'about ' + format(datum.premium, '+.2r') + '%'", room=f"{ROOM} * datum.premium").encode(
            y=y, tooltip=["words:N", CLAIMS_TOOLTIP])
    chart = alt.layer(
        bars.mark_bar(height=14, color=ACCENT).encode(x=x),
        # nothing to see: it keeps room for the number behind the longest bar
        bars.mark_point(style="ground", opacity=0).encode(x="room:Q"),
        bars.mark_text(align="left", baseline="middle", dx=6, fontWeight="bold").encode(x="premium:Q", text="words:N"),
        *_published(grey, y),
    ).add_params(
        slider("price", values["india"]["price"], (5000, 40000, 100), "Price of a tonne, dollars"),
        reading_choice(reading), rate(values["india"]["rate"]),
        slider("capital", values["india"]["capital"], (5, 40, 1), "Cost of capital, per cent a year"),
    ).properties(width="container", height=height(lines, 36))
    told = "; ".join(f"{BUYER_NAMES[buyer]} {significant(float(premium(values[buyer], reading)), 2):.0f}%"
                     for buyer in BUYERS)
    beside_words = "; ".join(f"{row[WORDS]} {row['words']}" for row in grey.to_dict("records"))
    described = f"Premium where the sliders begin: {told}."
    described += f" For comparison, published: {beside_words}." if beside_words else ""
    caption = Caption(name, finding, shows, described, f"Bar chart with sliders of the premium by buyer: {told}.")
    data = [{"label": BUYER_NAMES[buyer], "value": float(premium(values[buyer], reading)), "unit": "%",
             "kind": "modelled", "claims": sorted(claims),
             "sliders": "as they begin"} for buyer in BUYERS]
    data += result_data(known, "name") if len(known) else []
    return publish(chart, caption, {*claims, *(drawn_of(known) if len(known) else [])}, data, lanes=WORDS)


def _published(grey: pd.DataFrame, y: alt.Y) -> list[alt.Chart]:
    """The published results, each as its range and its median."""
    if grey.empty:
        return []
    base = alt.Chart(grey).encode(y=y, tooltip=[alt.Tooltip("words:N", title="Range"), CLAIMS_TOOLTIP])
    return [base.mark_bar(height=7, color=MUTED, opacity=0.5).encode(x=alt.X("left:Q"), x2="right:Q"),
            base.mark_tick(color=INK, thickness=2, size=16).encode(x="middle:Q")]


HEIGHT = 300


def rise(outage: str, values: Mapping[str, float]) -> str:
    """The rise in price in per cent, as an expression of the sliders ``replaced``, ``stock`` and ``elasticity``."""
    missing = expressions.gap(f"({outage} / 100)", "replaced / 100", "stock", values["months"])
    of_the_world = f"({values['supply'] / 100:g} * {missing})"
    return f"(100 * ({expressions.multiple(of_the_world, 'elasticity')} - 1))"


def revenue(outage: str, values: Mapping[str, float]) -> str:
    """The KIO's revenue in a year, as an expression of the same sliders, of ``rate`` and of ``reading``."""
    paying = values["tonnes"] * values["paid"] / 100
    price = f"({values['unit-value']:.10g} * (1 + {rise(outage, values)} / 100))"
    levied = expressions.taken("reading", price, f"{values['levy']:g} / rate", f"{values['share'] / 100:g}")
    return f"({paying:.10g} * max(0, {values['held'] / 100:g} - {outage} / 100) * {levied})"


def shortage(values: Mapping[str, float], *, reading: str, claims: list[str], name: str, finding: str,
             shows: str) -> Drawn:
    """The rise in price for every part of shipments that may be missing; a point for the part that is chosen.

    ``values`` are one value for each input of ``kachin.models.scenarios.outcomes``; the sliders begin there.
    """
    # worked out again with every move of a slider; what stands here is what the sliders begin with
    steps = pd.DataFrame({"outage": np.arange(0, 101), "claims": short_list(claims)})
    steps["rise"] = [float(outcomes({**values, "outage": float(part)})["price"]) for part in steps["outage"]]
    curve = alt.Chart(steps).transform_calculate(
        rise=rise("datum.outage", values))
    x = alt.X("outage:Q", title="per cent of Myanmar's shipments missing", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("rise:Q", title="rise in price, per cent", scale=alt.Scale(zero=True))
    chosen = alt.Chart(pd.DataFrame({"at": [0], "claims": short_list(claims)})).transform_calculate(
        outage="outage", rise=rise("outage", values)).transform_calculate(
        money=revenue("outage", values)).transform_calculate(
        words="['price +' + format(datum.rise, '.2r') + '%', 'KIO ' + (datum.money < 1e6 ? 'nearly nothing' : '$' + "
              "format(datum.money / 1e6, '.2r') + ' million') + ' a year']").encode(
            x=x, y=y, tooltip=["words:N", CLAIMS_TOOLTIP])
    # a curve that bends upwards leaves its upper left corner free
    corner = {"x": alt.value(10), "y": alt.value(4)}
    chart = alt.layer(
        curve.mark_line(strokeWidth=2.5, color=MUTED).encode(x=x, y=y, tooltip=["outage:Q", CLAIMS_TOOLTIP]),
        chosen.mark_point(filled=True, size=110, color=ACCENT, opacity=1),
        chosen.mark_text(align="left", baseline="top", fontWeight="bold", color=ACCENT, lineHeight=17).encode(
            text="words:N", **corner),
    ).add_params(
        slider("outage", values["outage"], (0, 100, 1), "Missing, per cent"),
        slider("replaced", values["substitution"], (0, 100, 1), "Replaced by other mines, per cent"),
        slider("stock", values["stock"], (0, 6, 0.5), "Stocks, months of shipments"),
        slider("elasticity", round(values["elasticity"], 2), (0, 2, 0.01), "Elasticity"),
        reading_choice(reading), rate(values["rate"]),
    ).properties(width="container", height=HEIGHT)
    told = {part: f"{float(outcomes({**values, 'outage': part})['price']):.0f}%" for part in (0, 25, 50, 75, 100)}
    said = "; ".join(f"{part}% missing: {risen}" for part, risen in told.items())
    described = f"Rise in price by what is missing: {said}. Sliders vary what is assumed."
    summary = (f"Line chart with sliders: the price rises by {told[25]} where a quarter of Myanmar's shipments is "
               f"missing and by {told[100]} where all of it is.")
    data = [{"label": f"{row['outage']:g}% of shipments missing", "missing_percent": float(row["outage"]),
             "value": row["rise"], "unit": "%", "kind": "modelled", "claims": sorted(claims),
             "sliders": "as they begin"} for row in steps.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, described, summary), claims, data)
