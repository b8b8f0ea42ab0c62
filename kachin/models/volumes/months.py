"""The unknowns of the trade: one weight for each month from 2017 to 2025, and what a claim demands of them.

What a claim speaks of (a year, the months since the coup, one month less another) is a weighting of the
months; times the tonnes of each month it gives the tonnes that the claim is about. A claim demands that one such
sum, or the ratio of two, lies in an interval. A ratio of two sums is no linear thing, but that it lies between two
numbers is: the first sum is at least so many times the second, and at most so many times.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from itertools import product

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


def constraint_matrix(constraints: Iterable[Constraint]) -> tuple[NDArray[np.float64], NDArray[np.float64], list[str]]:
    """All rows of some constraints, their bounds, and for each row the constraint that it comes from."""
    rows = [(row, bound, each.id) for each in constraints for demand in each.demands for row, bound in demand.rows()]
    weights = np.array([row for row, _, _ in rows]).reshape(len(rows), len(MONTHS))
    return weights, np.array([bound for _, bound, _ in rows]), [name for _, _, name in rows]


FALLS = {
    "closure-on-before": (average("2024-11", "2025-03"), average("2024-01", "2024-10")),
    "closure-on-year": (span("2024-11", "2025-03"), span("2023-11", "2024-03")),
    "november": (span("2024-11"), span("2024-10")),
    "february": (span("2025-02"), span("2024-02")),
    "january-april": (span("2025-01", "2025-04"), span("2024-01", "2024-04")),
    "january-march": (span("2025-01", "2025-03"), span("2024-01", "2024-03")),
    "january-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
    "on-before": (span("2025-01", "2025-04"), span("2024-09", "2024-12")),
}
"""The months that a reading compares: those after, and those before."""
MAYS = {
    "may": (span("2025-05"), span("2024-05")),
    "average": (span("2025-05"), average("2024-01", "2024-12")),
    "to-may": (span("2025-01", "2025-05"), span("2024-01", "2024-05")),
}


CHOICES: dict[str, dict[str, str]] = {
    "goods": {
        "same": "all the claims count the same goods, by weight as shipped",
        "customs": "only claims on the customs weight count, with oxide concentrates taken for all compounds",
        "as-shipped": "only claims on the customs weight of all compounds count",
    },
    "share": {
        "weight": "the share after the coup is one of tonnes",
        "value": "the share after the coup is one of value, and says nothing of tonnes",
    },
    "highlight": {
        "same-years": "the highlight's total is of the same years as the text's, and not of more",
        "other": "the highlight's total, which names no years, is left aside",
    },
    "peak": {
        "value": "the peak of the trade was one of value, and says nothing of tonnes",
        "tonnes": "the peak of the trade was one of tonnes too",
    },
    "fall": {
        "closure-on-before": "November 2024 to March 2025, on the average month of 2024 before",
        "closure-on-year": "November 2024 to March 2025, on the year",
        "november": "November 2024, on the month before",
        "february": "February 2025, on the year",
        "january-april": "January to April 2025, on the year",
    },
    "early": {
        "january-may": "January to May 2025, on the year",
        "january-april": "January to April 2025, on the year",
        "january-march": "January to March 2025, on the year",
        "on-before": "January to April 2025, on the four months before",
        "all-origins": "imports from all countries, not from Myanmar alone",
    },
    "ceiling": {
        "oxide-line": "what comes from Myanmar comes under the tariff's line of unlisted oxides, whose tonnes from all "
                      "origins are its ceiling",
        "none": "tonnes from all origins are no ceiling for those from Myanmar",
    },
    "similar": {
        "may": "May 2025, on the year",
        "average": "May 2025, beside the average month of 2024",
        "to-may": "January to May 2025, on the year",
    },
}
"""Each choice with its options: the first of each is the one that the book uses unless it says otherwise."""


@dataclass(frozen=True)
class Readings:
    """One way to read the claims. ``similar_within`` is how far, in per cent, "similar" may be off."""

    goods: str = "same"
    share: str = "weight"
    highlight: str = "same-years"
    peak: str = "value"
    fall: str = "closure-on-before"
    early: str = "january-may"
    ceiling: str = "oxide-line"
    similar: str = "may"
    similar_within: float = 10.0

    def __post_init__(self) -> None:
        for name, options in CHOICES.items():
            if getattr(self, name) not in options:
                raise Refused(f"'{getattr(self, name)}' is no reading of '{name}'; there are: {', '.join(options)}")
        if not 0 <= self.similar_within < 100:
            raise Refused(f"'similar' cannot be off by {self.similar_within:g}%; allowed: 0 to 100")

    def words(self, choice: str) -> str:
        """What was chosen, in words."""
        return CHOICES[choice][getattr(self, choice)]


def all_readings(*vary: str) -> list[Readings]:
    """Every combination of the options of some choices, the others as the book uses them."""
    known = [field.name for field in fields(Readings) if field.name in CHOICES]
    if unknown := set(vary) - set(known):
        raise Refused(f"there is no choice '{', '.join(sorted(unknown))}'; there are: {', '.join(known)}")
    combined = product(*(CHOICES[each] for each in vary))
    return [replace(Readings(), **dict(zip(vary, options, strict=True))) for options in combined]  # type: ignore[arg-type]
