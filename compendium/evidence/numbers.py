"""Finding every number in a text, in digits or in words, and holding it against the fields that should carry it.

A number is what a reader would have to check: ``290,000``, ``21.9%``, ``2010s``, ``tenfold``, ``two-thirds``,
``quadrupled``, ``billions``. ``once`` is a time and not a number. Sentences must not outlive their numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import isclose

from compendium.evidence.claims import Claim
from compendium.evidence.number_words import (
    LONE_WORDS,
    NUMBER_WORDS,
    ORDINALS,
    RUN,
    SCALES,
    SHORT_SCALES,
    VAGUE,
    any_word,
    numbers_in,
    scale_of,
    scale_words,
)
from compendium.evidence.periods import Period
from compendium.subject import current_subject

_SCALED = rf"(?:{any_word(*SCALES, *SHORT_SCALES, 'dozen')})(?:[ -](?:{any_word(*SCALES)})){{0,2}}"
_PART = "[\u00bc-\u00be\u2150-\u215e]"
"""A fraction that is one sign, such as ½."""
_SIGN = "[\u2160-\u2182\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]"
"""A number that is one sign, such as ⑫."""
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}"
_SET_OFF = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]+"
"""Digits above or below the line: behind a number its power, or the mark of a note; by themselves a number."""
_FIRST_LETTERS = "".join(sorted({word[0] for word in (*NUMBER_WORDS, *ORDINALS)}))
"""Where a word begins otherwise it is no number word, which is seen at once."""
EXPRESSION = re.compile(
    rf"""(?<![\w.])(?=[{_FIRST_LETTERS}\d.\u00b2-\U0010ffff])(?:
        (?P<fold>\d+)-?fold\b
      | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
            (?P<part>{_PART}|[ -]and[ -]a[ -]half\b)?(?P<power>{_RAISED})?
            (?P<tail>(?:st|nd|rd|th|s|x)?(?![\w])|(?=[a-zA-Z%]))(?:[ -]?(?P<scale>{_SCALED})\b)?
      | (?P<fraction>{_PART})(?:[ -]?(?P<of>{_SCALED})\b)?
      | (?P<sign>{_SIGN})(?!\w)
      | (?:(?<=[\s(])|^)(?P<set_off>{_SET_OFF})(?![\w])
      | (?P<run>{RUN})
      | (?:(?<=\ba[ ])|(?<=\ban[ ])|\A(?=\w+\Z))(?P<ordinal>{any_word(*ORDINALS)})\b
    )""",
    re.VERBOSE | re.IGNORECASE,
)
OF_A_WHOLE = re.compile(r"\s+(?:of|more|less|fewer|lower|higher|smaller|larger|greater|cheaper)\b", re.IGNORECASE)
CHANGED_BY_A = re.compile(r"\b(?:by|up|down|to|of|fell|rose|lost|gained)\s+(?:(?:about|nearly|almost|over)\s+)?an?\s+$",
                          re.IGNORECASE)
ENDED = re.compile(r"\s*(?:$|[.,;:)])|\s+(?:on|in|since|from|and|or|to|over|after|during|between|within)\b",
                   re.IGNORECASE)
"""Behind and before 'a fifth', what makes it a part and no order: a fifth of it, fell by a fifth in May."""
BETWEEN = re.compile(r"\bbetween\s+(?:(?!and\b)\S+\s+){0,2}$", re.IGNORECASE)
RANGE = re.compile(r"\s*(?P<link>to|or|and|-|–|—)\s*(?:[A-Z.]{0,4}\s?\\?[$¥€£])?", re.IGNORECASE)
LOOKED_BACK = 40
"""How many characters before a number may say how it is read."""


@dataclass(frozen=True)
class NumberFound:
    """One numeric expression: its words, and where they stand in the text searched.

    ``scale`` is what the other end of its range has behind it and holds for both: the million of '2 to 3 million'.
    """

    text: str
    start: int
    end: int
    scale: str = ""

    @cached_property
    def values(self) -> frozenset[float]:
        """What the expression is worth; for 'dozens', 'billions' and their like the least it can be."""
        values = _values(self.text)
        return frozenset(value * scale_of(self.scale.split()) for value in values) if self.scale else values

    @property
    def told(self) -> str:
        """Its words as an author is told of it."""
        return f"{self.text} {self.scale}".rstrip()


def find_numbers(text: str) -> list[NumberFound]:
    """Every numeric expression of a text, in order."""
    found: list[NumberFound] = []
    for match in EXPRESSION.finditer(text):
        start, end = match.span()
        if match["run"] and not match["run"].isalpha():
            linked = not _behind_between(text, start)
            found += [NumberFound(text[start + first:start + last], start + first, start + last)
                      for _, first, last in numbers_in(match["run"], linked)]
        elif not match["ordinal"] or is_part(text, start, end):
            found.append(NumberFound(match.group(), start, end))
    for at in range(len(found) - 1):
        found[at] = _scaled(found[at], found[at + 1], text)
    return found


def _behind_between(text: str, start: int) -> bool:
    return bool(BETWEEN.search(text[max(0, start - LOOKED_BACK):start]))


def is_part(text: str, start: int, end: int) -> bool:
    """Whether 'a fifth' or 'a third' at a place says how much, and not which."""
    return bool(OF_A_WHOLE.match(text, end) or (
        ENDED.match(text, end) and CHANGED_BY_A.search(text[max(0, start - LOOKED_BACK):start])))


def _scaled(one: NumberFound, other: NumberFound, text: str) -> NumberFound:
    """The lower end of a range with the scale that only its upper end has behind it: 2 to 3 million."""
    link = RANGE.fullmatch(text, one.end, other.start)
    words = scale_words(other.text) if link else []
    # '3 m' may be metres, unless money is told
    metres = words == ["m"] and text[one.start - 1:one.start] not in tuple("$¥€£")
    if link is None or not words or metres or one.text.lower() in LONE_WORDS:
        return one
    own = scale_words(one.text)
    rest = words[len(own):] if words[:len(own)] == own else []
    alike = one.text[0].isalpha() == other.text[0].isalpha()
    ends = max(one.values, default=0.0) * scale_of(rest), max(other.values, default=0.0)
    joined = link["link"].lower() != "and" or _behind_between(text, one.start)
    return replace(one, scale=" ".join(rest)) if rest and alike and joined and ends[0] < ends[1] else one


@lru_cache(maxsize=4096)  # the same few stand in every claim
def _values(text: str) -> frozenset[float]:
    match = EXPRESSION.fullmatch(text)
    if match is None:
        return frozenset()
    scale = scale_of(re.split("[ -]", (match["scale"] or match["of"] or "").lower()))
    if match["digits"]:
        part = match["part"] or ""
        number = float(match["digits"].replace(",", "")) + (
            unicodedata.numeric(part) if len(part) == 1 else 0.5 if part else 0)
        power = int(unicodedata.normalize("NFKC", match["power"])) if match["power"] else 1
        return frozenset({number * scale, *([number**power * scale] if number < LARGEST_BASE else [])})
    if sign := match["fraction"] or match["sign"]:
        return frozenset({unicodedata.numeric(sign) * scale})
    if plain := match["set_off"] or match["fold"]:
        return frozenset({float(unicodedata.normalize("NFKC", plain))})
    if match["ordinal"]:
        return frozenset({1 / ORDINALS[match["ordinal"].lower()]})
    return frozenset({next(numbers_in(match["run"]))[0]})


LARGEST_BASE = 1000
"""Of a larger number no power is taken: what stands above the line is the mark of a note then."""
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
        if number.text.lower() in PLAIN and not number.scale:
            continue
        if not any(_same(value, other) for value in number.values for other in carried):
            yield number.told


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
