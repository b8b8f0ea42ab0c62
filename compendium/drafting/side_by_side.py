"""The claims on one question side by side, and what each does to the others: agrees, widens, conflicts."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import ValidationError

from compendium.errors import UnknownName
from compendium.evidence.claims import Claim
from compendium.evidence.credit import credit_in_words
from compendium.evidence.disagreement import comparable, disagreement
from compendium.evidence.drafts import Draft
from compendium.evidence.intervals import Interval
from compendium.evidence.ledger import Ledger
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed_claim
from compendium.evidence.questions import Question
from compendium.evidence.sources import Entry, Source
from compendium.evidence.units import same_dimension

Effect = Literal["conflicts", "widens", "agrees", "stands alone", "is not complete"]
UNWORDED = "A draft that says nothing in words yet."


@dataclass(frozen=True)
class Beside:
    """One claim or draft on a question, in print, and what it does to the others that can be compared with it.

    ``judged`` says whether the verdict names it or, of a position, a claim that takes it; only conflicts ask for that.
    """

    id: str
    draft: bool
    number: str
    definition: str
    period: str
    place: str
    credit: str
    effect: Effect
    others: tuple[str, ...] = ()
    judged: bool = False

    @property
    def told(self) -> str:
        """All of it in one line: number, definition, period, place; by whom; what it does."""
        facts = ", ".join(part for part in (self.number, self.definition, self.period, self.place) if part)
        named = f" with {', '.join(self.others)}" if self.effect in ("conflicts", "agrees") and self.others else ""
        judged = ", and is judged" if self.effect == "conflicts" and self.judged else ""
        return f"{facts}; {self.credit}: {self.effect}{named}{judged}"

    @property
    def asks_for_a_verdict(self) -> bool:
        """Whether the book is not built before somebody judges it."""
        return self.effect == "conflicts" and not self.judged


def side_by_side(ledger: Ledger, name: str) -> list[Beside]:
    """The claims on a question in the ledger's order, its drafts last; UnknownName for a question that is none."""
    question = ledger.questions.get(name)
    if question is None:
        raise UnknownName("question", name, ledger.questions)
    shown = [_beside(ledger, question, entry) for entry in ledger.by_question[name]]
    for source, draft in _drafts(ledger, name):
        claim = _completed(draft, question)
        shown.append(_incomplete(source, draft) if claim is None else
                     _beside(ledger, question, Entry(source, claim), draft=True))
    return shown


def _is_judged(ledger: Ledger, question: Question, entry: Entry, others: Sequence[Entry]) -> bool:
    """Whether the check lets a claim that conflicts pass: a number by its name, a position by a claim that takes it.

    A verdict whose claims take no position is not about positions.
    """
    verdict = question.adjudication
    if verdict is None or entry.id in verdict.named:
        return verdict is not None
    held = {ledger[claim].claim.position for claim in verdict.named} - {""}
    numbers = bool(entry.claim.unit) and any(other.claim.unit for other in others)
    return not numbers and (not held or entry.claim.position in {*held, ""})


def _beside(ledger: Ledger, question: Question, entry: Entry, draft: bool = False) -> Beside:
    claim, beside = entry.claim, ledger.by_question[question.id]
    effect, others = effect_of(ledger, question, entry, [each for each in beside if each.id != entry.id])
    return Beside(
        entry.id, draft, printed_claim(claim) if claim.unit else (claim.position or claim.action or claim.kind),
        claim.definition or "", in_words(claim.period) if claim.period else "", ", ".join(claim.place),
        credit_in_words(entry), effect, tuple(each.id for each in others), _is_judged(ledger, question, entry, others))


def effect_of(
        ledger: Ledger, question: Question, entry: Entry, others: Sequence[Entry]) -> tuple[Effect, list[Entry]]:
    """What a claim does to others on its question, and to which: a conflict first, then what its number adds.

    It widens where it lies beyond all that the comparable claims allow together, without excluding any of them.
    """
    against = [each for each in others if disagreement(question, entry, each)]
    if against:
        return "conflicts", against
    alike = [each for each in others if comparable(question, entry.claim, each.claim)]
    if not alike:
        same = [each for each in others if entry.claim.position and each.claim.position == entry.claim.position]
        return ("agrees", same) if same else ("stands alone", [])
    own = ledger.interval(entry.claim)
    # those that are held against it by an equivalent are in another currency
    known = [_in_unit(ledger, each.claim, entry.claim.unit or "") for each in alike
             if same_dimension(each.claim.unit or "", entry.claim.unit or "")]
    wider = bool(known) and (own.low < min(each.low for each in known) or own.high > max(each.high for each in known))
    return ("widens" if wider else "agrees"), alike


def _in_unit(ledger: Ledger, claim: Claim, unit: str) -> Interval:
    return ledger.interval(claim).in_unit(claim.unit or "", unit, change=bool(claim.against))


def _drafts(ledger: Ledger, question: str) -> Iterator[tuple[Source, Draft]]:
    for record in ledger.records:
        for _, draft in record.drafts:
            if (draft.model_extra or {}).get("question") == question:
                yield record.source, draft


def _completed(draft: Draft, question: Question) -> Claim | None:
    """A draft as the claim that it would be, whatever it says in words; None where it cannot be one yet."""
    written = {name: value for name, value in (draft.model_extra or {}).items() if value != ""}
    try:
        claim = Claim.model_validate({"says": UNWORDED, **written, "id": draft.id, "at": draft.at,
                                      "where": draft.where, "also": draft.also})
    except ValidationError:
        return None
    return claim if claim.position in ("", *question.positions) else None


def _incomplete(source: Source, draft: Draft) -> Beside:
    return Beside(f"{source.id}/{draft.id}", True, draft.place, "", "", "", source.publisher, "is not complete")
