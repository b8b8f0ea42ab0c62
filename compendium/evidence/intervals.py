"""What a printed number can mean: the range of true values that would be written that way."""

import math
from dataclasses import dataclass

from compendium.errors import Refused
from compendium.evidence.claims import Claim

ABOUT = 0.1
"""How far, as a share of the value, 'about' or 'roughly' is taken to reach when rounding says less.

'Nearly' reaches as far below."""


@dataclass(frozen=True)
class Interval:
    """A range of possible values, both ends included; an end may be infinite."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise Refused(f"an interval runs from low to high, not from {self.low} to {self.high}")

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        return max(self.low, other.low) <= min(self.high, other.high)


def rounding_unit(value: float) -> float:
    """The place value of the last digit that is not a trailing zero: 290,000 gives 10,000."""
    if value == 0:
        return 1.0
    digits = f"{abs(value):.10f}".rstrip("0")
    whole, _, fraction = digits.partition(".")
    if fraction:
        return float(10 ** -len(fraction))
    return float(10 ** (len(whole) - len(whole.rstrip("0"))))


def claim_interval(claim: Claim) -> Interval:
    """The values that a claim's number allows, by its rounding, its comparator and its range.

    Raises ValueError for a claim without a number.
    """
    if claim.value is None:
        if claim.low is None or claim.high is None:
            raise Refused(f"claim {claim.id} has no number")
        return Interval(_edge(claim, claim.low, -1), _edge(claim, claim.high, +1))
    low, high = _edge(claim, claim.value, -1), _edge(claim, claim.value, +1)
    return _compared(claim, low, high)


def _compared(claim: Claim, low: float, high: float) -> Interval:
    """The interval with one end opened by 'more than' or 'less than'.

    For a fall, 'more than 80%' means further below zero: the comparator speaks of the size.
    """
    assert claim.value is not None
    more, less = claim.comparator in (">", ">="), claim.comparator in ("<", "<=")
    if more or less:
        upward = more == (claim.value >= 0)
        return Interval(claim.value, math.inf) if upward else Interval(-math.inf, claim.value)
    if claim.comparator == "<~":
        nearer, further = sorted((claim.value, claim.value * (1 - ABOUT)))
        return Interval(nearer, further)
    return Interval(low, high)


def _edge(claim: Claim, value: float, direction: int) -> float:
    step = rounding_unit(value) if claim.rounded_to is None else claim.rounded_to
    reach = max(step / 2, abs(value) * ABOUT if claim.comparator == "~" else 0.0)
    return value + direction * reach
