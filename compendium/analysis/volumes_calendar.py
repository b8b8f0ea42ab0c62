"""The unknowns of the trade: one weight for each month from 2017 to 2025, and sums of such months.

What a claim speaks of (a year, the months since the coup, one month less another) is a weighting of the
months; times the tonnes of each month it gives the tonnes that the claim is about.
"""

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
