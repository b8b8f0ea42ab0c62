"""Finding every number in a text, in digits or in words, and holding it against the fields that should carry it.

A number is what a reader would have to check: ``290,000``, ``21.9%``, ``2010s``, ``tenfold``, ``two-thirds``,
``quadrupled``, ``billions``. ``once`` is a time and not a number. Sentences must not outlive their numbers.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from math import isclose

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.periods import Period
from compendium.subject import current_subject

_UNITS = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
          " sixteen seventeen eighteen nineteen")
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
SMALL_NUMBERS = {word: number for number, word in enumerate(_UNITS.split(" "))}
TENS = {word: 10 * number for number, word in enumerate(_TENS.split(" "), start=2)}
SCALES = {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9, "trillion": 1e12}
FRACTIONS = {"half": 0.5, "halves": 0.5, "third": 1 / 3, "thirds": 1 / 3, "quarter": 0.25, "quarters": 0.25}
MULTIPLES = {"double": 2, "doubled": 2, "doubling": 2, "twice": 2, "triple": 3, "tripled": 3,
             "tripling": 3, "quadruple": 4, "quadrupled": 4, "quadrupling": 4}
AMOUNTS = {"dozen": 12, "decade": 10, "decades": 10, "single": 1, "first": 1, "second": 2}

WORD_VALUES: dict[str, float] = {**SMALL_NUMBERS, **TENS, **FRACTIONS, **MULTIPLES, **AMOUNTS}
VAGUE = {"dozens": 12, "hundreds": 1e2, "thousands": 1e3, "millions": 1e6, "billions": 1e9}
"""Words for a number of unknown size, with the least it can be."""

_WORDS = "|".join(sorted([*WORD_VALUES, *SCALES, *VAGUE], key=len, reverse=True))
_SCALE = "|".join([*SCALES, "bn", "m"])
_PART = "[\u00bc-\u00be\u2150-\u215e]"
"""A fraction that is one sign, such as ½."""
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}"
_SET_OFF = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]+"
"""Digits above or below the line: behind a number its power, or the mark of a note; by themselves a number."""
EXPRESSION = re.compile(
    rf"""(?<![\w.])(?:
        (?P<fold>{"|".join([*SMALL_NUMBERS, *TENS])}|\d+)-?fold\b
      | (?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)
            (?P<part>{_PART})?(?P<power>{_RAISED})?
            (?P<tail>(?:st|nd|rd|th|s|x)?(?![\w])|(?=[a-zA-Z%]))(?:[ -]?(?P<scale>{_SCALE})\b)?
      | (?P<fraction>{_PART})(?:[ -]?(?P<of>{_SCALE})\b)?
      | (?:(?<=[\s(])|^)(?P<set_off>{_SET_OFF})(?![\w])
      | (?P<word>(?:{_WORDS})(?:[ -](?:{_WORDS}))*)(?=$|[^\w]|-)
    )""",
    re.VERBOSE | re.IGNORECASE,
)


@dataclass(frozen=True)
class NumberFound:
    """One numeric expression: its words, and where they stand in the text searched."""

    text: str
    start: int
    end: int

    @cached_property
    def values(self) -> frozenset[float]:
        """What the expression is worth; for 'dozens', 'billions' and their like the least it can be."""
        match = EXPRESSION.fullmatch(self.text)
        return _values(match) if match else frozenset()


def find_numbers(text: str) -> list[NumberFound]:
    """Every numeric expression of a text, in order."""
    return [NumberFound(match.group(), *match.span()) for match in EXPRESSION.finditer(text)]


def _values(match: re.Match[str]) -> frozenset[float]:
    scale = {"bn": 1e9, "m": 1e6, **SCALES}.get((match["scale"] or match["of"] or "").lower(), 1.0)
    if match["digits"]:
        number = float(match["digits"].replace(",", "")) + (unicodedata.numeric(match["part"]) if match["part"] else 0)
        power = int(unicodedata.normalize("NFKC", match["power"])) if match["power"] else 1
        return frozenset({number * scale, *([number**power * scale] if number < LARGEST_BASE else [])})
    if match["fraction"]:
        return frozenset({unicodedata.numeric(match["fraction"]) * scale})
    if match["set_off"]:
        return frozenset({float(unicodedata.normalize("NFKC", match["set_off"]))})
    if match["fold"]:
        fold = match["fold"].lower()
        return frozenset({float(SMALL_NUMBERS.get(fold) or TENS.get(fold) or fold)})
    return _word_values(re.split(r"[ -]", match["word"].lower()))


def _word_values(words: list[str]) -> frozenset[float]:
    """The worth of a run of number words: 'two-thirds', 'four hundred', 'twenty one'."""
    if words[-1] in VAGUE:
        return frozenset({VAGUE[words[-1]]})
    if len(words) == 2 and words[1] in FRACTIONS and words[0] in SMALL_NUMBERS:
        return frozenset({SMALL_NUMBERS[words[0]] * FRACTIONS[words[1]]})
    total, current = 0.0, 0.0
    for word in words:
        if word in SCALES:
            current = (current or 1.0) * SCALES[word]
            total, current = total + current, 0.0
        else:
            current += WORD_VALUES[word]
    return frozenset({total + current})


LARGEST_BASE = 1000
"""Of a larger number no power is taken: what stands above the line is the mark of a note then."""
YEARS = range(1900, 2100)
WRITTEN_DIGITS, FLOAT_TAIL, THOUSANDTH = 6, 1e-9, 0.001
"""How many decimals a number is written with at most, what a computer's arithmetic may add, how far may be rounded."""
PLAIN = {"one", "first", "second", "single"}
"""Number words that say which or whose, not how many."""
IN_TEN = re.compile(r"\b(?:in|of)(?: every)? (?:ten|10)\b", re.IGNORECASE)


def unsupported_numbers(claim: Claim) -> Iterator[str]:
    """The numbers in a claim's sentence that none of its fields carries."""
    vague = {word for word in VAGUE if any(word in locator.words for locator in claim.locators)}
    return (number for number in unsupported(claim.says, [claim], rounded=False) if number.lower() not in vague)


def unsupported(text: str, claims: Iterable[Claim], rounded: bool = True) -> Iterator[str]:
    """The numbers in a sentence of ours that no field of the claims that it rests on carries, or rounds to them."""
    return (number.text for number in unsupported_at(text, claims, rounded))


def unsupported_at(text: str, claims: Iterable[Claim], rounded: bool = True) -> Iterator[NumberFound]:
    """The same numbers with where they stand in the sentence."""
    carried = {number for claim in claims for number in carried_by(claim, text)}
    for number in find_numbers(without_names(text)):
        if number.text.lower() not in PLAIN and not any(writes(number, other, rounded) for other in carried):
            yield number


def same_number(written: float, given: float) -> bool:
    """Whether two numbers are one in every digit; a part that digits cannot write, such as a third, to a thousandth."""
    return isclose(written, given, rel_tol=FLOAT_TAIL if round(written, WRITTEN_DIGITS) == written else THOUSANDTH)


def writes(number: NumberFound, given: float, rounded: bool = False) -> bool:
    """Whether an expression writes a number in every digit, or '1.4419 billion' as far as its own digits go.

    ``rounded`` allows that for every number, as in '72,100' for 72,123: never by more than a thousandth, and never a
    year to its neighbour.
    """
    return any(same_number(value, given) or abs(value - given) <= _rounding(number, value, rounded)
               for value in number.values)


def _rounding(number: NumberFound, value: float, rounded: bool) -> float:
    """How far from a number that is written in digits the one lies at most that was rounded to it."""
    match = EXPRESSION.fullmatch(number.text)
    if match is None or not match["digits"] or not (match["scale"] or rounded) or value in YEARS:
        return 0.0
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    zeros = 0 if decimals or match["scale"] else len(digits) - len(digits.rstrip("0"))
    scale = value / float(digits) if float(digits) else 1.0
    return min(scale * 10.0 ** (zeros - decimals) / 2, value * THOUSANDTH)


def without_names(text: str) -> str:
    """A sentence with blanks for the names of this subject that contain a number and state none."""
    names = "|".join(current_subject().named_numbers)
    return re.sub(names, lambda name: " " * len(name[0]), text, flags=re.IGNORECASE) if names else text


def carried_by(claim: Claim, text: str) -> set[float]:
    """Every number that a claim's fields give a sentence, as size: its own, those of its words, years and days.

    A share may be told in tenths only as 'eight in ten'.
    """
    numbers = [claim.value, claim.low, claim.high, claim.equivalent.value if claim.equivalent else None]
    sizes = {abs(number) for number in numbers if number is not None}
    texts = " ".join([claim.of, claim.action, claim.hedge, *claim.about.values()])
    written = {value for number in find_numbers(texts) for value in number.values}
    tenths = {size / 10 for size in sizes} | {10.0} if claim.unit == "%" and IN_TEN.search(text) else set()
    shares = {size / 100 for size in sizes} if claim.unit == "%" else set()
    against = _dates(Period.parse(claim.against)) if claim.against not in ("", UNSTATED) else set()
    return sizes | tenths | shares | written | _dates(claim.period) | against


def _dates(period: Period | None) -> set[float]:
    """The years that a period's sentence may name, and the days where the period was given with days."""
    return {float(part) for date in (period.dates if period else ()) for part in _year_and_day(date)}


def _year_and_day(date: str) -> list[str]:
    """The year and the day of a date in a period: 2025-03-28~ gives 2025 and 28."""
    year, *rest = date.rstrip("~?%").split("-")
    return [year, *rest[1:]]
