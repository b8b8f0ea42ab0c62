"""Whether the figure that a claim carries is printed where the claim says that it is."""

from itertools import permutations
from math import isclose

from compendium.evidence.claims import Claim
from compendium.evidence.numbers import find_numbers
from compendium.evidence.texts import SourceText

BESIDE = 60
"""How many characters before and after the words still count as beside them."""


def figures_beside(claim: Claim, text: SourceText) -> bool:
    """Whether each number of a quantity is printed in or beside the words of its locators."""
    printed = _printed_near(claim, text)
    if not printed:
        return claim.kind != "quantity"
    wanted = [number for number in (claim.value, claim.low, claim.high) if number is not None]
    wanted += [claim.equivalent.value] if claim.equivalent else []
    return all(any(isclose(abs(number), other, rel_tol=0.001) for other in printed) for number in wanted)


def _printed_near(claim: Claim, text: SourceText) -> set[float]:
    """What the numbers near a claim's words may be worth: as printed, as per cent, as one of another."""
    printed: set[float] = set()
    for locator in claim.locators:
        if span := text.find_at(locator.words, locator.line):
            around = text.joined[max(0, span[0] - BESIDE): span[1] + BESIDE]
            printed |= {value for number in find_numbers(around) for value in number.values}
    shares = {100 * value for value in printed if value < 1}
    ratios = {100 * part / whole for part, whole in permutations(printed, 2) if 0 < part < whole}
    return printed | shares | ratios
