"""The author's own words in a fact, held against what they stand for: a changed value leaves no old words behind."""

from collections.abc import Iterator
from math import isclose

from compendium.book.text.likely_claims import Likely, numbers_of
from compendium.book.text.passage import Passage
from compendium.book.text.quantities import typed_numbers
from compendium.evidence.wording import unsupported, unsupported_numbers

TOLERANCE = 0.03
"""How far the words for a computed result may be rounded."""


def unsupported_words(words: str, name: str, likely: Likely) -> Iterator[str]:
    """The numbers in a fact's words that the claim, result or question behind it does not carry."""
    ledger = likely.ledger
    typed = list(typed_numbers(Passage(0, words, sourced=True)))
    if not typed:
        return
    if name in ledger:
        yield from unsupported_numbers(ledger[name].claim.model_copy(update={"says": words}))
    elif name in ledger.questions:
        yield from unsupported(words, [entry.claim for entry in ledger.by_question[name]])
    elif ":" in name:
        # a value that a chapter computes follows its parameters, and words of an author do not
        yield from (number.text for number in typed)
    elif name in likely.results or name in ledger.assumptions:
        known = numbers_of(likely.results[name]) if name in likely.results else [ledger.assumptions[name].value]
        for number in typed:
            if not any(isclose(value, each, rel_tol=TOLERANCE) for value in number.values for each in known):
                yield number.text
