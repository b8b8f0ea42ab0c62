"""The text that claims were read from: found by its fingerprint, searched by words and lines.

Link markup (``[tenfold](#)``) is read as the words it shows, and wrapped lines are joined, so that
a locator finds its words however the text was stored.
"""

import hashlib
import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path

MARKUP = re.compile(r"\[([^\]\n]*)\]\(#\)|\*(?=\S)|(?<=\S)\*")
WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)*")
SPACES = re.compile(r"\s+")


@dataclass(frozen=True)
class SourceText:
    """One article's text as one run of words, knowing on which line each character stands."""

    name: str
    sha256: str
    lines: tuple[str, ...]

    @classmethod
    def read(cls, path: Path) -> "SourceText":
        """Read a text file and take its fingerprint."""
        content = path.read_bytes()
        shown = MARKUP.sub(lambda match: match.group(1) or "", content.decode("utf-8"))
        lines = tuple(SPACES.sub(" ", line).strip() for line in shown.split("\n"))
        return cls(path.name, hashlib.sha256(content).hexdigest(), lines)

    @cached_property
    def joined(self) -> str:
        """All lines as one text, joined by single spaces."""
        return " ".join(self.lines)

    @cached_property
    def starts(self) -> list[int]:
        """Where in the joined text each line begins."""
        return [0, *accumulate(len(line) + 1 for line in self.lines)][: len(self.lines)]

    def line_of(self, offset: int) -> int:
        """The line, counted from 1, on which a character of the joined text stands."""
        return bisect_right(self.starts, offset)

    def find(self, words: str) -> list[tuple[int, int]]:
        """Every place where the words stand, as start and end in the joined text."""
        wanted = SPACES.sub(" ", words.strip())
        edges = (r"(?<!\w)" if wanted[0].isalnum() else "", r"(?!\w)" if wanted[-1].isalnum() else "")
        pattern = edges[0] + re.escape(wanted) + edges[1]
        return [match.span() for match in re.finditer(pattern, self.joined)]

    def find_at(self, words: str, line: int) -> tuple[int, int] | None:
        """The place where the words begin on a line, if they do."""
        return next((span for span in self.find(words) if self.line_of(span[0]) == line), None)

    def words(self) -> list[tuple[int, int]]:
        """All words of the text, as start and end in the joined text."""
        return [match.span() for match in WORD.finditer(self.joined)]
