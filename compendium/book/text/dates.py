"""Dates that stand beside and in facts, held against the periods of their claims."""

import re
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import lru_cache
from itertools import chain

from compendium.book.text.passage import CITATIONS, Passage
from compendium.book.text.quantities import DATE, MONTH_NAMES, dates_in
from compendium.evidence import Claim, Entry, Ledger
from compendium.evidence.claims import UNSTATED
from compendium.evidence.dated import PARTS
from compendium.evidence.number_words import any_word
from compendium.evidence.periods import Period

YEAR = re.compile(r"(?:1[89]|20)\d\d")
MONTH = re.compile(rf"\b(?!^(?:May|March)\s[a-z])(?:{MONTH_NAMES})\b")
"""A month by itself, unless it may be the verb with which words begin."""
MONTH_IN_DIGITS = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")
DAY = re.compile(r"(?:(?<![\d-])|(?<=\d{4}-\d\d-))(\d{1,2})(?:st|nd|rd|th)?(?![\d-])")
SECOND_YEAR = re.compile(r"(\d\d)\d\d[-/\N{EN DASH}](\d\d)(?![\d-])")
"""A span such as 2023-24, whose end is not a month."""
PART = re.compile(rf"\b(?:{any_word(*PARTS)})\b", re.IGNORECASE)
MONTHS_OF = {part.lower(): months for part, months in PARTS.items()}
BORDER = re.compile(r"\b(?:before|after|by|until|till)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date, what makes it the place where another stretch ends, or begins."""
DECADE, LAST_MONTH, LEAP_YEAR = 10, 12, 2000


@lru_cache(maxsize=1024)
def _named(text: str) -> tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]:
    """The years that a date names, first to last, its months, and its days where it has a month; empty for none."""
    years = [int(year) for year in YEAR.findall(text)]
    decade = bool(years) and text.endswith("s")
    if decade:
        years.append(years[-1] + DECADE - 1)
    if (second := SECOND_YEAR.search(text)) and int(second[2]) > LAST_MONTH:
        years.append(int(second[1] + second[2]))
    months = [number for number, name in enumerate(MONTH_NAMES.split("|"), start=1) if name in text]
    months += [int(month) for month in MONTH_IN_DIGITS.findall(text)]
    days = [int(day) for day in DAY.findall(text)] if months else []
    if (part := PART.search(text.replace("latter", "last"))) and not months and not decade:
        months += MONTHS_OF[part[0].lower()]
    return tuple(range(min(years), max(years) + 1)) if years else (), tuple(months), tuple(days)


def in_period(claim: Claim, text: str) -> bool:
    """Whether a claim's period begins or ends in the year, and in the month, that a date names."""
    days = [day for day in (claim.period.start, claim.period.end) if day] if claim.period else []
    years, months, _ = _named(text)
    months = tuple(range(months[0], months[-1] + 1)) if months else ()
    return any((day.year in years or not years) and (day.month in months or not months) for day in days)


def missing_days(passage: Passage) -> Iterator[re.Match[str]]:
    """Dates of a day that no month has, such as the thirty-first of February."""
    for found in dates_in(passage):
        years, months, days = _named(found[0])
        if any(not 0 < day <= monthrange(years[0] if years else LEAP_YEAR, months[0])[1] for day in days):
            yield found


def strange_dates(passage: Passage, ledger: Ledger, claims_behind: Callable[[str], list[str]]) -> Iterator[
        tuple[int, str, str]]:
    """Dates in none of the periods of the facts of a sentence or a table's row: where they begin, their words, and
    the periods.

    Asked only where every fact rests on claims with periods, and no citation stands there from which a date may come.
    """
    roles = passage.row or passage.roles
    named = list(dict.fromkeys(role.target for role in roles if role.name == "fact"))
    cited = any(role.name in CITATIONS for role in roles)
    if not named or cited or passage.place != "text" or not all(claims_behind(name) for name in named):
        return
    facts = {name: [ledger[claim] for claim in claims_behind(name)] for name in named}
    entries = list(chain(*facts.values()))
    if not all(entry.claim.period for entry in entries):
        return
    for found in dates_in(passage):
        year = YEAR.search(found[0]) if BORDER.search(passage.text[:found.start()]) else found
        if year and not _is_given(year[0], entries, ""):
            yield found.start(), found[0], ", ".join(
                f"{name}: {' and '.join(dict.fromkeys(str(entry.claim.period) for entry in behind))}"
                for name, behind in facts.items())


def strange_in_words(words: str, behind: Sequence[Entry], said: str) -> Iterator[str]:
    """Dates in a fact's own words that neither the claims behind it nor what the book says of it gives."""
    passage = Passage(0, words, sourced=True)
    found = dates_in(passage)
    for month in MONTH.finditer(words):
        if not any(date.start() <= month.start() < date.end() for date in found):
            found.append(month)
    yield from (each[0] for each in found if not _is_given(each[0], behind, said))


def _is_given(text: str, entries: Sequence[Entry], said: str) -> bool:
    """Whether a date lies in what some claims are of or compare with, is their source's, or stands in their words."""
    # of a year, nobody said which of its days; a year among several is told as it is known
    finer = any(_named(text)[1:])
    for entry in entries:
        claim, published = entry.claim, entry.source.published
        against = Period.parse(claim.against) if claim.against not in ("", UNSTATED) else None
        given = [meant for period in (claim.period, against) if period for meant in _meant(text, period)
                 if meant.overlaps(period) and not (finer and _is_within(meant, period))]
        # nobody says of a day that it lies in two years, or in a decade
        if given or (len(_named(text)[0]) <= 1 and any(_holds(meant, published) for meant in _meant(text, published))):
            return True
        said = " ".join([said, entry.source.title, entry.source.about, claim.says, claim.of, claim.action, claim.hedge,
                         *claim.about.values()])
    there = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)
    # a date as it stands, or told less finely
    return bool(there) or any(_holds(_stretch(text), _stretch(other[0])) for other in DATE.finditer(said)
                              if _named(text)[0] and _named(other[0])[0])


def _meant(text: str, period: Period) -> Iterator[Period]:
    """What a date may mean beside a period: one without its year may be of any of the period's."""
    if _named(text)[0]:
        yield _stretch(text)
    else:
        years = range((period.start or date.min).year, (period.end or date.max).year + 1)
        yield from (_stretch(text, year) for year in years)


def _stretch(text: str, year: int = 0) -> Period:
    """The days that a date means, in a year where it names none."""
    years, months, days = _named(text)
    years, months = years or (year,), months or (1, LAST_MONTH)
    latest = monthrange(years[-1], months[-1])[1]
    first, last = (max(1, min(day, latest)) for day in (days[0], days[-1])) if days else (1, latest)
    return Period(text, date(years[0], months[0], first), date(years[-1], months[-1], last))


def _is_within(part: Period, whole: Period) -> bool:
    """Whether days lie among others, and neither begin nor end with them."""
    return _holds(whole, part) and part.start != whole.start and part.end != whole.end


def _holds(whole: Period, part: Period) -> bool:
    return (whole.start or date.min) <= (part.start or date.min) and (part.end or date.max) <= (whole.end or date.max)
