"""Whether a fact's number is told of its own time: of all of a stretch, of no longer one, and against its own base.

The words of a chapter are read as those of a text are. They look back and ahead more freely, and say when a source said
something: so a number is held to its own dates where these are a part of its period, or more than it, or where the
sentence has its period and gives it to something else.
"""

import re
from calendar import month_name
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta

from compendium.evidence import Claim, Entry
from compendium.evidence.base_words import otherwise_compared
from compendium.evidence.bound_words import ABOUT
from compendium.evidence.change_words import directions_in
from compendium.evidence.dated import PART_OF
from compendium.evidence.numbers import NumberFound
from compendium.evidence.per import by_length
from compendium.evidence.periods import Period
from compendium.evidence.stretches import MONTH, ROUGH, TimeNamed, times_in
from compendium.evidence.time_beside import own_times

BORDER = re.compile(r"\b(?:after|before|since|until|till|by)\s[^.,;:()\d]{0,40}$", re.IGNORECASE)
"""Before a date, what makes it that of an event behind or before which something is told: after the coup of 2021."""
SINCE = re.compile(r"\bsince(?=\s[^\W\d])", re.IGNORECASE)
"""A stretch that begins with an event, of which nothing says when it was."""
SAID = re.compile(r"\b(?:report|article|note|paper|piece|memo|study|survey|account|story|text|edition|yearbook|letter"
                  r"|statement|press|wrote|writes|says?|said|reported|published|printed|told)\b(?:\s[^\W\d]+){0,2}?"
                  rf"\s(?:of|from|in|on)\s{PART_OF}$", re.IGNORECASE)
"""Before a date, what makes it that of a source: a report of 2025."""
IN_A_STRETCH = re.compile(r"\b(?:in|within|during|over)\s+(?:just\s+|only\s+)?(?:an?|one|a\s+single)\s+"
                          r"(?P<what>day|week|month|quarter|year|decade)\b(?!\s+(?:when|in\s+which|of)\b)",
                          re.IGNORECASE)
"""What says how long something took, and not when it was."""
DAYS = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366, "decade": 3653}
ADDED = re.compile(r"[,;:(]")
"""Between a number and a time behind it, what makes that an addition."""
LED = re.compile(rf"\b(?:from|to)\s(?:(?:{ABOUT})\s)*[$¥€£\\]*$", re.IGNORECASE)
"""Before a number, what leads from it to another, or to it."""
CLAUSE_ENDS = re.compile(r"[;:()]|,\s(?:and|but|while|whereas|or)\b", re.IGNORECASE)
"""Behind a number, where something else is told."""
ALIKE = 0.25
"""By which part of the shorter one a stretch may be longer than another, and pass for it: of a year a quarter."""
NO_DAY = Period("..", None, None)
"""On which day a page is read that says 'last year' nobody knows."""


def otherwise_timed(entry: Entry, text: str, own: list[NumberFound]) -> Iterator[str]:
    """What the words at a quantity's numbers in a sentence say of when, where at each of them it is another time."""
    claim, period = entry.claim, entry.claim.period
    if not own:
        return
    end = CLAUSE_ENDS.search(text, own[-1].end)
    yield from otherwise_compared(claim, text[:end.start() if end else None])
    if period is None or period.vague or claim.against:
        return
    times = [*_times(entry, text, period)]
    told = [_otherwise(claim, text, _told_of(text, number, times), times) for number in own]
    if all(told):
        yield (f"is of {period.text.replace('?', '')}, and at its number stands '{told[0]}'; tell it of its own"
               " period, or use the fact of that one")


def _told_of(text: str, number: NumberFound, times: list[TimeNamed]) -> list[TimeNamed]:
    """A number's own times, those left out that are added behind it, or in which it became another.

    27 died, most of them in 2022; between May and July it rose from 12 t to 27.
    """
    return [time for time in own_times(text, number, times)
            if (time.end <= number.start or not ADDED.search(text, number.end, time.start))
            and not (time.stretch and LED.search(text[:number.start]))]


def _otherwise(claim: Claim, text: str, own: list[TimeNamed], times: list[TimeNamed]) -> str:
    """The words by which a number is told of another time; empty where one of its times is its period, or may be."""
    period = claim.period
    if period is None or not own or not all(time.may_mean for time in own):
        return ""
    meant = [(time, each) for time in own for each in time.may_mean if each.overlaps(period)]
    if not meant:
        elsewhere = any(are_alike(each, period) for time in times for each in time.may_mean if each.overlaps(period))
        return own[0].words if elsewhere else ""
    loose = not is_amount(claim) or _is_named(period, text, own)
    if any(ROUGH.search(time.words) or are_alike(each, period, 0 if time.stretch else MONTH)
           or (_days(each) > _days(period) and loose) for time, each in meant):
        return ""
    return meant[0][0].words


def _is_named(period: Period, text: str, own: list[TimeNamed]) -> bool:
    """Whether words beside a number's times say which part of them is meant: in 2024 the best month was May."""
    rest = text
    for time in own:
        rest = rest[:time.start] + " " * (time.end - time.start) + rest[time.end:]
    start, end = period.start or date.min, period.end or date.max
    months = {month_name[start.month]} if (start.year, start.month) == (end.year, end.month) else set()
    return any(re.search(rf"\b{word}\b", rest) for word in by_length(period) | months)


def is_amount(claim: Claim) -> bool:
    """Whether a number adds up over time: what is weighed or paid does, a price, a share and a count may not."""
    return claim.unit not in ("count", "%", "x") and "/" not in (claim.unit or "/")


def _times(entry: Entry, text: str, period: Period) -> Iterator[TimeNamed]:
    """The times of a sentence that may be those of its numbers; of those that it cannot tell no meaning is known.

    A stretch that is still open ends when the source came out, which is no date of what it says. What rose or fell in
    a year did so from one month to another.
    """
    published, named = entry.source.published, [*times_in(text, period, NO_DAY)]
    for time in named:
        before = text[:time.start]
        out = SAID.search(before) and any(each.overlaps(published) for each in time.may_mean)
        if time.stretch or not (out or BORDER.search(before)):
            yield replace(time, may_mean=tuple(
                each if each.end else Period(each.text, each.start, published.end)
                for each in time.closed_by(period).may_mean))
    for since in SINCE.finditer(text):
        if not any(BORDER.fullmatch(text, since.start(), time.start) for time in named):
            yield TimeNamed(since[0], *since.span(), ())
    start = period.start or date.min
    for lasted in IN_A_STRETCH.finditer(text) if not directions_in(text) else ():
        last = start + timedelta(days=DAYS[lasted["what"].lower()] - 1)
        yield TimeNamed(lasted[0], *lasted.span(), (Period(lasted[0], start, last),), stretch=True)


def are_alike(one: Period, other: Period, margin: int = MONTH) -> bool:
    """Whether two stretches are equally long, or nearly."""
    shorter, longer = sorted((_days(one), _days(other)))
    return longer - shorter <= max(margin, ALIKE * shorter)


def _days(period: Period) -> int:
    return ((period.end or date.max) - (period.start or date.min)).days
