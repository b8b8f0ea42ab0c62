"""Where a claim's words stand in a text now: at their line, elsewhere, changed, or gone."""

from difflib import SequenceMatcher
from typing import Literal

from compendium.evidence.claims import Locator
from compendium.evidence.numbers import find_numbers
from compendium.evidence.texts import SourceText

Outcome = Literal["same", "moved", "changed", "gone", "not checked"]
OUTCOMES: tuple[Outcome, ...] = ("same", "moved", "changed", "gone", "not checked")
"""What can become of a locator, from the best to the worst; the last where there is no text."""
ALIKE = 0.75
"""How alike two runs of words must be, from 0 to 1, for one to be taken for the other, changed."""


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
    return run if ratio >= ALIKE else ""


def _figures(words: str) -> list[str]:
    return [number.text for number in find_numbers(words)]
