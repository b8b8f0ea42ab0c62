"""What a formula gives when its inputs are only known to their rounding: a value and an interval.

Every formula of the book rises or falls steadily in each of its inputs, so its least and greatest
results lie where every input stands at one of its ends; all such corners are tried.
"""

import math
from collections.abc import Callable, Sequence
from itertools import product

from compendium.errors import Refused
from compendium.evidence import Interval

Formula = Callable[..., float]


def value_and_interval(formula: Formula, inputs: Sequence[tuple[float, Interval]]) -> tuple[float, Interval]:
    """A formula's result for the inputs as printed, and the range their intervals allow.

    Raises ValueError where a corner has no value (a division by nothing).
    """
    value = formula(*(printed for printed, _ in inputs))
    corners = [_corner(formula, ends) for ends in product(*((i.low, i.high) for _, i in inputs))]
    return value, Interval(min(corners), max(corners))


def _corner(formula: Formula, ends: tuple[float, ...]) -> float:
    try:
        result = formula(*ends)
    except ZeroDivisionError:
        result = math.nan
    if math.isnan(result):
        raise Refused(f"no value where the inputs are {', '.join(f'{end:g}' for end in ends)}")
    return result
