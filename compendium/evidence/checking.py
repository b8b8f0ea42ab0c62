"""Checking the ledger by itself, without the texts: wording, disagreements, verdicts."""

from collections.abc import Iterator

from compendium.evidence.disagreement import conflicts
from compendium.evidence.ledger import Ledger
from compendium.evidence.numbers import UNITS
from compendium.evidence.problems import Problem
from compendium.evidence.wording import unsupported, unsupported_numbers

COUNTS = {*UNITS, "third"}
"""In verdicts these count the claims themselves: two accounts, a third source."""


def check_ledger(ledger: Ledger) -> list[Problem]:
    """Everything about the ledger that is readable but not right."""
    return [*_wording(ledger), *_verdicts(ledger), *_findings(ledger), *_sketch(ledger), *_unanswered(ledger),
            *_unjudged(ledger)]


def _wording(ledger: Ledger) -> Iterator[Problem]:
    for entry in ledger:
        for number in unsupported_numbers(entry.claim):
            what = f"says '{number}', which is in none of its fields"
            yield Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")


def _verdicts(ledger: Ledger) -> Iterator[Problem]:
    """Numbers in verdicts that no claim on the question carries."""
    for name, question in ledger.questions.items():
        verdict = question.adjudication
        named = [ledger[claim].claim for claim in verdict.named] if verdict else []
        claims = [entry.claim for entry in ledger.by_question[name]] + named
        for field, text in verdict.texts() if verdict else ():
            for number in unsupported(text, claims):
                if number.lower() in COUNTS:
                    continue
                what = f"adjudication.{field} says '{number}', which no claim on it carries"
                yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")


def _findings(ledger: Ledger) -> Iterator[Problem]:
    """Numbers in headlines that none of their claims carries, and verdicts that they rest on and nobody gave."""
    for finding in ledger.findings.values():
        for name in finding.verdicts:
            if ledger.questions[name].adjudication is None:
                what = f"rests on the verdict on {name}, whose adjudication is missing"
                yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: {what}")
        for number in unsupported(finding.says, [ledger[claim].claim for claim in finding.claims]):
            what = f"says '{number}', which none of its claims carries"
            yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: {what}")


def _sketch(ledger: Ledger) -> Iterator[Problem]:
    """Numbers on the map that none of a mark's claims carries."""
    for mark in ledger.sketch.values():
        for number in unsupported(" ".join([mark.says, *mark.label]), [ledger[claim].claim for claim in mark.claims]):
            what = f"says '{number}', which none of its claims carries"
            yield Problem(*ledger.place_of(f"sketch {mark.id}"), f"mark {mark.id}: {what}")


def _unanswered(ledger: Ledger) -> Iterator[Problem]:
    for name, entries in ledger.by_question.items():
        if not entries:
            yield Problem(*ledger.place_of(f"question {name}"), f"question {name} has no claim")


def _unjudged(ledger: Ledger) -> Iterator[Problem]:
    for name, pairs in conflicts(ledger).items():
        if ledger.questions[name].adjudication is None:
            pair = pairs[0]
            what = f"{pair.one.id} and {pair.other.id} disagree ({pair.how}); adjudication is missing"
            yield Problem(*ledger.place_of(f"question {name}"), f"question {name}: {what}")
