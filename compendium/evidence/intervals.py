"""What a printed number can mean: the range of true values that would be written that way, and what it can be at all.

No share is more than the whole, nothing weighs less than zero. A definition whose numbers may go beyond that says why
in its field ``why_impossible``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from functools import lru_cache

from compendium.errors import Fault, Refused
from compendium.evidence.claims import Claim, Equivalent
from compendium.evidence.definitions import Definition
from compendium.evidence.printing import SMALL, printed, significant
from compendium.evidence.units import convert, converted, same_dimension

ABOUT = 0.1
"""How far, as a share of the value, 'about' or 'roughly' is taken to reach when rounding says less.

'Nearly' reaches as far below."""


@dataclass(frozen=True)
class Interval:
    """A range of possible values; an end may be infinite.

    Both ends are values of it, but for those of a ``strict`` one, as 'more than 26' leaves out 26 itself.
    """

    low: float
    high: float
    strict: bool = field(default=False, kw_only=True)

    def __post_init__(self) -> None:
        if math.isnan(self.low) or math.isnan(self.high) or self.low > self.high:
            raise Refused(f"an interval runs from low to high, not from {self.low} to {self.high}")

    def meets(self, other: "Interval") -> bool:
        """Whether some value lies in both."""
        low, high = max(self.low, other.low), min(self.high, other.high)
        return low < high or (low == high and all(not each.strict or each.low < low < each.high
                                                  for each in (self, other)))

    def in_unit(self, unit: str, to: str, *, change: bool) -> "Interval":
        """The same range of a level, or of a change, counted in another unit."""
        return Interval(*(converted(end, unit, to, change=change) for end in (self.low, self.high)),
                        strict=self.strict)


PLACES = 10
"""How many decimals of a number, or digits of a small one, are kept in tables: what follows is the machine's."""


def finite(number: float) -> float | None:
    """A number, or nothing where an interval is open."""
    if not math.isfinite(number):
        return None
    return significant(number, PLACES) if abs(number) < SMALL else round(number, PLACES)


@lru_cache(maxsize=65536)  # each claim is held against all others on its question
def rounding_unit(value: float) -> float:
    """The place value of the last digit, as the number is written, that is not a trailing zero: 10,000 for 290,000."""
    if value == 0:
        return 1.0
    # not the binary number that stands for 0.12, whose digits go on and on
    return float(f"1e{Decimal(repr(float(value))).normalize().as_tuple().exponent}")


def claim_interval(claim: Claim, *, beyond: bool = False) -> Interval:
    """The values that a claim's number allows, by its rounding, its comparator and its range.

    'About 96%' reaches to the whole and no further, unless the definition says why its numbers may lie ``beyond`` what
    their unit can have. An end that the source leaves open is open. Raises ValueError for a claim without a number.
    """
    if claim.value is None:
        if claim.low is None or claim.high is None:
            raise Refused(f"claim {claim.id} has no number")
        found = Interval(_edge(claim, claim.low, -1), _edge(claim, claim.high, +1))
    else:
        found = _compared(claim, _edge(claim, claim.value, -1), _edge(claim, claim.value, +1))
    if beyond or claim.unit is None:
        return found
    least, most = _ends(claim.unit, change=bool(claim.against))
    return Interval(*(end if math.isinf(end) else min(max(end, least), most) for end in (found.low, found.high)),
                    strict=found.strict)


def _ends(unit: str, *, change: bool) -> tuple[float, float]:
    """The least and the most that a unit can have: a share ends at the whole, and a fall where nothing is left."""
    if unit == "%":
        return (-100.0, math.inf) if change else (0.0, 100.0)
    return 0.0, math.inf


def _compared(claim: Claim, low: float, high: float) -> Interval:
    """The interval with one end opened by 'more than' or 'less than'.

    For a fall, 'more than 80%' means further below zero: the comparator speaks of the size.
    """
    assert claim.value is not None
    more, less = claim.comparator in (">", ">="), claim.comparator in ("<", "<=")
    if more or less:
        upward = more == (claim.value >= 0)
        ends = (claim.value, math.inf) if upward else (-math.inf, claim.value)
        return Interval(*ends, strict=claim.comparator in (">", "<"))
    if claim.comparator == "<~":
        nearer, further = sorted((claim.value, claim.value * (1 - ABOUT)))
        return Interval(nearer, further)
    return Interval(low, high)


def _edge(claim: Claim, value: float, direction: int) -> float:
    reach = max(_step(claim) / 2, abs(value) * ABOUT if claim.comparator == "~" else 0.0)
    return value + direction * reach


def _step(claim: Claim) -> float:
    """To which step a claim's number was rounded; both ends of a range to that of the finer one: '980 to 1,000'."""
    if claim.rounded_to is not None:
        return claim.rounded_to
    return min(rounding_unit(number) for number in (claim.value, claim.low, claim.high) if number is not None)


def number_faults(claim: Claim, definition: Definition | None) -> Iterator[Fault]:
    """The numbers of a claim that its unit cannot have, and an equivalent that says something else."""
    for name in ("value", "low", "high"):
        number = getattr(claim, name)
        if number is not None and claim.unit:
            wrong = why_impossible(number, claim.unit, change=bool(claim.against))
            if wrong and not (definition and definition.beyond):
                yield name, f"{number:g} {claim.unit}: {wrong}{_widen(definition)}"
    numbers = [abs(number) for number in (claim.value, claim.low, claim.high) if number is not None]
    # nothing is nothing, to whichever step it is rounded
    if claim.rounded_to and any(numbers) and claim.rounded_to > max(numbers):
        yield "rounded_to", (f"{claim.rounded_to:g} is larger than the number itself, of which nothing would be left;"
                             " allowed is the step to which it is rounded, such as 1 or 100")
    # two-thirds are 66.7, to whichever step, and a step below one divides every whole number
    elif (step := claim.rounded_to or 0) > 1 and (off := [each for each in numbers if each % 1 == 0 and each % step]):
        yield "rounded_to", (f"{step:g} is no step to which {off[0]:g} was rounded, as it is no multiple of"
                             " it; allowed is the step that the number shows, such as 1 or 100")
    if claim.equivalent and claim.unit:
        yield from _equivalent_faults(claim, claim.unit, claim.equivalent)


def why_impossible(number: float, unit: str, *, change: bool) -> str:
    """Why a unit cannot have a number; empty where it can."""
    base = unit.partition("/")[0]
    if unit == "%" and change:
        return "a fall is at most 100%; allowed from -100" if number < -100 else ""
    if unit == "%":
        return "" if 0 <= number <= 100 else "a share lies within 0 and 100%"
    if unit == "x":
        return "" if number > 0 else "a multiple is larger than 0"
    if number < 0:
        return "nothing is counted, weighed, paid or lasts less than 0"
    if base == "count" and unit == "count" and number % 1:
        return "a count is a whole number"
    return ""


def _widen(definition: Definition | None) -> str:
    return f"; if it can be, '{definition.id}' in seeds/definitions.yaml says why, as 'beyond'" if definition else ""


def _equivalent_faults(claim: Claim, unit: str, other: Equivalent) -> Iterator[Fault]:
    """An equivalent of another dimension, or one that the value contradicts.

    Between currencies a rate would be needed, which is an assumption: any that there has been will do.
    """
    if wrong := why_impossible(other.value, other.unit, change=bool(claim.against)):
        yield "equivalent", f"{other.value:g} {other.unit}: {wrong}"
        return
    # a number of things, a share and a multiple are all without dimension, and yet are three
    counted = {unit, other.unit} & {"count"} and unit != other.unit
    if counted or not same_dimension(_in_one_currency(unit), _in_one_currency(other.unit)):
        yield "equivalent", f"{other.unit} measures something else than {unit}; allowed is the same in another unit"
    elif same_dimension(unit, other.unit):
        change = bool(claim.against)
        again = Claim.model_construct(**{**dict(claim), "value": other.value, "low": None, "high": None,
                                         "unit": other.unit, "comparator": other.comparator, "rounded_to": None})
        # the numbers alone are compared: what neither can be is told by itself
        own = claim_interval(claim, beyond=True)
        if not own.meets(claim_interval(again, beyond=True).in_unit(other.unit, unit, change=change)):
            told = printed(converted(other.value, other.unit, unit, change=change), unit, change=change)
            yield "equivalent", (f"{printed(other.value, other.unit, change=change)} is {told}, which "
                                 "the claim's own number leaves no room for; correct one of the two")
    elif wrong := _rate_fault(claim, unit, other):
        yield "equivalent", wrong


RATES = (1.0, 20.0)
"""How many yuan a dollar has ever been worth, taken widely: a rate beyond is a slip, of the currency or of zeros."""


def _rate_fault(claim: Claim, unit: str, other: Equivalent) -> str:
    """What is wrong with an equivalent in the other currency; empty where a rate that there has been fits."""
    value = claim.value if claim.value is not None else (claim.low or 0.0) / 2 + (claim.high or 0.0) / 2
    again = convert(1.0, _in_one_currency(other.unit), _in_one_currency(unit)) * other.value
    yuan, dollars = (value, again) if unit.startswith("CNY") else (again, value)
    if yuan == dollars == 0 or (dollars and RATES[0] <= yuan / dollars <= RATES[1]):
        return ""
    return (f"{printed(other.value, other.unit)} for {printed(value, unit)} is no rate that there has been; allowed are"
            f" {RATES[0]:g} to {RATES[1]:g} yuan to the dollar")


def _in_one_currency(unit: str) -> str:
    return unit.replace("USD", "CNY")
