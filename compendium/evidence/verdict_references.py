"""What definitions and verdicts name must be known, and must go together."""

from collections.abc import Iterator
from pathlib import Path

from compendium.evidence.document import Document
from compendium.evidence.ledger import Ledger
from compendium.evidence.near_names import Fault, unknown
from compendium.evidence.problems import Problem
from compendium.evidence.verdicts import Adjudication


def definition_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Definitions that name one that is not in the vocabulary, or a share as what is shared out."""
    document = next(d for path, d in documents.items() if path.name == "definitions.yaml")
    yield from _whole_problems(ledger, document)
    for index, definition in enumerate(ledger.definitions.values()):
        if definition.id in definition.confused_with:
            yield document.problem(("definitions", index, "confused_with"),
                                   f"definition {definition.id}: confused_with: names itself; name another, or none")
        named = {"confused_with": definition.confused_with, "whole": [definition.whole] if definition.whole else []}
        for field, names in named.items():
            for _, what in unknown(field, names, ledger.definitions):
                yield document.problem(("definitions", index, field), f"definition {definition.id}: {field}: {what}")


def _whole_problems(ledger: Ledger, document: Document) -> Iterator[Problem]:
    """A share of a share, which no number of the vocabulary's can be."""
    for index, definition in enumerate(ledger.definitions.values()):
        whole = ledger.definitions.get(definition.whole or "")
        if whole and whole.dimension == "share":
            yield document.problem(("definitions", index, "whole"), f"definition {definition.id}: whole: '{whole.id}' "
                                   "is a share itself; a share names as its whole what is shared out")


def verdict_problems(ledger: Ledger, documents: dict[Path, Document]) -> Iterator[Problem]:
    """Verdicts that rest on claims that nobody made, or that weigh the outside without saying so."""
    document = next(d for path, d in documents.items() if path.name == "questions.yaml")
    for index, question in enumerate(ledger.questions.values()):
        for field, what in _verdict_faults(ledger, question.adjudication) if question.adjudication else ():
            where = ("questions", index, "adjudication", field)
            yield document.problem(where, f"question {question.id}: adjudication.{field}: {what}")


def _verdict_faults(ledger: Ledger, verdict: Adjudication) -> Iterator[Fault]:
    """Claims that a verdict names and nobody made, or follows and does not follow, or weighs without saying so."""
    for field, names in (("claims", verdict.claims), ("not_followed", tuple(verdict.not_followed))):
        yield from unknown(field, names, ledger.entries)
    for name in set(verdict.claims) & set(verdict.not_followed):
        yield "not_followed", f"'{name}' stands among the claims that the reading rests on"
    outside = [name for name in verdict.named if name in ledger and ledger[name].source.role == "check"]
    if outside and verdict.articles_alone is None:
        yield "articles_alone", (f"is missing, as the verdict weighs {outside[0]}, which is in none of the articles; "
                                 "give confidence, and the reading if it would be another")
    if verdict.articles_alone and not outside:
        yield "articles_alone", "is given, and the verdict weighs nothing from outside the articles"
