"""What stands beside a claim: the claims that rival it, those in conflict first, and the verdict."""

from dataclasses import dataclass

from compendium.book.facts.evidence_domain import Evidence
from compendium.evidence import Adjudication, Entry, Question
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed_claim

SHOWN = 5


@dataclass(frozen=True)
class Rival:
    """One line about another claim: what it says in short, who says it, and whether both can be right."""

    name: str
    shown: str
    where: str
    of: str
    excludes: bool


@dataclass(frozen=True)
class Beside:
    """A question with some of its claims, how many more there are, and the reading used where they disagree."""

    question: Question
    rivals: tuple[Rival, ...]
    further: int
    verdict: Adjudication | None


def beside(known: Evidence, question: Question, entry: Entry | None = None) -> Beside:
    """What a card shows of a question; with an entry, as seen from that claim.

    A claim without number or position on a question without a verdict has no rivals, only neighbours.
    """
    others = [other for other in known.ledger.by_question[question.id] if entry is None or other.id != entry.id]
    verdict = question.adjudication
    has_rivals = entry is None or verdict is not None or speaks(entry)
    excluded = known.excluded_by(entry.id) if entry else frozenset()
    first = excluded | frozenset(verdict.claims if verdict else ())
    rivals = [other for other in others if has_rivals and (speaks(other) or other.id in first)]
    rivals.sort(key=lambda other: (other.id not in excluded, other.id not in first))
    chosen = tuple(_rival(question, other, other.id in excluded) for other in rivals[:SHOWN])
    return Beside(question, chosen, len(others) - len(chosen), verdict)


def speaks(entry: Entry) -> bool:
    """Whether a claim answers its question with a number or a position."""
    return entry.claim.unit is not None or bool(entry.claim.position)


def _rival(question: Question, entry: Entry, excludes: bool) -> Rival:
    claim = entry.claim
    if claim.unit is not None:
        shown = printed_claim(claim)
    else:
        shown = question.positions.get(claim.position, claim.position.replace("-", " ")) or claim.says
    where = entry.source.publisher + (f", {in_words(claim.period)}" if claim.period else "")
    return Rival(entry.id, shown, where, claim.of if claim.unit else "", excludes)
