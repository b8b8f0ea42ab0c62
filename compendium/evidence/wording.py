"""Sentences must not outlive their numbers: every figure in our wording is held against the fields."""

import re
from collections.abc import Iterable, Iterator
from math import isclose

from compendium.evidence.claims import Claim
from compendium.evidence.numbers import VAGUE, find_numbers
from compendium.evidence.periods import Period
from compendium.subject import current_subject

YEARS = range(1900, 2100)
PLAIN = {"one", "first", "second", "single"}
"""Number words that say which or whose, not how many."""


def unsupported_numbers(claim: Claim) -> Iterator[str]:
    """The numbers in a claim's sentence that none of its fields carries."""
    vague = {word for word in VAGUE if any(word in locator.words for locator in claim.locators)}
    return (number for number in unsupported(claim.says, [claim]) if number.lower() not in vague)


def unsupported(text: str, claims: Iterable[Claim]) -> Iterator[str]:
    """The numbers in a sentence of ours that no field of the claims that it rests on carries."""
    carried = {number for claim in claims for number in _carried(claim)}
    for number in find_numbers(_without_names(text)):
        if number.text.lower() in PLAIN:
            continue
        if not any(_same(value, other) for value in number.values for other in carried):
            yield number.text


def _same(written: float, carried: float) -> bool:
    """Whether a number is another as it may be rounded; a year is never its neighbour."""
    return isclose(written, carried, rel_tol=0.0 if written in YEARS else 0.001)


def _without_names(text: str) -> str:
    """A sentence without the names of this subject that contain a number and state none."""
    names = "|".join(current_subject().named_numbers)
    return re.sub(names, "", text, flags=re.IGNORECASE) if names else text


def _carried(claim: Claim) -> set[float]:
    numbers = [claim.value, claim.low, claim.high, claim.equivalent.value if claim.equivalent else None]
    sizes = {abs(number) for number in numbers if number is not None}
    texts = " ".join([claim.of, claim.against, claim.action, claim.hedge, *claim.about.values()])
    written = {value for number in find_numbers(texts) for value in number.values}
    tenths = {size / 10 for size in sizes} | {10.0} if claim.unit == "%" else set()
    shares = {size / 100 for size in sizes} if claim.unit == "%" else set()
    return sizes | tenths | shares | written | _dates(claim.period) | _dates_in(claim.against)


def _dates(period: Period | None) -> set[float]:
    """The years and days that a period's sentence may name."""
    if period is None:
        return set()
    return {float(part) for day in (period.start, period.end) if day for part in (day.year, day.day)}


def _dates_in(text: str) -> set[float]:
    return {float(part) for part in re.findall(r"\d+", text) if int(part) in YEARS or int(part) <= 31}
