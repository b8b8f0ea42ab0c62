"""What a number means, said by the words at it: its unit, what it is counted by, whether it rose or fell.

Words that are not known contradict nothing, so it is not enough that none does. A claim's own sentence says in known
words what its fields say; where its text does not, ``read_as`` tells how a reader took it.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from compendium.evidence.bound_words import comparators_beside
from compendium.evidence.carried import carried_by, sizes, told_as_share, unsupported
from compendium.evidence.change_words import direction_beside, directions_in
from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import own_numbers, rise_or_fall
from compendium.evidence.figures import TWO
from compendium.evidence.numbers import NumberFound, find_numbers, tells, writes
from compendium.evidence.per import per_before, per_beside
from compendium.evidence.printing import COMPARATORS
from compendium.evidence.ranges import in_hundredths, is_halved, is_multiple
from compendium.evidence.unit_words import OF_TIME, unit_beside, unit_named, units_in

TOLD_WITHOUT = 2
"""Up to which number a sentence may tell how many without its word: none, a boat, both."""
RISE_OR_FALL = {1: "gives a rise", -1: "gives a fall"}
EQUIVALENT = "gives its equivalent in {}"
HAS_BOUND = "has the comparator '{}'"
OF_MULTIPLES = re.compile(r"[\s-]*times\b", re.IGNORECASE)


def unconfirmed(claim: Claim, text: str, within: range | None = None) -> Iterator[str]:
    """What a quantity's fields say of its numbers, and the words at none of them do in a text, or in a part of it."""
    own, unit = own_numbers(claim, text), claim.unit or ""
    own = own if within is None else [number for number in own if number.start in within]
    if not (unit == "%" and told_as_share(claim, text)):
        yield from unit_unsaid(unit, text, own)
    yield from _equivalent_unsaid(claim, text)
    if (way := rise_or_fall(claim)) and unit == "%" and not any(
            way == (-1 if is_halved(number) else direction_beside(text, number.start, number.end)) for number in own):
        yield RISE_OR_FALL[way]


def _equivalent_unsaid(claim: Claim, text: str) -> Iterator[str]:
    """The unit of a quantity's equivalent, where a text tells its number and never its unit."""
    if claim.equivalent is None:
        return
    unit = claim.equivalent.unit.partition("/")[0]
    told = [number for number in find_numbers(text) if writes(number, abs(claim.equivalent.value))]
    if told and not any(_says_unit(unit, text, number) for number in told):
        yield EQUIVALENT.format(unit)


def unsaid(claim: Claim) -> Iterator[str]:
    """What a quantity's fields say, and its own sentence does not: a page prints both."""
    if claim.kind == "quantity":
        yield from [*_unsaid_numbers(claim)] or (
            f"{what}, and its sentence does not say so beside the number; write it there"
            for what in unconfirmed(claim, claim.says))


def _unsaid_numbers(claim: Claim) -> Iterator[str]:
    """A number or a comparator that a claim has, and its sentence does not say."""
    own = own_numbers(claim, claim.says)
    parts = carried_by(claim, claim.says).shares
    shared = any(writes(number, part) for number in find_numbers(claim.says) for part in parts)
    for size in sizes(claim):
        if abs(size) > TOLD_WITHOUT and not shared and not any(tells(number, size, claim.unit) for number in own):
            yield f"gives {size:g}, and its sentence does not say that number; correct one of the two"
    if own and (bound := bound_unsaid(claim, claim.says)):
        yield (f"{bound}, and the words beside '{own[0].text}' do not say"
               f" {COMPARATORS[claim.comparator].strip()}; correct one of the two")


def bound_unsaid(claim: Claim, text: str) -> str:
    """The comparator that a quantity has, where the words at none of its numbers say it."""
    said = (comparators_beside(text, number) for number in own_numbers(claim, text))
    return HAS_BOUND.format(claim.comparator) if claim.comparator and not any(
        claim.comparator in each for each in said) else ""


def misread(claim: Claim, left: Iterable[str]) -> Iterator[str]:
    """What ``read_as`` says otherwise than a quantity's fields, or leaves unsaid as the text does."""
    units, ways, way = units_in(claim.read_as), directions_in(claim.read_as), rise_or_fall(claim)
    bounds = {bound for number in find_numbers(claim.read_as) for bound in comparators_beside(claim.read_as, number)}
    own = {*(claim.unit or "").split("/"), *(claim.equivalent.unit.split("/") if claim.equivalent else ())}
    said = {*(f"is given in {unit}" for unit in units), *(f"is given per {unit}" for unit in units),
            *map(EQUIVALENT.format, units),
            *(RISE_OR_FALL[each] for each in ways), *map(HAS_BOUND.format, bounds)}
    other = [*unsupported(claim.read_as, [claim]), *sorted(units - own),
             *(RISE_OR_FALL[each].removeprefix("gives ") for each in ways if way and each != way),
             *sorted(COMPARATORS[bound].strip() for bound in bounds if claim.comparator not in bounds)]
    if other:
        yield f"read_as says '{claim.read_as}', and the fields say nothing of '{other[0]}'; correct one of the two"
    else:
        yield from (f"{what}, and read_as, '{claim.read_as}', does not say so in words that are known; write it there"
                    for what in left if what not in said)


def unit_unsaid(whole: str, text: str, own: Sequence[NumberFound]) -> Iterator[str]:
    """The parts of a unit, such as 't' and 'year' of 't/year', that the words at none of some numbers say."""
    unit, _, per = whole.partition("/")
    if unit != "count" and not any(_says_unit(unit, text, number) for number in own) and not _says_both(unit, text):
        yield f"is given in {unit}"
    # one dollar bought 12 yuan; what is paid for three kilograms is no price of one
    of_one = (number for number in find_numbers(text) if number.values == {1.0} and unit_named(text, number) == per)
    if per and not any(per in (per_beside(text, number.end), per_before(text, number.start, whole))
                       for number in own) and not any(of_one):
        yield f"is given per {per}"


def _says_both(unit: str, text: str) -> bool:
    """Whether a text has two of a unit without their number: both tonnes."""
    return any(unit_beside(text, *both.span()) == unit for both in TWO.finditer(text))


def _says_unit(unit: str, text: str, number: NumberFound) -> bool:
    """Whether words say a unit of a number: beside it, behind its adjectives, or by the number's own word."""
    if unit_named(text, number) == unit:
        return True
    part = is_halved(number) or in_hundredths(number)
    return ((unit == "%" and (number.per_cent or part))
            or (unit == "x" and (is_multiple(number) or part or bool(OF_MULTIPLES.match(text, number.end))))
            or (unit == "year" and bool(OF_TIME.fullmatch(number.text))))
