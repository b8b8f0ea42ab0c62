"""What the levies take of a tonne, for any price of it, beside the customs values of the years; it can be varied."""

from typing import Literal

import altair as alt
import numpy as np
import pandas as pd

from compendium.charts.lanes import HALO, heading
from compendium.charts.output import CLAIMS, Caption, Drawn, claims_of, named, named_in, publish
from compendium.charts.ranges import intervals
from compendium.charts.sliders import slider
from compendium.charts.theme import ACCENT, INK, MUTED, SIZE
from kachin.charts import expressions
from kachin.charts.readings import READINGS, reading_choice
from kachin.charts.readings import rate as rate_slider
from kachin.models.take import taken

HEIGHT, STEPS = 320, 71
BESIDE: tuple[tuple[Literal["left", "right"], int], ...] = (("right", -3), ("left", 3))
"""Words on the left of a line end there, words on its right begin there."""
LINES = {"per-tonne": "per tonne", "share": "in per cent or in kind", "both": "both"}


def take(per_tonne: pd.Series, per_cent: pd.Series, values: pd.DataFrame, *, rate: float, reading: str,
         prices: tuple[float, float], name: str, finding: str, shows: str) -> Drawn:
    """The share of a tonne's value that each reading takes, one line each, against the price in dollars.

    ``per_tonne`` and ``per_cent`` are rows of the table of taxes; ``values`` are results with a column
    ``year``, the customs values to mark; the last of them carries the selected reading's take in words.
    """
    levy, share = float(per_tonne["value"]), float(per_cent["value"])
    fixed = expressions.taken("datum.kind", "datum.price", f"{levy:g} / rate", "share / 100")
    # worked out again with every move of a slider; what stands here is what the sliders begin with
    grid = pd.DataFrame([{"price": price, "kind": kind, "line": words,
                          "taken": 100 * taken(kind, price, levy / rate, share / 100) / price}
                         for kind, words in LINES.items() for price in np.linspace(*prices, STEPS)]).assign(
                             claims=named([per_tonne["id"], per_cent["id"]]))
    picked = "datum.kind == (reading == 'in-kind' ? 'share' : reading)"
    x = alt.X("price:Q", title="US dollars per tonne", scale=alt.Scale(domain=list(prices), nice=False),
              axis=alt.Axis(format=",.0f"))
    y = alt.Y("taken:Q", title="per cent of the value of a tonne", scale=alt.Scale(domain=[0, 100]))
    lines = alt.Chart(grid).transform_calculate(taken=f"100 * {fixed} / datum.price").encode(
        x=x, y=y, detail="kind:N", color=alt.condition(picked, alt.value(ACCENT), alt.value(MUTED)),
        tooltip=["line:N", CLAIMS])
    marked = pd.DataFrame({"price": values["value"].astype(float), "year": values["year"].astype(str),
                           "claims": [named_in(cell) for cell in values["claims"]]})
    # the name of each year stands on the far side of its neighbour's line
    marked["level"] = [96 - 7 * (int(rank) // 2) for rank in marked["price"].rank(method="first") - 1]
    marked["side"] = [("right", "left")[int(rank) % 2] for rank in marked["price"].rank(method="first") - 1]
    years = alt.Chart(marked).encode(x=x, tooltip=["year:N", CLAIMS])
    last = alt.Chart(marked.tail(1).assign(kind="")).transform_calculate(
        dollars=expressions.taken("reading", "datum.price", f"{levy:g} / rate", "share / 100")).transform_calculate(
        taken="100 * datum.dollars / datum.price",
        words="format(datum.taken, '.0f') + '%, $' + format(datum.dollars, ',.0f')").encode(
            x=x, y=y, tooltip=["words:N", CLAIMS])
    chart = alt.layer(
        years.mark_rule(color=MUTED, strokeDash=[3, 3]),
        *(years.transform_filter(f"datum.side == '{side}'").mark_text(
            align=side, dx=dx, fontSize=SIZE, color=INK).encode(y=alt.Y("level:Q"), text="year:N")
          for side, dx in BESIDE),
        lines.mark_line(strokeWidth=2.5, clip=True),
        # a falling line leaves room below its end, a level one above
        *(lines.transform_filter(f"datum.price == {prices[1]} && {kinds}").mark_text(
            align="right", dy=dy, fontWeight="bold").encode(text="line:N")
          for kinds, dy in (("datum.kind != 'share'", 11), ("datum.kind == 'share'", -9))),
        last.mark_point(filled=True, size=90, color=ACCENT, opacity=1),
        *(last.mark_text(align="left", dx=8, dy=-9, fontWeight="bold", **look).encode(text="words:N")
          for look in (HALO, {"color": ACCENT})),
    ).add_params(reading_choice(reading), rate_slider(rate),
                 slider("share", share, (0, 40, 1), "Levy in per cent")).properties(
                     width="container", height=HEIGHT)
    told = "; ".join(_told(row["year"], row["price"], levy / rate, share / 100) for row in marked.to_dict("records"))
    described = f"Share of a tonne's customs value taken per tonne, in per cent, and by both: {told}. It can be varied."
    claims = [per_tonne["id"], per_cent["id"], *claims_of(values)]
    summary = (f"Line chart over the price of a tonne, {prices[0]:,.0f} to {prices[1]:,.0f} dollars, with sliders: "
               f"what {len(LINES)} readings of the levy take of it.")
    data = [{"label": row["line"], "value": row["taken"], "unit": "%", "kind": "modelled",
             "dollars_per_tonne": float(row["price"]), "claims": f"{per_tonne['id']}; {per_cent['id']}",
             "sliders": "as they begin"} for row in grid.to_dict("records")]
    return publish(chart, Caption(name, finding, shows, described, summary), claims, data)


def take_ladder(results: pd.DataFrame, *, years: tuple[str, ...], name: str, finding: str, shows: str,
                prefix: str = "kio-revenue") -> Drawn:
    """The KIO's revenue under every reading of the levy, from the least to the most, each with its range.

    ``results`` are rows like those of ``derived.csv``; drawn are those called ``prefix-reading-year``, of the
    ``years`` given, the last of which carries the accent colour. Raises ValueError where one is missing.
    """
    known = results.set_index("id", drop=False)
    wanted = {f"{prefix}-{reading}-{year}": f"{heading(words)}, trade as in {year}"
              for reading, words in READINGS.items() if reading != "in-kind" for year in years}
    missing = [each for each in wanted if each not in known.index]
    if missing:
        raise ValueError(f"chart {name}: no result is called {', '.join(missing)}")
    rows = known.loc[list(wanted)].assign(name=list(wanted.values())).sort_values("value", kind="stable")
    return intervals(rows, name=name, finding=finding, shows=shows, axis="US dollars a year",
                     accent=[each for each in wanted if each.endswith(years[-1])])


def _told(year: str, price: float, levy: float, share: float) -> str:
    parts = ", ".join(f"{taken(kind, price, levy, share) / price:.0%}" for kind in LINES)
    return f"{year} {parts}"
