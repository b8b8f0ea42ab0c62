"""Finding numbers that were typed by hand, so that each one comes from a claim or a computation."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping
from functools import cache, cached_property, partial
from itertools import pairwise
from math import isclose
from pathlib import Path
from types import MappingProxyType
from typing import Any

from compendium.book.text.behind_facts import is_missing, numbers_of, values_of
from compendium.book.text.dates import in_period, missing_days, strange_dates, strange_in_words
from compendium.book.text.fact_words import FactWords
from compendium.book.text.passage import HIDDEN, Passage, RoleMarkup
from compendium.book.text.prose import passages, settings_passages, text_files
from compendium.book.text.quantities import NumberWords, Typed, number_words, typed_numbers
from compendium.book.text.unsaid import said_of_facts
from compendium.columns import items_of
from compendium.evidence import Ledger, Problem
from compendium.evidence.reading import records_print
from compendium.evidence.uncounted import PARTS_OF_THE_BOOK
from compendium.fingerprints import file_print, kept, one_print, prints_of, text_print
from compendium.subject import subject_of

UNCHECKED = {"authors-guide": "It shows how to write, and its examples are no evidence."}
"""Pages that are not read for numbers, each with the reason."""
SHOWN = 3
STEM = 5
"""So many letters of a word are compared, so that 'imports' meets 'imported'."""
COMMON = {"which", "their", "there", "these", "those", "about", "after", "before", "other", "where", "would", "could",
          "between", "under", "article", "says", "that", "with", "from", "have", "been", "were", "this", "than"}

WORD, LATIN = re.compile(r"[^\W\d_]+"), re.compile("[A-Za-z]")
COUNTED_BY_THE_BOOK = re.compile(rf"\b(?:{PARTS_OF_THE_BOOK})s?\s+$", re.IGNORECASE)
LOOK_ALIKE = re.compile("[\u0400-\u052f\u0391\u0392\u0395-\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
                        "\u03b1\u03b9\u03ba\u03bd\u03bf\u03c1\u03c4\u03c5\u03c7]")
"""Cyrillic letters, and the Greek ones that are taken for Latin ones: a number word with one of them is none."""
ENDS = ("value", "low", "high")
NUMBERED = {"fact", "plain", "code"}
"""The roles that may print a number of their own."""
SAID_OF_A_RESULT = ("says", "unit", "formula", *ENDS)
NO_ROWS: Mapping[str, Mapping[Any, Any]] = MappingProxyType({})


class Likely:
    """Everything in the ledger and among the results that can be referred to, by value and by words."""

    def __init__(self, ledger: Ledger, words: NumberWords | None = None, root: Path | None = None,
                 recorded: Mapping[str, Mapping[Any, Any]] = NO_ROWS) -> None:
        self.ledger, self.number_words, self.root, self.recorded = ledger, words, root, recorded

    @cached_property
    def results(self) -> dict[str, dict[str, Any]]:
        """What all computed results say, by id; kept, as to compute them takes longer than the rest of a check."""
        if self.root is None:
            return self._computed()
        made_from = one_print(prints_of([self.root / "seeds", self.root / "data"], self.root))
        return kept(self.root, "said-of-results", made_from, self._computed)

    def _computed(self) -> dict[str, dict[str, Any]]:
        from compendium.results.formulas import compute_all
        from compendium.results.register import registered_results, results_of_models

        rows = {str(row["id"]): row for row in compute_all(registered_results(), self.ledger)} | results_of_models()
        # without what a table has for a missing number: to read that again pandas would be loaded
        return {name: {"says": str(row["says"]), "unit": str(row["unit"]), "formula": str(row["formula"]),
                       "claims": items_of(row["claims"]),
                       **{each: None if is_missing(row[each]) else float(row[each]) for each in ENDS}}
                for name, row in rows.items()}

    @cached_property
    def fact_words(self) -> FactWords:
        """The same, for what is written in and around a fact."""
        return FactWords(self.ledger, self.computed, self.number_words)

    def computed(self) -> dict[str, Mapping[Any, Any]]:
        """All computed results, and what chapters recorded when they last ran."""
        return {**self.results, **self.recorded}

    def claims_behind(self, name: str) -> list[str]:
        """The claims that a fact is, or is computed from; none for what no claim gives a number."""
        if name in self.ledger:
            return [name]
        known = ":" not in name and name not in self.ledger.questions and name not in self.ledger.assumptions
        return list(self.results.get(name, {}).get("claims", ())) if known else []

    def strange_in_words(self, role: RoleMarkup) -> Iterator[str]:
        """Dates in a fact's own words that nothing behind it gives."""
        name, ledger = role.target, self.ledger
        record = ledger.questions.get(name) or ledger.assumptions.get(name)
        said = str(record.model_dump() if record else self.computed().get(name, ""))
        behind = ledger.by_question.get(name) or [ledger[claim] for claim in self.claims_behind(name)]
        # of a value that no chapter has computed yet nothing is known
        return strange_in_words(role.words, behind, said) if behind or said else iter(())

    @cached_property
    def words(self) -> dict[str, set[str]]:
        """The words of everything that can be referred to, by id."""
        words = {entry.id: _stems(f"{entry.claim.says} {entry.claim.of} {entry.source.publisher}")
                 for entry in self.ledger}
        words |= {name: _stems(str(row["says"])) for name, row in self.results.items()}
        return words | {name: _stems(one.says) for name, one in self.ledger.assumptions.items()}

    def of(self, number: Typed, sentence: str) -> list[str]:
        """At most three ids, the one with most words in common first; those with none only if no other is there."""
        wanted = _stems(sentence)
        shared = {name: len(self.words[name] & wanted) for name in self._same(number)}
        best = max(shared.values(), default=0)
        kept = [name for name, count in shared.items() if count or not best]
        return sorted(kept, key=lambda name: -shared[name])[:SHOWN]

    def _same(self, number: Typed) -> Iterator[str]:
        """The ids of what has the number's value, or happened at the date."""
        wanted = number.values | {100 * value for value in number.values if value < 1}
        for entry in self.ledger:
            dated = number.date and in_period(entry.claim, number.text)
            if dated or (not number.date and _meets(wanted, values_of(entry.claim), 0.001)):
                yield entry.id
        if not number.date:
            for name, row in self.results.items():
                if not is_missing(row["value"]) and _meets(wanted, numbers_of(row), 0.01):
                    yield name
            for name, one in self.ledger.assumptions.items():
                if _meets(wanted, [one.value], 0.001):
                    yield name


def _meets(wanted: frozenset[float], values: list[float], within: float) -> bool:
    return any(isclose(one, abs(other), rel_tol=within) for one in wanted for other in values)


def _stems(text: str) -> set[str]:
    return {word[:STEM] for word in re.findall(r"[a-z]{4,}", text.lower()) if word not in COMMON}


def check_chapters(root: Path, ledger: Ledger, recorded: Mapping[str, Mapping[Any, Any]] = NO_ROWS) -> list[Problem]:
    """Every number in the chapters that stands there without a claim or a computation behind it.

    ``recorded`` are the values that chapters computed when they were last run, like rows of ``derived.csv``.
    """
    said = {name: {key: row[key] for key in SAID_OF_A_RESULT} for name, row in recorded.items()}
    given = text_print(records_print(root), file_print(root / "data" / "derived.csv"), repr(said))
    subject = subject_of(root)
    words = number_words(subject.counted_nouns, subject.named_numbers)
    likely = cache(partial(Likely, ledger, words, root, said))
    of_settings = [Problem(file, line, what) for file, passage in settings_passages(root)
                   for line, what in _numbers(passage, likely())]
    return of_settings + [problem for path in text_files(root) for problem in kept(
        root, f"lint/{path.relative_to(root).as_posix()}", text_print(given, file_print(path)),
        partial(_on_page, path, root, likely))]


def _on_page(path: Path, root: Path, of_ledger: Callable[[], Likely]) -> list[Problem]:
    """What is wrong on one page; kept until the page or the evidence changes."""
    file, likely, found = path.relative_to(root).as_posix(), of_ledger(), list[Problem]()
    for passage in passages(path):
        found += [Problem(file, line, what) for line, what in _form(passage)]
        if path.stem not in UNCHECKED:
            found += [Problem(file, line, what) for line, what in _numbers(passage, likely)]
    return found


def _form(passage: Passage) -> Iterator[tuple[int, str]]:
    """What breaks a page without a warning: a backtick in a fence's title line, a fact in a heading."""
    if passage.place == "broken-fence":
        yield passage.line, ("the title line of a directive fenced with backticks holds a backtick, which ends the "
                             "fence without a warning; fence it with colons")
    typed = [(passage.line_at(word.start()), word[0]) for word in WORD.finditer(passage.text)]
    typed += [(role.line, word) for role in passage.roles for word in WORD.findall(role.words)]
    for line, word in typed:
        if (strange := LOOK_ALIKE.search(word)) and LATIN.search(word):
            yield line, (f"'{word}' holds U+{ord(strange[0]):04X} ({unicodedata.name(strange[0])}), which looks like a"
                         " Latin letter and is none; type the word anew")
    for role in passage.roles:
        if passage.place == "heading" and role.name == "fact":
            yield role.line, (f"{{fact}}`{role.content}` stands in a heading, from where it would reach the "
                              "navigation; headings carry no facts")


def _numbers(passage: Passage, likely: Likely) -> Iterator[tuple[int, str]]:
    if passage.place == "broken-fence":
        return
    told = set()
    for number in typed_numbers(passage, likely.number_words):
        if number.text in told:  # once a sentence: the hand that mends one sees the other
            continue
        told.add(number.text)
        near = ", ".join(likely.of(number, passage.shown)) or "none has this value"
        yield passage.line_at(number.start), _message(number, near, passage.text[:number.start])
    for found in missing_days(passage):
        yield passage.line_at(found.start()), f"'{found[0]}' is no day of the calendar; correct the day or the month"
    for start, date, periods in strange_dates(passage, likely.ledger, likely.claims_behind):
        yield passage.line_at(start), (f"'{date}' lies in no period of the facts of its sentence ({periods}); correct "
                                       "it, or add the fact or {cite} from which it comes")
    for first, second in _glued(passage):
        yield second.line, (f"{{{first.name}}}`{first.content}` and {{{second.name}}}`{second.content}` are printed as"
                            " one number; put a word or a space between them")
    yield from _facts(passage, likely)


def _facts(passage: Passage, likely: Likely) -> Iterator[tuple[int, str]]:
    """What the words of facts, and those beside them, say otherwise than what is behind the fact, or do not say."""
    told_words = set()
    for role in passage.roles:
        if role.name == "fact" and role.words:
            for text in (*likely.fact_words.wrong(role.words, role.target), *likely.strange_in_words(role)):
                told_words.add(role)
                yield role.line, _not_said(text, role)
    for role, beside in likely.fact_words.around(passage):
        if not role.words:
            told_words.add(role)
            yield role.line, (f"'{beside}' stands beside {{fact}}`{role.target}`, which the book prints with its own "
                              "unit, bound, sign and 'about', as a level or a change; leave it out, or give the "
                              "fact words")
        elif role not in told_words:
            told_words.add(role)
            yield role.line, _not_said(beside, role)
    for role, wrong, unsaid in said_of_facts(passage, likely.ledger, likely.computed):
        if role not in told_words:
            yield from ((role.line, f"{role.target} {what}") for what in wrong)
            yield from ((role.line, f"{role.target} {what}, and neither the words of {{fact}}`{role.content}` nor those"
                         " beside it say so; write it there, or let the book print the number")
                        for what in unsaid if not wrong)


def _glued(passage: Passage) -> Iterator[tuple[RoleMarkup, RoleMarkup]]:
    """Two numbers of roles that a reader takes for one, as nothing but a point or comma stands between them."""
    marks = [match.start() for match in re.finditer(HIDDEN, passage.text)]
    if len(marks) == len(passage.roles):
        for (at, role), (then, other) in pairwise(zip(marks, passage.roles, strict=True)):
            if "fact" in (role.name, other.name) and passage.text[at + 1:then] in ("", ".", ",") and (
                    {role.name, other.name} <= NUMBERED):
                yield role, other


def _not_said(text: str, role: RoleMarkup) -> str:
    return (f"'{text}' in the words of {{fact}}`… <{role.target}>` is not what {role.target} says; let the book print "
            "the number, or correct the words")


def _message(number: Typed, near: str, before: str) -> str:
    if COUNTED_BY_THE_BOOK.search(before):
        return (f"'{number.text}' is typed by hand; the number of a figure, a table or a chapter of the book is had by"
                f" {{numref}}`label`, and one of another text stands in {{plain}}`{number.text}`")
    if number.date:
        return f"'{number.text}' is a date in a sentence without a fact or {{cite}}, likeliest: {near}"
    return f"'{number.text}' is typed by hand; use {{fact}}`id`, likeliest: {near}"
