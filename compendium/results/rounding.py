"""How a computed number is rounded and printed: as far as its range allows, and where the range is wide with it."""

import math
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from compendium.columns import is_given
from compendium.evidence.printing import at_most, lower_end, printed, printed_range, printed_result, significant

if TYPE_CHECKING:
    from compendium.results.draws import Range

DIGITS = 2
"""More digits than these nothing that rests on assumptions carries, and they are enough to compare by."""
STEPS = 4
"""So many steps of its last digit a printed number's range holds at the least."""
WIDE = 0.3
"""From which width of its range, as a part of the number, the range is printed with it."""
HALF = 0.5
"""A number below this part of the last digit that it may carry is as good as nothing."""


def rounded(each: "Range") -> dict[str, float]:
    """Value, low and high of a range for a row of ``derived.csv``, to two significant digits each."""
    return {"value": significant(each.value, DIGITS), "low": significant(each.low, DIGITS),
            "high": significant(each.high, DIGITS)}


def rounded_as(value: float, low: float, high: float) -> float:
    """A number, rounded to the last digit of which its range holds a few steps, to two significant digits at most.

    One that lies midway between two such digits keeps the next one, as what it was before its own rounding nobody
    knows; so does one that would leave its range.
    """
    if value == 0 or not 0 < high - low < math.inf:
        return value
    most = DIGITS - 1 - math.floor(math.log10(abs(value)))
    places = min(_places_of(low, high), most)
    shown = round(value, places) or significant(value, 1)
    midway = math.isclose(abs(value - round(value, places)), HALF * 10.0 ** -places, rel_tol=1e-9)
    return round(value, most) if midway or not low <= shown <= high else shown


def _places_of(low: float, high: float) -> int:
    """The decimals of the last digit of which a range holds a few steps."""
    return -math.floor(math.log10((high - low) / STEPS))


def printed_estimate(value: float, low: float, high: float, unit: str) -> str:
    """A computed number as prose prints it: 'about 140% (89 to 210%)', 'about 72,000 t', 'nearly nothing, at most …'.

    A number with a narrow range is rounded to it; one with a wide range has it in brackets, and where its own rounding
    would leave nothing of it, it is said to be nearly that. Where there is no value
    the range stands alone; open ends are said as 'at least' and 'at most'; an exact number has three digits.
    """
    if math.isnan(value) or math.isinf(low) or math.isinf(high):
        return printed_result(value, low, high, unit)
    if low == high or high - low <= WIDE * abs(value):
        return printed_result(value, low, high, unit)
    if low == 0 <= value < HALF * 10.0 ** -_places_of(low, high):
        return f"nearly nothing, at most {printed(at_most(high, DIGITS), unit, '~')}"
    # 'per year' is said once
    top = significant(high, DIGITS)
    # the lower end has no finer decimals than the upper one: '9 to 28%' and not '8.6 to 28.0%'
    least = lower_end(significant(low, DIGITS), _decimals(top))
    ends = printed_range(least, top, unit.partition("/")[0], computed=True)
    return f"{printed(rounded_as(value, low, high), unit, '~')} ({ends})"


def _decimals(number: float) -> int:
    """How many decimals a number of two significant digits has."""
    if number == 0 or abs(number) >= 10:
        return 0
    return DIGITS - 1 - math.floor(math.log10(abs(number)))


def printed_row(row: Mapping[Any, Any]) -> str:
    """The same for a row of ``derived.csv``, or a recorded value; an end that it leaves empty is open."""
    value, low, high = (float(row[name]) if is_given(row[name]) else empty
                        for name, empty in (("value", math.nan), ("low", -math.inf), ("high", math.inf)))
    return printed_estimate(value, low, high, str(row["unit"]))
