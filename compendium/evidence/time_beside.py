"""When a number holds by the words at it: the dates and stretches of its sentence that are its own, and no other's.

A sentence often dates several numbers: what was landed in January, and in February; this year's, up from that of the
year before. A number's own dates stand between the numbers before and behind it, with the fewest breaks between.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.date_words import may_mean
from compendium.evidence.dated import FROM_ITS_DAY, PART_OF, THAN, dates_in, sentence_around
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.ranges import WAS_BASE, range_beside
from compendium.evidence.uncounted import is_date, is_name
from compendium.evidence.unit_words import BEFORE

JOINED = re.compile(r",?\s?(?:and|or)?\s(?:in\s|of\s)?", re.IGNORECASE)
"""Between two dates, what makes them dates of one thing."""
BREAK = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|after|before|than|compared|against|versus|when|as|from)\b",
                   re.IGNORECASE)
TO = re.compile(rf"\s?(?:to|and|until|till|through|[-–—])\s?{PART_OF}", re.IGNORECASE)
BEGINS = re.compile(rf"\b(?:from|between)\s{PART_OF}$", re.IGNORECASE)
SINCE = re.compile(rf"\bsince\s{PART_OF}$", re.IGNORECASE)
"""Around dates, what makes a stretch of them: from 2014 to 2018, since 2014."""
BASE = re.compile(rf"\b(?:{THAN}|until|till|before|after)\s{PART_OF}$", re.IGNORECASE)
"""Before a date, what makes it that of something else: a change is told from it, or something ended there."""
RELATIVE = re.compile(rf"\b(?:{FROM_ITS_DAY}|earlier)\b", re.IGNORECASE)
ROUGH = re.compile(r"(?:early|late|mid|middle|start|beginning|end|turn|spring|summer|autumn|winter)\b", re.IGNORECASE)
"""What a part of a year is called that is not counted: a year's number may be told of its end."""
MARGIN = 31
"""By how many days a stretch may be longer than the period that is taken from it, and a period than its date."""


@dataclass(frozen=True)
class TimeNamed:
    """Some words of a text that say when, and the stretches that they may mean; none where they are not known."""

    words: str
    start: int
    end: int
    may_mean: tuple[Period, ...]
    stretch: bool = False


def at_another_time(claim: Claim, text: str, spans: Iterable[tuple[int, int]], published: Period) -> Iterator[str]:
    """What the words at a quantity's own numbers in its text say of when, where at each of them it is another time."""
    if claim.period is None:
        return
    told = list[str]()
    for sentence in dict.fromkeys(sentence_around(text, *span)[1] for span in spans):
        times = [*times_in(sentence, claim.period, published)]
        told += [_otherwise(claim, own_times(sentence, number, times), sentence, number)
                 for number in own_numbers(claim, sentence)]
    if told and all(told):
        yield told[0]


def _otherwise(claim: Claim, own: list[TimeNamed], text: str, number: NumberFound) -> str:
    """Why a quantity's period is none that the times of a number allow; empty where it is one."""
    period, against = claim.period, claim.against
    if period is None:
        return ""
    if against not in ("", UNSTATED):
        # between 2017 and 2023 it doubled
        since = Period.parse(against)
        own = [replace(time, may_mean=(*time.may_mean, period)) if time.stretch and any(
            since.overlaps(meant) and meant.overlaps(period) for meant in time.may_mean) else time for time in own]
    dated = [time for time in own if time.may_mean]
    base = WAS_BASE.search(text[max(0, number.start - BEFORE):number.start])
    if base and not dated and not period.inferred:
        return (f"has the period {period}, and '{base[0].strip()}' stands before '{number.text}' in the text: another"
                " number is compared with it; correct the period, or mark it as inferred with ?")
    if not own or len(dated) < len(own) or any(_allows(time, period) for time in dated):
        return ""
    return (f"has the period {period}, and at '{number.text}' in the text stands '{dated[0].words}'; correct"
            " the period, or mark with ? what is not printed there")


def _allows(time: TimeNamed, period: Period) -> bool:
    """Whether a period may be that of a time: it overlaps, and is neither a part of it nor more."""
    if not any(period.overlaps(meant) for meant in time.may_mean):
        return False
    if period.end is None and period.start and not (period.inferred or time.stretch):
        # since late 2024 is not since 2023
        return any(each.start and each.start - timedelta(MARGIN) <= period.start <= (each.end or date.max)
                   for each in time.may_mean)
    if period.inferred or period.vague or ROUGH.match(time.words):
        return True
    if time.stretch:
        return any(not meant.holds(period) or _days(meant) <= _days(period) + MARGIN for meant in time.may_mean)
    return any(abs(_days(period) - _days(meant)) <= MARGIN or not (period.holds(meant) or meant.holds(period))
               for meant in time.may_mean if period.overlaps(meant))


def _days(period: Period) -> int:
    return ((period.end or date.max) - (period.start or date.min)).days


def times_in(text: str, period: Period, published: Period) -> Iterator[TimeNamed]:
    """The times that a sentence names; those from which a change is told, or at which something ends, left out."""
    named = sorted(dates_in(text), key=lambda each: each.start())
    ends = set[int]()
    for at, first in enumerate(named):
        before, last = text[:first.start()], named[at + 1] if at + 1 < len(named) else None
        begins = [*may_mean(first[0], period)]
        if at in ends or not begins:
            continue
        joined = last and BEGINS.search(before) and TO.fullmatch(text, first.end(), last.start())
        # a day that no month has means nothing
        if last and joined and (closes := [*may_mean(last[0], period)]):
            ends.add(at + 1)
            start, end = min(each.start for each in begins if each.start), max(each.end for each in closes if each.end)
            # from September to March 2025
            start = start if start <= end else date(start.year - 1, start.month, 1)
            yield TimeNamed(text[first.start():last.end()], first.start(), last.end(), (_stretch(start, end),), True)
        elif SINCE.search(before):
            start = min(each.start for each in begins if each.start)
            yield TimeNamed(f"since {first[0]}", *first.span(), (Period(f"{start}/..", start, None),), True)
        elif not BASE.search(before):
            yield TimeNamed(first[0], *first.span(), tuple(begins))
    for each in RELATIVE.finditer(text):
        yield TimeNamed(each[0], *each.span(), tuple(_relative(each, published)))


def _relative(named: re.Match[str], published: Period) -> Iterator[Period]:
    """The year or month that 'last year' and 'this month' mean on the day on which a source came out."""
    out, which, what = published.start, (named["which"] or "").lower(), (named["what"] or "").lower()
    if out is None or which not in ("last", "this") or what not in ("year", "month"):
        return
    if what == "year":
        year = out.year - (which == "last")
        yield _stretch(date(year, 1, 1), date(year, 12, 31))
    else:
        first = (out.replace(day=1) - timedelta(days=1)).replace(day=1) if which == "last" else out.replace(day=1)
        yield _stretch(first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1))


def _stretch(start: date, end: date) -> Period:
    return Period(f"{start}/{end}", start, end)


def own_times(text: str, number: NumberFound, times: Sequence[TimeNamed]) -> list[TimeNamed]:
    """Those of some times of a sentence that are a number's own."""
    counted = [each for each in find_numbers(text) if not is_date(text, each) and not is_name(text, each)
               and not any(time.start <= each.start < time.end for time in times)]
    if range_beside(text, number):
        counted = [each for each in counted if not range_beside(text, each)]
    before = max((each.end for each in counted if each.end <= number.start), default=0)
    behind = min((each.start for each in counted if each.start >= number.end), default=len(text))
    near = [time for time in times if before <= time.start and time.end <= behind]
    breaks = [len(BREAK.findall(text[time.end:number.start] if time.end <= number.start
                                else text[number.end:time.start])) for time in near]
    own = [many == min(breaks) for many in breaks]
    for at, (one, other) in enumerate(pairwise(near)):
        if JOINED.fullmatch(text, one.end, other.start):
            own[at] = own[at + 1] = own[at] or own[at + 1]
    return [time for time, is_own in zip(near, own, strict=True) if is_own]
