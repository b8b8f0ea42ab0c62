"""What the counts of sites, pools and mines imply, and which of them may be set against each other at all.

Two counts are compared only if they count the same thing in the same area at two known times. A weight is divided by
a count only if both are of one year; as customs weigh what all of Myanmar ships, the result is an upper bound.
"""

import math
from itertools import combinations
from typing import Any

import pandas as pd

from compendium.naming import items_of
from compendium.results.formulas import Result

DVB, GW, SHRF, CUSTOMS = "dvb-2025", "global-witness-2022", "shrf-2025-06", "un-comtrade-2846/myanmar-weight"
COUNTED = ("mining-sites", "leaching-pits", "shan-mining")
YEARS_AT_MONG_BAWK = 2025 - 2015
PARTS = {"special-region-1", "kio-territory", "chipwi; momauk"}
"""Areas for which there are counts, and which are only a part of Kachin State."""
BOUND = "a bound: all that Myanmar shipped is set against what was counted in Kachin State alone"


def yearly(multiple: float, years: float) -> float:
    """The steady growth in per cent a year that makes a multiple in so many years."""
    return 100.0 * (math.pow(multiple, 1 / years) - 1)


ENVIRONMENT: tuple[Result, ...] = (
    Result("sites-growth-yearly", "How fast sites would have to grow each year to triple since the coup.",
           "multiple of sites ^ (1 ÷ years since the coup) − 1", (f"{DVB}/sites-tripled", "years-of-tripling"), "%",
           yearly),
    Result("mong-bawk-growth-yearly", "How fast the mines near Mong Bawk grew in a year on average.",
           f"(mines seen in 2025 ÷ mines seen in 2015) ^ (1 ÷ {YEARS_AT_MONG_BAWK} years) − 1",
           (f"{SHRF}/mong-bawk-2025", f"{SHRF}/mong-bawk-2015"), "%",
           lambda late, early: yearly(late / early, YEARS_AT_MONG_BAWK)),
    Result("tonnes-per-pool-2022", "Tonnes shipped for each leaching pool in 2022, at most.",
           "weight as shipped from Myanmar in 2022 ÷ pools seen in Kachin State in March 2022",
           (f"{CUSTOMS}-2022", f"{GW}/pools"), "t", lambda tonnes, pools: tonnes / pools, across=BOUND),
    Result("tonnes-per-site-2023", "Tonnes shipped for each mining site in 2023, at most.",
           "weight as shipped from Myanmar in 2023 ÷ sites counted at the end of 2023",
           (f"{CUSTOMS}-2023", "sites-end-2023"), "t", lambda tonnes, sites: tonnes / sites, across=BOUND),
)
"""In the order in which they are worked out."""


def counts(claims: pd.DataFrame) -> pd.DataFrame:
    """The claims that count sites, pools or mines, without those that only repeat another in their article."""
    rows = claims[claims["question"].isin(COUNTED) & (claims["unit"] == "count")]
    return rows[~rows["id"].str.contains("highlight")]


def comparisons(claims: pd.DataFrame) -> pd.DataFrame:
    """Every pair of counts of one kind of thing, and why its growth may not be worked out; nothing where it may.

    Columns: one, other (ids, the earlier first), kind, refused, claims.
    """
    rows: list[dict[Any, Any]] = counts(claims).sort_values("start", na_position="last").to_dict("records")
    pairs = [(one, other) for one, other in combinations(rows, 2) if one["question"] == other["question"]]
    return pd.DataFrame([{
        "one": one["id"], "other": other["id"], "kind": one["question"], "refused": _why_not(one, other),
        "claims": f"{one['id']}; {other['id']}"} for one, other in pairs])


def intensities(claims: pd.DataFrame) -> pd.DataFrame:
    """Every count with the weight that customs recorded in its year, or why no weight can be divided by it.

    Columns: id, year, weight (the claim's id), most (tonnes for each thing counted, at most), refused.
    """
    weighed = claims[claims["id"].str.startswith(CUSTOMS)]
    weights = dict(zip(weighed["start"].dt.year, weighed[["id", "value"]].to_dict("records"), strict=True))
    found = []
    for row in counts(claims).to_dict("records"):
        year = None if pd.isna(row["start"]) else pd.Timestamp(str(row["start"])).year
        refused = _no_weight(row, year, set(weights))
        weight = {"id": "", "value": math.nan} if refused else weights[year or 0]
        found.append({"id": row["id"], "year": year, "refused": refused, "weight": weight["id"],
                      "most": float(str(weight["value"])) / float(str(row["lowest"]))})
    return pd.DataFrame(found)


def _why_not(one: dict[Any, Any], other: dict[Any, Any]) -> str:
    """Why one count cannot have grown into the other, as far as anybody can tell."""
    reasons = []
    if one["definition"] != other["definition"]:
        reasons.append("they count different things")
    if set(items_of(one["place"])) != set(items_of(other["place"])):
        reasons.append("the areas differ")
    if pd.isna(one["start"]) or pd.isna(other["start"]):
        reasons.append("one is undated")
    elif one["start"] <= other["end"] and other["start"] <= one["end"]:
        reasons.append("they are of the same time")
    return "; ".join(reasons)


def _no_weight(row: dict[Any, Any], year: int | None, weighed: set[int]) -> str:
    """Why a count goes with no weight: undated, outside Kachin State, or of a year without a customs figure."""
    if year is None:
        return "the count is undated"
    if row["place"] in PARTS:
        return "it counts a part of Kachin State alone"
    if row["place"] != "kachin":
        return "customs do not tell Shan State's shipments from Kachin State's"
    return "" if year in weighed else f"no customs weight of {year} is in the ledger"
