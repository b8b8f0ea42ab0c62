"""What a number can be, by its unit and its definition: no share is more than the whole, nothing weighs less than zero.

A definition whose numbers may go beyond that says why in its field ``beyond``.
"""

from collections.abc import Iterator

from compendium.errors import Fault
from compendium.evidence.claims import Claim, Equivalent
from compendium.evidence.definitions import Definition
from compendium.evidence.intervals import claim_interval
from compendium.evidence.printing import printed
from compendium.evidence.units import convert, same_dimension


def number_faults(claim: Claim, definition: Definition | None) -> Iterator[Fault]:
    """The numbers of a claim that its unit cannot have, and an equivalent that says something else."""
    for field in ("value", "low", "high"):
        number = getattr(claim, field)
        if number is not None and claim.unit:
            wrong = beyond(number, claim.unit, change=bool(claim.against))
            if wrong and not (definition and definition.beyond):
                yield field, f"{number:g} {claim.unit}: {wrong}{_widen(definition)}"
    if claim.equivalent and claim.unit:
        yield from _equivalent_faults(claim, claim.unit, claim.equivalent)


def beyond(number: float, unit: str, *, change: bool) -> str:
    """Why a unit cannot have a number; empty where it can."""
    base = unit.partition("/")[0]
    if unit == "%" and change:
        return "a fall is at most 100%; allowed from -100" if number < -100 else ""
    if unit == "%":
        return "" if 0 <= number <= 100 else "a share lies within 0 and 100%"
    if unit == "x":
        return "" if number > 0 else "a multiple is larger than 0"
    if number < 0:
        return "nothing is counted, weighed, paid or lasts less than 0"
    if base == "count" and unit == "count" and number % 1:
        return "a count is a whole number"
    return ""


def _widen(definition: Definition | None) -> str:
    return f"; if it can be, '{definition.id}' in seeds/definitions.yaml says why, as 'beyond'" if definition else ""


def _equivalent_faults(claim: Claim, unit: str, other: Equivalent) -> Iterator[Fault]:
    """An equivalent of another dimension, or one that the value contradicts.

    Between currencies a rate would be needed, which is an assumption: there only the dimension is held.
    """
    if wrong := beyond(other.value, other.unit, change=bool(claim.against)):
        yield "equivalent", f"{other.value:g} {other.unit}: {wrong}"
    if not same_dimension(_in_one_currency(unit), _in_one_currency(other.unit)):
        yield "equivalent", f"{other.unit} measures something else than {unit}; allowed is the same in another unit"
    elif same_dimension(unit, other.unit):
        again = Claim.model_construct(**{**dict(claim), "value": other.value, "low": None, "high": None,
                                         "unit": other.unit, "comparator": other.comparator, "rounded_to": None})
        factor, own, same = convert(1.0, other.unit, unit), claim_interval(claim), claim_interval(again)
        if max(own.low, same.low * factor) > min(own.high, same.high * factor):
            yield "equivalent", (f"{printed(other.value, other.unit)} is {printed(other.value * factor, unit)}, which "
                                 "the claim's own number leaves no room for; correct one of the two")


def _in_one_currency(unit: str) -> str:
    return unit.replace("USD", "CNY")
