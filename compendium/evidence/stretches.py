"""The times that a sentence names, dates and stretches: 'from 2014 to 2018', 'the year to June 2024', 'a year earlier'.

A stretch is the whole of it, from its first day to its last: what was landed from 2014 to 2018 is of none of its years,
and what was landed in the year to June is not of June.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta

from compendium.evidence.date_words import LAST_MONTH, PART, may_mean, months_on, named_by
from compendium.evidence.dated import FROM_ITS_DAY, PART_OF, THAN, dates_in
from compendium.evidence.number_words import SMALL_NUMBERS, TENS, any_word
from compendium.evidence.periods import Period

MONTH, HALF_A_YEAR, YEAR = 31, 215, 366
"""By how many days a period may differ from a time: by up to half a year where that is told roughly."""
LOOKED_BACK, NEAR = 100, 15
"""How many characters before a date may say of what it is the beginning, the end or the base, and that it is rough."""
OF_WHAT = r"(?:(?:(?!(?:and|to)\b)[^\s,.;:()\d]+\s){1,8}?(?:in|on|of)\s|(?:its|their|an?)\s)?"
"""Before a date, the few words that say what was then: since it opened in 2017, between the ban in 2019 and May."""
BEGINS = re.compile(rf"\b(?:from|between)\s{OF_WHAT}{PART_OF}$", re.IGNORECASE)
TO = re.compile(rf"(?:(?P<sure>\s(?:to|until|till|through)\s|[-–—])|\sand\s{OF_WHAT}|\s[-–—]\s){PART_OF}",
                re.IGNORECASE)
"""Before the first of two dates, and between them, what makes a stretch of them; 'and' does so behind 'between'."""
EACH = re.compile(r"\b(?:each|every|both|respectively)\b", re.IGNORECASE)
TWO_NUMBERS = re.compile(r"\d[^;.,]*\s(?:and|or)\s[^;.,]*\d")
"""In a sentence, what tells of each of two dates by itself: 5 and 7 tonnes in January and February."""
SO_LONG_TO = re.compile(
    rf"""\b(?:(?P<many>\d\d?|{any_word(*SMALL_NUMBERS, *TENS)})[\s-])?
         (?P<unit>day|week|month|quarter|half|year|decade)s?(?:[\s-](?:year|period|run))?
         ,?\s(?:(?:that|which)\s)?(?:(?:up\s)?to|end(?:ed|s|ing)|through|until|till)\s(?:on\s|in\s)?{PART_OF}$""",
    re.VERBOSE | re.IGNORECASE)
SO_LATER = re.compile(rf"\b(?P<all>the\s)?(?P<many>an?|\d\d?|{any_word(*SMALL_NUMBERS)})\s"
                      rf"(?P<unit>year|month|week|day)s?\s(?P<way>before|after)\s{PART_OF}$", re.IGNORECASE)
UP_TO = re.compile(rf"\b(?:(?:up\sto|through)\s|(?:until|till)\s{OF_WHAT})(?:and\sincluding\s)?{PART_OF}$",
                   re.IGNORECASE)
SINCE = re.compile(
    rf"""(?<!\bhas\s)(?<!\bhave\s)(?<!\bhad\s)\b(?:since|(?:years|months|decades?)\s(?:after|following))\s
         {OF_WHAT}{PART_OF}$""", re.VERBOSE | re.IGNORECASE)
"""Before a date, what makes it the last or the first of a stretch: the year to June, since the mine opened in May."""
ONWARDS = re.compile(r"\s(?:onwards?\b|on\b(?!\s\d))", re.IGNORECASE)
FROM = re.compile(rf"\b(?:{THAN})\s{PART_OF}$", re.IGNORECASE)
ON = re.compile(r"(?<!\bbased\s)\bon\s(?:the\s)?$", re.IGNORECASE)
OTHERS = re.compile(rf"\b(?:between|(?:before|after)(?:\s[^,.;:()\d]+\s(?:in|on|of))?)\s{PART_OF}$", re.IGNORECASE)
"""Before a date, what makes it that of something else: a change is told from it, or something ended there."""
A_PART_OF = re.compile(rf"\b({PART})\sof\s(?:the\s)?$", re.IGNORECASE)
RELATIVE = re.compile(rf"\b(?:{FROM_ITS_DAY}|earlier|later)\b", re.IGNORECASE)
OF_PUBLICATION, LATER = ("last", "this", "ago"), ("later", "next", "following")
EARLIER = ("earlier", "before", "previously", "ago", "previous", "preceding", "prior")
"""The words that count from the day on which a source came out, and from another date of their sentence."""
OF_IT = re.compile(r"\s(?:(?:of|in)\s(?:the\s)?)?")
"""Between 'the same month' or 'earlier' and a time, what makes one of them: the same month of 2023."""
ROUGH = re.compile(r"\b(?:early|late|mid|middle|start|beginning|end|turn|spring|summer|autumn|winter)\b", re.IGNORECASE)
"""What a part of a year is called that is not counted: a year's number may be told of its end."""
MONTHS_OF = {"month": 1, "quarter": 3, "half": 6, "year": LAST_MONTH, "decade": 10 * LAST_MONTH}
DAYS_OF = {"day": 1, "week": 7}


@dataclass(frozen=True)
class TimeNamed:
    """Some words of a text that say when, and the periods that they may mean; none where they are not known.

    ``opens`` is the date at which a stretch begins or ends whose other end the words leave open.
    """

    words: str
    start: int
    end: int
    may_mean: tuple[Period, ...]
    stretch: bool = False
    within: int = MONTH
    opens: Period | None = None

    def is_of(self, period: Period) -> bool:
        """Whether a period is one that it may mean, neither a part of it nor more; an inferred one may be either."""
        meant = [each for each in self.may_mean if period.overlaps(each)]
        if period.inferred or not meant:
            return bool(meant)
        if period.end is None and period.start and not self.stretch:
            # since late 2024 is not since 2023
            return any(each.start and each.start - timedelta(MONTH) <= period.start for each in meant)
        return period.vague or any(_alike(period, each, self.within) for each in meant)

    def leads(self, since: Period, period: Period) -> bool:
        """Whether it is a stretch from one period to another."""
        about = timedelta(MONTH)
        return self.stretch and any(each.overlaps(period) and (each.start is None or since.overlaps(
            self.opens or stretch(each.start - about, each.start + about))) for each in self.may_mean)

    def closed_by(self, period: Period) -> "TimeNamed":
        """The same time, of which an open end may be that of a period, where this goes beyond the date at the other."""
        if self.opens is None or period.start is None or period.end is None or self.opens.holds(period):
            return self
        return replace(self, may_mean=tuple(stretch(each.start or period.start, each.end or period.end)
                                            for each in self.may_mean))


def _alike(one: Period, other: Period, within: int) -> bool:
    """Whether the longer of two periods goes beyond what they have in common by so many days at most, or by a third."""
    firsts, lasts = ([each.start or date.min for each in (one, other)], [each.end or date.max for each in (one, other)])
    longer = max(last - first for first, last in zip(firsts, lasts, strict=True))
    return (longer - (min(lasts) - max(firsts))).days <= (within if within > MONTH else min(within, longer.days / 3))


def times_in(text: str, period: Period, published: Period) -> Iterator[TimeNamed]:
    """The times that a sentence names; those from which a change is told, or before or after which it was, left out.

    A date without a year is of those of a period; 'last year' counts from the day of publication, and 'a year earlier'
    from the dates of the sentence.
    """
    times = [*_dated(text, period)]
    anchors = [meant for time in times for meant in time.may_mean if not _is_of_another(text, time)]
    begins = {time.start - 1 for time in times}
    for each in RELATIVE.finditer(text):
        if each["way"] and each.end() in begins:
            # two years before 2017
            continue
        meant, part = [*_relative(each, published, anchors)], A_PART_OF.search(text[:each.start()])
        if part:
            meant = [of for year in meant if year.start for of in may_mean(f"{part[1]} {year.start.year}", year)]
        times.append(TimeNamed(each[0], *each.span(), tuple(meant)))
    for time in _joined(text, sorted(times, key=lambda each: each.start)):
        yield from [time] if time.stretch else _placed(text, time)


def _dated(text: str, period: Period) -> Iterator[TimeNamed]:
    """The times that dates name, each by itself, or two as the ends of a stretch."""
    named = sorted(dates_in(text), key=lambda each: each.start())
    ends = set[int]()
    for at, first in enumerate(named):
        last = named[at + 1] if at + 1 < len(named) else None
        if at in ends:
            continue
        if last and (meant := _from_to(text, first, last, period)):
            ends.add(at + 1)
            yield TimeNamed(text[first.start():last.end()], first.start(), last.end(), (meant,), stretch=True)
        # a day that no month has means nothing
        elif begins := tuple(may_mean(first[0], period)):
            rough = ROUGH.search(text, max(0, first.start() - NEAR), first.end())
            yield TimeNamed(first[0], *first.span(), begins, within=HALF_A_YEAR if rough else MONTH)


def _joined(text: str, times: Iterable[TimeNamed]) -> list[TimeNamed]:
    """Times with those as one of which they say more: the same month of 2023 may be any of it."""
    joined = list[TimeNamed]()
    for time in times:
        if joined and not joined[-1].may_mean and OF_IT.fullmatch(text, joined[-1].end, time.start):
            start = joined.pop().start
            time = replace(time, words=text[start:time.end], start=start, within=YEAR)  # noqa: PLW2901
        joined.append(time)
    return joined


def _from_to(text: str, first: re.Match[str], last: re.Match[str], period: Period) -> Period | None:
    """The stretch from one date to another; where one names its year, the other is of it or of the next."""
    to = TO.fullmatch(text, first.end(), last.start())
    closes = [each for each in may_mean(last[0], period) if each.end]
    if to is None or not closes:
        return None
    close, dated = max(closes, key=lambda each: each.end or date.min), bool(named_by(first[0]).years)
    opens = min(may_mean(first[0], period if dated else close), key=lambda each: each.start or date.max, default=close)
    if not (to["sure"] or BEGINS.search(text[:first.start()])) and not (
            _follows(close, opens) and not _of_each(text, first.start(), last.end())):
        return None
    start, end = opens.start or date.min, close.end or date.max
    if start > end and not dated:
        start = months_on(start, -LAST_MONTH)
    elif start > end and not named_by(last[0]).years:
        end = months_on(end, LAST_MONTH)
    return stretch(start, end) if start < end else None


def _follows(one: Period, other: Period) -> bool:
    """Whether a period begins where another ends: February 2023 behind January."""
    return bool(one.start and other.end and one.start == other.end + timedelta(days=1))


def _of_each(text: str, start: int, end: int) -> bool:
    """Whether what is told of two dates is told of each by itself, by a word for it or by two numbers."""
    return bool(EACH.search(text) or TWO_NUMBERS.search(text[:start]) or TWO_NUMBERS.search(text[end:]))


def _placed(text: str, time: TimeNamed) -> Iterator[TimeNamed]:
    """What a time means behind the words before it: the end or the beginning of a stretch, no time, or itself."""
    before, meant = text[max(0, time.start - LOOKED_BACK):time.start], time.may_mean
    opens = meant[0] if meant else None
    if found := SO_LONG_TO.search(before):
        opens = None
        meant = tuple(each for day in meant if day.end for each in _so_long_to(found, day.end, time.words.isdigit()))
    elif found := SO_LATER.search(before):
        way = -1 if found["way"].lower() == "before" else 1
        meant, opens = tuple(_later(each, way * _many(found), found) for each in meant), None
    elif found := UP_TO.search(before):
        # what was until 2018 may have ended when it began
        meant = tuple(stretch(None, day) for each in meant for day in (each.start, each.end))
    elif found := SINCE.search(before) or (ONWARDS.match(text, time.end) and BEGINS.search(before)):
        meant = tuple(stretch(each.start, None) for each in meant)
    elif not _is_of_another(text, time):
        yield time
    if found:
        start = time.start - len(before) + found.start()
        yield TimeNamed(text[start:time.end], start, time.end, meant, stretch=True, opens=opens)


def _is_of_another(text: str, time: TimeNamed) -> bool:
    before = text[max(0, time.start - LOOKED_BACK):time.start]
    return bool(OTHERS.search(before)) or bool(is_base(before, time.words))


def is_base(before: str, words: str) -> re.Match[str] | None:
    """What stands before a time and says that a change is counted from it: up 9% on the June quarter."""
    return FROM.search(before) or (None if named_by(words).days else ON.search(before))


def moved(period: Period, many: int, unit: str) -> Period:
    """A period so many years, months, weeks or days later."""
    day, months = timedelta(days=1), many * MONTHS_OF.get(unit, 0)
    days = timedelta(days=many * DAYS_OF.get(unit, 0))
    return stretch(period.start and months_on(period.start, months) + days,
                   period.end and months_on(period.end + day, months) - day + days)


def _so_long_to(found: re.Match[str], end: date, year: bool) -> Iterator[Period]:
    """The stretch of so many months to a day; 'the five years to 2023' may count from 2018 or from 2019."""
    behind = end + timedelta(days=1)
    start = moved(stretch(behind, behind), -_many(found), found["unit"].lower()).start
    yield stretch(start, end)
    if year and start:
        yield stretch(months_on(start, -LAST_MONTH), end)


def _later(period: Period, many: int, found: re.Match[str]) -> Period:
    """The time so long after another, or before it; 'the two years after' are all of them."""
    other = moved(period, many, found["unit"].lower())
    day = timedelta(days=1)
    if not found["all"]:
        return other
    return stretch(period.end and period.end + day, other.end) if many > 0 else stretch(
        other.start, period.start and period.start - day)


def _relative(named: re.Match[str], published: Period, anchors: Iterable[Period]) -> Iterator[Period]:
    """What 'last year' means on the day on which a source came out, and 'a year earlier' beside the dates of others."""
    which, unit = (named["which"] or named["way"] or "").lower(), (named["what"] or named["unit"] or "").lower()
    months = MONTHS_OF.get(unit)
    if months is None or which not in (*OF_PUBLICATION, *EARLIER, *LATER):
        return
    later = months * _many(named) * (0 if which == "this" else 1 if which in LATER else -1)
    if published.start and which in OF_PUBLICATION:
        yield _whole(months_on(published.start, later), months)
    for each in anchors if which in (*EARLIER, *LATER) else ():
        if each.start and each.end and (each.end - each.start).days <= months * MONTH:
            yield moved(each, later // months, unit)
            yield _whole(months_on(each.start, later), months)


def _many(found: re.Match[str]) -> int:
    """How many units of time some words count; one where they count none."""
    many = (found["many"] or "").lower()
    return int({**SMALL_NUMBERS, **TENS}.get(many) or (many if many.isdigit() else 1))


def _whole(day: date, months: int) -> Period:
    """The month, quarter, half or year in which a day lies."""
    start = day.replace(month=(day.month - 1) // months * months + 1, day=1) if months <= LAST_MONTH else day
    return stretch(start, months_on(start, months) - timedelta(days=1))


def stretch(start: date | None, end: date | None) -> Period:
    """The days from one to another; open where there is none."""
    return Period(f"{start or '..'}/{end or '..'}", start, end)
