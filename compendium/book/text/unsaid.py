"""What the words of facts say otherwise than their claims, and what they leave out that belongs to its number."""

import re
from collections.abc import Callable, Iterator, Mapping
from math import isclose
from typing import Any

from compendium.book.text.as_printed import as_printed
from compendium.book.text.behind_facts import is_missing
from compendium.book.text.fact_words import TOLERANCE
from compendium.book.text.hedged import told_flatly
from compendium.book.text.moves import otherwise_moved
from compendium.book.text.passage import HIDDEN, Passage, RoleMarkup
from compendium.book.text.timed import otherwise_timed
from compendium.evidence import Claim, Ledger
from compendium.evidence.bound_words import comparators_beside
from compendium.evidence.confirming import unconfirmed
from compendium.evidence.contradictions import contradicted_at, own_numbers
from compendium.evidence.hedge_words import AHEAD, BY_THEN, NOT_YET
from compendium.evidence.numbers import NumberFound, find_numbers

SHOWS_AN_END = re.compile(r"\b(?:from|between|to|and|or|lowest|highest|smallest|largest|fewest|least|most|lower"
                          r"|upper)\s+(?:\w+\s+){0,2}?$|[-–]\s?$", re.IGNORECASE)
"""Before a number, what makes it an end of a range."""
GOES_ON = re.compile(rf"(?:\s+\w+)?(?:\s+(?:to|and|or)\s+|\s?[-–]\s?)[\d{HIDDEN}]", re.IGNORECASE)
"""Behind a number, what leads on to the other end of its range."""


def said_of_facts(passage: Passage, ledger: Ledger, computed: Callable[[], Mapping[str, Mapping[Any, Any]]],
                  ) -> Iterator[tuple[RoleMarkup, list[str], list[str]]]:
    """What the words at a fact's own words say otherwise than what is behind it, and what they do not say."""
    printed = as_printed(passage, ledger, computed)
    for role, within in ((placed.role, placed.within) for placed in printed.facts):
        text, entry = printed.text, ledger.entries.get(role.target)
        if entry is None:
            yield role, [], list(_between(role, text, within, ledger, computed)) if role.words else []
            continue
        claim = entry.claim
        own = [number for number in own_numbers(claim, text) if number.start in within]
        said = any(claim.comparator in comparators_beside(text, number) for number in own)
        yield role, [*(contradicted_at(claim, text, within) if own else ()), *_to_come(claim, text),
                     *otherwise_timed(entry, text, own),
                     *(told_flatly(passage, printed, entry, ledger) if own else ())], [] if not role.words else [
            *(unconfirmed(claim, text, within) if own else ()),
            *([f"has the comparator '{claim.comparator}'"] if own and claim.comparator and not said else ()),
            *_one_end(claim, text, own)]
    yield from ((role, [what], []) for role, what in otherwise_moved(printed, ledger, computed))


def _one_end(claim: Claim, text: str, own: list[NumberFound]) -> Iterator[str]:
    """A range of which one end stands there as if it were the number."""
    if claim.value is not None or claim.low is None or claim.high is None or claim.low == claim.high:
        return
    ends = {end for end in (claim.low, claim.high) for number in own if abs(end) in number.values}
    if len(ends) == 1 and not any(_is_an_end(text, number) for number in own):
        yield f"is a range from {claim.low:g} to {claim.high:g}"


def _between(role: RoleMarkup, text: str, within: range, ledger: Ledger,
             computed: Callable[[], Mapping[str, Mapping[Any, Any]]]) -> Iterator[str]:
    """A number that is assumed or computed and lies in a range, where it stands as if it were known exactly."""
    found = [number for number in find_numbers(text) if number.start in within]
    if not found or role.target in ledger.questions or ":" in role.target:
        return
    assumed = ledger.assumptions.get(role.target)
    row = assumed.model_dump() if assumed else computed().get(role.target, {})
    low, middle, high = (None if is_missing(row.get(name)) else float(row[name]) for name in ("low", "value", "high"))
    if low is None or high is None or isclose(low, high, rel_tol=TOLERANCE):
        return
    known = [each for each in (low, middle, high) if each is not None]
    # a date beside it is no number of its own
    own = {number: {each for each in known for value in number.values if isclose(abs(each), value, rel_tol=TOLERANCE)}
           for number in found}
    given = set[float]().union(*own.values())
    if given and not {low, high} <= given and not any(_is_an_end(text, number) for number in found if own[number]):
        yield f"lies between {low:.3g} and {high:.3g}"


def _to_come(claim: Claim, text: str) -> Iterator[str]:
    """A number that is planned or projected, in a sentence that tells it as if it had happened."""
    if claim.kind == "quantity" and claim.standing in NOT_YET and not (
            AHEAD.search(text) or BY_THEN.search(text)):
        yield f"is {claim.standing}, and its sentence tells it as if it had happened; say there that it is to come"


def _is_an_end(text: str, number: NumberFound) -> bool:
    """Whether the words at a number say that it is an end of a range, or a bound."""
    return bool(comparators_beside(text, number) or SHOWS_AN_END.search(text[:number.start])
                or GOES_ON.match(text, number.end))
