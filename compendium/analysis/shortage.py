"""How prices answer to a shortage: what is missing once stocks and other mines are counted, and what follows.

The price is taken to rise by a constant power of what is left of the world's supply. That power, called
elasticity here, is calibrated on what happened between September 2024 and March 2025.
"""

from collections.abc import Mapping

import numpy as np

from compendium.analysis.draws import Draws, Range
from compendium.analysis.given import FALLS, Given

WINDOW = 6
"""Late September 2024 to 24 March 2025, in months."""
LEAST_GAP = 0.02
"""A smaller gap than this, as a part of the world's supply, tells nothing of how prices answer to one."""
REUTERS = "reuters-2025-03"


def gap(missing: Draws | float, replaced: Draws | float, stock: Draws | float, months: Draws | float) -> Draws:
    """The part of Myanmar's shipments that is missing, on average over the months, after mines elsewhere and stocks."""
    short = np.asarray(missing) * (1 - np.asarray(replaced)) - np.asarray(stock) / np.asarray(months)
    return np.asarray(np.maximum(0.0, short))


def multiple(world_gap: Draws | float, elasticity: Draws | float) -> Draws:
    """How many times its former level the price stands at, with so much of the world's supply missing."""
    return np.asarray(np.power(1 - np.asarray(world_gap), -np.asarray(elasticity)))


def response(change: Draws | float, world_gap: Draws | float) -> Draws:
    """The elasticity that turns a gap into an observed change of price, both as parts of one; never below none."""
    seen = np.log1p(np.asarray(change)) / -np.log1p(-np.maximum(np.asarray(world_gap), LEAST_GAP))
    return np.asarray(np.maximum(0.0, seen))


def calibrated(values: Mapping[str, Draws] | Mapping[str, float]) -> Draws:
    """The elasticity that the months after the seizure show, for values of what ``calibration`` lists."""
    weight = np.asarray(values["terbium-weight"]) / 100
    observed = weight * values["terbium-rise"] / 100 + (1 - weight) * values["dysprosium-fall"] / 100
    change = (1 + observed) / (1 + np.asarray(values["other-price-change"]) / 100) - 1
    # the window opens before the belt was seized: imports were down for a part of it only
    down = np.asarray(values["months-down"]) / WINDOW
    lost = gap(np.asarray(values["fall"]) / 100 * down, 0.0, values["stock"], WINDOW)
    return response(change, np.asarray(values["supply"]) / 100 * lost)


def calibration(given: Given) -> dict[str, Range]:
    """What the calibration is made of; the prices of Reuters, the falls that several sources report, assumptions."""
    falls = given.span(FALLS)
    return {
        "terbium-rise": given.one_of([f"{REUTERS}/terbium-rise"]),
        "dysprosium-fall": given.one_of([f"{REUTERS}/dysprosium-fall"]),
        "fall": Range(-falls.high, -falls.value, -falls.low, falls.inputs),
        "months-down": given.assumed("months-of-fall"),
        "supply": given.supply(),
        "terbium-weight": given.assumed("terbium-weight"),
        "other-price-change": given.assumed("other-price-change"),
        "stock": given.assumed("stock-months"),
    }
