"""What the models of the trade take from the evidence: supply, falls, levies, tonnes and the value of a tonne."""

import math

import pandas as pd

from compendium.errors import Refused
from compendium.results.draws import Inputs, Range, exact_range

SUPPLY = ("dvb-2025/world-share", "frontier-2025-08/share-half-to-two-thirds")
KACHIN_SUPPLY = ("reuters-2025-03/world-share", "reuters-2025-07-bhamo/nearly-half-from-kachin")
"""Shares of the world's supply: two of all of Myanmar, two of one newsroom on the mines of Kachin State."""
HELD = "kia-share-of-tonnes"
FALLS = ("diplomat-2025-09/imports-halved", "frontier-2025-08/imports-fell-80", "reuters-2025-03/imports-fall-year")
LEVIES = ("frontier-2025-08/krcg-levy-per-tonne", "dvb-2025/levy-per-tonne", "reuters-2025-03-tax/levy-per-tonne")
SHARES = ("frontier-2025-08/krcg-levy-in-kind", "reuters-2025-03/levy-share", "rareearthexchanges-2025/levy-share")
CUSTOMS, YEARS = "un-comtrade-2846/myanmar", (2021, 2022, 2023, 2024)
"""The years since the coup for which customs returns are complete; the last counts as the middle."""


def kachin_supply(claims: pd.DataFrame) -> tuple[float, float, tuple[str, ...]]:
    """What one newsroom's claims on Kachin State's mines allow together, in per cent, and which of them count.

    'About half' of the world from the captured belt in March 2025 and 'nearly half' from Kachin State in July are two
    statements of one share: the belt is the smaller land, so that both hold only between the first's lower and the
    second's upper end. Not numbers where none of them counts.
    """
    found = claims[claims["id"].isin(KACHIN_SUPPLY)]
    if found.empty:
        return math.nan, math.nan, ()
    low, high = float(found["lowest"].max()), float(found["highest"].min())
    return low, high, tuple(str(each) for each in found["id"])


class TradeInputs(Inputs):
    """The claims that count and the assumptions, asked for the numbers of the trade."""

    def supply(self) -> Range:
        """Myanmar's share of the world's heavy rare earths, by all voices that count, in per cent.

        A share of Kachin State's mines alone is a smaller thing than one of Myanmar: it is brought to the whole by the
        part of Myanmar's tonnes that comes from the KIA's land, and moves the middle but opens no end by itself.
        Raises ValueError where no voice counts.
        """
        whole, (low, high, kachin) = self.claimed(*SUPPLY), kachin_supply(self.claims)
        held = self.assumed(HELD).value / 100
        middles = [*whole.values(), *([(low + high) / 2 / held] if kachin else [])]
        if not middles:
            wanted = ", ".join((*SUPPLY, *KACHIN_SUPPLY))
            raise Refused(f"none of these claims counts: {wanted}; the model needs one of them")
        known = self.span(SUPPLY) if whole else exact_range(middles[0])
        inputs = (*whole, *kachin, *([HELD] if kachin else []))
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
