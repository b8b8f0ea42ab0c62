"""Which claims of a source the readings used do not follow, so that nobody need take the verdicts on trust."""

from collections.abc import Iterator

from compendium.evidence.disagreement import conflicts, rival_claims
from compendium.evidence.ledger import Entry, Ledger
from compendium.evidence.questions import Question


def not_followed(ledger: Ledger, source: str) -> Iterator[tuple[Question, tuple[Entry, ...]]]:
    """Each question with a verdict that goes against claims of a source, and those claims.

    A verdict goes against a claim that it names as not followed, and against one that cannot be right
    together with those it rests on, unless one of these takes the same position; a verdict that rests on
    no claim goes against all that speak.
    """
    excluded = _excluded(ledger)
    for name, question in ledger.questions.items():
        if question.adjudication is None:
            continue
        used = set(question.adjudication.claims)
        held = {ledger[claim].claim.position for claim in used} - {""}
        against = tuple(
            entry for entry in rival_claims(ledger, name) if entry.source.id == source and entry.id not in used and (
                entry.id in question.adjudication.not_followed
                or (entry.claim.position not in held and (not used or bool(excluded.get(entry.id, set()) & used)))))
        if against:
            yield question, against


def why_not_followed(ledger: Ledger, claim: str) -> str:
    """Why a verdict does not follow a claim; empty for a claim that none names so."""
    verdicts = (question.adjudication for question in ledger.questions.values() if question.adjudication)
    return next((verdict.not_followed[claim] for verdict in verdicts if claim in verdict.not_followed), "")


def _excluded(ledger: Ledger) -> dict[str, set[str]]:
    """For each claim, those that cannot be right if it is."""
    found: dict[str, set[str]] = {}
    for pairs in conflicts(ledger).values():
        for pair in pairs:
            found.setdefault(pair.one.id, set()).add(pair.other.id)
            found.setdefault(pair.other.id, set()).add(pair.one.id)
    return found
