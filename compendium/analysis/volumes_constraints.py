"""What a claim demands of the months: that one sum of them, or the ratio of two, lies in an interval.

A ratio of two sums is no linear thing, but that it lies between two numbers is: the first sum is at
least so many times the second, and at most so many times.
"""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from compendium.analysis.volumes_calendar import MONTHS, Quantity


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
