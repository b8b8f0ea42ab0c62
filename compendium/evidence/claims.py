"""A claim: one thing that one source says, with its value, its definition and where it stands."""

import re
from typing import Annotated, Any, Self

from pydantic import BeforeValidator, Field, StringConstraints, field_validator, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import (
    NOTHING,
    ClaimReference,
    Comparator,
    Kind,
    LineNumber,
    Name,
    Number,
    Record,
    Sentence,
    Slug,
    Standing,
    Theme,
)
from compendium.evidence.periods import Period, PeriodField
from compendium.evidence.units import Unit

LONGEST_LOCATOR = 6
CREDITED = re.compile(r"[^();]*[^();\s](?: \([^();]*[^();\s][^();]*\))?")
"""Somebody whom a claim is credited to, with an organisation in brackets where one is named."""
UNSTATED = "unstated"
"""What a claim says of a base or a definition that its source leaves open."""


def _links(chain: Any) -> Any:
    """A credit chain: names, and lists of two names or more for joint credit; none of them blank."""
    if not isinstance(chain, (list, tuple)):
        raise Refused("is no list: a credit chain stands in brackets, the nearest first, such as [a newspaper, a firm]")
    for link in chain:
        joint = isinstance(link, (list, tuple))
        names = link if joint else [link]
        if not all(isinstance(name, str) and name.strip() and name.strip().casefold() not in NOTHING for name in names):
            raise Refused("holds a blank name; each link names somebody, or the claim credits nobody: []")
        if joint and len(names) < 2:
            raise Refused("holds a list of fewer than two names; an inner list is joint credit: [[A, B], C]")
        if strange := next((name for name in names if " + " in name or not CREDITED.fullmatch(name.strip())), ""):
            raise Refused(f"holds '{strange}'; a name may have its organisation in brackets behind it, and two names"
                          " are two: [[A, B (C)]]")
    return chain


Credit = Annotated[tuple[Name | tuple[Name, ...], ...], BeforeValidator(_links)]
"""The credit chain, nearest first; an inner tuple is joint credit."""
PLACEHOLDER = re.compile(r"\{\w*\}")
"""What is filled in, in the sentence of a series and nowhere else."""
OF_NUMBERS = ("comparator", "rounded_to", "equivalent", "read_as")
"""What is said of a number, and so only where there is one."""
Reason = Annotated[str, StringConstraints(strip_whitespace=True)]
"""A few words that say why."""


class Locator(Record):
    """Where in the source's text a claim stands: the line, and the fewest words that find it."""

    line: Annotated[LineNumber, Field(description="The line of the text where the words begin, counted from 1.")]
    words: Annotated[str, StringConstraints(min_length=1, strip_whitespace=True), Field(
        description="The fewest words that find the place, six at most.")]

    @field_validator("words")
    @classmethod
    def _short(cls, words: str) -> str:
        if len(words.split()) > LONGEST_LOCATOR:
            raise Refused(f"{len(words.split())} words; a locator has at most {LONGEST_LOCATOR}")
        if not any(letter.isalnum() for letter in words):
            raise Refused(f"'{words}' holds no letter and no digit; a locator names words of the text")
        return words


class Equivalent(Record):
    """The same quantity as the source repeats it in another unit."""

    value: Annotated[Number, Field(description="The number in the source's other unit.")]
    unit: Annotated[Unit, Field(description="That unit, such as USD/t.")]
    comparator: Annotated[Comparator, Field(description="What stands before it: > >= < <= or ~ for about.")] = ""


class Answer(Record):
    """What a claim does to another claim that its source knew of."""

    claim: Annotated[ClaimReference, Field(description="The claim that is answered: source/claim.")]
    as_: Annotated[str, Field(alias="as", pattern="^(repeats|supports|disputes|cannot-confirm)$",
                              description="What is done to it: repeats, supports, disputes or cannot-confirm.")]


class Claim(Record):
    """One statement by one source: a quantity, an event, or a statement without a number.

    Numbers keep what the source said: a single ``value``, or ``low`` and ``high``, in ``unit``,
    with a comparator where the source says more than, at least, about, or nearly. ``definition`` names, from the
    vocabulary, what is counted or what a share is a share of; ``of`` says it as the source does. A change
    names what it is measured ``against``.
    A claim that no chapter, table or chart uses says why it is ``unused``. A claim of an article is found
    ``at`` words of its text, and says how they are ``read_as`` where they are unusual; one of an independent source
    names ``where`` in it the figure stands.
    """

    id: Annotated[Slug, Field(description="The claim's name within its source, such as imports-feb-2025.")]
    theme: Annotated[Theme, Field(description="The theme of the book that the claim belongs to.")]
    question: Annotated[Slug, Field(description="The question that the claim answers, an id of questions.yaml.")]
    kind: Annotated[Kind, Field(description="A quantity, an event, or a statement without a number.")] = "quantity"
    says: Annotated[Sentence, Field(description="What the source says, in our own words, never in its own.")]
    value: Annotated[Number | None, Field(
        description="The number as the source gives it, in its unit, such as 311; a fall is negative.")] = None
    low: Annotated[Number | None, Field(
        description="The lower end of a range that the source gives, such as 50.")] = None
    high: Annotated[Number | None, Field(
        description="The upper end of a range that the source gives, such as 67.")] = None
    comparator: Annotated[Comparator, Field(
        description="What the source puts before the number: > >= < <=, ~ for about, <~ for nearly; or nothing.")] = ""
    unit: Annotated[Unit | None, Field(description="The unit of the number, such as t, USD/kg, %, x or count.")] = None
    rounded_to: Annotated[Number | None, Field(
        ge=0, description="The step to which the number is rounded, where it shows another, such as 100; 0 for none.")
    ] = None
    equivalent: Annotated[Equivalent | None, Field(
        description="The same quantity in the source's other unit, such as {value: 4800, unit: USD/t}.")] = None
    definition: Annotated[Slug | None, Field(
        description="What is counted, weighed or shared, an id of definitions.yaml; a quantity has one.")] = None
    of: Annotated[str, Field(description="What is counted, as the source says it; 'unstated' where it does not.")] = ""
    against: Annotated[str, Field(
        description="The period that a change is counted from, such as 2024-02, or 'unstated'.")] = ""
    period: Annotated[PeriodField | None, Field(
        description="When it holds, in EDTF: 2025-02, 2024-10? inferred, 2024-09~ vague, a/b, 2021/.. open.")] = None
    place: Annotated[tuple[Slug, ...], Field(description="Where, as ids of places.yaml.")] = ()
    to: Annotated[Slug | None, Field(description="Where a flow goes, an id of places.yaml.")] = None
    about: Annotated[dict[Slug, str], Field(
        description="What else makes claims comparable, with the keys that the question asks for.")] = Field(
            default_factory=dict)
    actor: Annotated[tuple[Slug, ...], Field(description="Who acts, as ids of actors.yaml.")] = ()
    action: Annotated[str, Field(description="What the actor did, for an event, such as: seized the town.")] = ""
    position: Annotated[str, Field(
        description="The answer that the claim takes, where the question lists answers that rival one another.")] = ""
    credited_to: Annotated[Credit, Field(
        description="The credit chain, nearest first; an inner list is joint credit: [[A, B], C].")] = ()
    standing: Annotated[Standing, Field(description="How the source stands to the claim.")]
    hedge: Annotated[str, Field(description="The source's own hedging words, such as likely.")] = ""
    answers: Annotated[Answer | None, Field(
        description="What the claim does to another that its source knew of: {claim: source/claim, as: disputes}.")
    ] = None
    at: Annotated[Locator | None, Field(
        description="Where in the text it stands: {line: 12, words: the fewest words that find it}.")] = None
    read_as: Annotated[Reason, Field(
        description="How the words in the text are read, where they say the number's unit, or that it rose or fell, in "
                    "words that are not known.")] = ""
    where: Annotated[str, Field(
        description="Where in a source of independent evidence the figure stands, such as: table 2, row 4.")] = ""
    also: Annotated[tuple[Locator, ...], Field(description="Further places in the text that say the same.")] = ()
    unused: Annotated[Reason, Field(description="Why no chapter, table or chart uses the claim.")] = ""

    @field_validator("says")
    @classmethod
    def _filled(cls, says: str) -> str:
        if found := PLACEHOLDER.search(says):
            raise Refused(f"'{found[0]}' is filled in for the claims of a series alone; write what stands for it")
        return says

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
            raise Refused(f"a claim of kind {self.kind} has no value, no unit and no definition")
        elif given := [name for name in OF_NUMBERS if getattr(self, name) not in (None, "")]:
            raise Refused(f"a claim of kind {self.kind} has no number, and so no {given[0]}")
        if self.read_as and not self.at:
            raise Refused("'read_as' says how the words in a text are read, and the claim has no 'at'")
        if self.kind == "event" and not (self.period and self.action):
            raise Refused("an event names its period and its action")
        return self

    def _check_quantity(self, numbers: list[float]) -> None:
        single = self.value is not None and self.low is None and self.high is None
        between = self.value is None and self.low is not None and self.high is not None
        if not numbers or not (single or between):
            raise Refused("a quantity has either a value, or low and high")
        if between and numbers[0] > numbers[1]:
            raise Refused(f"low {numbers[0]:g} is above high {numbers[1]:g}")
        if between and numbers[0] == numbers[1]:
            raise Refused(f"low and high are both {numbers[0]:g}; a single number is a value")
        if between and self.comparator not in ("", "~"):
            raise Refused(f"comparator '{self.comparator}' stands before a range, which has two ends; allowed there: ~"
                          " for about, or none")
        if self.unit is None:
            raise Refused("'unit' is missing: a quantity has one, such as t")
        if self.definition is None:
            raise Refused("a quantity names its 'definition', one of those in seeds/definitions.yaml")
        if not self.of:
            raise Refused("a quantity says what it is 'of' ('unstated' where the text does not)")

    @property
    def locators(self) -> tuple[Locator, ...]:
        """All the places in the text that this claim was read from."""
        return (self.at, *self.also) if self.at else self.also
