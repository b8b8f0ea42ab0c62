"""Dates that stand beside and in facts, held against the periods of their claims."""

import re
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from compendium.book.text.passage import CITATIONS, Passage
from compendium.book.text.quantities import DATE, MONTH_NAMES, dates_in
from compendium.evidence import Claim, Entry, Ledger
from compendium.evidence.claims import UNSTATED
from compendium.evidence.date_words import YEAR, may_mean, named_by
from compendium.evidence.dated import DATE as WITHOUT_YEAR
from compendium.evidence.periods import Period

MONTH = re.compile(rf"\b(?!^(?:May|March)\s[a-z])(?:{MONTH_NAMES})\b")
"""A month by itself, unless it may be the verb with which words begin."""
BORDER = re.compile(r"\b(?:before|after|by|until|till)\s(?:the\s)?$", re.IGNORECASE)
"""Before a date, what makes it the place where another stretch ends, or begins."""


def in_period(claim: Claim, text: str) -> bool:
    """Whether a claim's period begins or ends in the year, and in the month, that a date names."""
    days = [day for day in (claim.period.start, claim.period.end) if day] if claim.period else []
    named = named_by(text)
    months = range(named.months[0], named.months[-1] + 1) if named.months else ()
    return any((day.year in named.years or not named.years) and (day.month in months or not months) for day in days)


def missing_days(passage: Passage) -> Iterator[re.Match[str]]:
    """Dates of a day that no month has, such as the thirty-first of February."""
    yield from (found for found in dates_in(passage) if not named_by(found[0]).is_real)


def strange_dates(passage: Passage, ledger: Ledger, claims_behind: Callable[[str], list[str]]) -> Iterator[
        tuple[int, str, str]]:
    """Dates in none of the periods of the facts of a sentence or a table's row: where they begin, their words, and
    the periods.

    Asked only where every fact rests on claims with periods, and no citation stands there from which a date may come.
    """
    roles = passage.row or passage.roles
    named = list(dict.fromkeys(role.target for role in roles if role.name == "fact"))
    cited = any(role.name in CITATIONS for role in roles)
    if not named or cited or passage.place != "text" or not all(claims_behind(name) for name in named):
        return
    facts = {name: [ledger[claim] for claim in claims_behind(name)] for name in named}
    entries = list(chain(*facts.values()))
    if not all(entry.claim.period for entry in entries):
        return
    whole = dates_in(passage)
    # a month or a quarter by itself is of the year that the sentences before it tell of
    parts = (part for part in WITHOUT_YEAR.finditer(passage.text)
             if not any(found.start() < part.end() and part.start() < found.end() for found in whole))
    for found in sorted([*whole, *parts], key=lambda each: each.start()):
        year = YEAR.search(found[0]) if BORDER.search(passage.text[:found.start()]) else found
        if year and not _is_given(year[0], entries, ""):
            yield found.start(), found[0], ", ".join(
                f"{name}: {' and '.join(dict.fromkeys(str(entry.claim.period) for entry in behind))}"
                for name, behind in facts.items())


def strange_in_words(words: str, behind: Sequence[Entry], said: str) -> Iterator[str]:
    """Dates in a fact's own words that neither the claims behind it nor what the book says of it gives."""
    passage = Passage(0, words, sourced=True)
    found = dates_in(passage)
    for month in MONTH.finditer(words):
        if not any(date.start() <= month.start() < date.end() for date in found):
            found.append(month)
    yield from (each[0] for each in found if not _is_given(each[0], behind, said))


def _is_given(text: str, entries: Sequence[Entry], said: str) -> bool:
    """Whether a date lies in what some claims are of or compare with, is their source's, or stands in their words."""
    named = named_by(text)
    for entry in entries:
        claim, published = entry.claim, entry.source.published
        against = Period.parse(claim.against) if claim.against not in ("", UNSTATED) else None
        given = [meant for period in (claim.period, against) if period for meant in may_mean(text, period)
                 # of a year, nobody said which of its days; a year among several is told as it is known
                 if meant.overlaps(period) and not (named.months and _is_within(meant, period))]
        # nobody says of a day that it lies in two years, or in a decade
        if given or (len(named.years) <= 1 and any(meant.holds(published) for meant in may_mean(text, published))):
            return True
        said = " ".join([said, entry.source.title, entry.source.about, claim.says, claim.of, claim.action, claim.hedge,
                         *claim.about.values()])
    there = re.search(rf"(?<!\w){re.escape(text)}(?!\w)", said)
    # a date as it stands, or told less finely
    others = (named_by(other[0]) for other in DATE.finditer(said))
    return bool(there) or (bool(named.years) and any(
        named.in_year(0).holds(other.in_year(0)) for other in others if other.years))


def _is_within(part: Period, whole: Period) -> bool:
    """Whether days lie among others, and neither begin nor end with them."""
    return whole.holds(part) and part.start != whole.start and part.end != whole.end
