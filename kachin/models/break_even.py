"""What another buyer would have to pay: the premium over China's price at which a tonne can go elsewhere.

The miner is to be left with what China paid before the levy. On top come the levy, the way, a plant that
costs more and loses more, and the time for which money is bound. The premium is told over that price, and
over what China would pay if it bore the same levy.
"""

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from compendium.evidence.vocabulary import Row
from compendium.results.draws import DRAWS, SEED, Draws, Range, drawn, exact_range, interval
from compendium.results.formulas import Result
from compendium.results.rounding import rounded
from kachin.models.inputs import LEVIES, SHARES, TradeInputs

BUYERS = {"india": "an Indian buyer", "us": "an American buyer"}
ITEMS = ("transport", "plant", "loss", "wait")
"""What differs from buyer to buyer; each is an assumption."""
READINGS = {"per-tonne": "under the levy per tonne", "share": "under the levy in per cent",
            "in-kind": "under the levy in kind", "both": "under both levies"}
UNUSED = {"per-tonne": ("share",), "share": ("levy", "rate"), "in-kind": ("levy", "rate"), "both": ()}
"""The inputs that a reading of the tax does without."""
FORMULA = ("((price + levy) ÷ (1 − levy in per cent) + transport + plant) × (1 + cost of capital)^(wait in years)"
           " ÷ (1 − loss) ÷ {over} − 1; median of {number:,} draws; the range holds nine in ten of them")
EUROPE = "gmt-eight-2025-05"


def inputs(given: TradeInputs, buyer: str, *, rate: float = 0, unit_value: float = 0) -> dict[str, Range]:
    """What the premium of a buyer is made of, as ranges; a number above 0 is the reader's own, and exact."""
    return {
        "price": exact_range(unit_value) if unit_value else given.unit_value(),
        "levy": given.one_of(LEVIES), "share": given.one_of(SHARES),
        "rate": exact_range(rate) if rate else given.assumed("cny-per-usd"),
        **{item: given.assumed(f"{buyer}-{item}") for item in ITEMS},
        "capital": given.assumed("capital-cost"),
    }


def with_levy(price: Any, levy: Any, share: Any, reading: str) -> Any:
    """The price at which the seller is left with ``price`` once a reading's levy is paid from it."""
    fixed = levy if reading in ("per-tonne", "both") else 0.0
    part = share if reading in ("share", "in-kind", "both") else 0.0
    return (price + fixed) / (1 - part)


def premium(values: Mapping[str, Any], reading: str = "per-tonne", same_levy: bool = False) -> Draws:
    """The premium in per cent over China's price before the levy, or over what China pays with the same levy."""
    at = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    levied = with_levy(at["price"], at["levy"] / at["rate"], at["share"] / 100, reading)
    landed = levied + at["transport"] + at["plant"]
    cost = landed * (1 + at["capital"] / 100) ** (at["wait"] / 12) / (1 - at["loss"] / 100)
    return np.asarray(100 * (cost / (levied if same_levy else at["price"]) - 1))


def break_even_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The premium of each buyer, under one levy and both, with and without the same levy on China."""
    for reading in ("per-tonne", "both"):
        for row in premium_rows(claims, assumptions, reading=reading):
            buyer, _, ending = row["id"].partition("-")
            yield {**row, "id": f"premium-{buyer}-{reading}{'-' * bool(ending)}{ending}"}


def premium_rows(claims: pd.DataFrame, assumptions: pd.DataFrame, *, reading: str = "per-tonne", seed: int = SEED,
                 draws: int = DRAWS, **chosen: float) -> Iterator[Row]:
    """The premium of each buyer, over both prices of China; ``chosen`` as for ``inputs``."""
    given = TradeInputs(claims, assumptions)
    for buyer, who in BUYERS.items():
        ranges = inputs(given, buyer, **chosen)
        known = {name: each for name, each in ranges.items() if name not in UNUSED[reading]}
        for ending, same, over in (("", False, "China's price before the levy"),
                                   ("-same-levy", True, "what China would pay with the same levy")):
            yield {"id": f"{buyer}{ending}", "unit": "%",
                   "says": f"The premium over {over} that {who} would have to pay {READINGS[reading]}.",
                   "formula": FORMULA.format(over=over, number=draws), **given.rests_on(known),
                   **rounded(interval(premium(drawn(ranges, seed, draws), reading, same)))}


EUROPE_RISES: tuple[Result, ...] = tuple(
    Result(f"europe-rise-{element}", f"How far the price of {element} oxide in Europe rose from April to May 2025.",
           "assessment of 6 May ÷ assessment of early April − 1",
           (f"{EUROPE}/{element}-europe-after", f"{EUROPE}/{element}-europe-before"), "%",
           lambda after, before: 100 * (after / before - 1)) for element in ("terbium", "dysprosium"))
"""What was asked in Europe once export controls had parted the markets; how little was paid so, Adamas tells."""
