"""Dates that stand beside facts, held against the periods of their claims."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from datetime import date
from functools import lru_cache

from compendium.book.text.passage import CITATIONS, Passage
from compendium.book.text.quantities import MONTH_NAMES, dates_in
from compendium.evidence import Claim, Ledger

YEAR = re.compile(r"(?:1[89]|20)\d\d")
MONTH_IN_DIGITS = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")
DAY = re.compile(r"(?:(?<![\d-])|(?<=\d{4}-\d\d-))(\d{1,2})(?:st|nd|rd|th)?(?![\d-])")
SECOND_YEAR = re.compile(r"(\d\d)\d\d[-/\N{EN DASH}](\d\d)(?![\d-])")
"""A span such as 2023-24, whose end is not a month."""
DECADE, LAST_MONTH, LEAP_YEAR = 10, 12, 2000


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The years, first to last, and the months that a date names; none where it names none."""
    years = [int(year) for year in YEAR.findall(text)]
    if years and text.endswith("s"):
        years.append(years[-1] + DECADE - 1)
    if (second := SECOND_YEAR.search(text)) and int(second[2]) > LAST_MONTH:
        years.append(int(second[1] + second[2]))
    months = [number for number, name in enumerate(MONTH_NAMES.split("|"), start=1) if name in text]
    months += [int(month) for month in MONTH_IN_DIGITS.findall(text)]
    return tuple(range(min(years), max(years) + 1)) if years else (), tuple(months)


def in_period(claim: Claim, text: str) -> bool:
    """Whether a claim's period begins or ends in the year, and in the month, that a date names."""
    days = [day for day in (claim.period.start, claim.period.end) if day] if claim.period else []
    years, months = _named(text)
    return any((day.year in years or not years) and (day.month in months or not months) for day in days)


def missing_days(passage: Passage) -> Iterator[re.Match[str]]:
    """Dates of a day that no month has, such as the thirty-first of February."""
    for found in dates_in(passage):
        years, months = _named(found[0])
        days = [int(day) for day in DAY.findall(found[0])]
        if months and any(not 0 < day <= monthrange(years[0] if years else LEAP_YEAR, months[0])[1] for day in days):
            yield found


def strange_dates(passage: Passage, ledger: Ledger, claims_behind: Callable[[str], list[str]]) -> Iterator[
        tuple[int, str, str]]:
    """Dates in none of the periods of the sentence's facts: where they begin, their words, and the periods.

    Asked only where every fact rests on claims with periods, and no citation stands there from which a date may come.
    """
    named = list(dict.fromkeys(role.target for role in passage.roles if role.name == "fact"))
    cited = any(role.name in CITATIONS for role in passage.roles)
    if not named or cited or passage.place != "text" or not all(claims_behind(name) for name in named):
        return
    facts = {name: [ledger[claim].claim for claim in claims_behind(name)] for name in named}
    claims = [claim for behind in facts.values() for claim in behind]
    if not all(claim.period for claim in claims):
        return
    written = " ".join(str(part) for name in named for each in claims_behind(name)
                       for part in _of_dates(ledger, each))
    for found in dates_in(passage):
        years, _ = _named(found[0])
        if not any(_meets(claim, found[0]) for claim in claims) and not any(str(year) in written for year in years):
            yield found.start(), found[0], ", ".join(
                f"{name}: {' and '.join(dict.fromkeys(str(claim.period) for claim in behind))}"
                for name, behind in facts.items())


def _of_dates(ledger: Ledger, name: str) -> Iterator[object]:
    """Where else a claim may name a date: its sentence, what it compares with, and its source's day."""
    entry = ledger[name]
    claim = entry.claim
    yield from (claim.says, claim.of, claim.against, claim.action, claim.hedge, *claim.about.values())
    yield entry.source.published


def _meets(claim: Claim, text: str) -> bool:
    """Whether a date lies in a claim's period, as far as years and months tell."""
    period = claim.period
    start, end = (period.start or date.min, period.end or date.max) if period else (date.min, date.max)
    years, months = _named(text)
    if not years:
        long = (end.year - start.year) * LAST_MONTH + end.month - start.month >= LAST_MONTH - 1
        within = {(start.month + step - 1) % LAST_MONTH + 1 for step in range(
            (end.year - start.year) * LAST_MONTH + end.month - start.month + 1)} if not long else set()
        return long or bool(within & set(months))
    stretches = [((year, month), (year, month)) for year in years for month in months] or [
        ((years[0], 1), (years[-1], LAST_MONTH))]
    return any(first <= (end.year, end.month) and last >= (start.year, start.month) for first, last in stretches)
