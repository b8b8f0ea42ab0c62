"""Numbers that are only known as ranges: a middle and two ends, drawn many times to see what follows.

Each is drawn from a triangle over its range, most often near its middle. A number's draws depend on the
seed and on its own name alone, so that adding another leaves them as they were. Which of them matters most
is told by how far a result moves when one of them goes from end to end of its range.

A model takes them from the claims that count (see ``datasets.selected``); where those left give no number, an
assumption stands in, and the range says so by naming it as its input.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from zlib import crc32

import numpy as np
import numpy.typing as npt
import pandas as pd

from compendium.columns import as_cell, items_of, reference
from compendium.errors import Refused
from compendium.evidence.vocabulary import Row

Draws = npt.NDArray[np.float64]
SEED, DRAWS = 2025, 10_000
LOWER, MIDDLE, UPPER = 5, 50, 95
"""The percentiles that the book gives of every result that is drawn."""


@dataclass(frozen=True)
class Range:
    """A number's least, likeliest and greatest value, and the claims or assumptions that it comes from."""

    low: float
    value: float
    high: float
    inputs: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.low <= self.value <= self.high:
            raise Refused(f"a range's ends stand around its middle: {self.low:g}, {self.value:g}, {self.high:g}")


def exact_range(value: float, *inputs: str) -> Range:
    """A number that counts as exact, such as one that a reader put in."""
    return Range(value, value, value, inputs)


def drawn(ranges: Mapping[str, Range], seed: int = SEED, number: int = DRAWS,
          tied: Mapping[str, str] | None = None) -> dict[str, Draws]:
    """So many draws of each number; the same seed gives the same ones.

    A number that is ``tied`` to another stands high in its own range where the other does in its, and low likewise.
    """
    leading = tied or {}
    return {name: _triangular(each, np.random.default_rng([seed, crc32(leading.get(name, name).encode())]), number)
            for name, each in ranges.items()}


def midpoints(ranges: Mapping[str, Range]) -> dict[str, float]:
    """The middle of each number."""
    return {name: each.value for name, each in ranges.items()}


RANGE_IN_WORDS = "median, and the range of nine in ten draws"
"""What ``interval`` gives, in words."""


def interval(draws: Draws) -> Range:
    """The median of many draws, and the ends between which nine in ten of them lie."""
    low, middle, high = np.percentile(draws, [LOWER, MIDDLE, UPPER])
    return Range(float(low), float(middle), float(high))


def _triangular(each: Range, generator: np.random.Generator, number: int) -> Draws:
    if each.low == each.high:
        return np.full(number, each.value)
    return generator.triangular(each.low, each.value, each.high, number)


InputValues = Mapping[str, float]


def medians(ranges: Mapping[str, Range], seed: int = SEED, number: int = DRAWS) -> dict[str, float]:
    """The median of many draws of each number: where a range leans to one side it is not its middle."""
    return {name: float(np.median(each)) for name, each in drawn(ranges, seed, number).items()}


def swings(result: Callable[[InputValues], Draws | float], ranges: Mapping[str, Range]) -> pd.DataFrame:
    """The result at both ends of each input, all others at their median; the widest swing first.

    Columns: input, ids (the claims or assumptions it comes from), at_low, at_high, middle, swing. An
    input without a range moves nothing and is left out.
    """
    middles = medians(ranges)
    rows = []
    for name, each in ranges.items():
        if each.low < each.high:
            ends = [float(result(middles | {name: end})) for end in (each.low, each.high)]
            rows.append((name, as_cell(each.inputs), *ends, float(result(middles)), abs(ends[1] - ends[0])))
    table = pd.DataFrame(rows, columns=["input", "ids", "at_low", "at_high", "middle", "swing"])
    return table.sort_values("swing", ascending=False, ignore_index=True)


NUMBERS = ("value", "low", "high", "lowest", "highest")


class Inputs:
    """The claims that count and the assumptions, asked for the numbers of a model."""

    def __init__(self, claims: pd.DataFrame, assumptions: pd.DataFrame) -> None:
        self.claims = claims
        numbers = claims[claims["value"].notna() | claims["low"].notna()].set_index("id")[list(NUMBERS)]
        # of one type and apart from the words: models ask hundreds of times
        self._claims = numbers.astype(float)
        middles = self._claims["value"].fillna((self._claims["low"] + self._claims["high"]) / 2)
        self._middles = {str(name): float(value) for name, value in middles.items()}
        self._assumptions: dict[str, dict[str, Any]] = {
            str(row["id"]): {str(key): value for key, value in row.items()}
            for row in assumptions.to_dict("records")}

    def assumed(self, name: str) -> Range:
        """An assumption. Raises KeyError for one that does not exist."""
        row = self._assumptions[name]
        return Range(float(row["low"]), float(row["value"]), float(row["high"]), (name,))

    def suggested_by(self, name: str) -> tuple[str, ...]:
        """The claims behind an id: a claim itself, or those that suggest an assumption."""
        return (name,) if reference(name).is_claim else items_of(self._assumptions[name]["claims"])

    def claimed(self, *names: str) -> dict[str, float]:
        """The numbers of those claims that count, a stated range as its middle."""
        return {name: self._middles[name] for name in names if name in self._middles}

    def one_of(self, names: Sequence[str]) -> Range:
        """What the first of several claims that count says, as set; they all say the same.

        Raises ValueError where none counts.
        """
        name, value = next(iter(self._some(names).items()))
        return exact_range(value, name)

    def span(self, names: Sequence[str]) -> Range:
        """From the least to the greatest that rival claims allow by their rounding, their median in the middle.

        An end that a claim leaves open, as "more than" does, counts as the number printed. Raises ValueError where
        none counts.
        """
        found = self._some(names)
        ends = self._claims.loc[list(found)]
        numbers = pd.Series(found)
        return Range(float(ends.min().min()), float(numbers.median()), float(ends.max().max()), tuple(found))

    def rests_on(self, ranges: Mapping[str, Range]) -> Row:
        """The claims and assumptions behind some ranges, each once, and the claims that suggest the assumptions."""
        ids = list(dict.fromkeys(name for each in ranges.values() for name in each.inputs))
        claims = dict.fromkeys(claim for name in ids for claim in self.suggested_by(name))
        return {"inputs": tuple(ids), "claims": tuple(claims)}

    def _some(self, names: Sequence[str]) -> dict[str, float]:
        found = self.claimed(*names)
        if not found:
            raise Refused(f"none of these claims counts: {', '.join(names)}; the model needs one of them")
        return found
