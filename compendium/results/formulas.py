"""A computed result: what it says, its formula in words, what it is made of, and how it is worked out.

Every formula of a book rises or falls steadily in each of its inputs, so its least and greatest results lie where
every input stands at one of its ends; all such corners are tried.

Numbers that only look alike are refused: tonnes of other goods, shares of other things. Inputs are alike when they are
of one dimension, such as two masses. A formula may take like inputs of one definition, and of several only where it
says why it may. Nor may it take a share of one thing together with another thing of the same dimension: a share of the
value says nothing of the dollars of some other trade.
"""

import math
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import product
from numbers import Real
from types import FrameType, GeneratorType
from typing import TypeVar

from compendium.columns import equivalent_of, reference
from compendium.errors import Refused, near, near_or_allowed
from compendium.evidence import Claim, Interval, Ledger
from compendium.evidence.definitions import DIMENSION_UNITS
from compendium.evidence.intervals import finite
from compendium.evidence.vocabulary import Row
from compendium.results.printed_formula import check_printed
from compendium.results.unit_check import CLOSE, check_unit, check_used

Yielded = TypeVar("Yielded")
PASSED_OVER = ("compendium.results.formulas", "dataclasses")
"""The modules through which a result is registered, which are not where it stands."""


@dataclass(frozen=True)
class Origin:
    """A place in the code: the module, its file in the repository, the line, and the function ('' for none)."""

    module: str
    file: str
    line: int
    function: str


def registering() -> Origin:
    """The place that registers a result now: where its formula is written, or a row of a loop that writes it."""
    frame = sys._getframe(1)
    while frame.f_back and frame.f_globals.get("__name__") in PASSED_OVER:
        frame = frame.f_back
    return _place(frame)


def with_places(rows: Iterator[Yielded]) -> Iterator[tuple[Yielded, Origin]]:
    """The rows that a model gives, each with the line that gave it, also where a model passes on another's rows.

    ``rows`` is a generator that has not begun.
    """
    for row in rows:
        inner: object = rows
        while isinstance(inner, GeneratorType):
            generator, inner = inner, inner.gi_yieldfrom
        assert generator.gi_frame is not None
        yield row, _place(generator.gi_frame)


def _place(frame: FrameType) -> Origin:
    module = str(frame.f_globals.get("__name__", ""))
    function = frame.f_code.co_name
    return Origin(module, f"{module.replace('.', '/')}.py", frame.f_lineno, "" if function[:1] == "<" else function)


MEANT = 'If that is meant, the result says why: across="..."'


@dataclass(frozen=True)
class Meaning:
    """What one number of a computation means: its definition, its dimension, and what a share is a share of."""

    definition: str
    dimension: str
    whole: "Meaning | None" = None


Meanings = dict[str, Meaning]
"""The meaning of every input that has one, by id; assumptions have none."""


def given_meanings(ledger: Ledger) -> Meanings:
    """The meanings of all quantities of the ledger; a change means what it is a change of."""
    found: Meanings = {}
    for entry in ledger:
        if entry.claim.definition:
            meaning = stated_meaning(entry.claim.definition, ledger)
            found[entry.id] = found[equivalent_of(entry.id)] = meaning
    return found


def stated_meaning(name: str, ledger: Ledger) -> Meaning:
    """A definition of the vocabulary as a meaning."""
    definition = ledger.definitions[name]
    return Meaning(name, definition.dimension, stated_meaning(definition.whole, ledger) if definition.whole else None)


def implied_meaning(name: str, unit: str, inputs: Iterable[Meaning]) -> Meaning:
    """What a result means that names no definition: what its only input of that unit's dimension does.

    A result without such an input, or with several, is a thing of its own kind.
    """
    dimension = next((each for each, units in DIMENSION_UNITS.items() if unit in units), unit)
    alike = {meaning for meaning in inputs if meaning.dimension == dimension}
    return alike.pop() if len(alike) == 1 else Meaning(name, dimension)


def check_mixing(name: str, inputs: dict[str, Meaning], across: str) -> None:
    """ValueError where inputs do not go together by their definitions and the result does not say why they may."""
    for share in (meaning for meaning in inputs.values() if meaning.whole):
        _check_whole(name, share, inputs, across)
    for dimension in dict.fromkeys(meaning.dimension for meaning in inputs.values()):
        met = [f"{each} is {meaning.definition}" for each, meaning in inputs.items() if meaning.dimension == dimension]
        kinds = {meaning.definition for meaning in inputs.values() if meaning.dimension == dimension}
        if len(kinds) > 1 and not across:
            raise Refused(f"result {name} mixes definitions: {'; '.join(met)}. "
                             f"{MEANT}")


def _check_whole(name: str, share: Meaning, inputs: dict[str, Meaning], across: str) -> None:
    """ValueError where a share meets something of its whole's dimension that is not its whole."""
    whole = share.whole
    for each, meaning in inputs.items():
        if whole and meaning.dimension == whole.dimension and meaning.definition != whole.definition and not across:
            raise Refused(f"result {name} takes {share.definition}, a share of {whole.definition}, together with "
                             f"{each}, which is {meaning.definition}. {MEANT}")


Formula = Callable[..., float]


def value_and_interval(formula: Formula, inputs: Sequence[tuple[float, Interval]]) -> tuple[float, Interval]:
    """A formula's result for the inputs as printed, and the range their intervals allow.

    Raises Refused where there is none: a division by nothing, a root of less than nothing, a number beyond all bounds;
    and where the result stands beyond its own range, as of a formula that turns back between the inputs' ends.
    """
    value = _corner(formula, tuple(printed for printed, _ in inputs))
    corners = [_corner(formula, ends) for ends in product(*((i.low, i.high) for _, i in inputs))]
    low, high = min(corners), max(corners)
    if not (low <= value <= high or any(math.isclose(value, end, rel_tol=CLOSE) for end in (low, high))):
        raise Refused(f"the formula gives {value:g} for the inputs as printed and {low:g} to {high:g} for their ends;"
                      " it has to rise or fall steadily in each input")
    return value, Interval(low, high)


def _corner(formula: Formula, ends: tuple[float, ...]) -> float:
    try:
        result = formula(*ends)
    except (ArithmeticError, ValueError):
        result = math.nan
    except (Exception, SystemExit) as problem:
        raise Refused(f"the formula cannot be worked out: {type(problem).__name__}: {problem}") from problem
    # a range that is open ends nowhere, and so may a result
    if isinstance(result, complex) or (isinstance(result, Real) and math.isnan(result)):
        raise Refused(f"no value where the inputs are {', '.join(f'{end:g}' for end in ends)}")
    if not isinstance(result, Real):
        raise Refused(f"the formula gives {result!r}, which is no number, where the inputs are"
                      f" {', '.join(f'{end:g}' for end in ends)}")
    return float(result)


@dataclass(frozen=True)
class Result:
    """One result of the book. ``inputs`` are ids of claims, assumptions or earlier results, in the
    order of the formula's arguments; the sentence names no number of its own.

    ``definition`` is the result's in the vocabulary, where no input carries it over; ``across`` says why
    inputs of different definitions may be computed with; ``converts`` says which unit the formula turns into which
    by a number of its own, as its unit is then not held against those of the inputs."""

    id: str
    says: str
    formula: str
    inputs: tuple[str, ...]
    unit: str
    compute: Formula
    definition: str = ""
    across: str = ""
    converts: str = ""
    origin: Origin = field(default_factory=registering, init=False, compare=False, repr=False)

    def __post_init__(self) -> None:
        """Refuse inputs that are one text: of ("a") Python makes "a", whose letters would be taken for inputs."""
        if isinstance(self.inputs, str):
            raise Refused(f"result {self.id}: its inputs are the text '{self.inputs}'; allowed is a tuple, such as"
                          f" ('{self.inputs}',)", file=self.origin.file, line=self.origin.line)


Known = dict[str, tuple[float, Interval]]
"""Value and interval of everything that a formula can use, by id."""


def compute_all(results: tuple[Result, ...], ledger: Ledger) -> Iterator[Row]:
    """The rows of ``derived.csv``, in order.

    ValueError names a result whose input does not exist, that mixes definitions, or whose unit is not the formula's.
    """
    known, meanings, units = _given(ledger), given_meanings(ledger), _given_units(ledger)
    rests_on: dict[str, tuple[str, ...]] = {name: (name,) for name in ledger.entries}
    for result in results:
        with _told_at(result.origin):
            meanings[result.id] = _meaning(result, ledger, meanings)
            value, interval = _computed(result, known)
            given = [known[name][0] for name in result.inputs]
            check_unit(result, value, given, units)
            check_used(result, given)
            check_printed(result, given, units)
        known[result.id], units[result.id] = (value, interval), result.unit
        rests_on[result.id] = tuple(dict.fromkeys(
            claim for name in result.inputs for claim in rests_on.get(reference(name).whole, ())))
        yield {**_row(result, value, interval, rests_on), "across": result.across,
               "definition": known_definition(meanings[result.id], ledger)}


@contextmanager
def _told_at(place: Origin) -> Iterator[None]:
    """Within the block, whatever is refused is told with the line that registers the result."""
    try:
        yield
    except Refused as problem:
        raise Refused(str(problem), file=place.file, line=place.line) from problem


def _computed(result: Result, known: Known) -> tuple[float, Interval]:
    for name in result.inputs:
        if name not in known:
            raise Refused(f"result {result.id}: there is no input '{name}'; {near(name, known)}")
    try:
        return value_and_interval(result.compute, [known[name] for name in result.inputs])
    except Refused as problem:
        made_of = ", ".join(result.inputs)
        raise Refused(f"result {result.id}: {problem} ({made_of}); change an input, or say in the formula what then"
                      " holds") from problem


def known_definition(meaning: Meaning, ledger: Ledger) -> str:
    """The definition's id, where it is one of the vocabulary."""
    return meaning.definition if meaning.definition in ledger.definitions else ""


def _meaning(result: Result, ledger: Ledger, meanings: Meanings) -> Meaning:
    """What a result means, once its inputs are found to go together."""
    inputs = {name: meanings[name] for name in result.inputs if name in meanings}
    check_mixing(result.id, inputs, result.across)
    if not result.definition:
        return implied_meaning(result.id, result.unit, inputs.values())
    if result.definition not in ledger.definitions:
        raise Refused(f"result {result.id}: there is no definition '{result.definition}'; "
                      f"{near_or_allowed(result.definition, ledger.definitions)}")
    return stated_meaning(result.definition, ledger)


def _given(ledger: Ledger) -> Known:
    known: Known = {a.id: (a.value, Interval(a.low, a.high)) for a in ledger.assumptions.values()}
    for entry in ledger:
        if entry.claim.kind == "quantity":
            known[entry.id] = _printed(entry.claim), ledger.interval(entry.claim)
        if entry.claim.kind == "event":
            known[entry.id] = _month(entry.claim)
        if entry.claim.equivalent:
            other = entry.claim.equivalent
            twin = entry.claim.model_copy(update={
                "value": other.value, "low": None, "high": None, "unit": other.unit, "comparator": other.comparator,
                "rounded_to": None})
            known[equivalent_of(entry.id)] = other.value, ledger.interval(twin)
    return known


def _given_units(ledger: Ledger) -> dict[str, str]:
    """The unit of everything that a formula can use, by id; none for an event."""
    units = {each.id: each.unit for each in ledger.assumptions.values()}
    units |= {entry.id: entry.claim.unit for entry in ledger if entry.claim.unit}
    return units | {equivalent_of(e.id): e.claim.equivalent.unit for e in ledger if e.claim.equivalent}


def _printed(claim: Claim) -> float:
    if claim.value is not None:
        return claim.value
    assert claim.low is not None and claim.high is not None
    return (claim.low + claim.high) / 2


def _month(claim: Claim) -> tuple[float, Interval]:
    """An event's first and last possible month, counted from the year 0; without bounds where its period has an open
    end: what happened by 2009 may have happened long before."""
    assert claim.period is not None
    first, last = (float(12 * day.year + day.month) if day else None for day in (claim.period.start, claim.period.end))
    given = first if first is not None else last
    assert given is not None
    return given, Interval(-math.inf if first is None else first, math.inf if last is None else last)


def _row(result: Result, value: float, interval: Interval, rests_on: Mapping[str, tuple[str, ...]]) -> Row:
    return {"id": result.id, "says": result.says, "formula": result.formula, "unit": result.unit,
            "inputs": result.inputs, "value": value, "low": finite(interval.low),
            "high": finite(interval.high), "claims": rests_on[result.id]}
