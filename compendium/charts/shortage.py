"""How price and revenue answer to what is missing, as a curve that the reader can bend with sliders."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts import expressions, sliders
from compendium.charts.named_claims import CLAIMS, named
from compendium.charts.output import Caption, Drawn, publish
from compendium.charts.theme import ACCENT, MUTED
from kachin.models.scenarios import outcomes

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
    steps = pd.DataFrame({"outage": np.arange(0, 101), "claims": named(claims)})
    steps["rise"] = [float(outcomes({**values, "outage": float(part)})["price"]) for part in steps["outage"]]
    curve = alt.Chart(steps).transform_calculate(
        rise=rise("datum.outage", values))
    x = alt.X("outage:Q", title="per cent of Myanmar's shipments that are missing", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("rise:Q", title="rise in price, per cent", scale=alt.Scale(zero=True))
    chosen = alt.Chart(pd.DataFrame({"at": [0], "claims": named(claims)})).transform_calculate(
        outage="outage", rise=rise("outage", values)).transform_calculate(
        words="'price +' + format(datum.rise, '.0f') + '%, KIO $' + format("
              f"{revenue('outage', values)} / 1e6, '.0f') + ' million a year'").encode(
            x=x, y=y, tooltip=["words:N", CLAIMS])
    # a curve that bends upwards leaves its upper left corner free
    corner = {"x": alt.value(10), "y": alt.value(14)}
    chart = alt.layer(
        curve.mark_line(strokeWidth=2.5, color=MUTED).encode(x=x, y=y, tooltip=["outage:Q", CLAIMS]),
        chosen.mark_point(filled=True, size=110, color=ACCENT, opacity=1),
        chosen.mark_text(align="left", fontWeight="bold", color=ACCENT).encode(text="words:N", **corner),
    ).add_params(
        sliders.slider("outage", values["outage"], (0, 100, 1), "Missing, per cent"),
        sliders.slider("replaced", values["substitution"], (0, 100, 1), "Replaced by other mines, per cent"),
        sliders.slider("stock", values["stock"], (0, 6, 0.5), "Stocks, months of shipments"),
        sliders.slider("elasticity", round(values["elasticity"], 2), (0, 2, 0.01), "Elasticity"),
        sliders.reading(reading), sliders.rate(values["rate"]),
    ).properties(width="container", height=HEIGHT)
    told = {part: f"{float(outcomes({**values, 'outage': part})['price']):.0f}%" for part in (0, 25, 50, 75, 100)}
    said = "; ".join(f"{part}% missing: {risen}" for part, risen in told.items())
    described = f"Rise in price by what is missing: {said}. Sliders vary what is assumed."
    summary = (f"Line chart with sliders: the price rises by {told[25]} where a quarter of Myanmar's shipments is "
               f"missing and by {told[100]} where all of it is.")
    return publish(chart, Caption(name, finding, shows, described, summary), claims)
