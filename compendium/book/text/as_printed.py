"""A sentence as readers meet it: with the numbers that the book prints in the place of its facts."""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from compendium.book.text.passage import HIDDEN, Passage, RoleMarkup
from compendium.evidence import Ledger
from compendium.evidence.printing import printed, printed_claim
from compendium.results.rounding import printed_row


@dataclass(frozen=True)
class FactPlaced:
    """A fact of a sentence, and where its words, or the number that is printed for it, stand in the text."""

    role: RoleMarkup
    within: range


@dataclass(frozen=True)
class Printed:
    """The text of a sentence with its numbers, and its facts in their order."""

    text: str
    facts: tuple[FactPlaced, ...] = ()


def as_printed(passage: Passage, ledger: Ledger, computed: Callable[[], Mapping[str, Mapping[Any, Any]]]) -> Printed:
    """A sentence with the words of its facts, or the numbers that are printed for them."""
    text, facts, last = "", list[FactPlaced](), 0
    for at, role in placed_facts(passage):
        words = role.words or _number(role.target, ledger, computed)
        text += passage.text[last:at]
        facts.append(FactPlaced(role, range(len(text), len(text) + len(words))))
        text, last = text + words, at + len(HIDDEN)
    return Printed(text + passage.text[last:], tuple(facts))


def placed_facts(passage: Passage) -> Iterator[tuple[int, RoleMarkup]]:
    """The facts of a sentence, each with where it stands in its text."""
    marks = [match.start() for match in re.finditer(HIDDEN, passage.text)]
    if len(marks) == len(passage.roles):
        yield from ((at, role) for at, role in zip(marks, passage.roles, strict=True) if role.name == "fact")


def _number(name: str, ledger: Ledger, computed: Callable[[], Mapping[str, Mapping[Any, Any]]]) -> str:
    """The number that is printed for a fact; what hides a role where it has none, or nothing has it yet."""
    if name in ledger:
        return printed_claim(ledger[name].claim) if ledger[name].claim.unit else HIDDEN
    if name in ledger.assumptions:
        return printed(ledger.assumptions[name].value, ledger.assumptions[name].unit)
    row = None if name in ledger.questions else computed().get(name)
    return printed_row(row) if row else HIDDEN
