"""Holding every claim against the text it was read from, and every number of the text against the claims.

A text is found by its fingerprint and searched by words and lines. Link markup (``[tenfold](#)``) is read as the words
it shows, and wrapped lines are joined, so that a locator finds its words however the text was stored.
"""

import hashlib
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal

from compendium.errors import Problem, Refused
from compendium.evidence.claims import Claim, Locator
from compendium.evidence.confirming import bound_unsaid, misread, unconfirmed
from compendium.evidence.contradictions import contradicted
from compendium.evidence.dated import another_date, otherwise_dated
from compendium.evidence.figures import Uncovered, figures_in, figures_of, uncovered
from compendium.evidence.ledger import Ledger
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.sources import EvidenceRecord, Fingerprint, SetAside
from compendium.evidence.uncounted import ADDRESS

MARKUP = re.compile(r"\[([^][\n]*)\]\(#\)|\*(?=\S)|(?<=\S)\*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPACES = re.compile(r"\s+")
ALIKE_SIGNS = str.maketrans({**dict.fromkeys("‘’ʼ´`“”„«»\"", "'"), **dict.fromkeys("‐‑‒–—−", "-")})
"""Signs that are compared as one, as a keyboard has only the plain one; every space is one as well."""
LARGEST_TEXT = 2_000_000
"""How many bytes a text may have: a long book has a third of it."""


@dataclass(frozen=True)
class SourceText:
    """One article's text as one run of words, knowing on which line each character stands."""

    name: str
    sha256: str
    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "SourceText":
        """Read a text file and take its fingerprint; Refused where it is too large, or no text."""
        if path.stat().st_size > LARGEST_TEXT:
            raise Refused(f"{path.name} is larger than {LARGEST_TEXT // 1_000_000} MB; allowed is the text of one"
                          " publication")
        content = path.read_bytes()
        try:
            written = content.decode("utf-8")
        except UnicodeDecodeError:
            raise Refused(f"{path.name} is not UTF-8 text; save it as such, and keep the original elsewhere") from None
        shown = MARKUP.sub(lambda match: match.group(1) or "", written)
        lines = tuple(SPACES.sub(" ", line).strip() for line in shown.split("\n"))
        return cls(path.name, hashlib.sha256(content).hexdigest(), lines)

    @cached_property
    def joined(self) -> str:
        """All lines as one text, joined by single spaces."""
        return " ".join(self.lines)

    @cached_property
    def compared(self) -> str:
        """The joined text as words are looked for in it: with one kind of apostrophe and of dash."""
        return self.joined.translate(ALIKE_SIGNS)

    @cached_property
    def starts(self) -> list[int]:
        """Where in the joined text each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][: len(self.lines)]

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, on which a character of the joined text stands."""
        return bisect_right(self.starts, offset)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Every place where the words stand, as start and end in the joined text."""
        wanted = SPACES.sub(" ", words.strip()).translate(ALIKE_SIGNS)
        edges = (r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else "")
        pattern = edges[0] + re.escape(wanted) + edges[1]
        return [match.span() for match in re.finditer(pattern, self.compared)]

    def find_at(self, words: str, line: int) -> tuple[int, int] | None:
        """The place where the words begin on a line, if they do."""
        return next((span for span in self.find(words) if self.line_of(span[0]) == line), None)

    @cached_property
    def words(self) -> list[tuple[int, int]]:
        """All words of the text, as start and end in the joined text."""
        return [match.span() for match in WORD.finditer(self.joined)]

    @cached_property
    def places(self) -> dict[str, list[int]]:
        """Each word of the text in small letters, with its places among all words."""
        places: dict[str, list[int]] = {}
        for at, (start, end) in enumerate(self.words):
            places.setdefault(self.joined[start:end].lower(), []).append(at)
        return places


LocatorState = Literal["same", "moved", "changed", "gone", "not checked"]
LOCATOR_STATES: tuple[LocatorState, ...] = ("same", "moved", "changed", "gone", "not checked")
"""What can become of a locator, from the best to the worst; the last where there is no text."""
ALIKE = 0.75
"""How alike two runs of words must be, from 0 to 1, for one to be taken for the other, changed."""


def locate(text: SourceText, locator: Locator) -> tuple[LocatorState, str]:
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
    """The most similar run of as many words, of which one is the same; never one whose figures differ."""
    spans, size, figures = text.words, max(1, len(words.split())), _figures(words)
    shared = [at for word in WORD.findall(words.lower()) for at in text.places.get(word, ())] if size > 1 else []
    # of a word by itself each is tried once, wherever it stands
    begins = ({first for at in shared for first in range(at - size + 1, at + 1)} if size > 1
              else {places[0] for places in text.places.values()})
    best, nearest, rated = 0.0, "", SequenceMatcher(None, "", words.lower())
    for first in sorted(begins):
        if not 0 <= first <= len(spans) - size:
            continue
        run = text.joined[spans[first][0]:spans[first + size - 1][1]]
        rated.set_seq1(run.lower())
        # the two quick ones are never below the ratio itself
        if (rated.real_quick_ratio() >= ALIKE and rated.quick_ratio() >= ALIKE and (ratio := rated.ratio()) >= ALIKE
                and (ratio, run) > (best, nearest) and _figures(run) == figures):
            best, nearest = ratio, run
    return nearest


def _figures(words: str) -> list[str]:
    return [number.text for number in find_numbers(words)]


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
    for locator in claim.locators:
        if span := text.find_at(locator.words, locator.line):
            yield text.joined[max(0, span[0] - BESIDE): span[1] + BESIDE]


DATES_THE_SOURCE = re.compile(r"\bdate of publication\b", re.IGNORECASE)
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
        if not faults and not figures_in(claim, _near(claim, text)):
            figures = " and ".join(f"{number:.12g}" for number in figures_of(claim))
            faults = [f"no {figures} stands in its words in the text, nor within {BESIDE} characters of them"]
        near = " … ".join(_near(claim, text))
        faults = faults or [*contradicted(claim, near), *_unread(claim, near),
                            *(what for locator in claim.locators if (span := text.find_at(locator.words, locator.line))
                              for what in otherwise_dated(claim, text.joined, *span))]
        result.problems += [Problem(file, line, f"claim {claim.id}: {what}") for what in dict.fromkeys(faults)]


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
