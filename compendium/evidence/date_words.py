"""What stretch of time words name: '12 May', 'early 2019', 'the first half of 2020', '2018/19', '1990s'."""

import re
from calendar import month_name, monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from compendium.evidence.number_words import ORDINALS, SMALL_NUMBERS, any_word
from compendium.evidence.periods import YEAR_LIMITS, Period

MONTHS = "|".join((*(rf"{name[:3]}(?:{name[3:]}|t?\.|t?\b)" if name[3:] else name for name in month_name if name),
                   *(name.upper() for name in month_name if name)))
"""The months, and how they are shortened, or written in a headline: Apr., Sept, MAY."""
NUMBERED = {name[:3]: number for number, name in enumerate(month_name) if name}
"""The months by their first three letters."""
_QUARTERS = ("first quarter|1st quarter|Q1|1Q", "second quarter|2nd quarter|Q2|2Q", "third quarter|3rd quarter|Q3|3Q",
             "fourth quarter|4th quarter|last quarter|latter quarter|Q4|4Q")
PARTS = {**{name: (3 * at + 1, 3 * at + 3) for at, names in enumerate(_QUARTERS) for name in names.lower().split("|")},
         **dict.fromkeys(("first half", "1st half", "h1", "1h"), (1, 6)),
         **dict.fromkeys(("second half", "2nd half", "last half", "latter half", "h2", "2h"), (7, 12)),
         "spring": (2, 6), "summer": (5, 9), "autumn": (8, 12), "early": (1, 6), "start": (1, 6), "beginning": (1, 6),
         "mid": (5, 8), "middle": (5, 8), "late": (7, 12), "end": (7, 12)}
"""The first and the last month that a part of a year may mean; a winter lies in two."""
SO_MANY = rf"(first|last)\s(1?\d|{any_word(*SMALL_NUMBERS)})\s(month|quarter)s"
"""A part by its months: the first five months."""
PART = rf"(?:{any_word(*PARTS)}|{SO_MANY.replace('(', '(?:')})".replace(" ", r"\s")
YEAR = re.compile(r"(?:1[89]|20)\d\d")
MONTH, A_PART = re.compile(rf"(?<![A-Za-z])(?:{MONTHS})"), re.compile(rf"(?<![A-Za-z]){PART}(?!\w)", re.IGNORECASE)
MONTH_IN_DIGITS = re.compile(r"\d{4}-(0[1-9]|1[0-2])(?!\d)")
DAY = re.compile(r"(?<!\d)(?<!\d{4}-)(\d{1,2})(?:st|nd|rd|th)?(?!\d)")
IN_DIGITS = re.compile(r"\d\d?(?P<between>[/.-])\d\d?(?P=between)\d{4}|\d{4}(?P<behind>[/.])\d\d?(?P=behind)\d\d?")
SEASON = re.compile(r"(?P<century>\d\d)(?P<year>\d\d)[-/\N{EN DASH}](?P<next>\d\d)")
"""A span of two years such as 2018/19; with a hyphen it may be a month as well."""
BRIDGE = re.compile(r"(?:(?P<winter>winter)\D*|FY\s?)(?P<year>\d{4})(?:[-/\N{EN DASH}](?P<next>\d\d))?", re.IGNORECASE)
"""A stretch over a new year, of which either year may be meant where one is named: the winter of 2018, FY2018."""
OF_WINTER, OF_FISCAL_YEAR = (10, 4), (4, 6)
"""The month of its first year in which it may begin, and that of its last in which it may end."""
_FIRST_DAYS = ("first", "second", "third", *(word for word, number in ORDINALS.items() if number <= 20))
DAYS_IN_WORDS = {word: day for day, word in enumerate(
    (*_FIRST_DAYS, *(f"twenty-{word}" for word in _FIRST_DAYS[:9]), "thirtieth", "thirty-first"), start=1)}
DAY_IN_WORDS = re.compile(rf"({any_word(*DAYS_IN_WORDS)})(?=\sof\b)", re.IGNORECASE)
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
        start, end = date(years[0], months[0], first), date(years[-1], months[-1], last)
        # from December to February
        return _days(start if start <= end else months_on(start, -LAST_MONTH), end)


@lru_cache(maxsize=1024)
def named_by(text: str) -> DateNamed:
    """The years, months and days that the words of one date name."""
    years = [int(year) for year in YEAR.findall(text)]
    decade = bool(years) and text.endswith("s")
    if decade:
        years.append(years[-1] + DECADE - 1)
    if (season := SEASON.fullmatch(text)) and not MONTH_IN_DIGITS.fullmatch(text):
        years.append(int(season["century"] + season["next"]))
    months = [NUMBERED[found[0][:3].title()] for found in MONTH.finditer(text)]
    months += [int(month) for month in MONTH_IN_DIGITS.findall(text)]
    if len(months) == 1 and text.lower().find("quarter") > 0:
        # it is named by the month in which it ends
        months.insert(0, (months[0] - 3) % LAST_MONTH + 1)
    days = [int(day) for day in DAY.findall(text)] if months else []
    days += [DAYS_IN_WORDS[word.lower()] for word in DAY_IN_WORDS.findall(text)] if months else []
    if (part := A_PART.search(text)) and not months and not decade:
        months += _months_of(" ".join(part[0].lower().split()))
    return DateNamed(tuple(range(min(years), max(years) + 1)) if years else (), tuple(months), tuple(days))


def _months_of(part: str) -> tuple[int, int]:
    """The first and the last month that a part of a year may mean, by its words."""
    if (counted := re.fullmatch(SO_MANY, part)) is None:
        return PARTS[part]
    count = int(SMALL_NUMBERS.get(counted[2]) or counted[2]) * (3 if counted[3] == "quarter" else 1)
    count = min(max(count, 1), LAST_MONTH)
    return (1, count) if counted[1] == "first" else (LAST_MONTH + 1 - count, LAST_MONTH)


def may_mean(text: str, period: Period) -> Iterator[Period]:
    """The stretches of time that a date may mean beside a period: of any of its years where the date names none."""
    if bridge := BRIDGE.search(text):
        yield _over_a_new_year(bridge)
        return
    for named in map(named_by, _as_written(text)):
        if named.years:
            years = named.years[:1]
        else:
            years = tuple(range(max((period.start or date.min).year, YEAR_LIMITS[0]),
                                min((period.end or date.max).year, YEAR_LIMITS[1]) + 1))
        if named.is_real:
            yield from map(named.in_year, years)
    season = SEASON.fullmatch(text)
    if season and named_by(text).months and season["next"] > season["year"]:
        first, last = int(season["century"] + season["year"]), int(season["century"] + season["next"])
        yield _days(date(first, 1, 1), date(last, LAST_MONTH, 31))


def _over_a_new_year(bridge: re.Match[str]) -> Period:
    first, follows = int(bridge["year"]), bridge["next"]
    years = (first, int(bridge["year"][:2] + follows)) if follows else (first - 1, first + 1)
    begins, ends = OF_WINTER if bridge["winter"] else OF_FISCAL_YEAR
    return _days(date(years[0], begins, 1), date(max(years), ends, 30))


def _as_written(text: str) -> list[str]:
    """A date in digits with its year first, and in both orders where nobody knows which is the month: 3/5/2018."""
    if not IN_DIGITS.fullmatch(text):
        return [text]
    parts = [part.zfill(2) for part in re.split("[/.-]", text)]
    orders = [parts] if YEAR.fullmatch(parts[0]) else [parts[::-1], [parts[2], *parts[:2]]]
    return [written for written in map("-".join, orders) if MONTH_IN_DIGITS.match(written)]


def months_on(day: date, months: int) -> date:
    """The day so many months behind another, or the last of its month."""
    year, month = divmod(day.year * LAST_MONTH + day.month - 1 + months, LAST_MONTH)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _days(first: date, last: date) -> Period:
    return Period(f"{first}/{last}", first, last)
