"""``make bench``: how much of a new source the drafts find, and how much of a draft a person has to change.

Each text that the ledger was read from is drafted again as if it were new (its own claims teach nothing about the
questions), and the drafts are held against what people made of it. Needs the texts: ``python -m benchmarks.drafting
--texts folder``. Only figures are kept, in ``benchmarks/drafting.json``.
"""

import argparse
from collections import Counter
from dataclasses import dataclass, field
from datetime import UTC, datetime
from math import isclose
from pathlib import Path

from compendium.book.ledger.accounts import record_measurement
from compendium.drafting.drafts import Drafted, DraftFound, draft_claims
from compendium.evidence import Claim, EvidenceRecord, Ledger
from compendium.evidence.claims import LONGEST_LOCATOR
from compendium.evidence.numbers import find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.reading import book_ledger
from compendium.evidence.source_text import SourceText
from compendium.evidence.verification import BESIDE

ROOT = Path(__file__).parent.parent
Span = tuple[int, int]


@dataclass
class Measured:
    """What one text gave: counts by name, and what was missed, for those who work on the reader."""

    source: str
    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)


def measure(ledger: Ledger, read: EvidenceRecord, text: SourceText) -> Measured:
    """Draft one text and hold the drafts against the ledger's claims, events and set-asides."""
    result = Measured(read.source.id)
    drafted = draft_claims(text, read.source.published, ledger, without=read.source.id)
    _numbers(drafted, text, result)
    _locators(drafted, text, result)
    _claims(drafted, read, text, result)
    return result


def _numbers(drafted: Drafted, text: SourceText, result: Measured) -> None:
    """Which numeric expressions stand in a draft, or are set aside with a reason."""
    quoted = [span for draft in drafted.drafts for span in _spans(text, draft)]
    aside = [found.span for found in drafted.asides]
    for number in find_numbers(text.joined):
        place = (number.start, number.end)
        result.counts["numbers"] += 1
        if any(_meets(place, span) for span in quoted):
            result.counts["numbers drafted"] += 1
        elif any(_meets(place, span) for span in aside):
            result.counts["numbers aside"] += 1
        else:
            result.missed.append(f"number {number.text}")


def _locators(drafted: Drafted, text: SourceText, result: Measured) -> None:
    """Whether the two to six words of each draft stand on their line, and nowhere else in the text."""
    for draft in drafted.drafts:
        result.counts["locators"] += 1
        span = text.find_at(draft.at[1], draft.at[0])
        right = span and _meets(span, draft.span) and 2 <= len(draft.at[1].split()) <= LONGEST_LOCATOR
        result.counts["locators unique"] += len(text.find(draft.at[1])) == 1
        if right:
            result.counts["locators right"] += 1
        else:
            result.missed.append(f"locator {draft.at}")


def _claims(drafted: Drafted, read: EvidenceRecord, text: SourceText, result: Measured) -> None:
    """What people made of the text: is there a draft for it, and which of its fields are already right?"""
    for claim in read.claims:
        at = claim.at and text.find_at(claim.at.words, claim.at.line)
        if not at or claim.kind == "statement" or (claim.kind == "event" and not find_dates_in(claim, text)):
            continue
        kind = "quantities" if claim.kind == "quantity" else "events"
        result.counts[kind] += 1
        near = [draft for draft in drafted.drafts if _near(text, draft, at, BESIDE if kind == "events" else 0)]
        if not near:
            result.missed.append(f"{claim.kind} {claim.id}")
            continue
        result.counts[f"{kind} drafted"] += 1
        if kind == "quantities":
            _fields(claim, near, result)


def find_dates_in(claim: Claim, text: SourceText) -> bool:
    """Whether a claim's own locators quote a number, as a date in figures does."""
    return any(find_numbers(locator.words) for locator in claim.locators)


def _fields(claim: Claim, near: list[DraftFound], result: Measured) -> None:
    """Which fields of a quantity the draft nearest to it has as a person left them."""
    draft = max(near, key=lambda each: _same_value(claim, each))
    right = {"value": _same_value(claim, draft), "unit": claim.unit == draft.unit,
             "comparator": claim.comparator == draft.comparator, "period": _same_period(claim, draft.period),
             "question first": draft.questions[:1] == (claim.question,), "question listed":
             claim.question in draft.questions}
    right["value, unit and period"] = right["value"] and right["unit"] and right["period"]
    result.counts.update(name for name, same in right.items() if same)
    if not right["value, unit and period"]:
        wrong = [name for name in ("value", "unit", "period") if not right[name]]
        result.missed.append(f"{claim.id}: {', '.join(wrong)} ({draft.value} {draft.unit} {draft.period!r}, not "
                             f"{claim.value} {claim.unit} {claim.period!s})")


def _same_value(claim: Claim, draft: DraftFound) -> bool:
    pairs = ((claim.value, draft.value), (claim.low, draft.low), (claim.high, draft.high))
    return all(one is other or (one is not None and other is not None and isclose(one, other, rel_tol=0.001))
               for one, other in pairs)


def _same_period(claim: Claim, drafted: str) -> bool:
    """Whether both mean the same days; the marks of how sure they are aside."""
    if claim.period is None or not drafted:
        return claim.period is None and not drafted
    return claim.period.same(Period.parse(drafted))


def _spans(text: SourceText, draft: DraftFound) -> list[Span]:
    return [draft.span, *(span for line, words in draft.also if (span := text.find_at(words, line)))]


def _near(text: SourceText, draft: DraftFound, at: Span, reach: int) -> bool:
    return any(_meets((span[0] - reach, span[1] + reach), at) for span in _spans(text, draft))


def _meets(one: Span, other: Span) -> bool:
    return one[0] < other[1] and other[0] < one[1]


SHOWN = (("Numbers", "numbers"), ("Drafted", "numbers drafted"), ("Set aside by rule", "numbers aside"),
         ("Locators", "locators"), ("Right", "locators right"), ("Unique", "locators unique"),
         ("Quantities", "quantities"),
         ("Found", "quantities drafted"), ("Value", "value"), ("Unit", "unit"), ("Comparator", "comparator"),
         ("Period", "period"), ("All three", "value, unit and period"), ("Question first", "question first"),
         ("Question in three", "question listed"))


def main() -> None:
    """Measure, print what was missed, and keep the counts."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--texts", type=Path, required=True)
    asked.add_argument("--missed", action="store_true")
    options = asked.parse_args()
    ledger = book_ledger(ROOT)
    results = [measure(ledger, read, SourceText.read(path)) for read in ledger.records if read.source.document
               and (path := options.texts / read.source.document.file).is_file()]
    whole = Measured("all", sum((each.counts for each in results), Counter()))
    for each in results if options.missed else ():
        print(each.source, *each.missed, sep="\n  ")
    rows = [[each.source, *(str(each.counts[name]) for _, name in SHOWN)] for each in (*results, whole)]
    for row in rows:
        print(*row, sep="\t")
    day = f"{datetime.now(UTC):%-d %B %Y}"
    count = whole.counts
    share = {name: f"{count[name] / count['quantities']:.0%}" for _, name in SHOWN}
    recall = (count["numbers drafted"] + count["numbers aside"]) / count["numbers"]
    about = (f"The texts drafted anew on {day} and held against the ledger: {recall:.1%} of numeric expressions "
             f"stand in a draft or are set aside by rule; {share['quantities drafted']} of the ledger's quantities "
             f"have a draft, and {share['value, unit and period']} of them need no change of value, unit and period. "
             "The rules were written with these texts at hand: a text of another kind will do worse.")
    record_measurement(ROOT, "drafting", about, ["Source", *(name for name, _ in SHOWN)], rows, date=day)


if __name__ == "__main__":
    main()
