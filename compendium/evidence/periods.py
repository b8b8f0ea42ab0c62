"""When a claim holds: a date as precise as its source gave it, or a stretch between two such dates.

Periods are written in a stated part of EDTF (ISO 8601-2): ``2025``, ``2025-09``, ``2025-03-28``; ``~`` after a
date says that the source was vague, ``?`` that the reader inferred it, ``%`` both; ``a/b`` is an interval and
``..`` an open end. All else that EDTF knows (seasons, sets, unspecified digits, times) is refused: no page could
print it, and a season would silently become a month.
"""

import re
from calendar import month_name, monthrange
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

from compendium.errors import Refused

ALLOWED = ("a year, month or day (2025, 2025-09, 2025-03-28), each with ~ if vague, ? if inferred, % if both;"
           " a/b an interval, .. an open end")
YEAR_LIMITS = (1900, 2100)
"""The first and the last year that a period may name; anything beyond is taken for a slip of the hand."""
_DATE = r"[0-9]{4}(?:-[0-9]{2}(?:-[0-9]{2})?)?[~?%]?"
PATTERN = rf"^(?:{_DATE}(?:/(?:{_DATE}|\.\.))?|\.\./{_DATE})$"
"""What a period looks like, as a regular expression that editors hold a record against."""
VAGUE, INFERRED = "~%", "?%"
"""The marks after a date that say how sure it is; ``%`` says both."""


@dataclass(frozen=True)
class Period:
    """A stretch of time as its source gave it, with the earliest and the latest day it may mean."""

    text: str
    start: date | None
    end: date | None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period from its text; ValueError says what is allowed."""
        return _parsed(text)

    @property
    def dates(self) -> tuple[str, ...]:
        """The dates that are written, one or two, with their marks."""
        return tuple(part for part in self.text.split("/") if part != "..")

    @property
    def inferred(self) -> bool:
        """Whether a part of the period was worked out by the reader, not printed by the source."""
        return any(each[-1] in INFERRED for each in self.dates)

    @property
    def vague(self) -> bool:
        """Whether the source itself gave the period only roughly."""
        return any(each[-1] in VAGUE for each in self.dates)

    @property
    def latest(self) -> date:
        """The first day of the last date that is written: a source that was out before it cannot report it."""
        return _days(self.dates[-1])[0]

    def same(self, other: "Period") -> bool:
        """Whether both mean the same stretch, vague and inferred marks aside."""
        return (self.start, self.end) == (other.start, other.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common; a touching day is one."""
        latest_start = max(self.start or date.min, other.start or date.min)
        return latest_start <= min(self.end or date.max, other.end or date.max)

    def holds(self, other: "Period") -> bool:
        """Whether all of another lies in it."""
        return ((self.start or date.min) <= (other.start or date.min)
                and (other.end or date.max) <= (self.end or date.max))

    def bounds(self) -> tuple[str, str]:
        """Start and end as ISO dates, as months where the source gave no day, empty where open."""
        first, _, last = self.text.partition("/")
        return _iso(self.start, first), _iso(self.end, last or first)

    def __str__(self) -> str:
        return self.text


def in_words(period: Period) -> str:
    """A period as a reader says it: 'October 2024 (inferred)', 'since 2021', 'about 2010 to 2019'.

    Every page, table, card, chart and note prints a period through this function. Each end is as precise as it
    was given; a vague date is 'about', and what the reader worked out is marked, or marked as partly so where
    one of the two dates was printed.
    """
    worked_out = sum(each[-1] in INFERRED for each in period.dates)
    mark = "" if not worked_out else " (inferred)" if worked_out == len(period.dates) else " (partly inferred)"
    first, _, last = period.text.partition("/")
    return _stretch(first, last) + mark


def _stretch(first: str, last: str) -> str:
    if not last:
        return _date(first)
    if last == "..":
        return f"since {_date(first)}"
    if first == "..":
        return f"until {_date(last)}"
    begins, ends = _date(first), _date(last)
    # 'about' at the beginning holds for both ends
    return f"{begins} to {ends.removeprefix('about ') if begins.startswith('about ') else ends}"


def _date(written: str) -> str:
    """One date: '28 March 2025', 'about October 2024'."""
    year, *rest = written.rstrip("~?%").split("-")
    month = [month_name[int(rest[0])]] if rest else []
    day = [str(int(rest[1]))] if len(rest) == 2 else []
    about = "about " if written[-1] in VAGUE else ""
    return about + " ".join([*day, *month, year])


@cache
def _parsed(text: str) -> Period:
    if not re.fullmatch(PATTERN.strip("^$"), text):
        raise Refused(f"'{text}' is not a date; allowed: {ALLOWED}")
    first, _, last = text.partition("/")
    begins = None if first == ".." else _days(first, text)
    ends = begins if not last else None if last == ".." else _days(last, text)
    if begins and ends and last and begins[1] >= ends[0]:
        # '2025-03-28/2025-03' ends in the month in which it begins, and '2025/2025-07' begins in the year in which
        # it ends: which day is meant stays open
        raise Refused(f"'{text}' ends before it begins, or where it begins; allowed: {ALLOWED}; neither of the"
                      " two dates of a/b lies in the other")
    return Period(text, begins[0] if begins else None, ends[1] if ends else None)


def _days(written: str, text: str = "") -> tuple[date, date]:
    """The first and the last day of a year, a month or a day; ValueError where the calendar has no such day."""
    year, *rest = map(int, written.rstrip("~?%").split("-"))
    if not YEAR_LIMITS[0] <= year <= YEAR_LIMITS[1]:
        raise Refused(f"'{text}' is not a date; the year is one from {YEAR_LIMITS[0]} to {YEAR_LIMITS[1]}")
    try:
        first = date(year, *(*rest, 1, 1)[:2])
    except ValueError as problem:
        raise Refused(f"'{text}' is not a date; allowed: {ALLOWED}") from problem
    if len(rest) == 2:
        return first, first
    month = rest[0] if rest else 12
    return first, date(year, month, monthrange(year, month)[1])


def _iso(day: date | None, written: str) -> str:
    """A day as ISO text, cut to its month unless the period was written with a day."""
    if day is None:
        return ""
    return day.isoformat()[: 10 if len(written.rstrip("~?%")) == 10 else 7]


def _read(value: Any) -> Any:
    return value if isinstance(value, Period) else Period.parse(str(value))


PeriodField = Annotated[
    Period,
    BeforeValidator(_read),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": ["string", "integer"], "pattern": PATTERN, "description": f"EDTF: {ALLOWED}"}),
]
"""A period as a field of a record: written as EDTF text."""
