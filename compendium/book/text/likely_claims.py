"""Which claims or results a number typed by hand most likely came from: the same value, and words in common."""

import re
from collections.abc import Iterator, Mapping
from math import isclose
from typing import Any

import pandas as pd

from compendium.book.text.number_rules import MONTHS
from compendium.book.text.quantities import Typed
from compendium.evidence import Claim, Ledger
from compendium.results.formulas import compute_all
from compendium.results.made_of import results_of_models
from compendium.results.register import registered_results

SHOWN = 3
STEM = 5
"""So many letters of a word are compared, so that 'imports' meets 'imported'."""
COMMON = {"which", "their", "there", "these", "those", "about", "after", "before", "other", "where", "would", "could",
          "between", "under", "article", "says", "that", "with", "from", "have", "been", "were", "this", "than"}


class Likely:
    """Everything in the ledger and among the results that can be referred to, by value and by words."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.results = {str(row["id"]): row for row in compute_all(registered_results(), ledger)}
        self.results |= results_of_models()
        self.words = {entry.id: _stems(f"{entry.claim.says} {entry.claim.of} {entry.source.publisher}")
                      for entry in ledger}
        self.words |= {name: _stems(str(row["says"])) for name, row in self.results.items()}
        self.words |= {name: _stems(one.says) for name, one in ledger.assumptions.items()}

    def of(self, number: Typed, sentence: str) -> list[str]:
        """At most three ids, the one with most words in common first; those with none only if no other is there."""
        wanted = _stems(sentence)
        shared = {name: len(self.words[name] & wanted) for name in self._same(number)}
        best = max(shared.values(), default=0)
        kept = [name for name, count in shared.items() if count or not best]
        return sorted(kept, key=lambda name: -shared[name])[:SHOWN]

    def _same(self, number: Typed) -> Iterator[str]:
        """The ids of what has the number's value, or happened at the date."""
        wanted = number.values | {100 * value for value in number.values if value < 1}
        for entry in self.ledger:
            dated = number.date and _in_period(entry.claim, number.text)
            if dated or (not number.date and _meets(wanted, _values(entry.claim), 0.001)):
                yield entry.id
        if not number.date:
            for name, row in self.results.items():
                if not pd.isna(row["value"]) and _meets(wanted, numbers_of(row), 0.01):
                    yield name
            for name, one in self.ledger.assumptions.items():
                if _meets(wanted, [one.value], 0.001):
                    yield name


def numbers_of(row: Mapping[Any, Any]) -> list[float]:
    """The number of a computed result, or the ends of a range alone."""
    named = [row[name] for name in ("value", "low", "high")]
    there = [float(number) for number in named if not pd.isna(number)]
    return there if pd.isna(row["value"]) else there[:1]


def _meets(wanted: frozenset[float], values: list[float], within: float) -> bool:
    return any(isclose(one, abs(other), rel_tol=within) for one in wanted for other in values)


def _values(claim: Claim) -> list[float]:
    other = claim.equivalent.value if claim.equivalent else None
    return [number for number in (claim.value, claim.low, claim.high, other) if number is not None]


def _in_period(claim: Claim, date: str) -> bool:
    """Whether a claim's period begins or ends in the year, and in the month, that a date names."""
    days = [day for day in (claim.period.start, claim.period.end) if day] if claim.period else []
    years = {int(year) for year in re.findall(r"(?:19|20)\d\d", date)}
    months = {number for number, name in enumerate(MONTHS.split("|"), start=1) if name in date}
    return any((day.year in years or not years) and (day.month in months or not months) for day in days)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in COMMON}
