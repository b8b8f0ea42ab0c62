"""What stands behind a fact, as far as its words can contradict it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from compendium.evidence import Claim


@dataclass(frozen=True)
class Behind:
    """What stands behind a fact, as far as its words can contradict it: numbers and units, and whether it is rough."""

    numbers: tuple[float, ...]
    units: frozenset[str]
    rough: bool

    @property
    def way(self) -> int:
        """-1 where a multiple is one to less, 1 where it is one to more."""
        ways = {(number > 1) - (number < 1) for number in self.numbers}
        return ways.pop() if self.units == {"x"} and len(ways) == 1 else 0


def numbers_of(row: Mapping[Any, Any]) -> list[float]:
    """The number of a computed result, or the ends of a range alone."""
    named = [row[name] for name in ("value", "low", "high")]
    there = [float(number) for number in named if not is_missing(number)]
    return there if is_missing(row["value"]) else there[:1]


def is_missing(number: Any) -> bool:
    """Whether a table has no number here: missing values are the one thing that differs from itself, or say so."""
    return number is None or str(number) in {"<NA>", "nan"}


def values_of(claim: Claim) -> list[float]:
    """All numbers of a claim, in whichever unit."""
    other = claim.equivalent.value if claim.equivalent else None
    return [number for number in (claim.value, claim.low, claim.high, other) if number is not None]
