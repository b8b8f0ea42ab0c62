"""Two facts of a sentence, of which something rose or fell from the one to the other: held against each other."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from compendium.book.text.as_printed import Printed
from compendium.book.text.behind_facts import numbers_of
from compendium.book.text.passage import RoleMarkup
from compendium.book.text.timed import are_alike, is_amount
from compendium.evidence import Ledger
from compendium.evidence.carried import sizes
from compendium.evidence.change_words import DOWN, UP
from compendium.evidence.periods import Period

MOVED = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))(?:\s+\w+ly)?\s+(?P<which>from|to)\s+(?:the\s)?$",
                   re.IGNORECASE)
"""Before the first of two facts, what rose or fell from it, or to it."""
LEADS = re.compile(r"(?:(?!\band\b)[^.;:,]){0,60}?,?\s(?P<which>from|to)\s+(?:the\s)?", re.IGNORECASE)
"""Between the two, what leads on to the other."""
WAS = re.compile(r"(?:(?!\band\b)[^.;:,]){0,60}?,\s+(?:(?P<down>down)|(?P<up>up))\s+from\s+(?:the\s)?", re.IGNORECASE)
"""Between the two, what makes the second that from which the first rose or fell."""
DENIED = re.compile(r"(?:\b(?:not|never|nor)|n[’']t)\s(?:[^\W\d]+\s){0,3}$", re.IGNORECASE)
"""Before the verb, what says that nothing moved."""


@dataclass(frozen=True)
class Level:
    """The numbers of a fact that something may rise from or fall to; of an amount the period in which it came."""

    unit: str
    sizes: tuple[float, ...]
    came_in: Period | None = None


def otherwise_moved(printed: Printed, ledger: Ledger, computed: Callable[[], Mapping[str, Mapping[Any, Any]]],
                    ) -> Iterator[tuple[RoleMarkup, str]]:
    """What rises to less than it was, or falls to more; and an amount of a year that leads to one of a month."""
    for first, second in pairwise(printed.facts):
        text, between = printed.text[:first.within.start], printed.text[first.within.stop:second.within.start]
        moved, leads, was = MOVED.search(text), LEADS.fullmatch(between), WAS.fullmatch(between)
        joined = moved and leads and {moved["which"].lower(), leads["which"].lower()} == {"from", "to"}
        found = moved if joined else was
        if not found or (joined and DENIED.search(text[:found.start()])):
            continue
        onwards = joined and found["which"].lower() == "from"
        roles = (first.role, second.role) if onwards else (second.role, first.role)
        old, new = (_level(role.target, ledger, computed) for role in roles)
        if old is None or new is None or old.unit != new.unit:
            continue
        verb, larger = ("falls", "smaller") if found["down"] else ("rises", "larger")
        (low, high), (least, most) = ((min(each.sizes), max(each.sizes)) for each in (old, new))
        if least >= high if verb == "falls" else most <= low:
            yield roles[0], (f"{verb} to {roles[1].target} by its sentence, and is the {larger} of the two, or as"
                             " large; correct the verb, or exchange the two facts")
        elif old.came_in and new.came_in and not are_alike(old.came_in, new.came_in):
            yield roles[0], (f"is an amount of {old.came_in}, and {roles[1].target} one of {new.came_in}: neither rises"
                             " nor falls to what came in another length of time; name two of the same")


def _level(name: str, ledger: Ledger, computed: Callable[[], Mapping[str, Mapping[Any, Any]]]) -> Level | None:
    """What of a fact can be held against another; nothing of a change, and of what has no number."""
    if entry := ledger.entries.get(name):
        claim = entry.claim
        if claim.kind != "quantity" or claim.against:
            return None
        return Level(str(claim.unit), tuple(sizes(claim)), claim.period if is_amount(claim) else None)
    if assumed := ledger.assumptions.get(name):
        return Level(assumed.unit, (assumed.value,))
    row = None if name in ledger.questions else computed().get(name)
    numbers = numbers_of(row) if row else []
    return Level(str(row["unit"]), tuple(numbers)) if row and numbers else None
