"""What a text says of a claim's own numbers against its fields.

A sentence and the fields of its claim, or a text and the claims that were read from it, may not contradict each other
in unit, bound and direction: a fall is below zero, tonnes are not kilograms, at most is not more than. Words that say
none of these contradict nothing, and a number that stands twice is contradicted only where each of its places does so.
"""

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date

from compendium.evidence.beside import (
    direction_beside,
    hedge_beside,
    is_date,
    is_other_per,
    is_other_unit,
    per_beside,
    range_beside,
    side_beside,
    unit_beside,
)
from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.numbers import NumberFound, find_numbers, writes
from compendium.evidence.periods import Period

SAID = {">": 1, ">=": 1, "<": -1, "<=": -1, "<~": -1}
"""The comparators that say on which side of the number it lies."""
PER_CENT = 100
MONTHS = list(month_name)
MONTH = re.compile(rf"\b(?P<month>{'|'.join(MONTHS[1:])})\b(?:\s+(?P<year>(?:19|20)\d\d))?")


def contradicted(claim: Claim, text: str) -> Iterator[str]:
    """What a text says of a quantity's own numbers against its fields, each with what is allowed."""
    own = _own(claim)
    found = [number for number in find_numbers(text)
             if any(writes(number, size) for size in own) and not is_date(text, number)]
    if found:
        yield from _units(claim, text, found)
        yield from _bounds(claim, text, found)
        yield from _changes(claim, text, found)


def _own(claim: Claim) -> list[float]:
    """The sizes of a quantity's numbers; those of a share also as the part that they are: half for 50%."""
    sizes = [abs(number) for number in (claim.value, claim.low, claim.high) if number is not None]
    return [*sizes, *(size / PER_CENT for size in sizes)] if claim.unit == "%" else sizes


def _units(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    units = [claim.unit or "", claim.equivalent.unit if claim.equivalent else ""]
    said = [unit_beside(text, number.start, number.end) for number in found]
    # of a range only the second number has its unit beside it
    said = said if claim.value is not None else [unit for unit in said if unit]
    if said and all(is_other_unit(unit, units) for unit in said):
        yield (f"is given in {claim.unit}, and the words beside '{found[-1].text}' say {said[-1]}; correct one of"
               " the two")
    per = [per_beside(text, number.end) for number in found]
    per = per if claim.value is not None else [unit for unit in per if unit]
    if per and all(is_other_per(unit, units) for unit in per):
        yield (f"is given in {claim.unit}, and the words behind '{found[-1].text}' say per {per[-1]}; correct one"
               " of the two")


def _bounds(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    sides = [side_beside(text, number.start) for number in found]
    if all(side * SAID.get(claim.comparator, 0) < 0 for side in sides):
        yield (f"has the comparator '{claim.comparator}', and the words before '{found[0].text}' say"
               f" {'more' if sides[0] > 0 else 'less'}; correct one of the two")
    if claim.comparator:
        return
    hedges = [hedge_beside(text, number) for number in found]
    # 'more than 300 but fewer than 500' are the ends of a range
    if all(hedges) and not (claim.value is None and any(sides)):
        yield (f"has no comparator, and the words beside '{found[0].text}' say '{hedges[0]}'; give one, such as ~ for"
               " about, or correct the words")
    ranges = [range_beside(text, number) for number in found]
    if claim.value is not None and all(ranges):
        yield f"gives one number, {claim.value:g}, and the words give the range '{ranges[0]}'; give low and high"


def _changes(claim: Claim, text: str, found: list[NumberFound]) -> Iterator[str]:
    """A fall that is given as a rise, and the other way round; of a range only its first number has the word beside."""
    ends = [number for number in (claim.value, claim.low, claim.high) if number]
    sign = 0 if not claim.against else 1 if min(ends, default=0) > 0 else -1 if max(ends, default=0) < 0 else 0
    ways = [direction_beside(text, number.start, number.end) for number in found]
    ways = ways if claim.value is not None else [way for way in ways if way]
    if ways and all(way * sign < 0 for way in ways):
        said, given = ("fell", "rise") if ways[0] < 0 else ("rose", "fall")
        numbers = " to ".join(f"{number:g}" for number in ends)
        yield (f"gives a {given}, {numbers} {claim.unit}, and the words beside '{found[0].text}' say that it"
               f" {said}; a fall is below zero")


def misdated(claim: Claim) -> Iterator[str]:
    """The month that the sentence of a quantity or an event names, where it names none that its periods hold.

    A statement may look back and ahead, and whatever else names its own month may compare it with another.
    """
    periods = [claim.period, Period.parse(claim.against) if claim.against not in ("", UNSTATED) else None]
    given = [period for period in periods if period]
    words = " ".join([claim.of, claim.action, claim.hedge, *claim.about.values()])
    named = [] if claim.kind == "statement" or not given else list(MONTH.finditer(claim.says))
    if named and not any(each["month"] in words or any(_holds(period, each) for period in given) for each in named):
        yield f"says '{named[0][0]}', which lies outside its period, {given[0]}; correct one of the two"


def _holds(period: Period, named: re.Match[str]) -> bool:
    """Whether a month, of any year where none is named, has a day in a period."""
    first, last = period.start or date.min, period.end or date.max
    month = MONTHS.index(named["month"])
    years = [int(named["year"])] if named["year"] else range(first.year, last.year + 1)[:2]
    return any((first.year, first.month) <= (year, month) <= (last.year, last.month) for year in years)
