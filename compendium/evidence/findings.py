"""What the book says in one sentence and what it rests on, and what it got wrong and mended."""

import re
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, model_validator

from compendium.errors import Refused, unknown
from compendium.evidence.columns import CLAIMS
from compendium.evidence.fields import ClaimReference, Record, Sentence, Slug
from compendium.evidence.periods import in_words
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger

DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
FoundBy = Literal["a reader", "an audit of the ledger", "evidence from outside", "one of those named"]


class Finding(Record):
    """A headline of the book, with the claims, computed results, figures and verdicts that it rests on."""

    id: Annotated[Slug, Field(description="The finding's id.")]
    says: Annotated[Sentence, Field(description="The finding in one sentence.")]
    claims: Annotated[tuple[ClaimReference, ...], Field(min_length=1, description="The claims that it rests on.")]
    against: Annotated[tuple[ClaimReference, ...], Field(
        description="The claims that say otherwise, or were printed with another meaning.",
        examples=[["lenn-post-2019-04/loss-2018"]])] = ()
    results: Annotated[tuple[Slug, ...], Field(description="The computed results that it rests on.")] = ()
    figures: Annotated[tuple[Slug, ...], Field(min_length=1, description="The figures that show it.")]
    verdicts: Annotated[tuple[Slug, ...], Field(
        min_length=1, description="The questions on whose verdicts it rests.")]

    @property
    def named(self) -> tuple[str, ...]:
        """All claims that it is about, those against it too."""
        return (*self.claims, *self.against)


class FindingFile(Record):
    """The file ``seeds/findings.yaml``."""

    findings: Annotated[tuple[Finding, ...], Field(description="The headlines, in the order of the front page.")]


def _day(written: Any) -> Any:
    """A day that has been; seconds since 1970 are a date to Pydantic, and a slip of the hand to everybody else."""
    if isinstance(written, str):
        try:
            day = date.fromisoformat(written) if DAY.fullmatch(written) else None
        except ValueError:
            day = None
        # a year of grace, as clocks of machines are wrong more often than not
        if day is None or day.year > date.today().year + 1:
            raise Refused(f"'{written}' is no day that has been; a day is written 2025-03-28")
    return written


class Correction(Record):
    """One correction: the claims, questions or findings that it changed, and the sentence before and after."""

    id: Annotated[Slug, Field(description="The correction's id.")]
    date: Annotated[date, BeforeValidator(_day), Field(description="The day on which it was made.")]
    of: Annotated[tuple[str, ...], Field(
        min_length=1, description="The ids of the claims, questions or findings that it changed.")]
    was: Annotated[Sentence, Field(description="The sentence as it stood.")]
    now: Annotated[Sentence, Field(description="The sentence as it stands now.")]
    reason: Annotated[Sentence, Field(description="Why it was changed.")]
    found_by: Annotated[FoundBy, Field(description="Who noticed.")]

    @model_validator(mode="after")
    def _changes_something(self) -> Self:
        if self.was == self.now:
            raise Refused("was and now are the same sentence; a correction changes one")
        return self


class CorrectionFile(Record):
    """The file ``seeds/corrections.yaml``, the latest correction first."""

    corrections: Annotated[tuple[Correction, ...], Field(description="What was mended, the latest first.")]


def _unmade(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Headlines that rest on claims that nobody made, or on questions that nobody asked."""
    for index, finding in enumerate(ledger.findings.values()):
        for field, names in (("claims", finding.claims), ("against", finding.against)):
            for _, what in unknown(field, names, ledger.entries):
                yield ("findings", index, field), f"finding {finding.id}: {what}"
        for _, what in unknown("verdicts", finding.verdicts, ledger.questions):
            yield ("findings", index, "verdicts"), f"finding {finding.id}: verdicts: {what}"
        for name in _not_for(ledger, finding):
            yield ("findings", index, "claims"), (f"finding {finding.id}: claims: '{name}' says otherwise, by "
                                                  "'against' or by a verdict that does not follow it; it stands "
                                                  "in 'against' alone")


def _not_for(ledger: "Ledger", finding: Finding) -> list[str]:
    """The claims that a headline is said to rest on, and that its own verdicts do not follow."""
    judged = [ledger.questions[name].adjudication for name in finding.verdicts if name in ledger.questions]
    otherwise = {*finding.against, *(name for verdict in judged if verdict for name in verdict.not_followed)}
    return [name for name in finding.claims if name in otherwise]


def _of_nothing(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Corrections of what is not in the ledger."""
    for index, correction in enumerate(ledger.corrections):
        for _, what in unknown("of", correction.of, [*ledger.entries, *ledger.questions, *ledger.findings]):
            yield ("corrections", index, "of"), f"correction {correction.id}: of: {what}"
        for name in correction.of:
            if correction.was in _sentences(ledger, name):
                yield ("corrections", index, "was"), (
                    f"correction {correction.id}: was: is the sentence of '{name}' as it stands today; that is now, and"
                    " was is the one before")
            out = ledger[name].source.published if name in ledger else None
            if out and out.start and out.start > correction.date:
                yield ("corrections", index, "date"), (
                    f"correction {correction.id}: date: {correction.date} lies before the source of '{name}', which was"
                    f" published {in_words(out)}; what is corrected has been read before")


def _sentences(ledger: "Ledger", name: str) -> list[str]:
    """What a claim, a headline, or a question and its verdict say today."""
    records = [ledger[name].claim if name in ledger else None, ledger.findings.get(name)]
    question = ledger.questions.get(name)
    return [record.says for record in records if record] + [text for _, text in (question.texts() if question else ())]


def _rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per headline of the book."""
    return (finding.model_dump() for finding in ledger.findings.values())


def _table() -> Table:
    return Table("The headlines of the book, with what they rest on.", (
        column(Finding, "id", required=True, unique=True),
        column(Finding, "says", required=True),
        column(Finding, "results"),
        column(Finding, "figures", required=True), CLAIMS, column(Finding, "against")), _rows)


FINDINGS = Vocabulary("findings", FindingFile, _unmade, table=_table)
CORRECTIONS = Vocabulary("corrections", CorrectionFile, _of_nothing)
