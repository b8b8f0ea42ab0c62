"""The unit that the words at a number name: tonnes, dollars, days, what is counted."""

import re
from collections.abc import Iterable

from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.units import KNOWN
from compendium.subject import current_subject

_CODES = r"USD|CNY|RMB|EUR|GBP|JPY|INR|MMK|THB|KRW|AUD|CAD|HKD|SGD|NZD|CHF|RUB|VND|LAK|Rs\.?|Ks\.?"
MONEY_SIGN = re.compile(
    rf"(?:(?<!\w)(?P<letters>{_CODES})\s?|(?P<country>U\.S\.\s?|(?<!\w)[A-Z]{{1,3}})?\\?(?P<sign>[$¥€£₹₩฿₽₫₭₱])\s?)$")
"""What names money before a number: a sign, by itself or with its country as in A$, or a code."""
CODES = {"$": "USD", "¥": "CNY", "RMB": "CNY", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "฿": "THB", "₽": "RUB"}
OWN_COUNTRIES = {"", "US", "U.S.", "CN"}
"""With another country before it, a sign of money is that country's."""
UNIT_WORDS = (("%", r"%|per\s?cent(?:age\spoints?)?\b|(?:in|out of|of every)\s(?:an?\s|one\s)?(?:hundred|100)\b"),
              ("kg", r"(?:kg|kilograms?|kilos?)\b"),
              ("t", r"(?:metric\s+)?(?:tons?|tonnes?|mt|t)\b"),
              ("CNY", r"(?:[A-Z]\w+\s+)?(?:yuan|renminbi|RMB|CNY)\b"),
              ("USD", r"(?:US\s|U\.S\.\s)?dollars?\b|USD\b"), ("year", r"years?\b"), ("month", r"months?\b"),
              ("x", r"times\b(?=\s+(?:as|more|higher|larger|the|that|what))"))
TIMES = "minute|hour|day|night|week|fortnight|month|year|decade"
"""What time is counted in, and what is counted by it."""
OTHER_UNITS = re.compile(
    r"[\s-]*(?P<unit>(?:(?-i:[kKMG]t|mg|g|ha|km|cm|mm|[kMGT]?Wh?|ppm)|lbs?|oz|bps?|mn|mln|(?:kilo|mega)ton(?:ne)?s?"
    r"|(?:short|long|troy)\s(?:tons?|oz)|pounds?|(?:troy\s)?ounces?|(?:milli)?gram(?:me)?s?|per\s?mille?"
    r"|(?:basis|percentage)\spoints?|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?"
    rf"|(?:(?!year|month)(?:{TIMES}))s?|centur(?:y|ies)|hectares?|acres?|lit(?:re|er)s?|barrels?|quintals?"
    r"|(?-i:(?:[A-Z][a-z]+\s)?)(?:euros?|yen|kyats?|baht|rupees?|ro?ubles?|francs?|pesos?|cents?|pence)"
    r"|(?-i:(?!US\b|American\b)(?:[A-Z][a-z]+\s)+dollars?))\b|‰|°)", re.IGNORECASE)
"""Money, units and times that the book does not have; 'Mt' and 'mt' are two units."""
OF_TIME = re.compile(rf"(?:{TIMES})s?|centur(?:y|ies)", re.IGNORECASE)
"""A unit that is a length of time."""
AND_MORE = re.compile(r"\+(?!\s?\d)|-(?:plus|odd)\b")
"""What may stand at a number and belong to it: 12+ t."""
RANGE = re.compile(r"(?P<share>\s*(?:%|per\s?cent))?\s*(?P<sign>to|and|or|[-–—]|±|\+/-|,?\s*plus or minus)\s*"
                   r"(?:(?:US)?\\?\$|[¥€£])?\s*", re.IGNORECASE)
"""What stands between the two ends of a range."""
BEFORE, BEHIND, MONEY_BEFORE = 80, 40, 8
"""How many characters before and behind a number are read for what they say of it, and for a sign of money."""
ADJECTIVE = re.compile(r"\s+[a-z]+(?=\s)")
"""What may stand between a number and its unit: 12 dry metric tonnes."""
MOST_ADJECTIVES = 2
COUNTED = re.compile(r"[\s-]+(?P<noun>(?!(?:i|wa|ha|doe|thi)s\b)[a-z]{3,}[a-rt-z]s)\b")
"""A noun behind a number that is counted by it: 12 boxes."""
NAMED = {"%", "kg", "t", "CNY", "USD"}
"""The units whose words leave no doubt; that of a count is another noun."""
OTHER_THAN_ALL = {*NAMED, "year", "month", "x"}
"""The units that a word beside a number names for good: where a claim has another, the two contradict each other."""
KNOWN_WORDS = {"", *(unit for unit, _ in UNIT_WORDS)}


def unit_beside(text: str, start: int, end: int) -> str:
    """The unit that the words at a number name, such as 't', 'USD' or 'pounds'; empty where they name none."""
    if money := money_before(text, start):
        return money[1] or money[0].strip()
    behind = unit_behind(text, end)
    return behind[0] if behind else ""


def unit_named(text: str, number: NumberFound) -> str:
    """The unit beside a number, or behind its adjectives; a time behind a noun is another's: 12 boats years ago."""
    end = number.end
    named = unit_beside(text, number.start, end)
    for _ in range(MOST_ADJECTIVES):
        if named or (word := ADJECTIVE.match(text, end)) is None:
            break
        end = word.end()
        behind = unit_behind(text, end)
        named = behind[0] if behind and not OF_TIME.fullmatch(behind[0]) else ""
    return named


def has_unit(text: str, number: NumberFound) -> bool:
    """Whether a unit is named beside a number, behind its adjectives, or behind the other end of its range."""
    return bool(unit_named(text, number) or any(
        RANGE.fullmatch(text, number.end, other.start) and has_unit(text, other)
        for other in find_numbers(text) if other.start > number.end))


def money_before(text: str, start: int) -> tuple[str, str] | None:
    """The sign of money before a number, and its unit, which is empty where the book has none for it."""
    match = MONEY_SIGN.search(text[max(0, start - MONEY_BEFORE):start])
    if match is None:
        return None
    code = CODES.get(match["sign"] or match["letters"], match["letters"] or "")
    own = (match["country"] or "").strip() in OWN_COUNTRIES and is_known(code)
    return match[0], code if own else ""


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """The unit that the words behind a number name, and where they end; of one that the book has not, its words."""
    if loose := AND_MORE.match(text, end):
        end = loose.end()
    rest = text[end:end + BEHIND]
    for unit in current_subject().units:
        if match := re.match(rf"[\s-]*{re.escape(unit)}s?\b", rest):
            return unit, end + match.end()
    if match := OTHER_UNITS.match(rest):
        return match["unit"], end + match.end()
    found = ((unit, re.match(rf"[\s-]*(?:{words})", rest, re.IGNORECASE)) for unit, words in UNIT_WORDS)
    return next(((unit, end + match.end()) for unit, match in found if match), None)


def units_in(text: str) -> set[str]:
    """All units that some words name, anywhere."""
    behind = (unit_behind(text, place.start()) for place in re.finditer(r"^|(?<=[\s\d])", text))
    return {found[0] for found in behind if found} | {
        unit for number in find_numbers(text) if (unit := unit_beside(text, number.start, number.end))}


def is_known(unit: str) -> bool:
    """Whether the book has a unit: its own, or its subject's."""
    return unit in (*KNOWN, *current_subject().units)


def is_other_unit(said: str, units: Iterable[str]) -> bool:
    """Whether a unit that words name is none of some, where neither leaves a doubt."""
    given = {unit.split("/")[0] for unit in units if unit}
    return said not in given and (said in OTHER_THAN_ALL or said not in KNOWN_WORDS)
