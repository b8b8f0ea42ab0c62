"""What the models take from the evidence: each number as a range, from claims where there are any.

Which claims count is decided before, by ``datasets.selected``. Where those left give no number, an
assumption stands in, and the range says so by naming it as its input.
"""

from collections.abc import Sequence
from typing import Any

import pandas as pd

from compendium.analysis.draws import Range, exactly
from compendium.errors import Refused

SUPPLY = ("dvb-2025/world-share", "frontier-2025-08/share-half-to-two-thirds")
BELT_SUPPLY = "reuters-2025-03/world-share"
"""Shares of the world's supply: two of all of Myanmar, one of the mining belt alone."""
HELD = "kia-share-of-tonnes"
FALLS = ("diplomat-2025-09/imports-halved", "frontier-2025-08/imports-fell-80", "reuters-2025-03/imports-fall-year")
LEVIES = ("frontier-2025-08/krcg-levy-per-tonne", "dvb-2025/levy-per-tonne", "reuters-2025-03-tax/levy-per-tonne")
SHARES = ("frontier-2025-08/krcg-levy-in-kind", "reuters-2025-03/levy-share", "rareearthexchanges-2025/levy-share")
CUSTOMS, YEARS = "un-comtrade-2846/myanmar", (2021, 2022, 2023, 2024)
"""The years since the coup for which customs returns are complete; the last counts as the middle."""


class Given:
    """The claims that count and the assumptions, asked for the numbers of the models."""

    def __init__(self, claims: pd.DataFrame, assumptions: pd.DataFrame) -> None:
        self._claims = claims[claims["value"].notna() | claims["low"].notna()].set_index("id")
        self._assumptions: dict[str, dict[str, Any]] = {
            str(row["id"]): {str(key): value for key, value in row.items()}
            for row in assumptions.to_dict("records")}

    def assumed(self, name: str) -> Range:
        """An assumption."""
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
        rows = self._claims.loc[[name for name in names if name in self._claims.index]]
        middles = rows["value"].fillna((rows["low"] + rows["high"]) / 2)
        return {str(name): float(value) for name, value in middles.items()}

    def one_of(self, names: Sequence[str]) -> Range:
        """What the first of several claims that count says, as set; they all say the same."""
        found = self.claimed(*names)
        if not found:
            raise Refused(f"none of these claims counts: {', '.join(names)}; the model needs one of them")
        name, value = next(iter(found.items()))
        return exactly(value, name)

    def span(self, names: Sequence[str]) -> Range:
        """From the least to the greatest that rival claims allow by their rounding, their median in the middle.

        An end that a claim leaves open, as "more than" does, counts as the number printed.
        """
        found = self.claimed(*names)
        if not found:
            raise Refused(f"none of these claims counts: {', '.join(names)}; the model needs one of them")
        ends = self._claims.loc[list(found), ["value", "low", "high", "lowest", "highest"]].astype(float)
        numbers = pd.Series(found)
        return Range(float(ends.min().min()), float(numbers.median()), float(ends.max().max()), tuple(found))

    def supply(self) -> Range:
        """Myanmar's share of the world's heavy rare earths, by all voices that count.

        A share of the belt alone is a smaller thing than one of Myanmar: it is brought to the whole by the part of
        Myanmar's tonnes that comes from the KIA's land, and moves the middle but opens no end by itself.
        """
        whole, belt = self.claimed(*SUPPLY), self.claimed(BELT_SUPPLY)
        held = self.assumed(HELD).value / 100
        middles = [*whole.values(), *(share / held for share in belt.values())]
        if not middles:
            raise Refused(f"none of these claims counts: {', '.join((*SUPPLY, BELT_SUPPLY))}; the model needs one")
        known = self.span(SUPPLY) if whole else exactly(middles[0])
        inputs = (*whole, *belt, *([HELD] if belt else []))
        return Range(min(known.low, *middles), float(pd.Series(middles).median()), max(known.high, *middles), inputs)

    def tonnes(self) -> Range:
        """What Myanmar ships to China in a normal year: customs weights since the coup, else an assumption."""
        weights = self.claimed(*(f"{CUSTOMS}-weight-{year}" for year in YEARS))
        return _by_year(weights) if len(weights) == len(YEARS) else self.assumed("tonnes-a-year")

    def unit_value(self) -> Range:
        """The value of a tonne in dollars: customs value by weight since the coup, else an assumption."""
        weights = self.claimed(*(f"{CUSTOMS}-weight-{year}" for year in YEARS))
        values = self.claimed(*(f"{CUSTOMS}-value-{year}" for year in YEARS))
        if len(weights) < len(YEARS) or len(values) < len(YEARS):
            return self.assumed("concentrate-price")
        each = [value / weight for value, weight in zip(values.values(), weights.values(), strict=True)]
        return Range(min(each), each[-1], max(each), (*weights, *values))


def _by_year(numbers: dict[str, float]) -> Range:
    each = list(numbers.values())
    return Range(min(each), each[-1], max(each), tuple(numbers))
