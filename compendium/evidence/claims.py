"""A claim: one thing that one source says, with its value, its definition and where it stands."""

from typing import Annotated, Self

from pydantic import Field, StringConstraints, field_validator, model_validator

from compendium.evidence.fields import (
    ClaimReference,
    Comparator,
    Kind,
    Record,
    Sentence,
    Slug,
    Standing,
    Theme,
)
from compendium.evidence.periods import Period, PeriodField
from compendium.evidence.units import Unit

LONGEST_LOCATOR = 6
UNSTATED = "unstated"
"""What a claim says of a base or a definition that its source leaves open."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True)]
"""A few words that say why."""


class Locator(Record):
    """Where in the source's text a claim stands: the line, and the fewest words that find it."""

    line: Annotated[int, Field(ge=1)]
    words: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]

    @field_validator("words")
    @classmethod
    def _short(cls, words: str) -> str:
        if len(words.split()) > LONGEST_LOCATOR:
            raise ValueError(f"{len(words.split())} words; a locator has at most {LONGEST_LOCATOR}")
        return words


class Equivalent(Record):
    """The same quantity as the source repeats it in another unit."""

    value: float
    unit: Unit
    comparator: Comparator = ""


class Answer(Record):
    """What a claim does to another claim that its source knew of."""

    claim: ClaimReference
    as_: Annotated[str, Field(alias="as", pattern="^(repeats|supports|disputes|cannot-confirm)$")]


class Claim(Record):
    """One statement by one source: a quantity, an event, or a statement without a number.

    Numbers keep what the source said: a single ``value``, or ``low`` and ``high``, in ``unit``,
    with a comparator where the source says more than, at least, or about. ``definition`` names, from the
    vocabulary, what is counted or what a share is a share of; ``of`` says it as the source does. A change
    names what it is measured ``against``.
    A claim that no chapter, table or chart uses says why it is ``unused``. A claim of an article is found
    ``at`` words of its text; one of an independent source names ``where`` in it the figure stands.
    """

    id: Slug
    theme: Theme
    question: Slug
    kind: Kind = "quantity"
    says: Sentence
    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: Comparator = ""
    unit: Unit | None = None
    rounded_to: Annotated[float, Field(ge=0)] | None = None
    equivalent: Equivalent | None = None
    definition: Slug | None = None
    of: str = ""
    against: str = ""
    period: PeriodField | None = None
    place: tuple[Slug, ...] = ()
    to: Slug | None = None
    about: dict[Slug, str] = Field(default_factory=dict)
    actor: tuple[Slug, ...] = ()
    action: str = ""
    position: str = ""
    credited_to: tuple[str | tuple[str, ...], ...] = ()
    standing: Standing
    hedge: str = ""
    answers: Answer | None = None
    at: Locator | None = None
    where: str = ""
    also: tuple[Locator, ...] = ()
    unused: Reason = ""

    @field_validator("against")
    @classmethod
    def _base(cls, against: str) -> str:
        """A change names when it is counted from, as a period, or says that its source does not."""
        if against not in ("", UNSTATED):
            Period.parse(against)
        return against

    @model_validator(mode="after")
    def _number_fits_kind(self) -> Self:
        numbers = [n for n in (self.value, self.low, self.high) if n is not None]
        if self.kind == "quantity":
            self._check_quantity(numbers)
        elif numbers or self.unit or self.definition:
            raise ValueError(f"a claim of kind {self.kind} has no value, no unit and no definition")
        if self.kind == "event" and not (self.period and self.action):
            raise ValueError("an event names its period and its action")
        return self

    def _check_quantity(self, numbers: list[float]) -> None:
        single = self.value is not None and self.low is None and self.high is None
        between = self.value is None and self.low is not None and self.high is not None
        if not numbers or not (single or between):
            raise ValueError("a quantity has either a value, or low and high")
        if between and numbers[0] > numbers[1]:
            raise ValueError(f"low {numbers[0]:g} is above high {numbers[1]:g}")
        if self.unit is None:
            raise ValueError("'unit' is missing: a quantity has one, such as t")
        if self.definition is None:
            raise ValueError("a quantity names its 'definition', one of those in seeds/definitions.yaml")
        if not self.of:
            raise ValueError("a quantity says what it is 'of' ('unstated' where the text does not)")

    @property
    def locators(self) -> tuple[Locator, ...]:
        """All the places in the text that this claim was read from."""
        return (self.at, *self.also) if self.at else self.also
