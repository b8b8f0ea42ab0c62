"""What a claim's number allows, in words: '310.5 to 311.5 t, by its rounding'."""

import math

from compendium.evidence import Claim, claim_interval
from compendium.evidence.printing import printed, printed_range


def allowed(claim: Claim) -> str:
    """The interval of a claim's number and where it comes from.

    Empty for a claim without a number, and for a count that was not rounded.
    """
    if claim.unit is None:
        return ""
    interval = claim_interval(claim)
    if math.isinf(interval.low) or math.isinf(interval.high):
        return _one_end(claim)
    if interval.low == interval.high or (claim.unit == "count" and interval.high - interval.low <= 1):
        return ""
    vague = {"~": "about", "<~": "nearly"}.get(claim.comparator)
    reason = f"as this book reads “{vague}”" if vague else "by its rounding"
    return f"{_range(claim, interval.low, interval.high)}, {reason}"


def _one_end(claim: Claim) -> str:
    """The end that the source gave, and that it gave no other."""
    assert claim.value is not None and claim.unit is not None
    further = claim.comparator in (">", ">=")
    bound = printed(claim.value, claim.unit, change=bool(claim.against))
    return f"{bound} or {'more' if further else 'less'}; the source gives no {'upper' if further else 'lower'} end"


def _range(claim: Claim, low: float, high: float) -> str:
    assert claim.unit is not None
    if claim.unit == "x":
        return printed_range(low, high, "count") + " times"
    if claim.against and claim.unit == "%" and low * high > 0:
        nearer, further = sorted((abs(low), abs(high)))
        return f"{'down' if high < 0 else 'up'} {printed_range(nearer, further, claim.unit)}"
    return printed_range(low, high, claim.unit)
