"""Holding every number of a sentence of ours against the fields that should carry it: no sentence outlives its numbers.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from math import isclose

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.number_words import VAGUE
from compendium.evidence.numbers import OF_A_PART, PER_CENT, YEARS, NumberFound, find_numbers, without_names, writes
from compendium.evidence.periods import Period
from compendium.evidence.uncounted import is_date, may_be_year

PLAIN = {"one", "first", "second", "single"}
"""Number words that say which or whose, not how many."""
ONE_IN = re.compile(r"\s(?:[^\W\d]+\s)?(?:in|of|out of)\s(?:every\s|an?\s)?", re.IGNORECASE)
"""Between two numbers, what makes a share of them: two in five, one boat in a hundred."""
ONE_OUT_OF = re.compile(r"\b(?:one|1)\s(?:[^\W\d]+\s)?(?:in|out of)\s(?:every\s)?$", re.IGNORECASE)
"""Before a number, what makes a part of it: one in 40 is no 40."""
IN_TEN = re.compile(r"\b(?:in|of)(?: every)? (?:ten|10)\b", re.IGNORECASE)


@dataclass(frozen=True)
class Carried:
    """The numbers that a claim's fields give a sentence, as size: its own, and those of its words.

    ``shares`` are the parts of a whole that its share is, which no 'per cent' follows; ``dates`` the years and days
    of its periods, which are nothing else.
    """

    sizes: frozenset[float]
    words: frozenset[float]
    shares: frozenset[float]
    dates: frozenset[float]

    def hold(self, text: str, number: NumberFound, rounded: bool = False) -> bool:
        """Whether a number of a text is one of them, or rounds to it."""
        own = frozenset() if ONE_OUT_OF.search(text[:number.start]) else self.sizes
        parts = frozenset() if number.per_cent else self.shares
        if any(writes(number, other, rounded) for other in own | self.words | parts):
            return True
        dated = {other for other in self.dates if writes(number, other)}
        return bool(dated) and (is_date(text, number) or (max(dated) in YEARS and may_be_year(text, number)))


def unsupported_numbers(claim: Claim) -> Iterator[str]:
    """The numbers in a claim's sentence that none of its fields carries."""
    vague = {word for word in VAGUE if any(word in locator.words for locator in claim.locators)}
    return (number for number in unsupported(claim.says, [claim], rounded=False) if number.lower() not in vague)


def unsupported(text: str, claims: Iterable[Claim], rounded: bool = True) -> Iterator[str]:
    """The numbers in a sentence of ours that no field of the claims that it rests on carries, or rounds to them."""
    return (number.told for number in unsupported_at(text, claims, rounded))


def unsupported_at(text: str, claims: Iterable[Claim], rounded: bool = True) -> Iterator[NumberFound]:
    """The same numbers with where they stand in the sentence."""
    carried = [carried_by(claim, text) for claim in claims]
    for number in find_numbers(without_names(text)):
        plain = number.text.lower() in PLAIN and not number.scale
        if not plain and not any(each.hold(text, number, rounded) for each in carried):
            yield number


def carried_by(claim: Claim, text: str) -> Carried:
    """What a claim's fields give a sentence: its own numbers, those of its words, years and days.

    A share may be told in tenths only as 'eight in ten'.
    """
    own = _sizes(claim)
    shares = set[float]()
    if claim.unit == "%":
        tenths = {size / 10 for size in own} | {10.0} if IN_TEN.search(text) else set()
        shares = tenths | {size / PER_CENT for size in own} | _shares_in(text, own)
    against = _dates(Period.parse(claim.against)) if claim.against not in ("", UNSTATED) else set()
    return Carried(frozenset(own), frozenset(written_in(claim)), frozenset(shares),
                   frozenset(_dates(claim.period) | against))


def told_as_share(claim: Claim, text: str) -> bool:
    """Whether a text tells a claim's share by its two numbers: two in five."""
    return bool(_shares_in(text, _sizes(claim)))


def sizes(claim: Claim) -> list[float]:
    """The numbers of a quantity: its value, or the ends of its range."""
    return [number for number in (claim.value, claim.low, claim.high) if number is not None]


def _sizes(claim: Claim) -> set[float]:
    """How large a quantity's numbers are, and that of its equivalent."""
    return {abs(number) for number in [*sizes(claim), *([claim.equivalent.value] if claim.equivalent else [])]}


def written_in(claim: Claim) -> set[float]:
    """The numbers in a claim's words, which count something else than the claim itself."""
    texts = " ".join([claim.of, claim.action, claim.hedge, *claim.about.values()])
    return {value for number in find_numbers(texts) for value in number.values}


def _shares_in(text: str, sizes: set[float]) -> set[float]:
    """The two numbers of 'two in five' where they are the share that a claim gives."""
    found = find_numbers(text)
    pairs = [(max(part.values), max(whole.values)) for part, whole in pairwise(found)
             if part.values and whole.values and ONE_IN.fullmatch(text[part.end:whole.start])]
    told = [pair for pair in pairs if 0 < pair[0] < pair[1]
            and any(isclose(PER_CENT * pair[0] / pair[1], size, rel_tol=OF_A_PART) for size in sizes)]
    return {number for pair in told for number in pair}


def _dates(period: Period | None) -> set[float]:
    """The years that a period's sentence may name, and the days where the period was given with days."""
    return {float(part) for date in (period.dates if period else ()) for part in _year_and_day(date)}


def _year_and_day(date: str) -> list[str]:
    """The year and the day of a date in a period: 2025-03-28~ gives 2025 and 28."""
    year, *rest = date.rstrip("~?%").split("-")
    return [year, *rest[1:]]
