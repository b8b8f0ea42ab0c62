"""The questions that make claims comparable, the readings used, and what is assumed."""

import math
from typing import Annotated, Literal, Self

from pydantic import Field, StringConstraints, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug, Table, Theme
from compendium.evidence.units import Unit
from compendium.evidence.verdicts import Adjudication

Assumed = Annotated[str, StringConstraints(pattern=r"^[a-z0-9-]+$")]


class Question(Record):
    """What several claims answer; ``positions`` are answers that exclude or rival one another."""

    id: Slug
    asks: Sentence
    theme: Theme
    table: Table
    measure: Slug | None = None
    about: dict[Slug, tuple[str, ...]] = Field(default_factory=dict)
    positions: dict[Slug, str] = Field(default_factory=dict)
    periods: Literal["same", "overlap", "any"] = "same"
    adjudication: Adjudication | None = None


class QuestionFile(Record):
    """The file ``seeds/questions.yaml``."""

    questions: tuple[Question, ...]


class Finding(Record):
    """A headline of the book, with the claims, computed results, figures and verdicts that it rests on."""

    id: Slug
    says: Sentence
    claims: Annotated[tuple[ClaimReference, ...], Field(min_length=1)]
    results: tuple[Slug, ...] = ()
    figures: Annotated[tuple[Slug, ...], Field(min_length=1)]
    verdicts: Annotated[tuple[Slug, ...], Field(min_length=1)]


class FindingFile(Record):
    """The file ``seeds/findings.yaml``."""

    findings: tuple[Finding, ...]


class Assumption(Record):
    """A number that the book uses without a source, with its range and the reason for it."""

    id: Assumed
    says: Sentence
    low: Number
    value: Number
    high: Number
    unit: Unit
    reason: Sentence
    beyond: str = ""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise Refused("an assumption's low, value and high stand in that order")
        # what an assumption in per cent is of, only its sentence says: it may be a change that falls
        least = -100 if self.unit == "%" else 0
        most = 100 if self.unit == "%" else math.inf
        if not self.beyond and not least <= self.low <= self.high <= most:
            raise Refused(f"{self.low:g} to {self.high:g} {self.unit}: allowed is {least:g} to {most:g}; if it can be "
                          "more or less, say why in its field beyond")
        return self


class AssumptionFile(Record):
    """The file ``seeds/assumptions.yaml``."""

    assumptions: tuple[Assumption, ...]
