"""From when a change is counted by the words at its number: on the year, from the month before, from January 2018."""

import re
from collections.abc import Iterator
from datetime import date, timedelta

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.date_words import may_mean
from compendium.evidence.dated import PART_OF, THAN, dates_in
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.uncounted import is_date

_EARLIER = (r"(?:{0}[- ](?:on|over)[- ](?:an? )?{0}|on the {0}|on an? {0} basis"
            r"|(?:a|one|the) {0}[- ](?:earlier|before|ago)|{0}-ago|(?:last|the previous) {0})")
ON_THE_YEAR = re.compile(rf"\b(?:{_EARLIER.format('year')}|y/y|yoy)\b", re.IGNORECASE)
ON_THE_MONTH = re.compile(rf"\b(?:{_EARLIER.format('month')}|m/m|mom)\b", re.IGNORECASE)
FROM = re.compile(rf"\b(?:{THAN})\s{PART_OF}$", re.IGNORECASE)
BEHIND = 60
"""How many characters behind a number may say from when its change is counted."""
YEAR, MONTH = 365, 31


def otherwise_compared(claim: Claim, text: str) -> Iterator[str]:
    """What the words at a change's numbers say of from when it is counted, where at each of them it is another time."""
    if claim.kind != "quantity" or claim.against in ("", UNSTATED) or claim.period is None:
        return
    against = Period.parse(claim.against)
    told = [_other_base(claim.period, against, text, number) for number in own_numbers(claim, text)]
    if told and all(told):
        yield f"is a change against {claim.against}, and at its number stands '{told[0]}'; correct one of the two"


def _other_base(period: Period, against: Period, text: str, number: NumberFound) -> str:
    """The words behind a number by which its change is counted from another time; empty where none are."""
    ends = [each.start for each in find_numbers(text) if each.start >= number.end and not is_date(text, each)]
    behind = text[number.end:min([number.end + BEHIND, *ends])]
    for words, days in ((ON_THE_YEAR, YEAR), (ON_THE_MONTH, MONTH)):
        if (found := words.search(behind)) and not _earlier(period, days).overlaps(against):
            return found[0]
    for named in dates_in(text):
        if (number.end <= named.start() < number.end + len(behind) and (base := FROM.search(text[:named.start()]))
                and (meant := [*may_mean(named[0], against)]) and not any(each.overlaps(against) for each in meant)):
            return text[base.start():named.end()]
    return ""


def _earlier(period: Period, days: int) -> Period:
    """A period so many days before another; a month more or less, as months and years are not equally long."""
    start, end = (each - timedelta(days=days) if each else None for each in (period.start, period.end))
    return Period(f"{start}/{end}", start or date.min, end or date.max)
