"""Whether a result's unit follows from those of its inputs, and each of them counts, by what other numbers give.

With every input counted in other units the formula has to give the same in other units. That says nothing of shares,
which are counted in hundredths and have no dimension: where a formula only multiplies and divides, its own factor is
known, and a hundred that it lacks or has too much is told. Dates come in months, and what is counted of them alone is
held to that; a length of time comes from another, or from dates, and a date multiplies nothing.
"""

import math
from collections.abc import Callable, Mapping, Sequence
from itertools import product
from typing import TYPE_CHECKING

from compendium.errors import Refused
from compendium.evidence.units import convert, has_time, same_dimension, unit_scale

if TYPE_CHECKING:
    from compendium.results.formulas import Result

HUNDRED = 100.0
CLOSE = 1e-6
TRIED = (2.0, 3.0)
"""By how much each input is multiplied to see whether a formula only multiplies and divides."""
OTHERS = (1.0, 0.0, -1.0, 2.0, CLOSE, 1 / CLOSE)
"""By how much an input and those beside it are multiplied to see whether it changes anything."""


def check_unit(result: "Result", value: float, given: Sequence[float], units: Mapping[str, str]) -> None:
    """Refuse a result whose unit does not follow from those of its inputs, as where one is now given in kg and not t.

    ``value`` is what the formula gives for the numbers ``given``.
    """
    if result.converts:
        return
    named = ", ".join(f"{name} in {units.get(name) or 'months'}" for name in result.inputs)
    if not _scales(result, value, given, units) or _is_no_ratio(result, value, given, units):
        raise Refused(f"result {result.id}: its formula does not give {result.unit} from {named}; give the inputs in"
                      " the units that the formula counts in, or mend the formula or the result's unit; where it turns"
                      " one unit into another by itself, say in 'converts' which")
    if _off_by_hundreds(result, value, given, units):
        raise Refused(f"result {result.id}: its formula is off by a hundred, as it makes {result.unit} from {named};"
                      " what is in % is multiplied or divided by 100 there, or 'converts' says what for")
    if value < 0 < min(given, default=0) and _power_of_each(result, value, given):
        raise Refused(f"result {result.id}: its formula gives less than 0 from {named}, none of which is; it only"
                      " multiplies and divides, and so has a minus too much")


def _is_no_ratio(result: "Result", value: float, given: Sequence[float], units: Mapping[str, str]) -> bool:
    """Whether a multiple or a share of counts alone is another where all of them are: their difference or product."""
    if result.unit not in ("x", "%") or any(units.get(name) != "count" for name in result.inputs):
        return False
    found = tried(result.compute, [number * TRIED[0] for number in given])
    return not (math.isnan(found) or math.isclose(found, value, rel_tol=CLOSE))


def check_used(result: "Result", given: Sequence[float]) -> None:
    """Refuse a result whose formula passes over one of its inputs, as the book says that it is made of each."""
    # an input may be a bound that is not reached, count where another is larger, or multiply one that is 0
    beside = [*([number * by for number in given] for by in OTHERS), [number + 1 for number in given]]
    for at, name in enumerate(result.inputs):
        if not _counts(result.compute, at, beside):
            raise Refused(f"result {result.id}: its formula gives the same whatever '{name}' is; an input that it does"
                          " not count with is none")


def _counts(formula: Callable[..., float], at: int, beside: Sequence[Sequence[float]]) -> bool:
    """Whether a formula gives something else where one of its inputs is another; also where that cannot be told."""
    told = False
    for numbers in beside:
        others = (tried(formula, [*numbers[:at], numbers[at] * by, *numbers[at + 1:]]) for by in OTHERS)
        found = [each for each in others if not math.isnan(each)]
        if any(not math.isclose(each, found[0]) for each in found):
            return True
        told = told or len(found) > 1
    return not told


def _scales(result: "Result", value: float, given: Sequence[float], units: Mapping[str, str]) -> bool:
    """Whether the result grows with its inputs as their units say; also where that cannot be told."""
    scales = [unit_scale(units[name]) if units.get(name) else 1.0 for name in result.inputs]
    scale = unit_scale(result.unit)
    if scale is None or None in scales:
        return True
    # a date is a number of months from the year 0, and is no length of time that could be counted in years
    dated = [at for at, name in enumerate(result.inputs) if not units.get(name)]
    if same_dimension(result.unit, "month"):
        if len(dated) == len(given):
            return _counts_months(result, value, given)
        return bool(dated) or any(has_time(unit) for name in result.inputs if (unit := units.get(name)))
    if any(_multiplies(result.compute, value, given, at) for at in dated):
        return False
    found = tried(result.compute, [number * (each or 1.0) for number, each in zip(given, scales, strict=True)])
    return math.isnan(found) or math.isclose(found, value * scale, rel_tol=CLOSE)


def _multiplies(formula: Callable[..., float], value: float, given: Sequence[float], at: int) -> bool:
    """Whether a formula multiplies or divides by a date, which is no amount but a place in time."""
    grown = [tried(formula, [*given[:at], given[at] * by, *given[at + 1:]]) for by in TRIED]
    return value != 0 and any(all(math.isclose(each, value * by ** power, rel_tol=CLOSE)
                                  for each, by in zip(grown, TRIED, strict=True)) for power in (1, -1))


def _counts_months(result: "Result", value: float, given: Sequence[float]) -> bool:
    """Whether a result of dates alone is a month later, or longer, where one of them is; or is left as it is."""
    month = convert(1.0, "month", result.unit)
    moved = [tried(result.compute, [*given[:at], date + 1, *given[at + 1:]]) for at, date in enumerate(given)]
    return all(math.isnan(each) or any(math.isclose(abs(each - value), by, abs_tol=CLOSE) for by in (0.0, month))
               for each in moved)


def _off_by_hundreds(result: "Result", value: float, given: Sequence[float], units: Mapping[str, str]) -> bool:
    """Whether a formula that only multiplies and divides has another number of hundreds than its shares ask for."""
    if not value or not all(given):
        return False
    factor, expected = value, 1 / _hundredths(result.unit)
    if not (powers := _power_of_each(result, value, given)):
        return False
    for number, name, power in zip(given, result.inputs, powers, strict=True):
        factor /= number ** power
        expected *= _hundredths(units.get(name, "")) ** power
    return any(math.isclose(factor, expected * HUNDRED ** (sign * power), rel_tol=CLOSE)
               for sign, power in product((1, -1), range(1, len(given) + 2)))


def _power_of_each(result: "Result", value: float, given: Sequence[float]) -> list[int]:
    """With which power each input is multiplied, by a formula that does nothing else; none where it does."""
    powers = []
    for at, number in enumerate(given):
        grown = [tried(result.compute, [*given[:at], number * by, *given[at + 1:]]) / value for by in TRIED]
        powers.append(round(math.log(grown[0], TRIED[0])) if 0 < grown[0] < math.inf else 0)
        if not all(math.isclose(each, by ** powers[-1], rel_tol=CLOSE)
                   for each, by in zip(grown, TRIED, strict=True)):
            return []
    return powers


def _hundredths(unit: str) -> float:
    return 1 / HUNDRED if unit == "%" else 1.0


def tried(formula: Callable[..., float], numbers: Sequence[float]) -> float:
    """What a formula gives for numbers that nobody claimed; not a number where it gives nothing for them."""
    try:
        return float(formula(*numbers))
    except (Exception, SystemExit):  # whatever it is, it says nothing of the numbers that are claimed
        return math.nan
