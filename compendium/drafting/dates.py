"""The dates of a text, each as a period in EDTF: as precise as it is written, and marked where its year was worked out.

A month without a year is the latest such month that had begun when the text came out; 'last year' and its like are
counted from that day. Both are inferences and carry the mark ``?``; 'late', 'around' and a decade are vague (``~``).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from compendium.evidence.periods import YEAR_LIMITS

MONTHS = ("january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
          "december")
MONTH_NAMES = "|".join(name.title() for name in MONTHS)
_MONTH = "|".join((*MONTHS, "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sept", "sep", "oct", "nov", "dec"))
_YEAR = r"(?:19|20)\d\d(?![\d,.]?\d)"
_PART = (r"(?P<part>early|mid|late|(?:the\s)?(?:beginning|start|end)\sof|(?:the\s)?(?:first|second|third|fourth|last)"
         r"\s(?:half|quarter)\s(?:of|in)|(?:the\s)?first\s(?:few\s)?months\sof|later|earlier)[\s-]+(?:in\s)?")
DATE = re.compile(
    rf"""(?<![\w.,$€£¥-])(?:{_PART})?(?:
        (?P<iso>{_YEAR}-(?:0[1-9]|1[0-2])(?:-\d\d)?)(?![\w-])
      | (?P<season>(?:19|20)\d\d)[-–/](?P<season_ends>\d\d)(?![\w/–-]|[.,]\d)
      | (?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s(?P<month>{_MONTH})\b\.?(?:,?\s(?P<year>{_YEAR}))?
      | (?P<month2>{_MONTH})\b\.?\s(?P<day2>\d{{1,2}})(?:st|nd|rd|th)?(?![\d%]|,\d|\.\d)(?:,?\s(?P<year2>{_YEAR}))?
      | (?P<month3>{_MONTH})\b\.?(?:(?:,|\sof)?\s(?P<year3>{_YEAR})|\s(?P<relative3>last|this)\syear)?
      | (?P<decade>(?:19|20)\d0)s\b
      | (?P<year4>{_YEAR})(?!\w|%|\s(?:per\scent|percent|t|tons?|tonnes|kg|yuan|dollars)\b)
      | (?P<relative>last|this|the\sprevious)\syear\b
      | (?P<past>past|last)\sdecade\b
      | (?P<moon>last|this)\smonth\b
      | (?<=\bthe\s)(?P<stretch>first|second|third|fourth)\s(?P<of>half|quarter)\b(?!\s(?:of|in)\s)
    )""", re.VERBOSE | re.IGNORECASE)
BEFORE_A_MONTH = re.compile(r"\b(?:in|on|since|by|until|till|last|this|to|from|and|between|of|during|through|after"
                            r"|before|early|mid|late|end|each|every)[\s-]+$", re.IGNORECASE)
VERBS = {"march", "may", "mar", "sep"}
"""Months that are words of another kind as well: they are dates only after one of the words above."""
OPENS = re.compile(r"\b(?P<word>since|after|following|before|until|from|around|about|circa|between)\s+"
                   r"(?:the\s+)?(?:[\w-]+['’]s?\s+)?$", re.IGNORECASE)
JOINS = re.compile(r"\s*(?:and|to|until|through|[-–—])\s*$")
QUARTERS = {"first": (1, 3), "second": (4, 6), "third": (7, 9), "fourth": (10, 12), "last": (10, 12)}
PARTS = {"early": (1, 3), "mid": (5, 8), "late": (10, 12), "later": (7, 12), "earlier": (1, 6)}
"""The months that a part of a year is taken to mean."""

RangeEnd = Literal["", "since", "until"]


@dataclass(frozen=True)
class Day:
    """One end of a period: a year, a month or a day, and how sure it is."""

    year: int
    month: int = 0
    day: int = 0
    vague: bool = False
    inferred: bool = False

    def __str__(self) -> str:
        mark = {(True, True): "%", (True, False): "~", (False, True): "?"}.get((self.vague, self.inferred), "")
        return "-".join([f"{self.year:04}", *(f"{part:02}" for part in (self.month, self.day) if part)]) + mark


@dataclass(frozen=True)
class DateFound:
    """A date or a stretch of time as a text writes it: its ends, where it stands, and what opens it."""

    first: Day
    last: Day
    start: int
    end: int
    role: RangeEnd = ""

    @property
    def edtf(self) -> str:
        """The period as EDTF text."""
        if self.role == "since":
            return f"{self.first}/.."
        if self.role == "until":
            return f"../{self.last}"
        return str(self.first) if self.first == self.last else f"{self.first}/{self.last}"

    @property
    def is_stretch(self) -> bool:
        """Whether it runs from one written date to another."""
        return not self.role and self.first != self.last


def find_dates(text: str, published: date) -> list[DateFound]:
    """Every date of a text that came out on a day, in order; two that are joined by 'and', 'to' or a dash are one."""
    found: list[DateFound] = []
    for each in _single_dates(text, published):
        before = text[max(0, each.start - 40):each.start]
        if found and _joined(text, found[-1], each):
            found[-1] = _stretch(found[-1], each)
            continue
        opened = OPENS.search(before)
        found.append(_opened(each, opened["word"].lower() if opened else ""))
    return found


def _opened(found: DateFound, word: str) -> DateFound:
    """A date after 'since' or 'until', or a vague one after 'around'."""
    if word in ("since", "after", "following"):
        return replace(found, role="since")
    if word in ("before", "until"):
        return replace(found, role="until")
    if word in ("around", "about", "circa"):
        return replace(found, first=replace(found.first, vague=True), last=replace(found.last, vague=True))
    return found


def _joined(text: str, one: DateFound, other: DateFound) -> bool:
    between, before = text[one.end:other.start], text[max(0, one.start - 12):one.start].lower()
    if not JOINS.fullmatch(between):
        return False
    follows = bool(one.first.month and not one.first.day and other.first.month - one.first.month == 1)
    return "and" not in between or before.endswith("between ") or follows


def _stretch(one: DateFound, other: DateFound) -> DateFound:
    """Two dates as one stretch: a year that only the second one prints is the first one's, too."""
    first, last = one.first, other.last
    if first.inferred and not last.inferred and first.month and last.month:
        first = replace(first, year=last.year - (first.month > last.month), inferred=False)
    if (first.year, first.month, first.day) >= (last.year, last.month or 12, last.day or 31):
        return one
    return DateFound(first, last, one.start, other.end)


def _single_dates(text: str, published: date) -> Iterator[DateFound]:
    for match in DATE.finditer(text):
        if (ends := _ends(match, text, published)) and YEAR_LIMITS[0] <= ends[0].year <= YEAR_LIMITS[1]:
            # the full stop of 'in May.' is the sentence's
            yield DateFound(*ends, match.start(), match.start() + len(match.group().rstrip(".")))


def _ends(match: re.Match[str], text: str, published: date) -> tuple[Day, Day] | None:
    part = re.sub(r"^the\s", "", (match["part"] or "").lower())
    if match["iso"]:
        written, month, number = (*map(int, match["iso"].split("-")), 0)[:3]
        day = Day(written, month, number)
        return _valid(day, day)
    if match["decade"] or match["season"]:
        return _several_years(match)
    if match["past"]:
        return Day(published.year - 10, vague=True, inferred=True), Day(published.year, vague=True, inferred=True)
    if match["moon"] or match["stretch"]:
        return _counted_back(match, published)
    if match["year4"] or match["relative"]:
        this = (match["relative"] or "").lower() == "this"
        year = int(match["year4"]) if match["year4"] else published.year - (not this)
        return _of_year(Day(year, inferred=not match["year4"]), part, published if this else None)
    return _of_month(match, text, part, published)


def _several_years(match: re.Match[str]) -> tuple[Day, Day] | None:
    """A decade, or the years that 2018/19 and 2016-18 lead from and to."""
    if match["decade"]:
        return Day(int(match["decade"]), vague=True), Day(int(match["decade"]) + 9, vague=True)
    first, last = int(match["season"]), int(match["season"][:2] + match["season_ends"])
    return (Day(first), Day(last)) if first < last else None


def _counted_back(match: re.Match[str], published: date) -> tuple[Day, Day]:
    """Last month, or the latest quarter or half of a year that was over when the text came out."""
    if match["moon"]:
        back = match["moon"].lower() == "last"
        year = published.year - (back and published.month == 1)
        month = Day(year, (published.month - back - 1) % 12 + 1, inferred=True)
        return month, month
    begins, ends = _months(match["stretch"].lower(), match["of"].lower())
    year = published.year - (ends >= published.month)
    return Day(year, begins, inferred=True), Day(year, ends, inferred=True)


def _of_year(year: Day, part: str, until: date | None) -> tuple[Day, Day]:
    """A year, or the months that a part of it means; a part of the running year ends on the day of publication."""
    if not part:
        return year, year
    word = part.split(maxsplit=1)[0]
    if word == "earlier" and until:
        return replace(year, month=1), Day(until.year, until.month, until.day, inferred=True)
    vague = word in PARTS or part.endswith("months of")
    first, last = _months(word, part)
    return replace(year, month=first, vague=vague), replace(year, month=last, vague=vague)


def _months(word: str, part: str) -> tuple[int, int]:
    """The first and the last month of a part of a year."""
    if part.endswith("months of"):
        return 1, 3
    if word in ("end", "beginning", "start"):
        return (12, 12) if word == "end" else (1, 1)
    if "half" in part:
        return (1, 6) if word == "first" else (7, 12)
    return QUARTERS[word] if "quarter" in part else PARTS[word]


def _of_month(match: re.Match[str], text: str, part: str, published: date) -> tuple[Day, Day] | None:
    spelled = match["month"] or match["month2"] or match["month3"]
    if spelled[0].islower():
        return None
    name = spelled.lower()
    month = 1 + next(at for at, known in enumerate(MONTHS) if known.startswith(name[:3]))
    written = match["year"] or match["year2"] or match["year3"]
    number = int(match["day"] or match["day2"] or 0)
    alone = not (written or number or match["relative3"] or part)
    if alone and name in VERBS and not BEFORE_A_MONTH.search(text[max(0, match.start() - 20):match.start()]):
        return None
    if written:
        year = int(written)
    elif match["relative3"]:
        year = published.year - (match["relative3"].lower() == "last")
    else:
        year = published.year - ((month, number or 1) > (published.month, published.day))
    day = Day(year, month, number, vague=bool(part), inferred=not written)
    return _valid(day, day)


def _valid(first: Day, last: Day) -> tuple[Day, Day] | None:
    """The two ends, if the calendar has such days."""
    try:
        for each in (first, last):
            date(each.year, each.month or 1, each.day or 1)
    except ValueError:
        return None
    return first, last
