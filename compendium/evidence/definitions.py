"""What the numbers of this subject count, weigh, price or are a share of: one vocabulary for all claims.

Two numbers can be held against each other only if they have the same definition. Most quarrels over numbers are
between those that do not.
"""

from typing import Literal, Self

from pydantic import model_validator

from compendium.errors import Refused
from compendium.evidence.fields import Record, Sentence, Slug

Dimension = Literal["mass", "mass per year", "money", "money per mass", "money per year", "exchange rate",
                    "share", "count", "count per month", "time", "unstated"]

UNITS: dict[Dimension, tuple[str, ...]] = {
    "mass": ("t", "kg"),
    "mass per year": ("t/year",),
    "money": ("CNY", "USD"),
    "money per mass": ("CNY/t", "CNY/kg", "USD/t", "USD/kg"),
    "money per year": ("USD/year",),
    "exchange rate": ("CNY/USD",),
    "share": ("%",),
    "count": ("count",),
    "count per month": ("count/month",),
    "time": ("month", "year"),
    "unstated": (),
}
"""The units in which a quantity of each dimension can be given; one that is unstated has changes alone."""
OF_CHANGE = ("%", "x")
"""The units of a change, whatever it is that changed."""


class Definition(Record):
    """What a number counts, weighs, prices or is a share of.

    A share names its ``numerator`` and ``denominator``, and as its ``whole`` the definition of what it is a
    part of, where the vocabulary has one. What the sources leave unsaid stands in ``open``; what it is
    easily mistaken for in ``confused_with``. Where its numbers may go beyond what their unit allows (a share of more
    than the whole, a balance below zero), ``beyond`` says why.
    """

    id: Slug
    name: str
    says: Sentence
    dimension: Dimension
    numerator: str = ""
    denominator: str = ""
    whole: Slug | None = None
    open: str = ""
    beyond: str = ""
    confused_with: tuple[Slug, ...] = ()

    @model_validator(mode="after")
    def _share_is_of_something(self) -> Self:
        if (self.dimension == "share") != bool(self.numerator and self.denominator):
            raise Refused("a share, and nothing else, has a numerator and a denominator")
        return self

    def takes(self, unit: str, change: bool) -> bool:
        """Whether a number of this definition, or a change of one, can be given in a unit."""
        return unit in OF_CHANGE if change else unit in UNITS[self.dimension]

    def units(self, change: bool) -> tuple[str, ...]:
        """The units that a number of this definition, or a change of one, can be given in."""
        return OF_CHANGE if change else UNITS[self.dimension]


class DefinitionFile(Record):
    """The file ``seeds/definitions.yaml``."""

    definitions: tuple[Definition, ...]
