"""What the subject's own code gives, held before the book shows it: each fault is told with the code's file and line.

Rows of models are held as those of formulas are: numbers in their order, ids that lead somewhere, a sentence that
outlives its numbers.
"""

import math
import re
import traceback
from calendar import month_name
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import contextmanager
from itertools import pairwise
from numbers import Real
from pathlib import Path
from types import GeneratorType
from typing import Any

from compendium.columns import items_of, reference
from compendium.datasets.schemas import TABLES
from compendium.errors import CompendiumError, Refused, near, near_or_allowed, shown
from compendium.evidence import Ledger
from compendium.evidence.claims import UNSTATED
from compendium.evidence.fields import SLUG
from compendium.evidence.intervals import why_impossible
from compendium.evidence.number_words import HALVED, MULTIPLES
from compendium.evidence.numbers import find_numbers, without_names
from compendium.evidence.periods import Period
from compendium.evidence.printing import significant
from compendium.evidence.unit_words import OF_TIME, is_other_unit, unit_behind
from compendium.evidence.units import known_unit
from compendium.evidence.vocabulary import Row
from compendium.results.formulas import Origin, with_places
from compendium.results.unit_check import CLOSE
from compendium.root import home
from compendium.subject import declared, package_of, reading_its_own

NUMBERS = ("low", "value", "high")
DIGITS = 10
"""So many digits of a computed number are kept; what follows changes from machine to machine."""
_MONTH = "|".join(month_name[1:])
DATES = re.compile(rf"\b\d{{1,2}} (?:{_MONTH})\b|\b(?:{_MONTH}) \d{{1,2}}\b|\b(?:1[89]|20)\d\d\b")
YEAR = re.compile(r"\b(?:19|20)\d\d\b")
WRITTEN = re.compile(r"\d(?:[\d.,]*\d)?")
IN, ENDED = re.compile(r"\bin(?=\s)", re.IGNORECASE), re.compile(r"\s*\.?\s*$")
"""Before and behind a unit, what makes it that of the number: what was lost, in kilograms."""
MOST_NAMED = 12
"""Up to so many things are counted to say which are meant, as in 'the two levies'."""


def number_in(says: str) -> str:
    """The number that a sentence holds itself; empty where there is none. Dates and names are none.

    In words it is a multiple, a share in per cent, or more than a few: 'the two levies' and 'half or more' say what is
    meant, and not how much it came to.
    """
    text = DATES.sub("", without_names(says))
    if found := WRITTEN.search(text):
        return found[0]
    sizes = (each for each in find_numbers(text) if each.per_cent or max(each.values, default=0.0) > MOST_NAMED
             or each.text.lower() in {*MULTIPLES, *HALVED} or each.text.lower().endswith("fold"))
    return next((each.text for each in sizes), "")


def other_units(says: str, own: str) -> Iterator[str]:
    """What is wrong with the unit that a sentence ends by: another than its number's."""
    named = (found[0] for each in IN.finditer(says) if (found := unit_behind(says, each.end()))
             and ENDED.match(says, found[1]))
    yield from (f"says that it is in {unit}, and its unit is {own}; correct one of the two" for unit in named
                if is_other_unit(unit, [own]) and not OF_TIME.fullmatch(unit))


@contextmanager
def told_in_code() -> Iterator[None]:
    """Within the block, what the subject's own code does wrong is told at its line, and is no bug of the software; and
    it reads nothing of the book that the tables are not known to be made from."""
    try:
        with reading_its_own(home()):
            yield
    except CompendiumError:
        raise
    except (Exception, SystemExit) as problem:
        if (place := _own_place(problem)) is None:
            raise
        what = problem.msg if isinstance(problem, SyntaxError) else str(problem)
        raise Refused(f"stops with {type(problem).__name__}: {what}", file=place[0], line=place[1]) from problem


def _own_place(problem: BaseException) -> tuple[str, int] | None:
    """The file and line of the subject's code at which an error arose; None where it arose elsewhere."""
    package = package_of(home())
    places = [(frame.filename, frame.lineno or 0) for frame in traceback.extract_tb(problem.__traceback__)]
    if isinstance(problem, SyntaxError):
        places.append((problem.filename or "", problem.lineno or 0))
    own = [place for place in places if package and Path(place[0]).is_relative_to(package)]
    return (shown(Path(own[-1][0]), home()), own[-1][1]) if own else None


def registered(module: str, name: str, allowed: Callable[[Any], bool], what: str) -> tuple[Any, ...]:
    """What a module of the subject's registers under a name; Refused where it cannot be read, or is something else."""
    try:
        with told_in_code():
            found: tuple[Any, ...] = tuple(declared(module, name, ()))
    except (ImportError, AttributeError, TypeError) as problem:
        raise Refused(f"the subject names '{module}' for its {name}, which gives none: {problem}") from problem
    for each in found:
        if not allowed(each):
            raise Refused(f"{name} of '{module}' holds {each!r}; allowed: {what}")
    return found


def rows_with_places(model: Callable[..., Any], *tables: Any) -> Iterator[tuple[Row, Origin]]:
    """The rows that a model gives for the tables, each with the line that gave it."""
    rows = model(*tables)
    if not isinstance(rows, GeneratorType):
        raise Refused(f"the model '{model.__module__}.{getattr(model, '__name__', model)}' gives"
                      f" {type(rows).__name__}; allowed is a function that yields rows")
    for row, place in with_places(rows):
        if not isinstance(row, dict):
            raise Refused(f"the model gives {row!r}; allowed is a row: a dictionary by the names of its columns",
                          file=place.file, line=place.line)
        yield row, place


def held(rows: Iterable[tuple[Row, Origin]], ledger: Ledger) -> list[Row]:
    """The rows of ``derived.csv``, each found right, its numbers in ten digits: those of an input are not so many.

    Refused at the line of the code that gives a wrong one.
    """
    given = list(rows)
    known = {*ledger.entries, *ledger.assumptions, *(str(row.get("id")) for row, _ in given)}
    met: dict[str, Origin] = {}
    for row, place in given:
        if wrong := next(_faults(row, met, known, ledger), ""):
            raise Refused(f"result {row.get('id')}: {wrong}", file=place.file, line=place.line)
        met[row["id"]] = place
    return [{**row, **{name: significant(row[name], DIGITS) for name in NUMBERS if row.get(name) is not None}}
            for row, _ in given]


def _faults(row: Row, met: Mapping[str, Origin], known: Collection[str], ledger: Ledger) -> Iterator[str]:
    lacking = [column.name for column in TABLES["derived"][1] if column.required and not row.get(column.name)]
    if lacking:
        yield f"gives no {' and no '.join(lacking)}; every result says what it is, how it is made, and of which claims"
        return
    if not re.fullmatch(SLUG, str(row["id"])):
        yield "its id is no name; allowed: small letters, digits and hyphens"
    for kind, others in (("question", ledger.questions), ("assumption", ledger.assumptions)):
        if row["id"] in others:
            yield f"its id is that of a{'n' * (kind[0] == 'a')} {kind} too, and a fact is named by its id alone"
    if first := met.get(row["id"]):
        yield f"is given twice, and the first time at {first.file}:{first.line}; each id is given once"
    try:
        known_unit(row["unit"])
    except Refused as problem:
        yield str(problem)
    yield from _wrong_numbers(row)
    for field, names, there in (("inputs", items_of(row["inputs"]), known), ("claims", items_of(row["claims"]),
                                                                             ledger.entries)):
        yield from (f"{field}: there is no '{name}'; {near(name, there)}" for name in names
                    if reference(name).whole not in there)
    definition = row.get("definition") or ""
    if definition and definition not in ledger.definitions:
        yield f"there is no definition '{definition}'; {near_or_allowed(definition, ledger.definitions)}"
    elif definition and not ledger.definitions[definition].takes(row["unit"], change=False):
        units = ", ".join(ledger.definitions[definition].units(change=False))
        yield f"its definition, '{definition}', is of what is not given in {row['unit']}; allowed: {units or 'none'}"
    elif definition and not ledger.definitions[definition].beyond:
        # a count that is estimated need not be whole
        whole = math.floor if row["unit"] == "count" else float
        yield from (f"{name} is {row[name]:g} {row['unit']}, and {why}; if '{definition}' can be, its record says why,"
                    " as 'beyond'" for name in NUMBERS if row.get(name) is not None
                    and (why := why_impossible(whole(row[name]), row["unit"], change=False)))
    yield from other_units(row["says"], row["unit"])
    yield from (f"says '{year}', in which no claim or assumption that it is made of is; correct the year, or name the"
                " input that it comes from" for year in _strange_years(row, ledger))
    if number := number_in(row["says"]):
        yield f"says '{number}', which would outlive its claims; its sentence holds no number but dates and names"


def _strange_years(row: Row, ledger: Ledger) -> Iterator[str]:
    """The years of a sentence in which nothing is that its result rests on; none where the time of one is not known."""
    claims = [ledger[reference(name).whole].claim for name in items_of(row["claims"])
              if reference(name).whole in ledger.entries]
    bases = [claim.against for claim in claims if claim.against]
    if not all(claim.period for claim in claims) or UNSTATED in bases:
        return
    periods = [*(claim.period for claim in claims if claim.period), *map(Period.parse, bases)]
    assumed = [ledger.assumptions[name].says for name in items_of(row["inputs"]) if name in ledger.assumptions]
    told = " ".join([*(f"{claim.says} {claim.of}" for claim in claims), *assumed])
    yield from (year for year in YEAR.findall(without_names(row["says"])) if periods and year not in told
                and not any(period.overlaps(Period.parse(year)) for period in periods))


def _wrong_numbers(row: Row) -> Iterator[str]:
    given = [(name, row[name]) for name in NUMBERS if row.get(name) is not None]
    if not given:
        yield "gives neither a value nor an end of its range"
    for name, number in given:
        # numbers of numpy are given too, and a truth is none
        if isinstance(number, bool) or not isinstance(number, Real) or not math.isfinite(number):
            yield f"{name} is {number!r}; allowed is a number, or None where there is none"
            return
    numbers = [float(number) for _, number in given]
    # an end is rounded, so that the machine's last digits may stand beyond it
    if any(one > other and not math.isclose(one, other, rel_tol=CLOSE) for one, other in pairwise(numbers)):
        yield f"its low, value and high are {', '.join(f'{each:g}' for each in numbers)}; they stand in that order"
