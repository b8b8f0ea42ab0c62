"""Holding every claim against the text it was read from, and every number of the text against the claims.

A text is found by its fingerprint and searched by words and lines.
"""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from compendium.errors import Problem, Refused
from compendium.evidence.base_words import otherwise_compared
from compendium.evidence.claims import Claim, Locator
from compendium.evidence.confirming import bound_unsaid, misread, unconfirmed
from compendium.evidence.contradictions import contradicted
from compendium.evidence.dated import another_date, otherwise_dated, sentence_around, undated
from compendium.evidence.figures import Uncovered, figures_in, figures_of, uncovered
from compendium.evidence.hedge_words import hedge_dropped, said_surely
from compendium.evidence.ledger import Ledger
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.source_text import ALIKE_SIGNS, LOCATOR_STATES, SPACES, LocatorState, SourceText, locate
from compendium.evidence.sources import EvidenceRecord, Fingerprint, SetAside
from compendium.evidence.speakers import unknown_to
from compendium.evidence.time_beside import at_another_time
from compendium.evidence.uncounted import ADDRESS


@dataclass(frozen=True)
class Coverage:
    """How a record covers its text: the numbers found, those left out, the share of words quoted."""

    numbers: tuple[NumberFound, ...]
    uncovered: tuple[Uncovered, ...]
    quoted: float


def coverage(record: EvidenceRecord, text: SourceText) -> Coverage:
    """Hold every number of a text against the claims whose words it stands in, and against what was set aside."""
    of_claims = [(*span, claim) for claim in record.claims for at in claim.locators
                 if (span := text.find_at(at.words, at.line))]
    asides = list(_set_aside(record, text))
    # their digits are blanks of the same width: a text may hold as many addresses as numbers
    numbers = find_numbers(ADDRESS.sub(lambda address: " " * len(address[0]), text.joined))
    outside = [number for number in numbers
               if not any(start <= number.start and number.end <= end for start, end, _ in asides)]
    quotes = [(start, end) for start, end, _ in of_claims] + [(start, end) for start, end, words in asides if words]
    words = text.words
    quoted = sum(any(s <= start and end <= e for s, e in quotes) for start, end in words)
    left = tuple(uncovered(text.joined, outside, of_claims))
    return Coverage(tuple(numbers), left, quoted / len(words) if words else 0.0)


def _set_aside(record: EvidenceRecord, text: SourceText) -> Iterator[tuple[int, int, bool]]:
    """The stretches of the text that were set aside, and whether by their words."""
    for aside in record.set_aside:
        if aside.words:
            if span := text.find_at(aside.words, aside.line):
                yield *span, True
        elif aside.line <= len(text.lines):
            last = min(aside.to_line or aside.line, len(text.lines))
            yield text.starts[aside.line - 1], text.starts[last - 1] + len(text.lines[last - 1]), False


BESIDE = 60
"""How many characters before and after the words still count as beside them."""


def _near(claim: Claim, text: SourceText) -> Iterator[str]:
    """The stretches of a text in which a claim stands, each with what is beside its words."""
    yield from (text.joined[max(0, start - BESIDE):end + BESIDE] for start, end in _spans(claim, text))


def _spans(claim: Claim, text: SourceText) -> Iterator[tuple[int, int]]:
    """Where a claim's words stand in the joined text."""
    return (span for locator in claim.locators if (span := text.find_at(locator.words, locator.line)))


DATES_THE_SOURCE = re.compile(
    r"\b(?:dates? of (?:its )?publication|publication date|dateline|was published|c[ao]me out|appeared)\b",
    re.IGNORECASE)
"""In the reason for which words are set aside, what says that they print the source's own date."""
LOCATOR_SHARE = 1 / 7
"""The largest share of a source's words that its locators may quote together."""
MOST_TOLD = 100
"""How many numbers that no claim covers are told one by one; the others are counted."""


@dataclass
class Verification:
    """How one source's claims stand against its text."""

    source: str
    outcomes: Counter[LocatorState] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    numbers: int = 0
    uncovered: int = 0
    located: float = 0.0


def verify(ledger: Ledger, texts: Path) -> list[Verification]:
    """Hold every record that was read from a text against that text, in a folder of texts."""
    read = [(record, record.source.document) for record in ledger.records]
    return [_verify(ledger, record, document, texts) for record, document in read if document]


def _verify(ledger: Ledger, record: EvidenceRecord, document: Fingerprint, texts: Path) -> Verification:
    result, path = Verification(record.source.id), texts / document.file
    file = f"seeds/{record.source.id}.yaml"
    if not path.is_file():
        result.outcomes["not checked"] = len(record.claims)
        result.problems.append(Problem(file, 0, f"no text {path.name} to hold the claims against"))
        return result
    try:
        text = SourceText.read(path)
    except Refused as error:
        result.outcomes["not checked"] = len(record.claims)
        result.problems.append(Problem(file, 0, str(error)))
        return result
    if text.sha256 != document.sha256:
        result.problems.append(Problem(file, 0, f"{path.name} is not the text that was read: its SHA-256 differs"))
    _verify_claims(ledger, record, text, result)
    _verify_coverage(record, text, result, file)
    return result


def _verify_claims(ledger: Ledger, record: EvidenceRecord, text: SourceText, result: Verification) -> None:
    for claim in record.claims:
        file, line = ledger.place_of(f"{record.source.id}/{claim.id}")
        outcomes = [locate(text, locator) for locator in claim.locators]
        result.outcomes[max((outcome for outcome, _ in outcomes), key=LOCATOR_STATES.index)] += 1
        faults = [what for outcome, what in outcomes if outcome != "same"]
        faults = faults or [*_claim_faults(claim, text, record.source.published)]
        result.problems += [Problem(file, line, f"claim {claim.id}: {what}") for what in dict.fromkeys(faults)]


def _claim_faults(claim: Claim, text: SourceText, published: Period) -> Iterator[str]:
    """What the text says otherwise than a claim whose words stand where it says, or does not say."""
    if not figures_in(claim, _near(claim, text)):
        figures = " and ".join(f"{number:.12g}" for number in figures_of(claim))
        yield f"no {figures} stands in its words in the text, nor within {BESIDE} characters of them"
        return
    near, spans = " … ".join(_near(claim, text)), [*_spans(claim, text)]
    yield from contradicted(claim, near)
    yield from _unread(claim, near)
    yield from unknown_to(claim, text.joined)
    yield from undated(claim, text.joined, spans, published)
    sentences = " … ".join(dict.fromkeys(sentence_around(text.joined, *span)[1] for span in spans))
    yield from otherwise_compared(claim, sentences)
    yield from at_another_time(claim, text.joined, spans, published)
    if claim.kind == "quantity":
        yield from said_surely(claim, sentences)
    for span in spans:
        yield from otherwise_dated(claim, text.joined, *span)
        yield from hedge_dropped(claim, text.joined, *span)


def _unread(claim: Claim, near: str) -> Iterator[str]:
    """What a quantity's fields say and the words at its number do not, unless it says how they are read."""
    left = [*unconfirmed(claim, near), *filter(None, [bound_unsaid(claim, near)])] if claim.kind == "quantity" else []
    if not claim.read_as:
        yield from (f"{what}, and no words at its number in the text are known to say so; correct the field, or say in"
                    " read_as how they are read" for what in left)
    elif not left:
        yield (f"read_as says '{claim.read_as}', and the words at its number in the text say all that the fields do;"
               " take it out")
    else:
        yield from misread(claim, left)


def _aside_faults(aside: SetAside, text: SourceText) -> Iterator[str]:
    """What is wrong with a part of a text that was set aside: lines that it does not have, words that are not there."""
    beyond = next((line for line in (aside.line, aside.to_line or 0) if line > len(text.lines)), 0)
    if beyond:
        yield f"set_aside: line {beyond} lies beyond line {len(text.lines)}, the last of {text.name}"
    elif aside.words and not text.find_at(aside.words, aside.line):
        _, what = locate(text, Locator(line=aside.line, words=aside.words))
        yield f"set_aside: {what}; it sets nothing aside"


def _source_faults(record: EvidenceRecord, text: SourceText) -> Iterator[str]:
    """A title or a date of publication that is another than the one that the text prints."""
    source = record.source
    title = SPACES.sub(" ", source.title).translate(ALIKE_SIGNS).lower()
    if source.title_from == "text" and title not in text.compared.lower():
        yield f"title: '{source.title}' is not in {text.name}; correct it, or say in title_from where it was read"
    for aside in record.set_aside:
        words = aside.words or " ".join(text.lines[aside.line - 1:aside.to_line])
        if DATES_THE_SOURCE.search(aside.reason) and (printed := another_date(words, source.published)):
            yield (f"published: {source.published} is not '{printed}', which line {aside.line} is set aside for as the"
                   " date of publication; correct one of the two")


def _verify_coverage(record: EvidenceRecord, text: SourceText, result: Verification, file: str) -> None:
    found = coverage(record, text)
    result.numbers, result.uncovered, result.located = len(found.numbers), len(found.uncovered), found.quoted
    if not text.words:
        result.problems.append(Problem(file, 0, f"{text.name} has no words to hold the claims against"))
    result.problems += [Problem(file, 0, what) for aside in record.set_aside for what in _aside_faults(aside, text)]
    result.problems += [Problem(file, 0, what) for what in _source_faults(record, text)]
    for number, claim in found.uncovered[:MOST_TOLD]:
        where = f"line {text.line_of(number.start)} of {text.name}"
        what = (f"'{number.text}' on {where} stands in the words of claim {claim.id}, and none of its fields carries it"
                if claim else f"'{number.text}' on {where} is in no claim and is not set aside")
        result.problems.append(Problem(file, 0, what))
    if len(found.uncovered) > MOST_TOLD:
        what = f"{len(found.uncovered) - MOST_TOLD} more numbers of {text.name} are in no claim and are not set aside"
        result.problems.append(Problem(file, 0, what))
    if found.quoted > LOCATOR_SHARE:
        result.problems.append(Problem(file, 0, (
            f"the locators quote {found.quoted:.1%} of the words of {text.name}, more than a seventh; shorten the"
            " longest, and set a line without evidence aside whole, by 'line' and 'to_line', in place of its words")))
