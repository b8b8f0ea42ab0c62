"""The unknowns of the trade: one weight for each month from 2017 to 2025, and what a claim demands of them.

What a claim speaks of (a year, the months since the coup, one month less another) is a weighting of the
months; times the tonnes of each month it gives the tonnes that the claim is about. A claim demands that one such
sum, or the ratio of two, lies in an interval. A ratio of two sums is no linear thing, but that it lies between two
numbers is: the first sum is at least so many times the second, and at most so many times.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compendium.errors import Refused

Quantity = NDArray[np.float64]
"""A weight for each month: how much of that month's tonnes the quantity holds."""

FIRST_YEAR, LAST_YEAR = 2017, 2025
YEARS = tuple(range(FIRST_YEAR, LAST_YEAR + 1))
MONTHS = tuple(f"{year}-{month:02}" for year in YEARS for month in range(1, 13))
COUP = "2021-02"
"""The first month under the coup; it began on the month's first day."""


def span(first: str, last: str = "") -> Quantity:
    """The tonnes from one month to another together, or of one month.

    Raises ValueError for a month that is not among the unknowns, or a span that runs backwards.
    """
    start, end = MONTHS.index(first), MONTHS.index(last or first)
    if start > end:
        raise Refused(f"a span runs forwards, not from {first} to {last}")
    weights = np.zeros(len(MONTHS))
    weights[start : end + 1] = 1
    return weights


def year(number: int) -> Quantity:
    """The tonnes of one year."""
    return span(f"{number}-01", f"{number}-12")


def average(first: str, last: str) -> Quantity:
    """The tonnes of the average month of a span."""
    months = span(first, last)
    return months / float(months.sum())


def months_between(first: str, last: str) -> tuple[str, ...]:
    """The names of the months of a span."""
    return MONTHS[MONTHS.index(first) : MONTHS.index(last) + 1]


@dataclass(frozen=True, eq=False)
class Demand:
    """That ``part``, or ``part`` as a multiple of ``whole``, lies between ``low`` and ``high``.

    Without ``whole`` the ends are tonnes. A claim's 'more than' is drawn as 'at least': no path through
    the months is lost by it but the one that stands exactly on the edge.
    """

    part: Quantity
    low: float
    high: float
    whole: Quantity | None = None

    def rows(self) -> Iterator[tuple[Quantity, float]]:
        """Rows of the form: weights times months is at most a bound."""
        for end, sign in ((self.low, -1.0), (self.high, 1.0)):
            if math.isfinite(end) and self.whole is None:
                yield sign * self.part, sign * end
            elif math.isfinite(end) and self.whole is not None:
                yield sign * (self.part - end * self.whole), 0.0

    def met_by(self, tonnes: NDArray[np.float64], within: float = 1e-6) -> bool:
        """Whether a path through the months meets the demand, up to a share of its largest month."""
        slack = within * max(1.0, float(tonnes.max()))
        return all(float(row @ tonnes) <= bound + slack for row, bound in self.rows())


@dataclass(frozen=True, eq=False)
class Constraint:
    """What one source demands in one statement: its demands, the claims they come from, what they count.

    ``goods`` is the definition of what is counted. ``reading`` says what had to be read into the words; it is
    empty where they leave no choice.
    """

    id: str
    says: str
    claims: tuple[str, ...]
    demands: tuple[Demand, ...]
    goods: str
    reading: str = ""


def matrix(constraints: Iterable[Constraint]) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """All rows of some constraints, their bounds, and for each row the constraint that it comes from."""
    rows = [(row, bound, each.id) for each in constraints for demand in each.demands for row, bound in demand.rows()]
    weights = np.array([row for row, _, _ in rows]).reshape(len(rows), len(MONTHS))
    return weights, np.array([bound for _, bound, _ in rows]), [name for _, _, name in rows]
