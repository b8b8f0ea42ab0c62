"""China's customs returns drawn: what came from Myanmar by weight and by value, and what a tonne was worth."""

import pandas as pd

from compendium.charts.output import Drawn
from compendium.charts.years import panels, years

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
    marked["words"] = [f"{row['start']:%b %Y}: {row['value']:,.0f} t" for row in marked.to_dict("records")]
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
