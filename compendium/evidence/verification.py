"""Holding every claim against the text it was read from, and every number of the text against the claims."""

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from compendium.errors import Problem
from compendium.evidence.coverage import coverage
from compendium.evidence.figures import figures_beside
from compendium.evidence.ledger import Ledger
from compendium.evidence.locating import OUTCOMES, Outcome, locate
from compendium.evidence.sources import EvidenceRecord, Fingerprint
from compendium.evidence.texts import SourceText

LOCATOR_SHARE = 1 / 7
"""The largest share of a source's words that its locators may quote together."""


@dataclass
class Verification:
    """How one source's claims stand against its text."""

    source: str
    outcomes: Counter[Outcome] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    numbers: int = 0
    uncovered: int = 0
    located: float = 0.0


def verify(ledger: Ledger, texts: Path) -> list[Verification]:
    """Hold every record that was read from a text against that text, in a folder of texts."""
    read = [(record, record.source.document) for record in ledger.records]
    return [_verify(ledger, record, document, texts) for record, document in read if document]


def _verify(ledger: Ledger, record: EvidenceRecord, document: Fingerprint, texts: Path) -> Verification:
    result, path = Verification(record.source.id), texts / document.file
    file = f"seeds/{record.source.id}.yaml"
    if not path.is_file():
        result.outcomes["not checked"] = len(record.claims)
        result.problems.append(Problem(file, 0, f"no text {path.name} to hold the claims against"))
        return result
    text = SourceText.read(path)
    if text.sha256 != document.sha256:
        result.problems.append(Problem(file, 0, f"{path.name} is not the text that was read: its SHA-256 differs"))
    _verify_claims(ledger, record, text, result)
    _verify_coverage(record, text, result, file)
    return result


def _verify_claims(ledger: Ledger, record: EvidenceRecord, text: SourceText, result: Verification) -> None:
    for claim in record.claims:
        file, line = ledger.place_of(f"{record.source.id}/{claim.id}")
        outcomes = [locate(text, locator) for locator in claim.locators]
        result.outcomes[max((outcome for outcome, _ in outcomes), key=OUTCOMES.index)] += 1
        faults = [what for outcome, what in outcomes if outcome != "same"]
        if not faults and not figures_beside(claim, text):
            faults = ["its figure is neither in nor beside its words"]
        result.problems += [Problem(file, line, f"claim {claim.id}: {what}") for what in faults]


def _verify_coverage(record: EvidenceRecord, text: SourceText, result: Verification, file: str) -> None:
    found = coverage(record, text)
    result.numbers, result.uncovered, result.located = len(found.numbers), len(found.uncovered), found.quoted
    for number in found.uncovered:
        where = f"line {text.line_of(number.start)} of {text.name}"
        what = f"'{number.text}' on {where} is in no claim and is not set aside"
        result.problems.append(Problem(file, 0, what))
    if found.quoted > LOCATOR_SHARE:
        share = f"{found.quoted:.1%} of the words of {text.name}, more than a seventh"
        result.problems.append(Problem(file, 0, f"the locators quote {share}"))
