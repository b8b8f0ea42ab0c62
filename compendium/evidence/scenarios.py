"""The scenarios: what may come next, each with the ranges of what drives it.

A driver is a range with its reason; the claims that suggest it are named, and where there are none the
reason says why the range was chosen. Every driver is an assumption of the book and is shown as one.
"""

import math
from collections.abc import Iterator
from typing import Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from compendium.errors import Refused
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug
from compendium.evidence.questions import Assumption
from compendium.subject import current_subject


def _driver(name: str) -> str:
    known = current_subject().drivers
    if known and name not in known:
        raise Refused(f"'{name}' drives no scenario; allowed: {', '.join(known)}")
    return name


DriverName = Annotated[Slug, AfterValidator(_driver)]
"""What a scenario turns on, one of those that the subject names."""


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
        unit = _told(self.driver)[0]
        least, most = (0, 100) if unit == "%" else (1, 120) if unit == "month" else (0, math.inf)
        if not (least <= self.low and self.high <= most):
            raise Refused(f"{self.driver}: allowed are numbers from {least:g} to {most:g}")
        if self.driver == next(iter(current_subject().drivers), "") and not self.claims:
            raise Refused(f"{self.driver}: name at least one claim that suggests it, so that every result rests on one")
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
        wanted = list(current_subject().drivers) or list(dict.fromkeys(given))
        if sorted(given) != sorted(wanted):
            raise Refused(f"scenario {self.id}: each driver stands once: {', '.join(wanted)}; "
                             f"given: {', '.join(given)}")
        return self

    def assumptions(self) -> Iterator[Assumption]:
        """Each driver as an assumption of the book."""
        for each in self.drivers:
            unit, words = _told(each.driver)
            number = f"{each.value:g}%" if unit == "%" else f"{each.value:g} {unit}s"
            yield Assumption(
                id=f"{self.id}-{each.driver}", says=f"{self.name}: {number} {words}.",
                low=each.low, value=each.value, high=each.high, unit=unit, reason=each.reason)


def _told(driver: str) -> tuple[str, str]:
    """The unit of a driver, and what its number says."""
    return current_subject().drivers.get(driver, ("%", f"of {driver}"))


class ScenarioFile(Record):
    """The file ``seeds/scenarios.yaml``."""

    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1)]
