"""From when a change is counted by the words at its number: on the year, from the month before, from January 2018."""

import re
from collections.abc import Iterator

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.date_words import may_mean
from compendium.evidence.dated import dates_in
from compendium.evidence.number_words import SMALL_NUMBERS, any_word
from compendium.evidence.numbers import NumberFound, find_numbers, without_names
from compendium.evidence.periods import Period
from compendium.evidence.stretches import is_base, moved
from compendium.evidence.uncounted import is_date

_EARLIER = (r"(?:{0}[- ](?:on|over)[- ](?:an? )?{0}|on the {0}|on an? {0} basis"
            r"|(?:a|one|the) {0}[- ](?:earlier|before|ago)|{0}-ago|(?:last|the previous) {0})")
_SHORT = {"year": "|y/y|yoy", "quarter": "|q/q|qoq", "month": "|m/m|mom", "week": "|w/w|wow", "day": "|d/d"}
ON_THE = {unit: re.compile(rf"\b(?:{_EARLIER.format(unit)}{short})\b", re.IGNORECASE) for unit, short in _SHORT.items()}
"""By a unit of time, the words that count a change from one such unit before."""
ON_THE_YEAR, ON_THE_MONTH = ON_THE["year"], ON_THE["month"]
IN_SO_MANY = re.compile(rf"\b(?:in|over|within)\s(?:(?:the|just|only)\s)?(?:(?:last|past)\s)?"
                        rf"(?P<many>\d\d?|{any_word(*SMALL_NUMBERS)})\s(?P<unit>{'|'.join(ON_THE)})s\b", re.IGNORECASE)
"""The words that count it from several before: has fallen by 12% in five years."""
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
    counted = find_numbers(without_names(IN_SO_MANY.sub(lambda found: " " * len(found[0]), text)))
    ends = [each.start for each in counted if each.start >= number.end and not is_date(text, each)]
    behind = text[number.end:min([number.end + BEHIND, *ends])]
    for unit, words in ON_THE.items():
        if (found := words.search(behind)) and not moved(period, -1, unit).overlaps(against):
            return found[0]
    if found := IN_SO_MANY.search(behind):
        many = int(SMALL_NUMBERS.get(found["many"].lower()) or found["many"])
        if not any(against.overlaps(each) for each in (moved(period, -many, found["unit"].lower()), period)):
            return found[0]
    for named in dates_in(text):
        base = is_base(text[:named.start()], named[0])
        if (number.end <= named.start() < number.end + len(behind) and base
                and (meant := [*may_mean(named[0], against)]) and not any(each.overlaps(against) for each in meant)):
            return text[base.start():named.end()]
    return ""
