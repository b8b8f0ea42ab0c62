"""What the claims on the trade leave possible for each year and month, as results of the book.

With the articles alone and with all evidence: with all of it, the customs returns are the judge, and the
articles' claims that cannot be met beside them are given up, as few as will do.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from compendium.analysis.volumes_bounds import bounds_of, ratio_bounds
from compendium.analysis.volumes_calendar import YEARS, Quantity, months_between, span, year
from compendium.analysis.volumes_claims import constraints
from compendium.analysis.volumes_conflicts import smallest_drop, without
from compendium.analysis.volumes_constraints import Constraint
from compendium.analysis.volumes_readings import Readings
from compendium.datasets.rows import Row, finite, joined
from compendium.datasets.selection import ALL, ARTICLES
from compendium.evidence import Interval

JUDGE = "customs"
SIMILAR = "similar-within"
MONTHS_DRAWN = months_between("2024-10", "2025-05")
FORMULA = "least and greatest tonnes that the claims on the trade allow together, as this book reads them"
IMPLIED = "least and greatest multiple that the other claims on the trade allow, as this book reads them"
PRECISION = 1
"""Decimals of a tonne that are kept: more would be the solver's."""


@dataclass(frozen=True, eq=False)
class Volumes:
    """The constraints that can be met together, and those that were given up so that they can."""

    kept: tuple[Constraint, ...]
    dropped: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that hold the months."""
        return tuple(claim for each in self.kept for claim in each.claims)


def volumes(table: pd.DataFrame, readings: Readings) -> Volumes:
    """The claims of a table that can be met together under one way of reading them."""
    every = constraints(table, readings)
    dropped = smallest_drop(every, JUDGE)
    return Volumes(tuple(without(every, dropped)), dropped)


def periods() -> dict[str, Quantity]:
    """What is asked for: each year, and each month from the closing of the gates to May 2025."""
    return {**{str(number): year(number) for number in YEARS}, **{month: span(month) for month in MONTHS_DRAWN}}


def ranges(found: Volumes) -> dict[str, Interval]:
    """The least and greatest tonnes of each period."""
    return {name: _rounded(bounds_of(quantity, found.kept)) for name, quantity in periods().items()}


def implied(every: Sequence[Constraint], name: str) -> Interval:
    """What the other constraints leave for one that states a multiple or share, as a multiple.

    Raises ValueError for a constraint that is none, or where the others cannot be met.
    """
    own = next(each for each in every if each.id == name).demands[0]
    if own.whole is None:
        raise ValueError(f"'{name}' states tonnes, and no multiple of others")
    return ratio_bounds(own.part, own.whole, [each for each in every if each.id != name])


def volume_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The rows of ``derived.csv``: each period, and the two claims that the returns can be held against."""
    readings = Readings(similar_within=_assumed(assumptions))
    for evidence, table in ((ARTICLES, claims[claims["role"] == "seed"]), (ALL, claims)):
        counted = "the articles" if evidence == ARTICLES else "all evidence"
        found = volumes(table, readings)
        for name, interval in ranges(found).items():
            says = f"China's imports from Myanmar in {_period(name)}, as far as {counted} bound them."
            yield {"id": f"volume-{name}-{evidence}", "says": says, "formula": FORMULA, "unit": "t",
                   "definition": "weight-as-shipped", "across": readings.words("goods"),
                   **_numbers(interval, found.claims)}
        every = constraints(table, readings)
        for name, result, unit in (("share-after-coup", "share-after-coup-implied", "%"),
                                   ("quadrupled", "growth-2017-2023-implied", "x")):
            apart = [each for each in every if each.id == name or each.id not in found.dropped]
            interval = _scaled(implied(apart, name), 100 if unit == "%" else 1)
            says = f"{TOLD[name]}, by {counted} without the claim on it."
            rest = tuple(claim for each in apart if each.id != name for claim in each.claims)
            yield {"id": f"{result}-{evidence}", "says": says, "formula": IMPLIED, "unit": unit,
                   "definition": DEFINED[unit], "across": readings.words("goods"), **_numbers(interval, rest)}


TOLD = {"share-after-coup": "The share of tonnes after the coup",
        "quadrupled": "The multiple of imports from 2017 to 2023"}
DEFINED = {"%": "share-of-weight", "x": "weight-as-shipped"}


def _assumed(assumptions: pd.DataFrame) -> float:
    return float(assumptions.loc[assumptions["id"] == SIMILAR, "value"].astype(float).iloc[0])


def _numbers(interval: Interval, claims: Sequence[str]) -> Row:
    value = interval.low if interval.low == interval.high else None
    return {"value": value, "low": finite(interval.low), "high": finite(interval.high),
            "inputs": joined([*claims, SIMILAR]), "claims": joined(claims)}


def _period(name: str) -> str:
    return pd.Period(name).strftime("%B %Y") if "-" in name else name


def _rounded(interval: Interval, places: int = PRECISION) -> Interval:
    return Interval(*(round(end, places) if math.isfinite(end) else end for end in (interval.low, interval.high)))


def _scaled(interval: Interval, by: float) -> Interval:
    return _rounded(Interval(interval.low * by, interval.high * by), 3)
