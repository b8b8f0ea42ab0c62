"""Which numbers of a text are those of a claim, and which are nobody's."""

import re
from collections.abc import Iterable, Iterator
from itertools import permutations

from compendium.evidence.carried import carried_by
from compendium.evidence.claims import Claim
from compendium.evidence.numbers import PER_CENT, NumberFound, find_numbers, same_number, without_names
from compendium.evidence.uncounted import is_date, is_name
from compendium.evidence.unit_words import NAMED, unit_beside

Stretch = tuple[int, int, Claim]
"""Where in a text the words of a claim begin and end, and the claim."""
TWO = re.compile(r"\b(?:both|an? (?:pair|couple))\b", re.IGNORECASE)
"""What tells two without its number: a sentence of ours says of it that it is two."""
Uncovered = tuple[NumberFound, Claim | None]
"""A number that nobody took, and the claim in whose words it stands, if it stands in some."""


def figures_in(claim: Claim, stretches: Iterable[str]) -> bool:
    """Whether each number of a quantity is printed in the stretches of a text in which it stands."""
    printed = _printed(claim, list(stretches))
    if not printed:
        return claim.kind != "quantity"
    return all(any(same_number(other, abs(number)) for other in printed) for number in figures_of(claim))


def figures_of(claim: Claim) -> list[float]:
    """The numbers of a claim that its text has to print."""
    numbers = [claim.value, claim.low, claim.high, claim.equivalent.value if claim.equivalent else None]
    return [number for number in numbers if number is not None]


def _printed(claim: Claim, stretches: list[str]) -> set[float]:
    """What the numbers of some stretches may be worth, but for dates: as printed, of a share also as parts."""
    numbers = [number for text in stretches for number in find_numbers(text)
               if not is_date(text, number) and not is_name(text, number)]
    printed = {value for number in numbers for value in number.values}
    printed |= {2.0 for text in stretches if TWO.search(text)}
    if claim.unit != "%":
        return printed
    parts = {value for number in numbers if not number.per_cent for value in number.values}
    ratios = {PER_CENT * part / whole for part, whole in permutations(parts, 2) if 0 < part < whole}
    return printed | {PER_CENT * value for value in parts if value < 1} | ratios


def uncovered(text: str, numbers: Iterable[NumberFound], claims: Iterable[Stretch]) -> Iterator[Uncovered]:
    """The numbers that stand in no claim's words, or in those of claims that carry them in no field."""
    claims, named = list(claims), without_names(text)
    for number in numbers:
        holders = [claim for start, end, claim in claims if start <= number.start and number.end <= end]
        if not holders:
            yield number, None
        elif _states(number, named):
            carried = [carried_by(claim, _quoted(claim)) for claim in holders]
            # the words of others are held for what is left out, and may name a year however they like
            if not any(each.hold(text, number) or number.values & each.dates for each in carried):
                yield number, holders[0]


def _quoted(claim: Claim) -> str:
    return " ".join(locator.words for locator in claim.locators)


def _states(number: NumberFound, text: str) -> bool:
    """Whether a number states how much: no part of a name, no date, and in words only with a unit, not 'one of two'."""
    if text[number.start:number.end].isspace() or is_date(text, number):
        return False
    return number.text[:1].isdigit() or unit_beside(text, number.start, number.end) in NAMED
