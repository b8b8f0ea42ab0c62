"""Up to when evidence reaches: the latest month that some claims, or those of a page, speak of or were published in."""

from calendar import month_name
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.text.prose import passages
from compendium.evidence import Entry

ARTICLES = "seed"
A_MONTH = 31
NAMING = ("fact", "verdict", "rivals")
"""Roles and blocks that name a claim, a result or a question."""


@dataclass(frozen=True)
class Reach:
    """The latest day that the articles speak of, and the latest that reports from outside do; None without any."""

    articles: date | None
    outside: date | None

    @property
    def words(self) -> str:
        """'Evidence to September 2025; from outside the articles to January 2026.'; empty without evidence."""
        if self.articles is None and self.outside is None:
            return ""
        if self.articles is None:
            return f"Evidence to {_month(self.outside)}, from outside the articles."
        if self.outside is None:
            return f"Evidence to {_month(self.articles)}."
        return f"Evidence to {_month(self.articles)}; from outside the articles to {_month(self.outside)}."


def reach_of_claims(entries: Iterable[Entry]) -> Reach:
    """How far claims reach. A claim on a later time than its source's own is a plan, and reaches no further than it."""
    latest: dict[bool, date] = {}
    for entry in entries:
        if day := last_day(entry):
            kind = entry.source.role == ARTICLES
            latest[kind] = max(latest.get(kind, day), day)
    return Reach(latest.get(True), latest.get(False))


def last_day(entry: Entry) -> date | None:
    """The last day that a claim tells of: the end of its period, or the day of its source where that is earlier."""
    published, period = entry.source.published, entry.claim.period
    # of a source that only its year dates, no more is known than that it had appeared by then
    dated = bool(published.start and published.end and (published.end - published.start).days <= A_MONTH)
    ends = [day for day in (published.end if dated else published.start, period.end if period else None)
            if day is not None]
    return min(ends, default=None)


def _month(day: date | None) -> str:
    assert day is not None
    return f"{month_name[day.month]} {day.year}"


def reach_of_page(known: Evidence, path: Path) -> str:
    """'Evidence to September 2025.', by the claims that the page's text names; empty for a page that names none."""
    return reach_of_claims(_entries_of_page(known, path)).words


def _entries_of_page(known: Evidence, path: Path) -> Iterator[Entry]:
    roles = (role for passage in passages(path) for role in passage.roles)
    for name in dict.fromkeys(role.target for role in roles if role.name in NAMING):
        if name in known.ledger:
            yield known.ledger[name]
        elif name in known.ledger.questions:
            yield from known.ledger.by_question[name]
        elif name in known.results:
            yield from (known.ledger[claim] for claim in known.claims_behind(name))
