"""What the claims on the trade leave possible for each year and month, and for one another.

With the articles alone and with all evidence: with all of it, the customs returns are the judge, and the
articles' claims that cannot be met beside them are given up, as few as will do.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import pandas as pd

from compendium.analysis.volumes_bounds import bounds_of, ratio_bounds
from compendium.analysis.volumes_calendar import YEARS, Quantity, months_between, span, year
from compendium.analysis.volumes_claims import constraints
from compendium.analysis.volumes_conflicts import smallest_drop, without
from compendium.analysis.volumes_constraints import Constraint
from compendium.analysis.volumes_readings import Readings
from compendium.errors import Refused
from compendium.evidence import Interval

JUDGE = "customs"
BEFORE_COUP = "before-coup"
PERIODS = (BEFORE_COUP, *(str(number) for number in YEARS), *months_between("2024-10", "2025-05"))
"""What the book asks for: the months up to the coup together, each year, each month from the belt's seizure on."""
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


def quantity(name: str) -> Quantity:
    """The tonnes of a period, by its name: a year, a month, or the months from 2017 up to the coup."""
    if name == BEFORE_COUP:
        return span("2017-01", "2021-01")
    return span(name) if "-" in name else year(int(name))


def ranges(found: Volumes, periods: Sequence[str] = PERIODS) -> dict[str, Interval]:
    """The least and greatest tonnes of each period."""
    return {name: rounded(bounds_of(quantity(name), found.kept)) for name in periods}


def implied(every: Sequence[Constraint], name: str) -> Interval:
    """What the other constraints leave for one that states a multiple or share, as a multiple.

    Raises ValueError for a constraint that is none, or where the others cannot be met.
    """
    own = next(each for each in every if each.id == name).demands[0]
    if own.whole is None:
        raise Refused(f"'{name}' states tonnes, and no multiple of others")
    return ratio_bounds(own.part, own.whole, [each for each in every if each.id != name])


def rounded(interval: Interval, places: int = PRECISION) -> Interval:
    """An interval with so many decimals, open ends left open."""
    return Interval(*(round(end, places) if math.isfinite(end) else end for end in (interval.low, interval.high)))


def beside(every: Sequence[Constraint], name: str, dropped: Sequence[str]) -> list[Constraint]:
    """One constraint with all those that were not given up, to see what they leave for it."""
    return [each for each in every if each.id == name or each.id not in dropped]
