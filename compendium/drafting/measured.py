"""In what a number of a text is measured: the signs before it and the words behind it that name a unit.

A unit that the book does not have is none: the draft leaves it open, and never takes the number for one of its own.
"""

import re

from compendium.evidence.beside import UNIT_WORDS
from compendium.evidence.units import KNOWN
from compendium.subject import current_subject

COUNT = "count"
_CODES = r"USD|CNY|RMB|EUR|GBP|JPY|INR|MMK|THB|KRW|AUD|CAD|HKD|SGD|NZD|CHF|RUB|VND|LAK|Rs\.?|Ks\.?"
MONEY = re.compile(
    rf"(?:(?<!\w)(?P<letters>{_CODES})\s?|(?P<country>U\.S\.\s?|(?<!\w)[A-Z]{{1,3}})?\\?(?P<sign>[$¥€£₹₩฿₽₫₭₱])\s?)$")
"""What names money before a number: a sign, by itself or with its country as in A$, or a code."""
CODES = {"$": "USD", "¥": "CNY", "RMB": "CNY", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "฿": "THB", "₽": "RUB"}
AMERICAN = {"", "US", "U.S."}
REPEATED = re.compile(r"\s*(?:USD|dollars|CNY|RMB|yuan)\b")
LARGE_WEIGHTS = re.compile(r"[\s-]*(?:Mt|Gt|[kK]t)\b")
"""Thousands and millions of tonnes, where 'mt' is a metric ton."""
UNKNOWN_UNITS = re.compile(
    r"[\s-]*(?:(?:days?|weeks?|hours?|minutes?|centuries|century|km|cm|mm|kilomet\w+|miles?|feet|hectares?|ha|acres?"
    r"|met(?:re|er)s?|litres?|liters?|barrels?|grams?|grammes?|g|mg|ounces?|oz|lbs?|pounds?|(?:short|long)\stons?"
    r"|[kMGT]?Wh?|ppm|bps|basis\spoints?|euros?|yen|kyats?|baht|rupees?|won|r(?:o)?ubles?|francs?|pesos?|dong|kip"
    r"|cents?|pence)\b|(?!US|American)(?:[A-Z][a-z]+\s+){1,2}dollars?\b|°|‰)", re.IGNORECASE)
PARENTHESIS = r"(?:\s*\([^)]*\))?"
PER = re.compile(rf"{PARENTHESIS}\s*(?:(?:per|an?|each|every)\s+|/\s*)(?:metric\s+)?"
                 r"(?P<base>tons?|tonnes?|mt|t|kg|kilograms?|kilos?|years?|months?)\b"
                 r"(?!\s(?:ago|earlier|before))", re.IGNORECASE)
YEARLY = re.compile(rf"{PARENTHESIS}\s*(?:annually|yearly)\b", re.IGNORECASE)
BASES = {"t": "t", "m": "month", "k": "kg", "y": "year"}
OF_ONE = re.compile(r"\s+(?:of\s+)?(?:an?|one)(?=\s)", re.IGNORECASE)
"""Between a part and the unit that it is a part of: half a tonne."""
BEFORE = 8
"""Within how many characters before a number its sign of money stands."""


def money_before(joined: str, start: int) -> tuple[str, str] | None:
    """The sign of money before a number, and its unit, which is empty where the book has none for it."""
    match = MONEY.search(joined[max(0, start - BEFORE):start])
    if match is None:
        return None
    country = (match["country"] or "").strip()
    code = CODES.get(match["sign"] or match["letters"], match["letters"] or "")
    return match.group(), code if country in AMERICAN and _known(code) else ""


def unit_after(joined: str, end: int) -> tuple[str, int]:
    """The unit that stands behind a number, and where it ends; a count where another noun does."""
    rest = joined[end:end + 40]
    own = [(unit, rf"{re.escape(unit)}s?\b") for unit in current_subject().units]
    if match := _first(own, rest):
        return match[0], end + match[1]
    if LARGE_WEIGHTS.match(rest) or UNKNOWN_UNITS.match(rest):
        return "", end
    if match := _first(UNIT_WORDS, rest):
        return match[0], end + match[1]
    if money := re.match(r"\s+of\s+dollars\b", rest):
        return "USD", end + money.end()
    return COUNT, end


def part_of_one(joined: str, end: int) -> tuple[str, int] | None:
    """The unit of which a part is told, as in half a tonne; None where it is a part of something else."""
    match = OF_ONE.match(joined, end)
    unit, last = unit_after(joined, match.end()) if match else (COUNT, end)
    return None if unit == COUNT else (unit, last)


def with_base(unit: str, joined: str, end: int) -> tuple[str, int]:
    """The unit with what it is counted by, where the book knows the two together: CNY/t, t/year."""
    rest = joined[end:end + 60]
    if match := PER.match(rest):
        base = match["base"].lower()
        both = f"{unit}/{'t' if base == 'mt' else BASES[base[0]]}"
        if unit and _known(both):
            return both, end + (0 if "(" in match.group() else match.end())
    if unit and YEARLY.match(rest) and _known(f"{unit}/year"):
        return f"{unit}/year", end
    return unit, end


def _known(unit: str) -> bool:
    return unit in (*KNOWN, *current_subject().units)


def _first(units: "list[tuple[str, str]] | tuple[tuple[str, str], ...]", rest: str) -> tuple[str, int] | None:
    found = ((unit, re.match(rf"[\s-]*(?:{words})", rest, re.IGNORECASE)) for unit, words in units)
    return next(((unit, match.end()) for unit, match in found if match), None)
