"""What can be counted, weighed and paid in this subject, and how one unit turns into another."""

from functools import lru_cache
from typing import TYPE_CHECKING, Annotated, Any
from zlib import crc32

from pydantic import AfterValidator

from compendium.errors import Refused
from compendium.subject import current_subject

if TYPE_CHECKING:
    from pint import UnitRegistry

DEFINITIONS = """
    gram = [mass] = g
    kg = 1000 * gram
    t = 1000 * kg
    CNY = [yuan]
    USD = [dollar]
    count = []
    percent = 0.01 = %
    times = 1 = x
    month = [time]
    year = 12 * month
""".splitlines()

KNOWN = ("t", "kg", "t/year", "CNY", "USD", "CNY/t", "CNY/kg", "USD/t", "USD/kg",
         "USD/year", "%", "x", "count", "count/month", "month", "year", "CNY/USD")
"""The units a claim, an assumption or a derived result may use."""

DIGITS = 10
"""Decimals after which the digits of a multiple are the machine's: 3.05 less 1 is 2.0499999999999998."""


@lru_cache(maxsize=1)
def registry() -> "UnitRegistry[Any]":
    """The unit registry of the book: mass, money in two currencies, counts, shares, multiples."""
    # only who converts or compares units waits for it to be loaded
    from pint import UnitRegistry

    units: UnitRegistry[Any] = UnitRegistry(None)
    own = current_subject().unit_definitions
    units.load_definitions([line.strip() for line in (*DEFINITIONS, *own) if line.strip()])
    return units


def known_unit(unit: str) -> str:
    """The unit itself, if it is known; ValueError names the known ones otherwise."""
    if unit not in (*KNOWN, *current_subject().units):
        raise Refused(f"unit '{unit}' is not known; known: {', '.join(KNOWN)}")
    return unit


@lru_cache(maxsize=4096)  # a large ledger asks for the same few units again and again, and pint takes its time
def convert(value: float, unit: str, to: str) -> float:
    """A value in another unit; ValueError where the two measure different things.

    Yuan and dollars do not convert into each other: that takes a rate, which is an assumption.
    """
    if unit == to:
        # most rows of a chart are in their claim's own unit, and pint takes a tenth of a second to load
        return float(value)
    from pint import DimensionalityError, UndefinedUnitError

    try:
        return float(registry().Quantity(value, _spelled(unit)).to(_spelled(to)).magnitude)
    except (UndefinedUnitError, DimensionalityError) as problem:
        raise Refused(f"{unit} cannot be turned into {to}: {problem}") from problem


def converted(value: float, unit: str, to: str, *, change: bool) -> float:
    """A level, or a change, in another unit; an open end stays open.

    A multiple of what was before is no share of it: what grows by 200% is three times as much, and what falls by 90%
    a tenth.
    """
    if change and (unit, to) == ("x", "%"):
        return round(100 * (value - 1), DIGITS)
    if change and (unit, to) == ("%", "x"):
        return round(1 + value / 100, DIGITS)
    return value * convert(1.0, unit, to)


@lru_cache(maxsize=4096)
def same_dimension(unit: str, other: str) -> bool:
    """Whether two units measure the same kind of thing."""
    parse = registry().parse_units
    return bool(parse(_spelled(unit)).dimensionality == parse(_spelled(other)).dimensionality)


def has_time(unit: str) -> bool:
    """Whether a unit counts time, or something in a time."""
    return "[time]" in registry().parse_units(_spelled(unit)).dimensionality


@lru_cache(maxsize=256)
def unit_scale(unit: str) -> float | None:
    """By how much a number in this unit grows when all is counted in other units of weight, money and whatever else.

    A formula that fits its units turns inputs that are scaled so into a result that is scaled so. Kilograms are
    scaled as the tonnes that they are, and months as parts of a year; years and plain numbers stay, as a growth in a
    year counts in years. None for a unit that nobody knows.
    """
    units = (*KNOWN, *current_subject().units)
    if unit not in units:
        return None
    kinds = registry().parse_units(_spelled(unit)).dimensionality
    # shares, multiples and numbers of things have no dimension, and are held against each other by nobody here
    scale = float(registry().Quantity(1.0, _spelled(unit)).to_base_units().magnitude) if kinds else 1.0
    for kind, power in kinds.items():
        by = convert(1.0, "month", "year") if kind == "[time]" else 3.0 + crc32(kind.encode()) % 97
        scale *= float(by ** int(power))  # type: ignore[arg-type]
    return scale


def _spelled(unit: str) -> str:
    """The registry's own word for a unit: pint reads % only in some versions."""
    return {"%": "percent", "x": "times"}.get(unit, unit)


Unit = Annotated[str, AfterValidator(known_unit)]
"""A unit as a field of a record."""
