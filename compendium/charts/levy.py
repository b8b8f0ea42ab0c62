"""What the levies take of a tonne, for any price of it: the one in yuan, the one in per cent, and both."""

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts.output import Caption, Drawn, publish
from compendium.charts.theme import ACCENT, MUTED

HEIGHT = 300
READINGS = {"per tonne": "#2f6f9f", "in per cent": MUTED, "both": ACCENT}


def levy(per_tonne: pd.Series, per_cent: pd.Series, *, prices: tuple[float, float], name: str, finding: str,
         shows: str) -> Drawn:
    """The share of a tonne's value that is taken, against the price of a tonne, one line per reading.

    ``per_tonne`` and ``per_cent`` are rows of the table of taxes, in yuan per tonne and in per cent;
    ``prices`` are the ends of the axis, in yuan per tonne. A slider varies the levy in per cent.
    """
    share = alt.param(name="share", value=float(per_cent["value"]), bind=alt.binding_range(
        min=0, max=40, step=1, name="Levy in per cent: "))
    rate = float(per_tonne["value"])
    steps = pd.Series(np.linspace(*prices, 101))
    taken = pd.DataFrame({"price": steps, "per tonne": rate / steps * 100})
    base = alt.Chart(taken).add_params(share).transform_calculate(
        **{"in per cent": "share", "both": "datum['per tonne'] + share"}).transform_fold(
            list(READINGS), as_=["reading", "taken"])
    x = alt.X("price:Q", title="yuan per tonne", scale=alt.Scale(domain=list(prices), nice=False),
              axis=alt.Axis(format=",.0f"))
    y = alt.Y("taken:Q", title="per cent of the value of a tonne", scale=alt.Scale(domain=[0, 100], clamp=True))
    colour = alt.Color("reading:N", sort=list(READINGS), legend=None,
                       scale=alt.Scale(domain=list(READINGS), range=list(READINGS.values())))
    tooltip = [alt.Tooltip("reading:N"), alt.Tooltip("price:Q", format=",.0f"), alt.Tooltip("taken:Q", format=".0f")]
    lines = base.mark_line(strokeWidth=2.5, clip=True).encode(x=x, y=y, color=colour, tooltip=tooltip)
    labels = base.transform_filter(f"datum.price == {prices[1]}").mark_text(
        align="right", dy=-9, fontWeight="bold").encode(x=x, y=y, color=colour, text="reading:N")
    crossing = alt.Chart(pd.DataFrame({"rate": [rate]})).transform_calculate(
        price="datum.rate / share * 100", taken="share").mark_point(filled=True, size=90, color=ACCENT).encode(
            x=x, y=y, tooltip=[alt.Tooltip("price:Q", title="the same at", format=",.0f")])
    chart = alt.layer(lines, labels, crossing).properties(width="container", height=HEIGHT)
    same = rate / float(per_cent["value"]) * 100
    ends = " and ".join(f"{rate / price:.0%} of the value at {price:,.0f} yuan a tonne" for price in prices)
    described = (f"The levy per tonne takes {ends}; it equals the levy of {per_cent['value']:g}% at "
                 f"{same:,.0f} yuan. A slider varies the levy in per cent.")
    return publish(chart, Caption(name, finding, shows, described), [per_tonne["id"], per_cent["id"]])
