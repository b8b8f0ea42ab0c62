"""What stretch of time words name: '12 May', 'early 2019', 'the first half of 2020', '2018/19', '1990s'."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compendium.evidence.number_words import any_word
from compendium.evidence.periods import YEAR_LIMITS, Period

MONTHS = "|".join(rf"{name[:3]}(?:{name[3:]}|t?\.|t?\b)" if name[3:] else name for name in month_name if name)
"""The months, and how they are shortened: Apr., Sept."""
NUMBERED = {name[:3]: number for number, name in enumerate(month_name) if name}
"""The months by their first three letters."""
PARTS = {"first half": (1, 6), "second half": (7, 12), "last half": (7, 12), "latter half": (7, 12), "H1": (1, 6),
         "H2": (7, 12), "first quarter": (1, 3), "second quarter": (4, 6), "third quarter": (7, 9),
         "fourth quarter": (10, 12), "last quarter": (10, 12), "latter quarter": (10, 12), "Q1": (1, 3), "Q2": (4, 6),
         "Q3": (7, 9), "Q4": (10, 12), "spring": (2, 6), "summer": (5, 9), "autumn": (8, 12),
         "early": (1, 6), "start": (1, 6), "beginning": (1, 6), "mid": (5, 8), "late": (7, 12), "end": (7, 12)}
"""The first and the last month that a part of a year may mean; a winter lies in two."""
PART = any_word(*PARTS).replace(" ", r"\s")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
MONTH, A_PART = re.compile(rf"(?<![A-Za-z])(?:{MONTHS})"), re.compile(rf"\b(?:{PART})\b", re.IGNORECASE)
MONTH_IN_DIGITS = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")
DAY = re.compile(r"(?:(?<![\d-])|(?<=\d{4}-\d\d-))(\d{1,2})(?:st|nd|rd|th)?(?![\d-])")
SEASON = re.compile(r"(?P<century>\d\d)(?P<year>\d\d)[-/\N{EN DASH}](?P<next>\d\d)")
"""A span of two years such as 2018/19; with a hyphen it may be a month as well."""
DECADE, LAST_MONTH, LEAP_YEAR = 10, 12, 2000


@dataclass(frozen=True)
class DateNamed:
    """What a date names: its years, first to last, its months, and its days where it has a month; empty for none."""

    years: tuple[int, ...]
    months: tuple[int, ...]
    days: tuple[int, ...]

    @property
    def is_real(self) -> bool:
        """Whether its month has such days; the thirty-first of February is no date."""
        return all(0 < day <= monthrange((self.years or (LEAP_YEAR,))[0], self.months[0])[1] for day in self.days)

    def in_year(self, year: int) -> Period:
        """The days that it means, in a year where it names none."""
        years, months = self.years or (year,), self.months or (1, LAST_MONTH)
        latest = monthrange(years[-1], months[-1])[1]
        first, last = (max(1, min(day, latest)) for day in (self.days[0], self.days[-1])) if self.days else (1, latest)
        return _days(date(years[0], months[0], first), date(years[-1], months[-1], last))


@lru_cache(maxsize=1024)
def named_by(text: str) -> DateNamed:
    """The years, months and days that the words of one date name."""
    years = [int(year) for year in YEAR.findall(text)]
    decade = bool(years) and text.endswith("s")
    if decade:
        years.append(years[-1] + DECADE - 1)
    if (season := SEASON.fullmatch(text)) and not MONTH_IN_DIGITS.fullmatch(text):
        years.append(int(season["century"] + season["next"]))
    months = [NUMBERED[found[0][:3]] for found in MONTH.finditer(text)]
    months += [int(month) for month in MONTH_IN_DIGITS.findall(text)]
    days = [int(day) for day in DAY.findall(text)] if months else []
    if (part := A_PART.search(text)) and not months and not decade:
        months += next(span for name, span in PARTS.items() if name.lower() == " ".join(part[0].lower().split()))
    return DateNamed(tuple(range(min(years), max(years) + 1)) if years else (), tuple(months), tuple(days))


def may_mean(text: str, period: Period) -> Iterator[Period]:
    """The stretches of time that a date may mean beside a period: of any of its years where the date names none."""
    named = named_by(text)
    if named.years:
        years = named.years[:1]
    else:
        years = tuple(range(max((period.start or date.min).year, YEAR_LIMITS[0]),
                            min((period.end or date.max).year, YEAR_LIMITS[1]) + 1))
    if named.is_real:
        yield from map(named.in_year, years)
    season = SEASON.fullmatch(text)
    if season and named.months and season["next"] > season["year"]:
        last = int(season["century"] + season["next"])
        yield _days(date(named.years[0], 1, 1), date(last, LAST_MONTH, 31))


def _days(first: date, last: date) -> Period:
    return Period(f"{first}/{last}", first, last)
