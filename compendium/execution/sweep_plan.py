"""Which runs a sweep makes: every combination of a grid, the rows of a CSV, or Latin hypercube samples.

A grid names a parameter's values: ``elasticity=0.2:1.0:0.1`` (from, to and step, both ends among them) or
``tax_reading=share,both``. Every value is held against what the chapter allows before anything runs; combinations
whose values do not go together are left out, and counted.
"""

import csv
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from itertools import product
from pathlib import Path
from typing import Any

from compendium.errors import ChapterError, CompendiumError, Problem, Refused
from compendium.execution.chapters import Chapter, combination_problems, value
from compendium.execution.parameters import Parameter

ParameterValues = dict[str, Any]
DIGITS, APART = 6, 4
"""How many digits a sampled number has, as more would only fill the tables; and how many at least tell samples of one
range apart, however narrow it is."""
MOST = 1_000_000
"""More runs than these are refused, as they would not end."""
TOLD, NO_MORE = 20, "what comes after these is not looked at before they are mended"
"""After so many values that are not allowed, the others of a parameter or of a table of runs may be as many more."""


@dataclass(frozen=True)
class Plan:
    """The runs of a sweep, made one after another, and which parameters they vary."""

    chapter: Chapter
    names: tuple[str, ...]
    rows: Sequence[tuple[Any, ...]] | None
    grids: tuple[tuple[Any, ...], ...] = ()

    def __iter__(self) -> Iterator[ParameterValues]:
        """Each run's values whose parts go together, in a fixed order."""
        return (values for values in self._all() if not combination_problems(self.chapter, values))

    def __len__(self) -> int:
        """How many combinations there are, those that do not go together among them."""
        return len(self.rows) if self.rows is not None else math.prod(map(len, self.grids))

    def _all(self) -> Iterator[ParameterValues]:
        for row in self.rows if self.rows is not None else product(*self.grids):
            yield {name: each for name, each in zip(self.names, row, strict=True) if each is not None}


def grid(chapter: Chapter, given: Mapping[str, str]) -> Plan:
    """Every combination of the values given for each parameter; ChapterError names all that are not allowed."""
    axes, problems = [], list[Problem]()
    whole = {each.name for each in chapter.parameters if each.type == "int"}
    for name, text in given.items():
        values, wrong = [], list[Problem]()
        for each in _listed(name, text, whole=name in whole):
            try:
                values.append(value(chapter, name, each))
            except ChapterError as error:
                wrong += error.problems
            if len(wrong) >= TOLD:
                wrong.append(Problem(wrong[0].file, wrong[0].line, f"{NO_MORE} (-g {name}={text})"))
                break
        problems += wrong
        axes.append(tuple(dict.fromkeys(values)))
    if problems:
        raise ChapterError(problems)
    return _not_too_many(Plan(chapter, tuple(given), None, tuple(axes)))


def from_file(chapter: Chapter, path: Path) -> Plan:
    """A run for each row of a CSV whose head names the parameters; an empty cell leaves the default."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as file:
            reader, begun = csv.reader(file, strict=True), 1
            names = tuple(name.strip() for name in next(reader, []))
            if twice := next((name for name in names if names.count(name) > 1), None):
                raise ChapterError([Problem(path.name, 1, f"the head names '{twice}' twice; name each parameter once")])
            if len(names) == 1 and (apart := next((each for each in ";\t" if each in names[0]), None)):
                raise ChapterError([Problem(path.name, 1, f"its cells are divided by {apart!r}; allowed: a comma"
                                                          " between cells, and a point in numbers")])
            rows, problems, begun = list[tuple[Any, ...]](), list[Problem](), reader.line_num + 1
            for row in reader:
                begun = reader.line_num + 1
                if not any(cell.strip() for cell in row):
                    continue
                try:
                    if len(row) != len(names):
                        raise Refused(f"has {len(row)} cells, the head {len(names)}")
                    cells = zip(names, row, strict=True)
                    rows.append(tuple(_cell(chapter, name, cell.strip()) for name, cell in cells))
                except CompendiumError as error:
                    problems += [Problem(path.name, reader.line_num, each.what) for each in error.problems]
                if len(problems) >= TOLD:
                    problems.append(Problem(path.name, reader.line_num, NO_MORE))
                    break
    except UnicodeDecodeError as error:
        raise ChapterError([Problem(path.name, 0, f"is not UTF-8: {error}")]) from error
    except csv.Error as error:
        open_quote = Problem(path.name, begun, "a quotation mark is opened here and never closed")
        other = Problem(path.name, reader.line_num, f"is not CSV: {error}")
        raise ChapterError([open_quote if "end of data" in str(error) else other]) from error
    if problems:
        raise ChapterError(problems)
    if not rows:
        raise ChapterError([Problem(path.name, 0, "names no run: a head with parameters, then a row for each run")])
    return _not_too_many(Plan(chapter, names, rows))


def latin_hypercube(chapter: Chapter, given: Mapping[str, str], number: int, seed: int) -> Plan:
    """So many runs, spread evenly over every range (``low:high``) and every list; the same seed gives the same ones."""
    from scipy.stats import qmc

    if number < 1:
        raise Refused(f"{number} samples cannot be drawn; allowed: 1 or more")
    if seed < 0:
        raise Refused(f"the seed of the samples is {seed}; allowed: 0, or a whole number above it")
    if number > MOST:
        raise Refused(f"{number:,} samples are asked for; allowed are {MOST:,} runs")
    axes = [axis_of(chapter, name, text) for name, text in given.items()]
    samples = qmc.LatinHypercube(d=len(axes), rng=seed).random(number)
    rows = [tuple(_at(axis, float(part)) for axis, part in zip(axes, sample, strict=True)) for sample in samples]
    return _not_too_many(Plan(chapter, tuple(given), rows))


def _cell(chapter: Chapter, name: str, text: str) -> Any:
    return value(chapter, name, text) if text else None


def _listed(name: str, text: str, *, whole: bool = False) -> list[str]:
    """The values, as texts, of ``a,b,c`` or ``low:high:step``."""
    if ":" not in text:
        values = [each.strip() for each in text.split(",")]
        if not all(values):
            raise Refused(f"-g {name}={text} leaves a value out; allowed: values with commas between, or low:high:step")
        return values
    try:
        low, high, step = map(Decimal, text.split(":"))
    except (ValueError, InvalidOperation):
        raise Refused(f"-g {name}={text} is no range; allowed: low:high:step, such as 0.2:1.0:0.1") from None
    # what a float cannot hold is no value of a parameter either
    if not (all(math.isfinite(float(each)) for each in (low, high, step)) and float(step) > 0 and low <= high):
        raise Refused(f"-g {name}={text} has no values; allowed: low:high:step with a step above 0 and high above low")
    if whole and not (low == int(low) and step == int(step)):
        raise Refused(f"-g {name}={text} has values between whole numbers, and {name} is an int; allowed: whole"
                      " numbers")
    count = int((high - low) / step) + 1
    if count > MOST:
        raise Refused(f"-g {name}={text} has {count:,} values; allowed are {MOST:,} runs")
    if (last := low + step * (count - 1)) != high:
        raise Refused(f"-g {name}={text} ends at {last:f} and does not reach {high:f}; allowed: a step that divides the"
                      " range, or values with commas between")
    # decimals and not floats: the third step of 0.1 is 0.3 and not 0.30000000000000004
    return [format(low + step * at, "f") for at in range(count)]


Axis = tuple[Any, ...] | tuple[Parameter, float, float]


def axis_of(chapter: Chapter, name: str, text: str) -> Axis:
    """What one parameter is sampled from: a parameter with two ends, or a list of values."""
    if ":" not in text:
        return tuple(value(chapter, name, each) for each in _listed(name, text))
    parts = text.split(":")
    if len(parts) != 2:
        raise Refused(f"-g {name}={text} is no range to sample; allowed: low:high, or values with commas between")
    low, high = (value(chapter, name, part.strip()) for part in parts)
    parameter = next(each for each in chapter.parameters if each.name == name)
    if parameter.type not in ("float", "int") or not low < high:
        raise Refused(f"-g {name}={text} is no range to sample; allowed: numbers, the lower one first")
    return (parameter, low, high)


def _at(axis: Axis, part: float) -> Any:
    """The value at some part (0 to 1) of the way along an axis."""
    if not (axis and isinstance(axis[0], Parameter)):
        return axis[min(int(part * len(axis)), len(axis) - 1)]
    parameter, low, high = axis
    if parameter.type == "int":
        return min(int(low + part * (high - low + 1)), high)
    in_common = math.ceil(math.log10(max(1, abs(low) / (high - low), abs(high) / (high - low))))
    return min(max(float(f"{low + part * (high - low):.{max(DIGITS, APART + in_common)}g}"), low), high)


def _not_too_many(plan: Plan) -> Plan:
    if len(plan) > MOST:
        raise Refused(f"the sweep would make {len(plan):,} runs; allowed are {MOST:,}")
    return plan
