"""Which numbers of a sentence state something that a reader would have to check and could not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from compendium.book.text.number_rules import (
    A_SPAN,
    ALONE,
    CHANGED_BY,
    COUNTED,
    DATE,
    ENDED,
    KNOWN_ONES,
    LOOSE,
    OF_THE_BOOK,
    ONE_THING,
    PARTS_IN_WORDS,
    RULES,
    UNITS_AFTER,
)
from compendium.book.text.passage import Passage
from compendium.evidence.numbers import MULTIPLES, PARTS, SCALES, TENS, UNITS, VAGUE, NumberFound, find_numbers

LARGE = {*SCALES, *VAGUE, *TENS, "dozen", *(word for word, value in UNITS.items() if value >= 10)}
ALWAYS = {"halves", "thirds", "quarters", *PARTS, *MULTIPLES} - {"third", "quarter", "twice", "double", "doubling"}
COMPARED = re.compile(r"\s+(?:as|the|its|their|that|what|a|of|more|less)\b", re.IGNORECASE)
DOUBLE_SPEECH = re.compile(r"[ -](?:counts?|counted|counting|check\w*|edged?|meaning|role|bind)\b", re.IGNORECASE)
HALF_SPEECH = re.compile(r"half-(?!dozen|million|billion|hour|year|century)[a-z]", re.IGNORECASE)
QUARTER = re.compile(r"(?:first|second|third) quarter$")
ARTICLE = re.compile(r"\b(?:a|one|per|every|each|by|nearly|about|almost|over)\s+(?:a\s+)?$", re.IGNORECASE)
STRICT_UNIT = re.compile(rf"\s+(?:{UNITS_AFTER})", re.IGNORECASE)


@dataclass(frozen=True)
class Typed:
    """A number typed by hand: its words, where they begin, and whether it is a date without a source."""

    text: str
    start: int
    date: bool

    @property
    def values(self) -> frozenset[float]:
        """What it may be worth."""
        return frozenset(value for number in find_numbers(self.text) for value in number.values)


def typed_numbers(passage: Passage) -> Iterator[Typed]:
    """The numbers of a passage that were typed by hand and that no rule exempts, in order."""
    text = passage.text
    for rule in RULES:
        text = rule.pattern.sub(_blank, text) if rule.pattern else text
    dates = list(DATE.finditer(text)) if passage.place != "number" else []
    text = DATE.sub(_blank, text) if dates else text
    found = []
    for words in (PARTS_IN_WORDS, LOOSE):
        found += [Typed(part.group(), part.start(), date=False) for part in words.finditer(text)]
        text = words.sub(_blank, text)
    found += [Typed(number.text, number.start, date=False) for number in find_numbers(text) if _states(number, text)]
    if not passage.sourced and passage.place != "heading":
        found += [Typed(date.group(), date.start(), date=True) for date in dates]
    yield from sorted(found, key=lambda number: number.start)


def _states(number: NumberFound, text: str) -> bool:
    """Whether a numeric expression states a quantity, in the words around it."""
    word, before, after = number.text.lower(), text[: number.start], text[number.end:]
    parts = re.split("[ -]", word)
    if word[0].isdigit() or "fold" in word:
        return True
    if _only_speech(word, before, after):
        return False
    if set(parts) & LARGE:
        return not OF_THE_BOOK.match(after)
    if set(parts) & ALWAYS or (len(parts) > 1 and parts[-1] in PARTS):
        return True
    return _small(word, before, after)


def _only_speech(word: str, before: str, after: str) -> bool:
    """Whether a word counts nothing here: the first, both halves of a sentence, a half-truth, the third quarter."""
    known = word == "halves" and KNOWN_ONES.search(before)
    order = word in ("first", "second", "single", "zero")
    return bool(order or known or HALF_SPEECH.match(f"{word}{after}") or QUARTER.match(word))


def _small(word: str, before: str, after: str) -> bool:
    """Whether a word that may mean a quantity, an order or a manner means a quantity here."""
    match word:
        case "third" | "quarter":
            part = ARTICLE.search(before) and re.match(r"\s+(?:of|more|less|lower|higher)\b", after)
            return bool(part or (CHANGED_BY.search(before) and ENDED.match(after)))
        case "twice":
            return bool(COMPARED.match(after))
        case "double" | "doubling":
            return not DOUBLE_SPEECH.match(after)
        case "one":
            return bool(STRICT_UNIT.match(after) or (ALONE.search(before) and ONE_THING.match(after)))
        case "decade" | "decades":
            return bool(A_SPAN.search(before))
    return bool(COUNTED.match(after)) and not OF_THE_BOOK.match(after) and not KNOWN_ONES.search(before)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
