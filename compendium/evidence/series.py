"""A statistic as its publisher gives it: one definition, and a number for each of many periods.

A series is a short way to write claims: each of its periods is a claim like any other, with the
series' id and the period as its own id.
"""

from collections.abc import Iterator
from typing import Annotated, Any, Self

from pydantic import Field, field_validator, model_validator

from compendium.errors import Refused
from compendium.evidence.claims import Claim, Reason
from compendium.evidence.fields import Name, Number, Record, Sentence, Slug, Standing, Theme
from compendium.evidence.intervals import rounding_unit
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed
from compendium.evidence.units import Unit

PLACEHOLDERS = ("{value}", "{period}")


class Series(Record):
    """Numbers of one definition by period; ``estimated`` names the periods that the publisher estimates.

    ``says`` is the sentence of every claim, with ``{value}`` and ``{period}`` where they belong.
    """

    id: Slug
    theme: Theme
    question: Slug
    says: Sentence
    unit: Unit
    definition: Slug
    of: Annotated[str, Field(min_length=1)]
    place: tuple[Slug, ...] = ()
    to: Slug | None = None
    about: dict[Slug, str] = Field(default_factory=dict)
    credited_to: tuple[Name | tuple[Name, ...], ...] = ()
    standing: Standing = "reported"
    where: Reason
    values: Annotated[dict[str, Number], Field(min_length=1)]
    estimated: tuple[str, ...] = ()
    unused: Reason = ""

    @field_validator("values")
    @classmethod
    def _dated(cls, values: dict[str, Number]) -> dict[str, Number]:
        for period in values:
            Period.parse(period)
        return values

    @model_validator(mode="after")
    def _complete(self) -> Self:
        for placeholder in PLACEHOLDERS:
            if placeholder not in self.says:
                raise Refused(f"the sentence of a series holds {{value}} and {{period}}; {placeholder} is missing")
        strange = [period for period in self.estimated if period not in self.values]
        if strange:
            raise Refused(f"estimated names {', '.join(strange)}, for which the series has no value")
        return self

    def claims(self) -> Iterator[Claim]:
        """The series as claims, period by period, each as rounded as the finest of them shows."""
        step = min(rounding_unit(value) for value in self.values.values())
        shared: dict[str, Any] = self.model_dump(exclude={"id", "says", "values", "estimated", "standing"})
        for period, value in self.values.items():
            # the sentence is data: str.format would run what stands in its braces
            says = self.says.replace("{value}", printed(value, self.unit)).replace(
                "{period}", in_words(Period.parse(period)))
            standing = "estimated" if period in self.estimated else self.standing
            yield Claim(id=f"{self.id}-{period}", says=says, value=value, rounded_to=step, period=Period.parse(period),
                        standing=standing, **shared)
