"""When a number holds by the words at it: the dates and stretches of its sentence that are its own, and no other's.

A sentence often dates several numbers: what was landed in January, and in February; this year's, up from that of the
year before. A number's own dates stand between the numbers before and behind it, with the fewest breaks between.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date
from itertools import pairwise

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.dated import sentence_around
from compendium.evidence.numbers import NumberFound, find_numbers, without_names
from compendium.evidence.periods import Period
from compendium.evidence.ranges import WAS_BASE, range_beside
from compendium.evidence.stretches import TimeNamed, stretch, times_in
from compendium.evidence.uncounted import is_date, is_name
from compendium.evidence.unit_words import BEFORE

JOINED = re.compile(r",?\s?(?:and|or)?\s(?:in\s|of\s)?", re.IGNORECASE)
"""Between two dates, what makes them dates of one thing."""
COMPARED = re.compile(r"\bcompared\s(?:with|to)\b|\bversus\b|,\sagainst\b", re.IGNORECASE)
"""Behind a number, what begins the telling of another."""
BREAK = re.compile(r"[,;:()]|\b(?:and|but|while|whereas|after|before|than|compared|against|versus|when|as|from)\b",
                   re.IGNORECASE)


def at_another_time(claim: Claim, text: str, spans: Iterable[tuple[int, int]], published: Period) -> Iterator[str]:
    """What the words at a claim's own places in its text say of when, where at each of them it is another time.

    Those of a quantity are its numbers, and of an event the words by which it is found.
    """
    if claim.period is None or claim.kind == "statement":
        return
    told, around = list[str](), dict[str, list[NumberFound]]()
    for start, end in spans:
        begin, sentence = sentence_around(text, start, end)
        around.setdefault(sentence, []).append(NumberFound(text[start:end], start - begin, end - begin))
    for sentence, words in around.items():
        times = [*times_in(sentence, claim.period, published)]
        if claim.kind == "event":
            # since it deposed the government in 2021
            times = [replace(time, may_mean=(time.opens,), stretch=False) if time.opens else time for time in times]
        told += [_otherwise(claim, own_times(sentence, place, times), sentence, place)
                 or _compared_with(claim.period, times, sentence, place)
                 for place in (own_numbers(claim, sentence) if claim.kind == "quantity" else words)]
    if told and all(told):
        yield told[0]


def said_of_another_time(claim: Claim) -> Iterator[str]:
    """The time at a quantity's own numbers in its sentence, where at each of them it is a part of its period, or more.

    That a period was inferred is no matter: the sentence says what it does.
    """
    if claim.period is None or claim.period.vague or claim.kind != "quantity":
        return
    bare = stretch(claim.period.start, claim.period.end)
    times = [time.closed_by(bare) for time in times_in(claim.says, bare, Period("..", None, None))]
    others = [_other_time(bare, claim.against, own_times(claim.says, number, times))
              for number in own_numbers(claim, claim.says)]
    if others and all(others):
        yield f"says '{others[0]}' at its number, and its period is {claim.period}; correct one of the two"


def _otherwise(claim: Claim, own: list[TimeNamed], text: str, number: NumberFound) -> str:
    """Why a quantity's period is none that the times of a number allow; empty where it is one."""
    period = claim.period
    if period is None:
        return ""
    base = WAS_BASE.search(text[max(0, number.start - BEFORE):number.start])
    if base and not any(time.may_mean for time in own) and not period.inferred:
        return (f"has the period {period}, and '{base[0].strip()}' stands before '{number.text}' in the text: another"
                " number is compared with it; correct the period, or mark it as inferred with ?")
    other = _other_time(period, claim.against, own)
    return (f"has the period {period}, and at '{number.text}' in the text stands '{other}'; correct"
            " the period, or mark with ? what is not printed there") if other else ""


def _compared_with(period: Period, times: list[TimeNamed], text: str, number: NumberFound) -> str:
    """Why a period is none of a number's where all times of its sentence are those of what it is compared with."""
    if period.inferred or not times or not all(
            time.start >= number.end and COMPARED.search(text, number.end, time.start) for time in times):
        return ""
    return (f"has the period {period}, and '{times[0].words}' in the text is that of what '{number.text}' is compared"
            " with; correct the period, or mark with ? what is not printed there")


def _other_time(period: Period, against: str, own: list[TimeNamed]) -> str:
    """The first of a number's own times, where none of them is that of a period, and what each means is known."""
    if against not in ("", UNSTATED):
        # between 2017 and 2023, or since 2017, it doubled
        since = Period.parse(against)
        own = [replace(time, may_mean=(*time.may_mean, period)) if time.leads(since, period) else time for time in own]
    known = own and all(time.may_mean for time in own)
    if known and stretch(*_ends(own)).same(period):
        # from 2014 to 2018, and again in 2020
        return ""
    return own[0].words if known and not any(time.is_of(period) for time in own) else ""


def _ends(own: list[TimeNamed]) -> tuple[date | None, date | None]:
    """The first and the last day of some times together; none where that is open."""
    starts, ends = ([day for time in own for each in time.may_mean for day in [getattr(each, end)]]
                    for end in ("start", "end"))
    return (None if None in starts else min(starts), None if None in ends else max(ends))


def own_times(text: str, number: NumberFound, times: Sequence[TimeNamed]) -> list[TimeNamed]:
    """Those of some times of a sentence that are a number's own."""
    counted = [each for each in find_numbers(without_names(text)) if not is_date(text, each) and not is_name(text, each)
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
