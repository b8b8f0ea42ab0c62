"""How price and revenue answer to what is missing, as a curve that the reader can bend with sliders."""

from collections.abc import Mapping

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts.output import CLAIMS, Caption, Drawn, named, publish
from compendium.charts.sliders import slider
from compendium.charts.theme import ACCENT, MUTED
from kachin.charts import expressions
from kachin.charts.readings import rate, reading_choice
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
    x = alt.X("outage:Q", title="per cent of Myanmar's shipments missing", scale=alt.Scale(domain=[0, 100]))
    y = alt.Y("rise:Q", title="rise in price, per cent", scale=alt.Scale(zero=True))
    chosen = alt.Chart(pd.DataFrame({"at": [0], "claims": named(claims)})).transform_calculate(
        outage="outage", rise=rise("outage", values)).transform_calculate(
        money=revenue("outage", values)).transform_calculate(
        words="['price +' + format(datum.rise, '.2r') + '%', 'KIO ' + (datum.money < 1e6 ? 'nearly nothing' : '$' + "
              "format(datum.money / 1e6, '.2r') + ' million') + ' a year']").encode(
            x=x, y=y, tooltip=["words:N", CLAIMS])
    # a curve that bends upwards leaves its upper left corner free
    corner = {"x": alt.value(10), "y": alt.value(4)}
    chart = alt.layer(
        curve.mark_line(strokeWidth=2.5, color=MUTED).encode(x=x, y=y, tooltip=["outage:Q", CLAIMS]),
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
             "value": row["rise"], "unit": "%", "kind": "modelled", "claims": "; ".join(sorted(claims)),
             "sliders": "as they begin"} for row in steps.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, described, summary), claims, data)
