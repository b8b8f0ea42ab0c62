"""A computed result: what it says, its formula in words, what it is made of, and how it is worked out.

Every formula of a book rises or falls steadily in each of its inputs, so its least and greatest
results lie where every input stands at one of its ends; all such corners are tried.
"""

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product

from compendium.datasets.rows import Row, finite, joined
from compendium.errors import Refused
from compendium.evidence import Claim, Interval, Ledger, claim_interval
from compendium.results.code_places import Origin, registering
from compendium.results.mixing import Meaning, Meanings, check_mixing, given_meanings, implied, stated

Formula = Callable[..., float]


def value_and_interval(formula: Formula, inputs: Sequence[tuple[float, Interval]]) -> tuple[float, Interval]:
    """A formula's result for the inputs as printed, and the range their intervals allow.

    Raises ValueError where a corner has no value (a division by nothing).
    """
    value = formula(*(printed for printed, _ in inputs))
    corners = [_corner(formula, ends) for ends in product(*((i.low, i.high) for _, i in inputs))]
    return value, Interval(min(corners), max(corners))


def _corner(formula: Formula, ends: tuple[float, ...]) -> float:
    try:
        result = formula(*ends)
    except ZeroDivisionError:
        result = math.nan
    if math.isnan(result):
        raise Refused(f"no value where the inputs are {', '.join(f'{end:g}' for end in ends)}")
    return result


@dataclass(frozen=True)
class Result:
    """One result of the book. ``inputs`` are ids of claims, assumptions or earlier results, in the
    order of the formula's arguments; the sentence and the formula name no number of their own.

    ``definition`` is the result's in the vocabulary, where no input carries it over; ``across`` says why
    inputs of different definitions may be computed with."""

    id: str
    says: str
    formula: str
    inputs: tuple[str, ...]
    unit: str
    compute: Formula
    definition: str = ""
    across: str = ""
    origin: Origin = field(default_factory=registering, init=False, compare=False, repr=False)


Known = dict[str, tuple[float, Interval]]
"""Value and interval of everything that a formula can use, by id."""


def compute_all(results: tuple[Result, ...], ledger: Ledger) -> Iterator[Row]:
    """The rows of ``derived.csv``, in order.

    ValueError names a result whose input does not exist, or that mixes definitions.
    """
    known, meanings = _given(ledger), given_meanings(ledger)
    rests_on: dict[str, tuple[str, ...]] = {name: (name,) for name in ledger.entries}
    for result in results:
        missing = [name for name in result.inputs if name not in known]
        if missing:
            raise Refused(f"result {result.id}: there is no input {', '.join(missing)}")
        meanings[result.id] = _meaning(result, ledger, meanings)
        value, interval = value_and_interval(result.compute, [known[name] for name in result.inputs])
        known[result.id] = value, interval
        rests_on[result.id] = tuple(dict.fromkeys(
            claim for name in result.inputs for claim in rests_on.get(name, ())))
        yield {**_row(result, value, interval, rests_on), "across": result.across,
               "definition": known_definition(meanings[result.id], ledger)}


def known_definition(meaning: Meaning, ledger: Ledger) -> str:
    """The definition's id, where it is one of the vocabulary."""
    return meaning.definition if meaning.definition in ledger.definitions else ""


def _meaning(result: Result, ledger: Ledger, meanings: Meanings) -> Meaning:
    """What a result means, once its inputs are found to go together."""
    inputs = {name: meanings[name] for name in result.inputs if name in meanings}
    check_mixing(result.id, inputs, result.across)
    if not result.definition:
        return implied(result.id, result.unit, inputs.values())
    if result.definition not in ledger.definitions:
        raise Refused(f"result {result.id}: there is no definition '{result.definition}'")
    return stated(result.definition, ledger)


def _given(ledger: Ledger) -> Known:
    known: Known = {a.id: (a.value, Interval(a.low, a.high)) for a in ledger.assumptions.values()}
    for entry in ledger:
        if entry.claim.kind == "quantity":
            known[entry.id] = _printed(entry.claim), claim_interval(entry.claim)
        if entry.claim.kind == "event":
            known[entry.id] = _month(entry.claim)
        if entry.claim.equivalent:
            other = entry.claim.equivalent
            twin = entry.claim.model_copy(update={
                "value": other.value, "unit": other.unit, "comparator": "", "rounded_to": None})
            known[f"{entry.id}#equivalent"] = other.value, claim_interval(twin)
    return known


def _printed(claim: Claim) -> float:
    if claim.value is not None:
        return claim.value
    assert claim.low is not None and claim.high is not None
    return (claim.low + claim.high) / 2


def _month(claim: Claim) -> tuple[float, Interval]:
    """An event's first and last possible month, counted from the year 0."""
    assert claim.period is not None
    days = [day for day in (claim.period.start, claim.period.end) if day]
    months = [float(12 * day.year + day.month) for day in days]
    return months[0], Interval(months[0], months[-1])


def _row(result: Result, value: float, interval: Interval, rests_on: Mapping[str, tuple[str, ...]]) -> Row:
    return {"id": result.id, "says": result.says, "formula": result.formula, "unit": result.unit,
            "inputs": joined(result.inputs), "value": value, "low": finite(interval.low),
            "high": finite(interval.high), "claims": joined(rests_on[result.id])}
