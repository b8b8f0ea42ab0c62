"""When a claim holds: a date as precise as its source gave it, or a stretch between two such dates.

Periods are written in EDTF (ISO 8601-2): ``2025``, ``2025-09``, ``2025-03-28``; ``~`` after a date
says that the source was vague, ``?`` that the reader inferred it; ``a/b`` is an interval and ``..``
an open end.
"""

import math
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Annotated, Any

from edtf import EDTFObject, parse_edtf
from edtf.parser.edtf_exceptions import EDTFParseException
from pydantic import BeforeValidator, PlainSerializer, WithJsonSchema

ALLOWED = "a year, month or day, ~ vague, ? inferred, a/b an interval, .. an open end"


@dataclass(frozen=True)
class Period:
    """A stretch of time as its source gave it, with the earliest and the latest day it may mean."""

    text: str
    start: date | None
    end: date | None

    @classmethod
    def parse(cls, text: str) -> "Period":
        """Read a period from EDTF; ValueError says what is allowed."""
        parsed = _parsed(text)
        start, end = _day(parsed.lower_strict()), _day(parsed.upper_strict())
        if start and end and start > end:
            raise ValueError(f"'{text}' ends before it begins; allowed: {ALLOWED}")
        return cls(text, start, end)

    @property
    def inferred(self) -> bool:
        """Whether a part of the period was worked out by the reader, not printed by the source."""
        return "?" in self.text or "%" in self.text

    @property
    def vague(self) -> bool:
        """Whether the source itself gave the period only roughly."""
        return "~" in self.text or "%" in self.text

    def same(self, other: "Period") -> bool:
        """Whether both mean the same stretch, vague and inferred marks aside."""
        return (self.start, self.end) == (other.start, other.end)

    def overlaps(self, other: "Period") -> bool:
        """Whether the two have a day in common."""
        latest_start = max(self.start or date.min, other.start or date.min)
        return latest_start <= min(self.end or date.max, other.end or date.max)

    def bounds(self) -> tuple[str, str]:
        """Start and end as ISO dates, as months where the source gave no day, empty where open."""
        first, _, last = self.text.partition("/")
        return _iso(self.start, first), _iso(self.end, last or first)

    def __str__(self) -> str:
        return self.text


@cache
def _parsed(text: str) -> EDTFObject:
    try:
        parsed: EDTFObject = parse_edtf(text)
        return parsed
    except (EDTFParseException, ValueError) as problem:
        raise ValueError(f"'{text}' is not a date; allowed: {ALLOWED}") from problem


def _day(moment: Any) -> date | None:
    """One end of an EDTF date as a day; none where that end is open."""
    if isinstance(moment, float) and math.isinf(moment):
        return None
    return date(*moment[:3])


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
    WithJsonSchema({"type": ["string", "integer"], "description": f"EDTF: {ALLOWED}"}),
]
"""A period as a field of a record: written as EDTF text."""
