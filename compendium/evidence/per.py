"""What the words at a number count it by: per kilogram, a tonne of it, monthly."""

import re
from collections.abc import Collection, Iterable

from compendium.evidence.bound_words import ABOUT
from compendium.evidence.claims import Claim
from compendium.evidence.periods import Period
from compendium.evidence.unit_words import BEFORE, BEHIND, TIMES, unit_behind, unit_beside

_MASS = r"kilo(?:gram)?|kg|ton(?:ne)?|mt|t|pound|lb|ounce|gram|g"
_NOT_IN = "".join(rf"(?<!\b{word}\s)" for word in ("in", "within", "over", "for", "during", "after"))
_TIME = rf"{TIMES}|annum|season|quarter"
_OFTEN = "hourly|nightly|daily|weekly|fortnightly|monthly|quarterly|biannually|yearly|annually"
_NOT_DATED = r"(?!\s+(?:later|earlier|before|after|ago|old)\b)"
PER = re.compile(r"[^.;:,()\d]{0,30}?(?:\([^()]{0,30}\)\s)?\(?"
                 rf"(?:(?:\b(?:per|an?|the|each|every)\s+|/\s?)(?:metric\s+)?(?P<mass>{_MASS})\b(?!['’]s)"
                 rf"|(?:\b(?:per|each|every|{_NOT_IN}an?)\s+|/\s?)(?P<per>{_TIME}|head|capita|person)\b{_NOT_DATED}"
                 rf"|\b(?:per|for\s(?:each|every))\s+(?!cent\b|se\b)(?P<any>[a-z]{{3,}})|(?:,\s)?\b(?P<often>{_OFTEN})\b"
                 r"|/(?P<short>yr|y|d|mo|wk|h)\b|(?<!\w)(?P<latin>p\.\s?a\.|p/m))", re.IGNORECASE)
"""What a number is counted by, behind it and its unit: by a stretch of time in which it was counted it is not."""
FAR = 100
"""How many characters behind a number may say what it is counted by."""
FURTHER = re.compile(rf"[^.;:,()\d]{{0,80}}?\b(?:(?:per|each|every|{_NOT_IN}an?)\s+(?P<per>{_TIME})\b{_NOT_DATED}"
                     rf"|(?P<often>{_OFTEN})\b)", re.IGNORECASE)
"""The same further off: what is carried, and where to, stands between."""
FOR_ONE = re.compile(
    rf"\s+an?\s+(?!(?:{_TIME}|lot|bit|little|few|total|mere|single|second|third|fourth|further|number|new|record"
    r"|result|part|means|sign|share\s(?:of|in)|[a-z]+(?:ed|ing))\b)(?P<any>[a-z]{3,})\b", re.IGNORECASE)
"""Right behind a number and its unit, for one of what it is: a share, a truck."""
_ABOUT = rf"(?:(?:{ABOUT}|up to)\s+)?[$¥€£\\]*"
_AMOUNTS_TO = rf"(?:of|was|were|is|are|at|to|reached|averag\w+|total\w+|hit|exceeded)\s+{_ABOUT}"
"""Between what is counted and its number: monthly landings of about 12 t."""
PER_BEFORE = re.compile(rf"\b(?:(?:per|an?|the|each|every)\s+(?:metric\s+)?(?P<per>{_MASS})\b[^.;:()\d]*"
                        rf"|(?:each|every)\s+(?P<time>{_TIME})\b[^.;:()\d]*|(?P<often>{_OFTEN})\s+"
                        rf"|(?P<usual>{_OFTEN}|annual)\s+(?:[^\W\d]+\s+){{1,4}}?{_AMOUNTS_TO}"
                        rf"|\b(?:each|every)\s+(?P<any>(?!other\b)[a-z]{{3,}})\s+(?:[a-z]+\s+){{1,3}}?{_ABOUT})$",
                        re.IGNORECASE)
PER_UNITS = {"kilo": "kg", "kilogram": "kg", "ton": "t", "tonne": "t", "mt": "t"}
PER_TIMES = {"hourly": "hour", "nightly": "night", "daily": "day", "weekly": "week", "fortnightly": "fortnight",
             "monthly": "month", "quarterly": "quarter", "biannually": "half-year", "yearly": "year",
             "annually": "year", "annual": "year", "annum": "year", "yr": "year", "y": "year", "p.a.": "year",
             "p. a.": "year", "mo": "month", "p/m": "month", "wk": "week", "d": "day", "h": "hour"}
LENGTHS = {"day": range(1), "week": range(6, 7), "month": range(27, 31), "year": range(364, 366)}
"""From its first day to its last, how many days a period has by which a number may be counted."""


MONEY_BEFORE = re.compile(r"[$¥€£]\s?[\d.,]+$")
"""A sum whose unit stands before it."""


def per_beside(text: str, end: int) -> str:
    """What the words behind a number count it by, such as 'kg' or 'year'; empty where they name nothing."""
    behind, unit = text[end:end + FAR], unit_behind(text, end)
    match = PER.match(behind[:BEHIND]) or FURTHER.match(behind) or (
        FOR_ONE.match(text, unit[1] if unit else end) if unit or MONEY_BEFORE.search(text, 0, end) else None)
    return per_named(match[match.lastgroup or 0]) if match else ""


def per_named_in(text: str) -> str:
    """What some words first name as what is counted by, anywhere; empty where they name nothing."""
    match = PER.search(text)
    return per_named(match[match.lastgroup or 0]) if match else ""


def per_before(text: str, start: int, unit: str) -> str:
    """What the words before a number count it by: monthly, or of a price the weight of which it is told."""
    match = PER_BEFORE.search(text[max(0, start - BEFORE):start])
    priced = unit.partition("/")[2] in PER_UNITS.values()
    return per_named(match[match.lastgroup or 0]) if match and (priced or not match["per"]) else ""


def per_named(word: str) -> str:
    """What a word counts by, under one name: a tonne is t, and what comes monthly comes by the month."""
    word = word.lower()
    return PER_UNITS.get(word) or PER_TIMES.get(word, word)


def unit_or_per(text: str, place: str, unit: str) -> str:
    """The unit, or what a number is counted by, that stands again around a place where it is printed with its own."""
    before, _, behind = text.partition(place)
    named = unit_beside(before + behind, len(before), len(before)) if unit.partition("/")[0] != "count" else ""
    return named or (per_beside(behind, 0) if "/" in unit else "")


def is_other_per(said: str, units: Iterable[str], otherwise: Collection[str]) -> bool:
    """Whether words count a number by something else than its units do: a week for a year, a kilogram for a tonne.

    Where the units count by nothing, ``otherwise`` is what its claim counts by.
    """
    given = {unit.partition("/")[2] for unit in units if unit} - {""}
    return bool(said) and said not in (given or otherwise)


def counted_by(claim: Claim) -> set[str]:
    """What a number may be counted by whose unit names nothing: by how long its period is, or by its claim's words."""
    words = " ".join([claim.of, claim.action, claim.hedge, *claim.about.values()])
    return by_length(claim.period) | {per_named(word) for word in re.findall(r"[^\W\d]+", words)}


def by_length(period: Period | None) -> set[str]:
    """What a number may be counted by that is of one day, week, month or year; of any other period nothing."""
    days = (period.end - period.start).days if period and period.start and period.end else -1
    return {per for per, lengths in LENGTHS.items() if days in lengths}
