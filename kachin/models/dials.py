"""Where the charts with sliders begin: at the published medians, so that a dial shows at first what the text says.

The median of a result is not the result of the middles, since ranges lean to one side and a model bends. A dial begins
with the median of every input and the published elasticity, rounded to the steps of its sliders; what of the published
result is then still missing is put on one input that has no slider, which stays within its range.
"""

from collections.abc import Callable, Mapping
from functools import partial

import numpy as np
import pandas as pd
from scipy.optimize import brentq

from compendium.errors import Refused
from compendium.results.draws import DRAWS, SEED, Range, drawn
from kachin.models import break_even
from kachin.models.inputs import TradeInputs
from kachin.models.scenarios import TIED, calibrated, outcomes, ranges_of, run

SCENARIO_STEPS = {"outage": 0, "substitution": 0, "stock": 0.5, "elasticity": 2, "rate": 2}
PREMIUM_STEPS = {"price": -2, "rate": 2, "capital": 0}
"""The decimals to which each slider can stand; stocks stand at halves of a month."""

DialValues = dict[str, float]


def scenario_start(scenario: str, claims: pd.DataFrame, assumptions: pd.DataFrame, *, reading: str = "per-tonne",
                   seed: int = SEED, draws: int = DRAWS, **chosen: float) -> DialValues:
    """One value of each input of a scenario at which price and revenue are the medians that the model gives.

    Arguments as for ``scenarios.run``. Myanmar's share of supply carries what the price still lacks, and the part of
    the tonnes that pays what the revenue does. Raises ValueError where no value within their ranges will do.
    """
    ranges = ranges_of(scenario, claims, assumptions, **chosen)
    known = drawn(ranges, seed, draws, TIED)
    at = {name: float(np.median(each)) for name, each in known.items()}
    at["elasticity"] = at.get("elasticity", float(np.median(calibrated(known))))
    at = _on_steps(at, SCENARIO_STEPS)
    made = {name: float(np.median(each)) for name, each in
            run(claims, assumptions, seed=seed, draws=draws, reading=reading, **chosen)[scenario].items()}
    for name, outcome in (("supply", "price"), ("paid", "revenue")):
        at[name] = _solved(partial(_outcome, outcome, reading), at, name, ranges[name], made[outcome])
    return at


def premium_start(buyer: str, claims: pd.DataFrame, assumptions: pd.DataFrame, *, reading: str = "per-tonne",
                  seed: int = SEED, draws: int = DRAWS, **chosen: float) -> DialValues:
    """One value of each input of a buyer's premium at which it is the median that the model gives.

    Arguments as for ``break_even.premium_rows``. The cost of the buyer's plant carries what is lacking. Raises
    ValueError where no value within its range will do.
    """
    ranges = break_even.inputs(TradeInputs(claims, assumptions), buyer, **chosen)
    known = drawn(ranges, seed, draws)
    at = _on_steps({name: float(np.median(each)) for name, each in known.items()}, PREMIUM_STEPS)
    wanted = float(np.median(break_even.premium(known, reading)))
    at["plant"] = _solved(lambda values: float(break_even.premium(values, reading)), at, "plant", ranges["plant"],
                          wanted)
    return at


def _outcome(name: str, reading: str, values: DialValues) -> float:
    return float(outcomes(values, reading)[name])


def _on_steps(at: DialValues, steps: Mapping[str, float]) -> DialValues:
    return at | {name: round(2 * at[name]) / 2 if step == 0.5 else round(at[name], int(step))
                 for name, step in steps.items()}


def _solved(result: Callable[[DialValues], float], at: DialValues, name: str, known: Range, wanted: float) -> float:
    """The value of one input within its range at which a result is what is wanted."""
    def miss(value: float) -> float:
        return result(at | {name: value}) - wanted

    if abs(miss(at[name])) <= 1e-9 * max(1.0, abs(wanted)):
        return at[name]
    if not miss(known.low) < 0 < miss(known.high):
        raise Refused(f"a dial cannot begin at {wanted:g}: '{name}' would leave its range "
                         f"of {known.low:g} to {known.high:g}; take more draws")
    return float(brentq(miss, known.low, known.high))
