"""Holding every claim against the text it was read from, and every number of the text against the claims."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from pathlib import Path
from typing import Literal

from compendium.evidence.claims import Locator
from compendium.evidence.figures import figures_beside
from compendium.evidence.ledger import Ledger
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.problems import Problem
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.texts import SourceText

Outcome = Literal["same", "moved", "changed", "gone", "not checked"]
OUTCOMES: tuple[Outcome, ...] = ("same", "moved", "changed", "gone", "not checked")
LOCATOR_SHARE = 1 / 7
"""The largest share of a source's words that its locators may quote together."""


@dataclass
class Verification:
    """How one source's claims stand against its text."""

    source: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    numbers: int = 0
    uncovered: int = 0
    located: float = 0.0


def verify(ledger: Ledger, texts: Path) -> list[Verification]:
    """Hold every record of role seed against its text in a folder of texts."""
    records = [record for record in ledger.records if record.source.role == "seed"]
    return [_verify(ledger, record, texts / record.source.document.file) for record in records]


def _verify(ledger: Ledger, record: EvidenceRecord, path: Path) -> Verification:
    result = Verification(record.source.id)
    file = f"seeds/{record.source.id}.yaml"
    if not path.is_file():
        result.outcomes["not checked"] = len(record.claims)
        result.problems.append(Problem(file, 0, f"no text {path.name} to hold the claims against"))
        return result
    text = SourceText.read(path)
    if text.sha256 != record.source.document.sha256:
        result.problems.append(Problem(file, 0, f"{path.name} is not the text that was read: its SHA-256 differs"))
    _verify_claims(ledger, record, text, result)
    _verify_coverage(record, text, result, file)
    return result


def _verify_claims(ledger: Ledger, record: EvidenceRecord, text: SourceText, result: Verification) -> None:
    for claim in record.claims:
        file, line = ledger.place_of(f"{record.source.id}/{claim.id}")
        outcomes = [locate(text, locator) for locator in claim.locators]
        result.outcomes[max((outcome for outcome, _ in outcomes), key=OUTCOMES.index)] += 1
        faults = [what for outcome, what in outcomes if outcome != "same"]
        if not faults and not figures_beside(claim, text):
            faults = ["its figure is neither in nor beside its words"]
        result.problems += [Problem(file, line, f"claim {claim.id}: {what}") for what in faults]


def locate(text: SourceText, locator: Locator) -> tuple[Outcome, str]:
    """Where a locator's words stand now, and the sentence to tell if it is not at its line."""
    if text.find_at(locator.words, locator.line):
        return "same", ""
    elsewhere = [text.line_of(start) for start, _ in text.find(locator.words)]
    if elsewhere:
        lines = ", ".join(map(str, elsewhere))
        return "moved", f"'{locator.words}' is not on line {locator.line} but on {lines}"
    near = _nearest(text, locator.words)
    if near:
        return "changed", f"'{locator.words}' is not in the text; nearest: '{near}'"
    return "gone", f"'{locator.words}' is not in the text"


def _nearest(text: SourceText, words: str) -> str:
    """The most similar run of as many words; never one whose figures differ."""
    spans, size = text.words(), max(1, len(words.split()))
    runs = (text.joined[spans[i][0]:spans[i + size - 1][1]] for i in range(len(spans) - size + 1))
    figures = _figures(words)
    rated = ((SequenceMatcher(None, run.lower(), words.lower()).ratio(), run)
             for run in runs if _figures(run) == figures)
    ratio, run = max(rated, default=(0.0, ""))
    return run if ratio >= 0.75 else ""


def _figures(words: str) -> list[str]:
    return [number.text for number in find_numbers(words)]


def _verify_coverage(record: EvidenceRecord, text: SourceText, result: Verification, file: str) -> None:
    spans = list(_spans(record, text))
    numbers = find_numbers(text.joined)
    result.numbers = len(numbers)
    for number in numbers:
        if not any(start <= number.start and number.end <= end for start, end, _ in spans):
            result.uncovered += 1
            result.problems.append(_uncovered(file, text, number))
    quoted = sum(any(s <= start and end <= e for s, e, short in spans if short) for start, end in text.words())
    result.located = quoted / len(text.words())
    if result.located > LOCATOR_SHARE:
        share = f"{result.located:.1%} of the words of {text.name}, more than a seventh"
        result.problems.append(Problem(file, 0, f"the locators quote {share}"))


def _uncovered(file: str, text: SourceText, number: NumberFound) -> Problem:
    where = f"line {text.line_of(number.start)} of {text.name}"
    return Problem(file, 0, f"'{number.text}' on {where} is in no claim and is not set aside")


def _spans(record: EvidenceRecord, text: SourceText) -> Iterator[tuple[int, int, bool]]:
    """The stretches of the text that claims and set-asides cover, and whether they quote words."""
    for locator in (at for claim in record.claims for at in claim.locators):
        if span := text.find_at(locator.words, locator.line):
            yield *span, True
    for aside in record.set_aside:
        if aside.words:
            if span := text.find_at(aside.words, aside.line):
                yield *span, True
        else:
            last = min(aside.to_line or aside.line, len(text.lines))
            yield text.starts[aside.line - 1], text.starts[last - 1] + len(text.lines[last - 1]), False


