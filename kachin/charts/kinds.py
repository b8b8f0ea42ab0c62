"""The engine's kinds of chart in the words of this book: customs returns, plants, revenue, what matters most."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.charts.counts import swings
from compendium.charts.lanes import heading
from compendium.charts.output import Drawn
from compendium.charts.points import number_of, period_in_words
from compendium.charts.ranges import intervals
from compendium.charts.timeline import timeline
from compendium.charts.years import panels, years
from compendium.datasets.names import SOURCE_NAMES
from compendium.errors import Refused
from kachin.charts.expressions import READINGS

WEIGHT, VALUE = "weight-as-shipped", "customs-value-cif"
PANELS = {WEIGHT: "Tonnes as shipped", VALUE: "Value in US dollars"}
"""The two definitions of the customs returns, and what their panels are called."""


def customs(claims: pd.DataFrame, *, month: str = "reuters-2025-03/imports-feb-2025", until: int = 2025,
            returns: str = "un-comtrade-2846", name: str, finding: str, shows: str) -> Drawn:
    """China's imports from Myanmar by year, tonnes above and dollars below, each from its own zero.

    ``claims`` are rows of the table of claims, the independent evidence among them; drawn are the yearly figures for
    Myanmar of the source ``returns`` under the two definitions, and not those that others print of them. ``month`` is
    the claim for one month to be marked in the panel of tonnes, at its own height, in its year; ``until`` is the last
    year of the axis.
    """
    of_myanmar = claims["place"].eq("myanmar") & claims["to"].eq("china") & claims["source"].eq(returns)
    whole = (claims["end"] - claims["start"]).dt.days.between(364, 365) & (claims["start"].dt.month == 1)
    rows = claims[of_myanmar & whole & claims["definition"].astype(str).isin(PANELS)].copy()
    rows["panel"] = rows["definition"].astype(str).map(PANELS)
    rows = rows.sort_values("definition", key=lambda column: column.astype(str).map(list(PANELS).index))
    marked = claims[claims["id"] == month].assign(panel=PANELS[WEIGHT])
    marked["words"] = [f"{row['start']:%b %Y} alone: {row['value']:,.0f} t" for row in marked.to_dict("records")]
    return panels(rows, by="panel", name=name, finding=finding, shows=shows, beside=marked,
                  span=(int(rows["start"].dt.year.min()), max(until, int(rows["start"].dt.year.max()))))


def dollars_per_tonne(results: pd.DataFrame, *, first: int = 2017, told: tuple[int, ...] = (2017, 2022), name: str,
                      finding: str, shows: str, prefix: str = "customs-unit-value-", height: int = 280) -> Drawn:
    """What a tonne from Myanmar was worth at China's customs in each year, with the numbers of some years told.

    ``results`` are rows like those of ``derived.csv``; drawn are those called ``prefix`` and a year from ``first``
    on, as in the years before 2017 no more than some hundred tonnes were shipped.
    """
    rows = results[results["id"].str.fullmatch(f"{prefix}\\d{{4}}")].copy()
    rows = rows[rows["id"].str[-4:].astype(int) >= first]
    year = rows["id"].str[-4:].astype(int)
    rows = rows.assign(
        start=pd.to_datetime(year.astype(str)), end=pd.to_datetime(year.astype(str)) + pd.offsets.YearEnd(0),
        lowest=rows["low"], highest=rows["high"], comparator="", period=year.astype(str), against=None,
        of="", source="", what="a tonne")
    return years(rows, by="what", name=name, finding=finding, shows=shows, axis="US dollars per tonne", told=told,
                 height=height)


def plans(claims: pd.DataFrame, plants: dict[str, str], *, name: str, finding: str, shows: str,
          first: str = "", last: str = "") -> Drawn:
    """Each plan at the time for which it is announced, earliest first, with its tonnes where the claim has them.

    ``claims`` are rows of the table of claims; ``plants`` names those to draw by id, with what each is called. All
    are plans, and drawn as such: hollow, and with the standing that the claim gives them. Raises ValueError for a
    claim that is missing or undated.
    """
    known = claims.set_index("id", drop=False)
    lacking = [each for each in plants if each not in known.index or not period_in_words(known.loc[each].to_dict())]
    if lacking:
        raise Refused(f"chart {name}: no dated claim is called {', '.join(lacking)}; every id stands in claims.csv")
    rows = known.loc[list(plants)].copy()
    rows["plan"] = [_words(row, plants[row["id"]]) for row in rows.to_dict("records")]
    return timeline(rows.assign(inferred=True), name=name, finding=finding, shows=shows, first=first, last=last,
                    label="plan")


def _words(row: Mapping[Any, Any], plant: str) -> str:
    """A plan in words: 'Plant: 200 t a year, about 2027, planned; Reuters'."""
    tonnes = f": {number_of(row)}" if not pd.isna(row["unit"]) else ""
    return f"{plant}{tonnes}, {period_in_words(row)}, planned; {SOURCE_NAMES[str(row['source'])]}"


def take_ladder(results: pd.DataFrame, *, years: tuple[str, ...], name: str, finding: str, shows: str,
                prefix: str = "kio-revenue", axis: str = "US dollars a year") -> Drawn:
    """The KIO's revenue under every reading of the levy, from the least to the most, each with its range.

    ``results`` are rows like those of ``derived.csv``; drawn are those called ``prefix-reading-year``, of the
    ``years`` given, the last of which carries the accent colour. Raises ValueError where one is missing.
    """
    known = results.set_index("id", drop=False)
    wanted = {f"{prefix}-{reading}-{year}": f"{heading(words)}, trade as in {year}"
              for reading, words in READINGS.items() if reading != "in-kind" for year in years}
    missing = [each for each in wanted if each not in known.index]
    if missing:
        raise Refused(f"chart {name}: no result is called {', '.join(missing)}; every id stands in derived.csv")
    rows = known.loc[list(wanted)].assign(name=list(wanted.values())).sort_values("value", kind="stable")
    return intervals(rows, name=name, finding=finding, shows=shows, axis=axis,
                     accent=[each for each in wanted if each.endswith(years[-1])])


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
    """The widest swings of a result around that with all inputs at their middle, the widest first.

    ``{input}`` in the finding stands for the name of the input whose swing is widest, in mid-sentence.
    """
    return swings(table, INPUTS, unit=unit, name=name, finding=finding, shows=shows, axis=axis, most=most,
                  proper=("Myanmar", "China"))
