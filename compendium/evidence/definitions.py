"""What the numbers of this subject count, weigh, price or are a share of: one vocabulary for all claims.

Two numbers can be held against each other only if they have the same definition. Most quarrels over numbers are
between those that do not.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from compendium.columns import Column
from compendium.errors import Refused, unknown
from compendium.evidence.fields import Name, Record, Sentence, Slug
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger

Dimension = Literal["mass", "mass per year", "money", "money per mass", "money per year", "exchange rate",
                    "share", "count", "count per month", "time", "unstated"]

DIMENSION_UNITS: dict[Dimension, tuple[str, ...]] = {
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

    id: Annotated[Slug, Field(description="The definition's id.")]
    name: Annotated[Name, Field(description="The name that the book uses.")]
    says: Annotated[Sentence, Field(description="What is counted, weighed or priced.")]
    dimension: Annotated[Dimension, Field(description="What kind of number it is.")]
    numerator: Annotated[str, Field(description="For a share, what the part is.")] = ""
    denominator: Annotated[str, Field(description="For a share, what it is a part of.")] = ""
    whole: Annotated[Slug | None, Field(
        description="For a share, the definition of what it is a part of, where there is one.")] = None
    open: Annotated[str, Field(description="What the sources leave unsaid.")] = ""
    beyond: Annotated[str, Field(
        description="Why its numbers may go beyond what their unit allows, where they may.")] = ""
    confused_with: Annotated[tuple[Slug, ...], Field(description="The definitions it is easily mistaken for.")] = ()

    @model_validator(mode="after")
    def _share_is_of_something(self) -> Self:
        if (self.dimension == "share") != bool(self.numerator and self.denominator):
            raise Refused("a share, and nothing else, has a numerator and a denominator")
        if self.dimension != "share" and (self.numerator or self.denominator or self.whole):
            raise Refused("a share, and nothing else, has a numerator, a denominator and a whole")
        return self

    def takes(self, unit: str, change: bool) -> bool:
        """Whether a number of this definition, or a change of one, can be given in a unit."""
        return unit in OF_CHANGE if change else unit in DIMENSION_UNITS[self.dimension]

    def units(self, change: bool) -> tuple[str, ...]:
        """The units that a number of this definition, or a change of one, can be given in."""
        return OF_CHANGE if change else DIMENSION_UNITS[self.dimension]


class DefinitionFile(Record):
    """The file ``seeds/definitions.yaml``."""

    definitions: Annotated[tuple[Definition, ...], Field(description="What numbers count, each once.")]


def _references(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Definitions that name one that is not in the vocabulary, or a share as what is shared out."""
    yield from _shared_shares(ledger)
    for index, definition in enumerate(ledger.definitions.values()):
        if definition.id in definition.confused_with:
            yield ("definitions", index, "confused_with"), (
                f"definition {definition.id}: confused_with: names itself; name another, or none")
        named = {"confused_with": definition.confused_with, "whole": [definition.whole] if definition.whole else []}
        for field, names in named.items():
            for _, what in unknown(field, names, ledger.definitions):
                yield ("definitions", index, field), f"definition {definition.id}: {field}: {what}"


def _shared_shares(ledger: "Ledger") -> Iterator[PlacedFault]:
    """A share of a share, which no number of the vocabulary's can be."""
    for index, definition in enumerate(ledger.definitions.values()):
        whole = ledger.definitions.get(definition.whole or "")
        if whole and whole.dimension == "share":
            yield ("definitions", index, "whole"), (
                f"definition {definition.id}: whole: '{whole.id}' is a share itself; a share names as its whole what is"
                " shared out")


def _rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per definition, with the quantities that have it."""
    for definition in ledger.definitions.values():
        yield {**definition.model_dump(), "claims": [entry.id for entry in ledger.by_definition[definition.id]]}


def _table() -> Table:
    return Table("What numbers count, weigh, price or are a share of.", (
        column(Definition, "id", required=True, unique=True),
        column(Definition, "name", required=True),
        column(Definition, "says", required=True),
        column(Definition, "dimension", "category", get_args(Dimension), required=True),
        *(column(Definition, name) for name in ("numerator", "denominator", "whole", "open", "beyond",
                                                "confused_with")),
        Column("claims", "text", "The quantities of this definition, joined by '; '.")), _rows)


DEFINITIONS = Vocabulary("definitions", DefinitionFile, _references, needed=True, table=_table)
