"""An article's text, and where the words of a locator stand in it now.

Link markup (``[tenfold](#)``) is read as the words it shows, and wrapped lines are joined, so that a locator finds its
words however the text was stored.
"""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal

from compendium.errors import Refused
from compendium.evidence.claims import Locator
from compendium.evidence.numbers import find_numbers

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
