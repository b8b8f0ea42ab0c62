"""What joins two numbers: the ends of a range, or what something changed by or from with what it became."""

import re
from itertools import pairwise

from compendium.evidence.bound_words import ABOUT, MONEY
from compendium.evidence.change_words import DOWN, UP
from compendium.evidence.number_words import FRACTIONS, HALVED, MULTIPLES, SMALL_PARTS
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.uncounted import is_date
from compendium.evidence.unit_words import BEFORE, RANGE, unit_behind, unit_beside

CHANGED_FROM = re.compile(r"\b(?:rose|fell|dropped|declined|climbed|jumped|slid|slipped|by)\s+$", re.IGNORECASE)
"""Before two numbers, what changed by the first to the second: rose 3 to 12. What one loses or adds is a range."""
BY = re.compile(rf"\b(?:{DOWN}|{UP})(?:\s+(?:in|of|by|an?|{ABOUT}))*\s*$", re.IGNORECASE)
_MOVED = rf"\b(?:{DOWN}|{UP}|went|moved|changed)\b"
_OF_ANOTHER = r"and|as|at|between|but|costs?|from|of|or|pa(?:id|ys?)|rang\w+|sells?|sold|that|to(?!\s\d)|wh\w+|with"
_FROM = rf",?\sfrom(?:\s(?:{ABOUT}))*{MONEY}"
FROM = re.compile(rf"{_MOVED}(?:(?<!er)(?:\s(?!(?:{_OF_ANOTHER})\b)[^\s,;:()]+(?<!\.)){{1,8}})?{_FROM}", re.IGNORECASE)
"""Before a number, what makes it the one by which, or from which, something changed; what 'ranged from' it did not.

By how much, of what and when may stand between; what is lower sells from 3 to 5.
"""
MOVED_TO = re.compile(rf"{_MOVED}\sto(?:\s(?:{ABOUT}))*{MONEY}", re.IGNORECASE)
FROM_THE_OTHER = re.compile(rf"[^.;:()]{{0,30}}?{_FROM}", re.IGNORECASE)
"""Before and between two numbers, the same the other way about: grew to 56 from 36 per cent."""
RANGED = re.compile(rf"\b(?:rang(?:e|es|ed|ing)\sfrom|(?:rang(?:e|es|ed|ing)\s)?between)\s(?:an?\s\w+\sof\s)?{MONEY}",
                    re.IGNORECASE)
TO_THE_OTHER = re.compile(rf"[^.;:]{{0,30}}?\b(?:to|and)\s(?:an?\s\w+\sof\s)?{MONEY}", re.IGNORECASE)
"""Before and between two numbers, what makes ends of a range of them wherever their units stand."""
TO = re.compile(rf",?\s+to(?:\s+[^\W\d]+){{0,3}}?{MONEY}", re.IGNORECASE)
TO_AT_LAST = re.compile(rf"[^.;…]*?\s+to(?:\s+[^\W\d]+){{0,3}}?{MONEY}", re.IGNORECASE)
WAS_BASE = re.compile(r"\b(?:(?:up|down)\sfrom|compared\s(?:with|to)|against|versus|(?:more|less|fewer)\sthan\sthe)"
                      r"(?:\s(?:about|around|nearly|almost|some|just|only))?\s[$¥€£\\]*$", re.IGNORECASE)
"""Before a number, what makes it the earlier one that its sentence compares with."""
MOST_BETWEEN = 60
"""How many characters stand at most between 'from' and what it leads from, and behind that before what it led to."""


def range_beside(text: str, number: NumberFound) -> str:
    """The range of which a number is an end by the words beside it; empty where they give none.

    What changed from one number to another, or by one to another, is no range.
    """
    for first, second in pairwise(find_numbers(text)):
        between = RANGE.fullmatch(text[first.end:second.start])
        if (number in (first, second) and RANGED.search(text[:first.start]) and not is_date(text, first)
                and TO_THE_OTHER.fullmatch(text, first.end, second.start)):
            return text[first.start:second.end]
        if number not in (first, second) or between is None or is_date(text, first) or is_date(text, second):
            continue
        before, word = text[max(0, first.start - BEFORE):first.start], between["sign"].lower()
        shares = not between["share"] or unit_beside(text, second.start, second.end) == "%"
        joined = word in ("and", "or") and not re.search(r"\bbetween\W*(?:\w+\W+)?$", before, re.IGNORECASE)
        moves = word == "to" and (_may_move(before, first, second) or leads_to(text, first, second))
        if shares and not joined and not moves:
            return text[first.start:second.end]
    return ""


def _may_move(before: str, first: NumberFound, second: NumberFound) -> bool:
    """Whether 'to' may lead from one number to another, and join no range: from 5 to 9, rose 3 to 12."""
    apart = min(first.values, default=0.0) > max(second.values, default=0.0)
    led = re.search(rf"\bfrom\b[^.;]{{0,{MOST_BETWEEN}}}$", before, re.IGNORECASE)
    return bool(apart or led or CHANGED_FROM.search(before.rstrip("$¥€£\\")))


def leads_to(text: str, first: NumberFound, second: NumberFound) -> bool:
    """Whether words are sure to lead from one to what it became, or was: fell by half to 12 t, 12 t, up from 3 t.

    A multiple is no end of anything but of another, and what stands with a unit of its own behind 'rose by' is what
    it rose by. A share may be an end of another.
    """
    if leads_back(text, first, second):
        return True
    before = text[max(0, first.start - BEFORE):first.start]
    unit, end = unit_behind(text, first.end) or ("%" if in_hundredths(first) else "", first.end)
    between = text[end:second.start]
    if FROM.search(before):
        return len(between) <= MOST_BETWEEN and bool(TO_AT_LAST.fullmatch(between))
    if not TO.fullmatch(between):
        return False
    if is_multiple(first) or is_halved(first):
        return not (is_multiple(second) or is_halved(second))
    share = in_hundredths(second) or unit_beside(text, second.start, second.end) == "%"
    return bool(unit and BY.search(before) and not (unit == "%" and share))


def leads_back(text: str, first: NumberFound, second: NumberFound) -> bool:
    """Whether the second of two numbers is the one that was before: 12 t, up from 3 t; grew to 12 t from 3 t."""
    grew = MOVED_TO.search(text[max(0, first.start - BEFORE):first.start])
    return bool(WAS_BASE.search(text[max(first.end, second.start - BEFORE):second.start])
                or (grew and FROM_THE_OTHER.fullmatch(text, first.end, second.start)))


def is_multiple(number: NumberFound) -> bool:
    """Whether a number in words is a multiple: doubled, 12-fold; half of something is a part."""
    word = number.text.lower()
    return word in MULTIPLES or word.endswith("fold")


def is_halved(number: NumberFound) -> bool:
    """Whether a number in words says that something was halved."""
    return number.text.lower() in HALVED


def in_hundredths(number: NumberFound) -> bool:
    """Whether a number in words is a part of a whole, which is told in hundredths: half, two-thirds."""
    words = re.split(r"[ -]", number.text.lower())
    return words[-1] in {*FRACTIONS, *SMALL_PARTS} and "and" not in words
