"""Which numbers of a text no claim accounts for, and how much of the text the locators quote."""

from collections.abc import Iterator
from dataclasses import dataclass

from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.texts import SourceText


@dataclass(frozen=True)
class Coverage:
    """How a record covers its text: the numbers found, those left out, the share of words quoted."""

    numbers: tuple[NumberFound, ...]
    uncovered: tuple[NumberFound, ...]
    quoted: float


def coverage(record: EvidenceRecord, text: SourceText) -> Coverage:
    """Hold every number of a text against the stretches that the record's locators cover."""
    spans = list(_spans(record, text))
    numbers = find_numbers(text.joined)
    left = [n for n in numbers if not any(start <= n.start and n.end <= end for start, end, _ in spans)]
    words = text.words()
    quoted = sum(any(s <= start and end <= e for s, e, quotes in spans if quotes) for start, end in words)
    return Coverage(tuple(numbers), tuple(left), quoted / len(words))


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


