"""Checking the ledger by itself, without the texts: wording, disagreements, verdicts."""

from collections.abc import Iterator

from compendium.evidence.disagreement import conflicts
from compendium.evidence.ledger import Ledger
from compendium.evidence.problems import Problem
from compendium.evidence.wording import unsupported_numbers


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Everything about the ledger that is readable but not right."""
    return [*_wording(ledger), *_unanswered(ledger), *_unjudged(ledger)]


def _wording(ledger: Ledger) -> Iterator[Problem]:
    for entry in ledger:
        for number in unsupported_numbers(entry.claim):
            what = f"says '{number}', which is in none of its fields"
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")


def _unanswered(ledger: Ledger) -> Iterator[Problem]:
    for name, entries in ledger.by_question.items():
        if not entries:
            yield Problem("seeds/questions.yaml", 0, f"question {name} has no claim")


def _unjudged(ledger: Ledger) -> Iterator[Problem]:
    for name, pairs in conflicts(ledger).items():
        if ledger.questions[name].adjudication is None:
            pair = pairs[0]
            what = f"{pair.one.id} and {pair.other.id} disagree ({pair.how}); adjudication is missing"
            yield Problem("seeds/questions.yaml", 0, f"question {name}: {what}")
