"""What an author writes in and around a fact, held against what stands behind it.

A fact's own words may not say another number, unit, side or direction than its claim or result does; a fact that the
book prints brings its unit, its sign and its 'about', and none is typed beside it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from math import isclose
from typing import Any

from compendium.book.text.as_printed import placed_facts
from compendium.book.text.behind_facts import Behind, numbers_of, values_of
from compendium.book.text.passage import HIDDEN, Passage, RoleMarkup
from compendium.book.text.quantities import NumberWords, Typed, typed_numbers
from compendium.evidence import Claim, Ledger
from compendium.evidence.bound_words import EXACTLY, comparators_beside, side_beside
from compendium.evidence.carried import ONE_IN, unsupported, unsupported_numbers
from compendium.evidence.change_words import ADDED_BEHIND, MORE_THAN_IT, MOVED_BY, direction_beside
from compendium.evidence.contradictions import OF_A_CHANGE, SAID, is_level, other_side, rise_or_fall
from compendium.evidence.numbers import find_numbers
from compendium.evidence.per import PER_TIMES, by_length, per_before, per_beside
from compendium.evidence.unit_words import (
    KNOWN_WORDS,
    NAMED,
    TIMES,
    is_other_unit,
    unit_behind,
    unit_beside,
    unit_named,
)

TOLERANCE = 0.03
"""How far the words for a computed result may be rounded, and those for a claim's number that say 'about'."""
EXACT = 0.001
"""How far a claim's number in words may be from the claim's own."""
ROUNDLY = re.compile(r"\b(?:about|around|roughly|approximately|nearly|almost)\b", re.IGNORECASE)
HEDGED = re.compile(r"\b(?:exactly|precisely|about|around|roughly|approximately|nearly|almost)\s+$", re.IGNORECASE)
"""Before a fact, words of how sure its number is; that of a rough one is printed with it."""
_SIGNS = "-\u2010\u2011\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}~∼～≈≃≅<＜≤⩽≦≲>＞≥⩾≧≳±+"
SIGNED = re.compile(rf"(?:^|[\s(])(?P<near>[{_SIGNS}\u2013=])$"
                    rf"|(?:^|[(]|(?<![\d%{HIDDEN}])\s)(?P<far>[{_SIGNS}]|minus)\s+$", re.IGNORECASE)
"""Before a fact, a sign of its own; with a space between it may be one of two facts, and a longer dash is a dash."""
BOUNDED = re.compile(r"\b(?:at (?:the )?(?:very )?(?:least|most)|upwards? of|in excess of"
                     r"|an? (?:maximum|minimum)(?: of)?|(?:(?<=there is)|(?<=there are)|(?<=there was)|(?<=there were))"
                     r"\s(?:well over|well under|up to))\s+$", re.IGNORECASE)
"""Before a fact, what makes nothing but a bound of it; 'more than' may compare something else with it."""
UP_TO = re.compile(rf"(?:^|[^\w\s{HIDDEN}]\s*|\b(?!(?:is|are|was|were|be|been|add|sum|count|go|c[ao]m|grow|gr[eo]w"
                   r"|rise|rose|climb|r[au]n|live|le[ad]|buil|step|br[io]|t[ao]|push|mov|jump|c[ao][tu])\w*\s)[^\W\d]+\s+)"
                   r"(?P<bound>up to|no (?:more|less|fewer|greater) than)\s+$", re.IGNORECASE)
"""The same behind what neither leads up to it nor, as 'is' may, compares with it."""
OR_MORE = re.compile(rf"(?:\+|-plus\b|-odd\b)(?!\s?[\d{HIDDEN}])|(?:\s[^\W\d]+|%)?,?\s(?:(?:or (?:more|less|fewer)"
                     r"|and upwards?|if not (?:more|less|fewer))\b(?!\s(?:than|to|often|[a-z]+ly)\b)"
                     r"|(?:(?:or|and) (?:over|above|higher|under|below|lower)|or so|or thereabouts|give or take"
                     r"|at (?:the )?(?:very )?(?:least|most|best|worst)|upwards?)(?=\s*(?:$|[.,;)])))", re.IGNORECASE)
"""Behind a fact, what makes a bound of it."""
A_BOUND = re.compile(r"\b(?:least|most|more|less|fewer|over|under|above|below|bound|limit|up to|ceiling|m[ai][xn]\w*"
                     r"|\w+est)\b", re.IGNORECASE)
"""What in the words of a computed number says that it is a bound itself."""
COUNTED_BY = re.compile(r"(?:\s+(?!of\b|in\b|for\b|than\b|and\b|or\b|to\b|on\b|at\b)[a-z-]+)?"
                        r"(?:\s+(?P<per>per|an?|each|every)\s+|\s*/\s?)(?:metric\s+)?(?P<word>[a-z]+)\b"
                        r"(?!\s+(?:later|earlier|before|after|ago|old)\b)", re.IGNORECASE)
"""Right behind a number, or its noun, what that is counted by."""
MANY_OF = re.compile(rf"\s+(?P<noun>(?:{TIMES})s|[a-z]+s(?=\s+of\b))\b(?:\s+of\b)?", re.IGNORECASE)
"""Behind a count, what it counts instead: pairs of them, months."""
IN_UNIT = re.compile(r",? in\s")
OF_A_YEAR = re.compile(r"\b(?:19|20)\d\d\b(?!\s*(?:to\b|[-–]))")
NONE = re.compile(r"(?:no|none|nobody|nothing)\b", re.IGNORECASE)
BARE = {"count", "x"}
"""Units that are not printed: of a computed one the words may say per cent of what, for each per cent of another."""
ORDER = re.compile(r"\d+(?:st|nd|rd|th)")
ONE = {"one", "single"}
TOLD_BEFORE = 3
"""So many words before a fact are told with its own."""


@dataclass(frozen=True)
class FactWords:
    """The words of facts held against a ledger and its results, which are computed where one is asked for."""

    ledger: Ledger
    results: Callable[[], Mapping[str, Mapping[Any, Any]]]
    words: NumberWords | None

    def wrong(self, words: str, name: str) -> Iterator[str]:
        """What in a fact's words the claim, result or question behind it does not carry or contradicts."""
        known = name in self.ledger
        wrong = list(self._of_claim(words, self.ledger[name].claim) if known else self._of_others(words, name))
        yield from wrong
        own = range(len(words))
        if not wrong and (self._contradicted(words, own, name) or self._bounded(words, own, name)):
            yield words

    def around(self, passage: Passage) -> Iterator[tuple[RoleMarkup, str]]:
        """What beside the facts of a sentence contradicts them, or is printed with them already."""
        for at, role in placed_facts(passage):
            before, after, own = passage.text[:at], passage.text[at + 1:], range(at, at + len(role.words))
            if not role.words:
                yield from ((role, beside) for beside in self._beside(before, after, role.target))
            elif others := [other for number in find_numbers(role.words)
                            for other in self._counted(f"{role.words}{after}"[number.end:], role.target)]:
                yield role, others[0]
            elif self._contradicted(f"{before}{role.words}{after}", own, role.target) or (
                    (BOUNDED.search(before) or SIGNED.search(before))
                    and self._bounded(f"{before}{role.words}", own, role.target)):
                behind = re.match(r"(?:\s\w+)?", after)
                yield role, " ".join([*before.split()[-TOLD_BEFORE:], f"{role.words}{behind[0] if behind else ''}"])

    def _of_claim(self, words: str, claim: Claim) -> Iterator[str]:
        """Numbers that a claim does not carry; those of its period are none, but where they are dates."""
        own, typed = values_of(claim), self._typed(words)
        rounded = {number.text for number in typed if ROUNDLY.search(words) and _near(number.values, own, TOLERANCE)}
        # a small word, such as the two of 'both', and a date beside its fact count nothing
        wrong = [text for text in unsupported_numbers(claim.model_copy(update={"says": words}))
                 if typed and text not in rounded]
        yield from wrong
        if claim.kind != "quantity":
            return
        of_texts = {value for number in find_numbers(" ".join([claim.of, claim.action, claim.hedge,
                                                               *claim.about.values()])) for value in number.values}
        shares = [number / 100 for number in own] if claim.unit == "%" else []
        for number in typed:
            known = [*own, *shares, *of_texts]
            if number.text not in {*wrong, *rounded} and not (_near(number.values, known, EXACT)
                                                              or _is_share(number.text, shares)
                                                              or ORDER.fullmatch(number.text)):
                yield number.text
        if not find_numbers(words) and NONE.match(words) and all(own):
            yield words
        for one in find_numbers(words):
            noun = re.match(r"\s+(?:[a-z-]+\s+)?(?P<stem>[a-z]{3,}?)s?\b", words[one.end:], re.IGNORECASE)
            counted = (self.words and self.words.one.match(words[one.end:])) or (noun and noun["stem"] in claim.of)
            small = one.text.lower() in ONE and counted
            if (small or 0.0 in one.values) and not _near(one.values, [*own, *of_texts], EXACT):
                yield one.text

    def _of_others(self, words: str, name: str) -> Iterator[str]:
        typed = self._typed(words)
        if typed and name in self.ledger.questions:
            yield from unsupported(words, [entry.claim for entry in self.ledger.by_question[name]])
        elif ":" in name:
            # a value that a chapter computes follows its parameters, and words of an author do not
            yield from (number.text for number in typed)
        elif typed and (behind := self._behind(name)):
            yield from (number.text for number in typed if not _near(number.values, behind.numbers, TOLERANCE))

    def _typed(self, words: str) -> list[Typed]:
        return list(typed_numbers(Passage(0, words, sourced=True), self.words))

    def _behind(self, name: str) -> Behind | None:
        """The numbers of a claim, an assumption or a result; none of what has no number."""
        if name in self.ledger:
            claim = self.ledger[name].claim
            other = claim.equivalent.unit if claim.equivalent else None
            units = frozenset(unit.split("/")[0] for unit in (claim.unit, other) if unit)
            return Behind(tuple(values_of(claim)), units, bool(claim.comparator)) if claim.unit else None
        if name in self.ledger.assumptions:
            assumed = self.ledger.assumptions[name]
            return Behind((assumed.value,), frozenset({assumed.unit.split("/")[0]}), assumed.low < assumed.high)
        if name in self.ledger.questions or name not in self.results():
            return None
        row = self.results()[name]
        return Behind(tuple(numbers_of(row)), frozenset({str(row["unit"]).split("/")[0]}),
                      str(row["low"]) != str(row["high"]))

    def _texts(self, name: str) -> str:
        """All that the ledger says of a fact in words, or what a computation gives."""
        if name in self.ledger:
            claim = self.ledger[name].claim
            return " ".join([claim.says, claim.of, claim.action, claim.hedge, *claim.about.values()])
        if name in self.ledger.assumptions:
            return self.ledger.assumptions[name].says
        # not its formula: what that multiplies by is not what the number is of
        return str(self.results()[name]["says"])

    def _pers(self, name: str) -> set[str]:
        """What a fact's number is counted by: in its unit, or as its claim is of one year, month or day."""
        if name not in self.ledger:
            assumed = self.ledger.assumptions.get(name)
            unit = assumed.unit if assumed else str(self.results()[name]["unit"])
            return {unit.partition("/")[2], *(["year"] if OF_A_YEAR.search(self._texts(name)) else [])}
        claim = self.ledger[name].claim
        units = {unit.partition("/")[2] for unit in (claim.unit, claim.equivalent and claim.equivalent.unit) if unit}
        return units | by_length(claim.period)

    def _contradicted(self, text: str, own: range, name: str) -> bool:
        """Whether a text gives one of a fact's own numbers another unit or way, or says that a rough one is exact."""
        if (behind := self._behind(name)) is None:
            return False
        claim = self.ledger[name].claim if name in self.ledger else None
        sign = (claim.value or 0) if claim and claim.against and claim.unit == "%" else 0
        # behind a count stands what it counts, and behind another number an adjective may
        counts = behind.units <= BARE
        return any(is_other_unit(unit_beside(text, number.start, number.end) if counts else unit_named(text, number),
                                 behind.units)
                   or (behind.rough and EXACTLY.search(text[:number.start]))
                   or direction_beside(text, number.start, number.end) * sign < 0
                   for number in find_numbers(text)
                   if number.start in own and _near(number.values, behind.numbers, TOLERANCE))

    def _bounded(self, words: str, own: range, name: str) -> bool:
        """Whether words make a bound of a fact's own number which is none, or lies on the number's other side."""
        claim = self.ledger[name].claim if name in self.ledger else None
        for number in find_numbers(words) if (behind := self._behind(name)) else ():
            alone = replace(number, start=0, end=number.end - number.start)
            after = [SAID[each] for each in comparators_beside(words[number.start:], alone) if each in SAID]
            side = side_beside(words, number.start) or next(iter(after), 0)
            if not side or number.start not in own or not behind or not _near(number.values, behind.numbers, TOLERANCE):
                continue
            if claim:
                wrong = other_side(claim, words, number) or (
                    after and claim.value is not None and side != SAID.get(claim.comparator))
            else:
                # of a computed number words may round: 'over 30%' is right of 30.6
                wrong = len(behind.numbers) == 1 and not A_BOUND.search(self._texts(name)) and all(
                    side * (abs(behind.numbers[0]) - value) <= 0 for value in number.values)
            if wrong:
                return True
        return False

    def _prints_unit(self, name: str) -> bool:
        """Whether no unit follows a fact: a claim has its own, and of a computed number without one words may be."""
        behind = self._behind(name)
        return behind is not None and (name in self.ledger or not behind.units & BARE)

    def _beside(self, before: str, after: str, name: str) -> Iterator[str]:
        """A unit, a sign or a word of how sure that stands beside a fact which is printed with its own."""
        unit = unit_beside(f"{before}{HIDDEN}{after}", len(before), len(before) + 1)
        claim = self.ledger[name].claim if name in self.ledger and self.ledger[name].claim.unit else None
        known = None if claim else self._behind(name)
        level = is_level(claim) if claim else (
            name in self.ledger.assumptions and not OF_A_CHANGE.search(self._texts(name)))
        if (unit in NAMED or unit not in KNOWN_WORDS) and self._prints_unit(name):
            yield unit
        elif sign := SIGNED.search(before):
            yield sign["near"] or sign["far"]
        elif (hedge := HEDGED.search(before)) and (behind := self._behind(name)) and behind.rough:
            yield hedge[0].strip()
        elif (claim or known) and (bound := OR_MORE.match(after) or BOUNDED.search(before)):
            yield bound[0].strip()
        elif claim and "from " not in before.lower() and (bound := UP_TO.search(before)):
            yield bound["bound"]
        elif level and (more := MORE_THAN_IT.match(after) or ADDED_BEHIND.match(after)):
            yield more[0].strip()
        elif level and (moved := MOVED_BY.search(before)) and not moved["fell"]:
            yield moved[0].strip()
        elif claim and direction_beside(f"{before}1%", len(before), len(before) + 2) * rise_or_fall(claim) < 0:
            yield " ".join(before.split()[-2:])
        elif known and direction_beside(f"{before}{HIDDEN}{after}", len(before), len(before) + 1) * known.way < 0:
            yield " ".join([*before.split()[-2:], *after.split()[:1]])
        elif claim and SAID.get(claim.comparator) and side_beside(f"{before}{HIDDEN}", len(before)):
            yield " ".join(before.split()[-2:])
        elif (often := self._often(before, name)) or (other := self._in_other_unit(after, name)):
            yield often or other
        else:
            yield from self._counted(after.partition(HIDDEN)[0], name)

    def _often(self, before: str, name: str) -> str:
        """The words before a fact that count it by a stretch of time by which it is not counted."""
        behind = self._behind(name)
        often = per_before(before, len(before), next(iter(behind.units))) if behind else ""
        said = not often or often in self._pers(name) or re.search(rf"\b{often}", self._texts(name), re.IGNORECASE)
        return "" if said else " ".join(before.split()[-TOLD_BEFORE - 2:])

    def _in_other_unit(self, after: str, name: str) -> str:
        """What words right behind a fact say that it is in, where it is printed in another unit."""
        behind, said = self._behind(name), IN_UNIT.match(after)
        unit = unit_behind(after, said.end()) if said else None
        return f"in {unit[0]}" if unit and behind and is_other_unit(unit[0], behind.units) else ""

    def _counted(self, after: str, name: str) -> Iterator[str]:
        """What the words behind a number count it by, or count instead, of which its fact says nothing."""
        behind = self._behind(name)
        if behind is None:
            return
        texts = self._texts(name)
        if by := COUNTED_BY.match(after):
            said = per_beside(by[0], 0) or (by["word"] if by["per"] in ("per", None) else "")
            named = [said, *(word for word, per in PER_TIMES.items() if per == said)]
            if said and said not in self._pers(name) and not re.search(
                    rf"\b(?:{'|'.join(named)})", texts, re.IGNORECASE):
                yield by[0].strip()
        elif (many := MANY_OF.match(after)) and behind.units <= BARE and many["noun"].lower() not in texts.lower():
            yield many[0].strip()


def _near(values: frozenset[float], known: tuple[float, ...] | list[float], within: float) -> bool:
    return any(isclose(value, abs(each), rel_tol=within) for value in values for each in known)


def _is_share(text: str, shares: list[float]) -> bool:
    """Whether words such as 'nine in ten' are one of these shares."""
    numbers = find_numbers(text)
    if len(numbers) != 2 or not ONE_IN.fullmatch(text[numbers[0].end:numbers[1].start]):
        return False
    part, whole = (max(number.values) for number in numbers)
    return _near(frozenset({part / whole}), shares, EXACT)
