"""When a quantity of a text was: which dates of its sentence are its own, and what a change is counted from."""

import re
from collections.abc import Iterable
from dataclasses import replace

from compendium.drafting.dates import DateFound, Day
from compendium.drafting.quantities import QuantityFound
from compendium.errors import Refused
from compendium.evidence.base_words import ON_THE_MONTH, ON_THE_YEAR
from compendium.evidence.change_words import MOVED_BY
from compendium.evidence.claims import UNSTATED
from compendium.evidence.periods import Period

BEHIND = 40
"""Within how many letters behind a change its base is looked for, up to the next number."""
AROUND = 80
"""Within how many letters before a quantity the word of its change is looked for."""
OPENING = 5
"""With at most so many words before it, beside a credit, a date opens its sentence and holds for all of it."""
CREDITED = re.compile(r"^\s*[\"“]?(?:According to|By) [^,]+,\s*")
LEAVES = re.compile(r"[;:—()]|,(?!\d)|\b(?:when|which|who|while|where|as|that|(?:up|down) from|compared)\b")
APPOSITION = re.compile(r",(?!\d)[^,]+,(?= )")
TURNS = re.compile(r"[;:—()]|,.*,|\b(?:while|but|whereas)\b")
"""What between a quantity and a date says that the date is of something else; less does so for a change."""
BASE = re.compile(r"\s+(?:on|from|over|against|compared with|than in)\s+(?:the\s+)?")
"""Between what something rose or fell by and a date, what makes it the date that the change is counted from."""


def when_was(found: QuantityFound, when: DateFound | None, joined: str) -> tuple[str, str]:
    """The period of a quantity, and what a change is counted from: the beginning of its stretch, or a year before.

    What a change led to, and what became a multiple, holds at the end of the stretch.
    """
    if when is None:
        return "", UNSTATED if found.change else ""
    if not found.change:
        return valid(str(when.last) if when.is_stretch and found.reached else when.edtf), ""
    period, base = when.edtf, ""
    behind = re.split(r"\d", joined[found.end:found.end + BEHIND], maxsplit=1)[0]
    if ON_THE_YEAR.search(behind):
        base = replace(when, first=_year_before(when.first), last=_year_before(when.last), role="").edtf
    elif when.is_stretch:
        period, base = str(when.last) if found.unit == "x" else period, str(when.first)
    elif when.role == "since":
        base = str(when.first)
    elif ON_THE_MONTH.search(behind) and when.first.month and not when.first.day:
        base = str(_month_before(when.first))
    return valid(period), valid(base) or UNSTATED


def _year_before(day: Day) -> Day:
    return replace(day, year=day.year - 1, day=min(day.day, 28), inferred=True)


def _month_before(day: Day) -> Day:
    return replace(day, year=day.year - (day.month == 1), month=(day.month - 2) % 12 + 1, inferred=True)


def valid(edtf: str) -> str:
    """A period that a record may have; empty where the text means none."""
    try:
        return str(Period.parse(edtf))
    except Refused:
        return ""


def dates_it(joined: str, quantity: QuantityFound, found: DateFound, sentence: int) -> bool:
    """Whether a date in the sentence of a quantity is the quantity's: it opens the sentence, or stands in its clause.

    What changed may have its date before it, all else only behind it.
    """
    if found.start > quantity.start:
        moved = not quantity.change and MOVED_BY.search(joined[max(0, quantity.start - AROUND):quantity.start])
        if moved and BASE.fullmatch(joined, quantity.end, found.start):
            return False
        return not LEAVES.search(APPOSITION.sub("", joined[quantity.end:found.start]))
    opens = len(CREDITED.sub("", joined[sentence:found.start]).split()) <= OPENING
    return opens or (quantity.change and not TURNS.search(joined[found.end:quantity.start]))


def nearest(quantity: QuantityFound, dates: Iterable[DateFound]) -> DateFound | None:
    """The date that stands nearest to a quantity, if there is any."""
    return min(dates, key=lambda found: max(found.start - quantity.end, quantity.start - found.end), default=None)
