"""The scenarios: what may come next in Kachin, each with the ranges of what drives it.

A driver is a range with its reason; the claims that suggest it are named, and where there are none the
reason says why the range was chosen. Every driver is an assumption of the book and is shown as one.
"""

from collections.abc import Iterator
from typing import Annotated, Literal, Self, get_args

from pydantic import Field, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug
from compendium.evidence.questions import Assumption

DriverName = Literal["outage", "substitution", "diversion", "paid", "months"]
SAYS: dict[str, tuple[str, str]] = {
    "outage": ("%", "of Myanmar's normal shipments to China are missing"),
    "substitution": ("%", "of what China then lacks comes from other mines"),
    "diversion": ("%", "of what still leaves Myanmar goes to buyers outside China"),
    "paid": ("%", "of the tonnes that leave land held by the KIA pay its levy in full"),
    "months": ("month", "is how long it lasts"),
}
"""The unit of each driver, and what its number says."""
DRIVERS: tuple[str, ...] = get_args(DriverName)


class Driver(Record):
    """One driver of a scenario: its range, why, and the claims that suggest it."""

    driver: DriverName
    low: Number
    value: Number
    high: Number
    reason: Sentence
    claims: tuple[ClaimReference, ...] = ()

    @model_validator(mode="after")
    def _possible(self) -> Self:
        if not self.low <= self.value <= self.high:
            raise Refused(f"{self.driver}: low, value and high stand in that order")
        least, most = (1, 120) if self.driver == "months" else (0, 100)
        if not (least <= self.low and self.high <= most):
            raise Refused(f"{self.driver}: allowed are numbers from {least} to {most}")
        if self.driver == "outage" and not self.claims:
            raise Refused("outage: name at least one claim that suggests it, so that every result rests on one")
        return self


class Scenario(Record):
    """One way in which things may go on, with its drivers."""

    id: Slug
    name: str
    says: Sentence
    drivers: Annotated[tuple[Driver, ...], Field(min_length=1)]

    @model_validator(mode="after")
    def _complete(self) -> Self:
        given = [each.driver for each in self.drivers]
        if sorted(given) != sorted(DRIVERS):
            raise Refused(f"scenario {self.id}: each driver stands once: {', '.join(DRIVERS)}; "
                             f"given: {', '.join(given)}")
        return self

    def assumptions(self) -> Iterator[Assumption]:
        """Each driver as an assumption of the book."""
        for each in self.drivers:
            unit, words = SAYS[each.driver]
            number = f"{each.value:g}%" if unit == "%" else f"{each.value:g} months"
            yield Assumption(
                id=f"{self.id}-{each.driver}", says=f"{self.name}: {number} {words}.",
                low=each.low, value=each.value, high=each.high, unit=unit, reason=each.reason)


class ScenarioFile(Record):
    """The file ``seeds/scenarios.yaml``."""

    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1)]
