"""What is assumed, and the scenarios: what may come next, each with the ranges of what drives it.

A driver is a range with its reason; the claims that suggest it are named, and where there are none the
reason says why the range was chosen. Every driver is an assumption of the book and is shown as one.
"""

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated, Self

from pydantic import AfterValidator, Field, model_validator

from compendium.columns import Column
from compendium.errors import Refused, unknown
from compendium.evidence.columns import NUMBER
from compendium.evidence.fields import ClaimReference, Number, Record, Sentence, Slug
from compendium.evidence.units import KNOWN, Unit
from compendium.evidence.vocabulary import PlacedFault, Row, Table, Vocabulary, column, described
from compendium.subject import current_subject

if TYPE_CHECKING:
    from compendium.evidence.ledger import Ledger


class Assumption(Record):
    """A number that the book uses without a source, with its range and the reason for it."""

    id: Annotated[Slug, Field(description="The assumption's id.")]
    says: Annotated[Sentence, Field(description="What is assumed.")]
    low: Annotated[Number, Field(description="The least that the number may be.")]
    value: Annotated[Number, Field(description="The number that is used.")]
    high: Annotated[Number, Field(description="The most that the number may be.")]
    unit: Annotated[Unit, Field(description="The unit of the number.")]
    reason: Annotated[Sentence, Field(description="Why this number.")]
    beyond: Annotated[str, Field(description="Why it may go beyond what its unit allows, where it may.")] = ""

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

    assumptions: Annotated[tuple[Assumption, ...], Field(description="What is assumed.")]


def _driver(name: str) -> str:
    known = current_subject().drivers
    if known and name not in known:
        raise Refused(f"'{name}' drives no scenario; allowed: {', '.join(known)}")
    return name


DriverName = Annotated[Slug, AfterValidator(_driver)]
"""What a scenario turns on, one of those that the subject names."""


class Driver(Record):
    """One driver of a scenario: its range, why, and the claims that suggest it."""

    driver: Annotated[DriverName, Field(description="What the number drives.")]
    low: Annotated[Number, Field(description="The least that the number may be.")]
    value: Annotated[Number, Field(description="The number that is used.")]
    high: Annotated[Number, Field(description="The most that the number may be.")]
    reason: Annotated[Sentence, Field(description="Why this range.")]
    claims: Annotated[tuple[ClaimReference, ...], Field(description="The claims that suggest it.")] = ()

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

    id: Annotated[Slug, Field(description="The scenario's id.")]
    name: Annotated[str, Field(description="The scenario's name.")]
    says: Annotated[Sentence, Field(description="What happens in it.")]
    drivers: Annotated[tuple[Driver, ...], Field(min_length=1, description="What it turns on, each driver once.")]

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

    scenarios: Annotated[tuple[Scenario, ...], Field(min_length=1, description="What may come next.")]


def _references(ledger: "Ledger") -> Iterator[PlacedFault]:
    """Drivers that claims suggest which nobody made."""
    for index, scenario in enumerate(ledger.scenarios.values()):
        for at, driver in enumerate(scenario.drivers):
            for _, what in unknown("claims", driver.claims, ledger.entries):
                where = ("scenarios", index, "drivers", at, "claims")
                yield where, f"scenario {scenario.id}: {driver.driver}: {what}"


def _assumption_rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per assumption, drivers of scenarios among them."""
    driving = {f"{scenario.id}-{each.driver}": {
        "scenario": scenario.id, "driver": each.driver, "claims": each.claims}
               for scenario in ledger.scenarios.values() for each in scenario.drivers}
    for assumption in ledger.assumptions.values():
        yield assumption.model_dump() | driving.get(assumption.id, {})


def _assumptions() -> Table:
    return Table("Numbers that the book uses without a source, with their range.", (
        column(Assumption, "id", required=True, unique=True),
        column(Assumption, "says", required=True), *NUMBER[:3],
        column(Assumption, "unit", "category", KNOWN, required=True),
        column(Assumption, "reason", required=True),
        Column("scenario", "category", "The scenario that the number drives, where it drives one."),
        Column("driver", "category", "What it drives there."),
        column(Driver, "claims")), _assumption_rows)


def _scenario_rows(ledger: "Ledger") -> Iterator[Row]:
    """One row per driver of each scenario."""
    for scenario in ledger.scenarios.values():
        for driver, assumed in zip(scenario.drivers, scenario.assumptions(), strict=True):
            yield {**driver.model_dump(), "id": assumed.id, "scenario": scenario.id, "name": scenario.name,
                   "says": scenario.says, "unit": assumed.unit}


def _scenarios() -> Table:
    return Table("What may come next: the scenarios, one row per driver, with its range and reason.", (
        Column("id", "text", "The driver's id, under which it also stands among the assumptions.", required=True,
               unique=True),
        Column("scenario", "category", described(Scenario, "id"), required=True),
        column(Scenario, "name", required=True),
        column(Scenario, "says", required=True),
        column(Driver, "driver", "category", tuple(current_subject().drivers), required=True), *NUMBER[:3],
        column(Assumption, "unit", "category", KNOWN, required=True),
        column(Driver, "reason", required=True),
        column(Driver, "claims")), _scenario_rows)


ASSUMPTIONS = Vocabulary("assumptions", AssumptionFile, table=_assumptions)
SCENARIOS = Vocabulary("scenarios", ScenarioFile, _references, table=_scenarios)
