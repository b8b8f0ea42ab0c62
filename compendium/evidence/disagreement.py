"""Where claims cannot all be right: computed from definitions, periods and rounding, not asserted."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.intervals import claim_interval
from compendium.evidence.periods import Period
from compendium.evidence.sources import Entry
from compendium.evidence.units import same_dimension

if TYPE_CHECKING:  # the ledger is made of questions, whose table tells which of them are contested
    from compendium.evidence.ledger import Ledger
    from compendium.evidence.questions import Question


@dataclass(frozen=True)
class Conflict:
    """Two claims on one question that exclude each other, and how."""

    one: Entry
    other: Entry
    how: str


def conflicts(ledger: "Ledger") -> dict[str, tuple[Conflict, ...]]:
    """The conflicts on every question that has any, by question."""
    found = {name: tuple(_conflicts(ledger, name)) for name in ledger.questions}
    return {name: pairs for name, pairs in found.items() if pairs}


def rival_claims(ledger: "Ledger", question: str) -> tuple[Entry, ...]:
    """The claims to set side by side: the articles' with a number or a position, and all that the verdict names.

    Independent evidence comes last, and only where the verdict weighs it. All claims, where none is of that kind.
    """
    entries, verdict = ledger.by_question[question], ledger.questions[question].adjudication
    named = verdict.named if verdict else ()
    speaking = [e for e in entries if e.source.role == "seed" and (e.claim.unit or e.claim.position)]
    # a name that leads nowhere is told where the ledger is read
    weighed = [e for name in named if (e := ledger.entries.get(name))
               and (e.claim.question == question or e.source.role == "check")]
    chosen = {e.id: e for e in (*speaking, *weighed)}
    return tuple(sorted(chosen.values(), key=lambda e: e.source.role == "check")) or entries


def _conflicts(ledger: "Ledger", question: str) -> Iterator[Conflict]:
    for one, other in combinations(ledger.by_question[question], 2):
        how = disagreement(ledger.questions[question], one, other)
        if how:
            yield Conflict(one, other, how)


def disagreement(question: "Question", one: Entry, other: Entry) -> str:
    """How two claims on a question disagree; empty where they do not."""
    if _disputes(one, other) or _disputes(other, one):
        return "one disputes the other"
    if one.claim.position and other.claim.position and one.claim.position != other.claim.position:
        first, second = (question.positions[entry.claim.position] for entry in (one, other))
        return f"one says that {first}, the other that {second}"
    if comparable(question, one.claim, other.claim) and not _meet(one.claim, other.claim):
        return "same definition and period, and no value fits both"
    return ""


def relation(question: "Question", one: Entry, other: Entry) -> str:
    """How two numbers stand to each other: they exclude each other, both can be right, or what tells them apart."""
    if disagreement(question, one, other):
        return "excluding each other"
    if comparable(question, one.claim, other.claim):
        return "leaving room for both"
    if one.claim.definition != other.claim.definition:
        return "of different definitions"
    return "differing in place, subject, base or period"


def comparable(question: "Question", one: Claim, other: Claim) -> bool:
    """Whether two numbers have one definition, subject, base and period, so that they can agree or disagree."""
    one, other = _in_one_unit(one, other)
    if not _same_dimension(one, other):
        return False
    same_subject = (one.definition, one.about, set(one.place), one.to) == (
        other.definition, other.about, set(other.place), other.to)
    return same_subject and _same_base(one, other) and _periods(question, one, other)


def _same_base(one: Claim, other: Claim) -> bool:
    """Whether both are levels, or changes against the same time.

    A fall on the month and a fall on the year can both be right, and a base that a source leaves unstated may be
    any: neither pair is held against each other.
    """
    if not (one.against and other.against):
        return one.against == other.against
    bases = [Period.parse(each.against) for each in (one, other) if each.against != UNSTATED]
    return len(bases) == 2 and bases[0].same(bases[1])


def _periods(question: "Question", one: Claim, other: Claim) -> bool:
    if question.periods == "any" or one.period is None or other.period is None:
        return True
    if question.periods == "overlap":
        return one.period.overlaps(other.period)
    return one.period.same(other.period)


def _in_one_unit(one: Claim, other: Claim) -> tuple[Claim, Claim]:
    """Two claims as they can be held against each other: where their units differ, by an equivalent of one of them."""
    forms = ((first, second) for first in (one, _as_equivalent(one)) for second in (other, _as_equivalent(other)))
    return next((pair for pair in forms if _same_dimension(*pair)), (one, other))


def _as_equivalent(claim: Claim) -> Claim:
    """A claim with the number and the unit in which its source repeats it; itself where it does not."""
    if claim.equivalent is None:
        return claim
    return claim.model_copy(update=claim.equivalent.model_dump() | {"low": None, "high": None, "rounded_to": None})


def _same_dimension(one: Claim, other: Claim) -> bool:
    return one.unit is not None and other.unit is not None and same_dimension(one.unit, other.unit)


def _meet(one: Claim, other: Claim) -> bool:
    one, other = _in_one_unit(one, other)
    assert one.unit and other.unit
    # two shares that meet beyond the whole meet at the whole too, so that it need not be known who may go beyond
    first, second = claim_interval(one, beyond=True), claim_interval(other, beyond=True)
    return first.meets(second.in_unit(other.unit, one.unit, change=bool(other.against)))


def _disputes(one: Entry, other: Entry) -> bool:
    answer = one.claim.answers
    return answer is not None and answer.as_ == "disputes" and answer.claim == other.id


def not_followed(ledger: "Ledger", source: str) -> "Iterator[tuple[Question, tuple[Entry, ...]]]":
    """Each question with a verdict that goes against claims of a source, and those claims.

    A verdict goes against a claim that it names as not followed, and against one that cannot be right
    together with those it rests on, unless one of these takes the same position; a verdict that rests on
    no claim goes against all that speak.
    """
    for name, question in ledger.questions.items():
        if question.adjudication is None:
            continue
        used = set(question.adjudication.claims)
        rivals = [each for each in rival_claims(ledger, name) if each.source.id == source and each.id not in used]
        if not rivals:
            continue
        held, excluded = {ledger[claim].claim.position for claim in used} - {""}, _excluded(ledger, name)
        against = tuple(
            entry for entry in rivals if (
                entry.id in question.adjudication.not_followed
                or (entry.claim.position not in held and (not used or bool(excluded.get(entry.id, set()) & used)))))
        if against:
            yield question, against


def why_not_followed(ledger: "Ledger", claim: str) -> str:
    """Why a verdict does not follow a claim; empty for a claim that none names so."""
    return ledger.not_followed.get(claim, "")


def _excluded(ledger: "Ledger", question: str) -> dict[str, set[str]]:
    """For each claim on a question, those that cannot be right if it is."""
    found: dict[str, set[str]] = {}
    for pair in _conflicts(ledger, question):
        found.setdefault(pair.one.id, set()).add(pair.other.id)
        found.setdefault(pair.other.id, set()).add(pair.one.id)
    return found
