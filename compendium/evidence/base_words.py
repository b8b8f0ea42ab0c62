"""From when a change is counted by the words at its number: on the year, from the month before, from January 2018."""

import re
from collections.abc import Iterator

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.date_words import may_mean
from compendium.evidence.dated import dates_in
from compendium.evidence.numbers import NumberFound, find_numbers, without_names
from compendium.evidence.periods import Period
from compendium.evidence.stretches import MONTHS_OF, is_base, moved
from compendium.evidence.uncounted import is_date

_EARLIER = (r"(?:{0}[- ](?:on|over)[- ](?:an? )?{0}|on the {0}|on an? {0} basis"
            r"|(?:a|one|the) {0}[- ](?:earlier|before|ago)|{0}-ago|(?:last|the previous) {0})")
ON_THE_YEAR = re.compile(rf"\b(?:{_EARLIER.format('year')}|y/y|yoy)\b", re.IGNORECASE)
ON_THE_QUARTER = re.compile(rf"\b(?:{_EARLIER.format('quarter')}|q/q|qoq)\b", re.IGNORECASE)
ON_THE_MONTH = re.compile(rf"\b(?:{_EARLIER.format('month')}|m/m|mom)\b", re.IGNORECASE)
BEHIND = 60
"""How many characters behind a number may say from when its change is counted."""


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
    ends = [each.start for each in find_numbers(without_names(text))
            if each.start >= number.end and not is_date(text, each)]
    behind = text[number.end:min([number.end + BEHIND, *ends])]
    for words, unit in ((ON_THE_YEAR, "year"), (ON_THE_QUARTER, "quarter"), (ON_THE_MONTH, "month")):
        if (found := words.search(behind)) and not moved(period, -MONTHS_OF[unit]).overlaps(against):
            return found[0]
    for named in dates_in(text):
        base = is_base(text[:named.start()], named[0])
        if (number.end <= named.start() < number.end + len(behind) and base
                and (meant := [*may_mean(named[0], against)]) and not any(each.overlaps(against) for each in meant)):
            return text[base.start():named.end()]
    return ""
