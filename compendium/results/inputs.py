"""What models take from the evidence: each number as a range, from claims where there are any.

Which claims count is decided before, by ``datasets.selected``. Where those left give no number, an
assumption stands in, and the range says so by naming it as its input.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.datasets.rows import Row, joined
from compendium.errors import Refused
from compendium.results.draws import Range, exactly

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
        if "/" in name:
            return (name,)
        claims = self._assumptions[name]["claims"]
        return () if pd.isna(claims) else tuple(str(claims).split("; "))

    def claimed(self, *names: str) -> dict[str, float]:
        """The numbers of those claims that count, a stated range as its middle."""
        return {name: self._middles[name] for name in names if name in self._middles}

    def one_of(self, names: Sequence[str]) -> Range:
        """What the first of several claims that count says, as set; they all say the same.

        Raises ValueError where none counts.
        """
        name, value = next(iter(self._some(names).items()))
        return exactly(value, name)

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
        return {"inputs": joined(ids), "claims": joined(claims)}

    def _some(self, names: Sequence[str]) -> dict[str, float]:
        found = self.claimed(*names)
        if not found:
            raise Refused(f"none of these claims counts: {', '.join(names)}; the model needs one of them")
        return found
