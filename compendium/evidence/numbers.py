"""Finding every number in a text, in digits or in words, and what it is worth.

A number is what a reader would have to check: ``290,000``, ``21.9%``, ``2010s``, ``tenfold``, ``two-thirds``,
``quadrupled``, ``billions``. ``once`` is a time and not a number.
"""

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from math import isclose

from compendium.evidence.date_words import MONTHS, SO_MANY
from compendium.evidence.number_words import (
    LONE_WORDS,
    NUMBER_WORDS,
    ORDINALS,
    RUN,
    SCALES,
    SHORT_SCALES,
    SMALL_NUMBERS,
    any_word,
    numbers_in,
    scale_of,
    scale_words,
)
from compendium.subject import current_subject

_SCALED = rf"(?:{any_word(*SCALES, *SHORT_SCALES, 'dozen')})(?:[ -](?:{any_word(*SCALES)})){{0,2}}"
_PART = "[\u00bc-\u00be\u2150-\u215e]"
"""A fraction that is one sign, such as ½."""
_SIGN = "[\u2160-\u2182\u2460-\u249b\u24ea-\u24ff\u2776-\u2793\u3251-\u325f\u32b1-\u32bf]"
"""A number that is one sign, such as ⑫."""
_RAISED = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079]{1,2}"
_SET_OFF = "[\u2070\u00b9\u00b2\u00b3\u2074-\u2079\u2080-\u2089]+"
"""Digits above or below the line: behind a number its power, or the mark of a note; by themselves a number."""
_GROUPED = r"(?:\d{1,2}(?:,\d{2})+,\d{3}|\d{1,3}(?:,\d{3})+)"
"""Digits in groups, of three or as in India; what is joined otherwise, as 0,7 or 12'345, is one that is not read."""
_FIRST_LETTERS = "".join(sorted({word[0] for word in (*NUMBER_WORDS, *ORDINALS)}))
"""Where a word begins otherwise it is no number word, which is seen at once."""
EXPRESSION = re.compile(
    rf"""(?<![\w.])(?=[{_FIRST_LETTERS}\d.\u00b2-\U0010ffff])(?:
        (?P<fold>\d+)-?fold\b
      | (?P<unread>(?!{_GROUPED}(?![\d,]))\d[\d.]*(?:[,'’]\d+)+(?:\.\d+)?)(?!\w)
      | (?P<digits>{_GROUPED}(?:\.\d+)?|\d+(?:\.\d+)?|\.\d+)
            (?P<part>{_PART}|[ -]and[ -]a[ -]half\b|[ ][1-9]/[1-9](?![\d/]))?(?P<power>{_RAISED})?
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
RANGE = re.compile(r"\s*(?P<joint>to|or|and|-|–|—)\s*(?:[A-Z.]{0,4}\s?\\?[$¥€£])?", re.IGNORECASE)
LOOKED_BACK = 40
"""How many characters before a number may say how it is read."""


@dataclass(frozen=True)
class NumberFound:
    """One numeric expression: its words, and where they stand in the text searched.

    ``scale`` is what the other end of its range has behind it and holds for both: the million of '2 to 3 million'.
    ``per_cent`` says the same of its hundredths: those of '0.3 to 0.6%'.
    """

    text: str
    start: int
    end: int
    scale: str = ""
    per_cent: bool = False

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
    found = [replace(each, per_cent=True) if OF_A_HUNDRED.match(text, each.end) else each for each in found]
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
    """The lower end of a range with the scale that only its upper end has behind it: 2 to 3 million, 0.3 to 0.6%."""
    link = RANGE.fullmatch(text, one.end, other.start)
    if link and other.per_cent and one.text[0].isalpha() == other.text[0].isalpha():
        one = replace(one, per_cent=True)
    words = scale_words(other.text) if link else []
    # '3 m' may be metres, unless money is told
    metres = words == ["m"] and text[one.start - 1:one.start] not in tuple("$¥€£")
    if link is None or not words or metres or one.text.lower() in LONE_WORDS:
        return one
    own = scale_words(one.text)
    rest = words[len(own):] if words[:len(own)] == own else []
    alike = one.text[0].isalpha() == other.text[0].isalpha()
    ends = max(one.values, default=0.0) * scale_of(rest), max(other.values, default=0.0)
    joined = link["joint"].lower() != "and" or _behind_between(text, one.start)
    return replace(one, scale=" ".join(rest)) if rest and alike and joined and ends[0] < ends[1] else one


@lru_cache(maxsize=4096)  # the same few stand in every claim
def _values(text: str) -> frozenset[float]:
    match = EXPRESSION.fullmatch(text)
    if match is None or match["unread"]:
        return frozenset()
    scale = scale_of(re.split("[ -]", (match["scale"] or match["of"] or "").lower()))
    if match["digits"]:
        part = match["part"] or ""
        above, _, below = part.partition("/")
        number = float(match["digits"].replace(",", "")) + (
            unicodedata.numeric(part) if len(part) == 1 else int(above) / int(below) if below else 0.5 if part else 0)
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
WRITTEN_DIGITS, FLOAT_TAIL, THOUSANDTH, OF_A_PART = 6, 1e-9, 0.001, 0.0011
"""How many decimals a number is written with at most, what a computer's arithmetic may add, how far may be rounded."""
_DATED = rf"(?:the\send\sof\s)?(?:\d\d?\s)?(?:{MONTHS}|(?:19|20)\d\d\b)"
TIMES = re.compile(
    rf"""\b(?:first|second|third|fourth|last|{MONTHS})\s(?:quarter|half)\b
      | \b(?:one\squarter\sto\sthe\snext|quarter[- ](?:on|over)[- ]quarter)\b
      | \b(?:the|this|that|each|every|per|same|previous|next)\squarter\b(?!\sof\s(?!(?:19|20)\d\d\b))
      | \b{SO_MANY} | \b(?:\d\d?|{any_word(*SMALL_NUMBERS)})\s(?:month|quarter|year)s\s(?:to|ended|ending)\s(?={_DATED})
      | (?<=\b(?:19|20)\d\d)[-/–]\d\d\b(?![-\d]) | \b(?:19|20)\d0s\b""", re.IGNORECASE | re.VERBOSE)
"""Stretches of time that are no sizes: a quarter, its months, a season of two years, a decade."""
PER_CENT = 100
OF_A_HUNDRED = re.compile(r"[\s-]*(?:(?:of\s)?(?:an?|one)\s)?(?:%|per\s?cent|percentage\s)", re.IGNORECASE)
"""Behind a number, what makes hundredths of it: half a per cent is no half."""


def same_number(written: float, given: float) -> bool:
    """Whether two numbers are one in every digit; one that digits cannot write, such as a third, to 33.3 or 66.7%."""
    return isclose(written, given, rel_tol=FLOAT_TAIL if round(written, WRITTEN_DIGITS) == written else OF_A_PART)


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
    scaled = bool(match and (match["scale"] or number.scale))
    if match is None or not match["digits"] or not (scaled or rounded) or value in YEARS:
        return 0.0
    digits = match["digits"].replace(",", "")
    decimals = len(digits.partition(".")[2])
    zeros = 0 if decimals or scaled else len(digits) - len(digits.rstrip("0"))
    scale = value / float(digits) if float(digits) else 1.0
    return min(scale * 10.0 ** (zeros - decimals) / 2, value * THOUSANDTH)


def tells(number: NumberFound, size: float, unit: str | None) -> bool:
    """Whether an expression tells a size, or of a share the part that it is: half for 50%, and never 0.5%."""
    part = unit == "%" and not number.per_cent
    return writes(number, abs(size)) or (part and writes(number, abs(size) / PER_CENT))


def without_names(text: str) -> str:
    """A sentence with blanks for the names of this subject that contain a number and state none."""
    names = "|".join(current_subject().named_numbers)
    for what in (TIMES, *([re.compile(names, re.IGNORECASE)] if names else [])):
        text = what.sub(lambda name: " " * len(name[0]), text)
    return text
