"""The fewest words that find a place in a text: two to six, and nowhere else in it."""

import re
from collections.abc import Iterator

from compendium.evidence.claims import LONGEST_LOCATOR
from compendium.evidence.source_text import SourceText

SHORTEST = 2
"""A single word is too easily met again in the next edition of a text."""
EDGES = ".,;:!?()[]“”\"'‘’«»-–—*"


def locator(text: SourceText, start: int, end: int) -> tuple[int, str]:
    """Line and words for a stretch of the joined text, with as few words around it as make it unique.

    Where six words are not enough to be unique in the text, they are at least the only such on their line.
    """
    tried = list(_runs(text, start, end))
    unique = (run for run in tried if len(text.find(text.joined[slice(*run)])) == 1)
    alone = (run for run in tried if text.find_at(text.joined[slice(*run)], text.line_of(run[0])) == run)
    first, last = next(unique, None) or next(alone, None) or (start, end)
    return text.line_of(first), text.joined[first:last]


def _runs(text: SourceText, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Runs of whole words around a stretch, the shortest first; those to the right before those to the left."""
    words = [match.span() for match in re.finditer(r"\S+", text.joined)]
    inside = [at for at, (first, last) in enumerate(words) if first < end and start < last]
    least, most = inside[0], inside[-1]
    for size in range(max(SHORTEST, most - least + 1), LONGEST_LOCATOR + 1):
        here = [(words[first][0], words[first + size - 1][1]) for first in range(least, most - size, -1)
                if 0 <= first <= first + size - 1 < len(words)]
        # a run within one clause reads better, and lives longer, than one across a comma
        for run in sorted(here, key=lambda run: len(re.findall(r"[.,;:)—] ", text.joined[slice(*run)]))):
            yield _trimmed(text.joined, *run, start, end)
    yield start, end


def _trimmed(joined: str, first: int, last: int, start: int, end: int) -> tuple[int, int]:
    """A run without the punctuation at its edges, as far as that is not part of what it is about."""
    while first < start and joined[first] in EDGES:
        first += 1
    while last > end and joined[last - 1] in EDGES:
        last -= 1
    return first, last
