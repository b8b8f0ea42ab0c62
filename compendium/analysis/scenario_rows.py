"""The rows that the scenarios add to ``derived.csv``: every outcome with its median and its ends."""

from collections.abc import Iterator

import pandas as pd

from compendium.analysis.draws import NUMBER, drawn, interval
from compendium.analysis.given import Given
from compendium.analysis.rows import made_of, rounded
from compendium.analysis.scenarios import OUTCOMES, drivers, inputs, run
from compendium.analysis.shortage import calibrated, calibration
from compendium.datasets.rows import Row

FORMULAS = {
    "supply": ("share of the world's supply × part of shipments missing × (1 − part replaced)",
               ("supply", "outage", "substitution")),
    "price": ("(1 − share of the world's supply × part missing after other mines and stocks)^(−elasticity) − 1",
              ("supply", "outage", "substitution", "stock", "months", "terbium-rise", "dysprosium-fall", "fall",
               "terbium-weight", "other-price-change")),
    "revenue": ("tonnes × part from land held by the KIA × (1 − part missing) × part that pays × levy per tonne ÷ rate",
                ("tonnes", "held", "outage", "paid", "levy", "rate")),
    "exposure": ("China's dependence × part of shipments that China lacks after other mines and stocks",
                 ("dependence", "outage", "diversion", "substitution", "stock", "months")),
    "cover": ("stocks ÷ part of shipments that China lacks after other mines, at most the scenario's length",
              ("stock", "outage", "diversion", "substitution", "months")),
}
"""How each outcome is worked out, and from which inputs."""
DRAWN = f"median of {NUMBER:,} draws; the range holds nine in ten of them"


def scenario_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The calibrated elasticity, every outcome of every scenario, and the KIO's revenue under both levies."""
    given = Given(claims, assumptions)
    ranges = calibration(given)
    yield {"id": "price-elasticity", "unit": "count", "says": "How strongly the price answers to a shortage: per cent "
           "of price for each per cent of the world's supply missing, as the months after the seizure show it.",
           "formula": f"log of the change in price ÷ −log of the supply left; {DRAWN}",
           **made_of(given, ranges), **rounded(interval(calibrated(drawn(ranges))))}
    names = dict(zip(assumptions["id"], assumptions["says"].str.partition(":")[0], strict=True))
    results, both = run(claims, assumptions), run(claims, assumptions, reading="both")
    for scenario, own in drivers(assumptions, given).items():
        known, name = inputs(given) | own, names[f"{scenario}-outage"]
        for outcome, (unit, words) in OUTCOMES.items():
            formula, parts = FORMULAS[outcome]
            yield {"id": f"{scenario}-{outcome}", "unit": unit, "says": f"{name}: what {words}.",
                   "formula": f"{formula}; {DRAWN}", **made_of(given, {part: known[part] for part in parts}),
                   **rounded(interval(results[scenario][outcome]))}
        parts = (*FORMULAS["revenue"][1], *FORMULAS["price"][1], "unit-value", "share")
        yield {"id": f"{scenario}-revenue-both", "unit": OUTCOMES["revenue"][0],
               "says": f"{name}: what {OUTCOMES['revenue'][1]}, if both levies are taken.",
               "formula": "tonnes × part from land held by the KIA × (1 − part missing) × part that pays × "
                          f"(levy per tonne ÷ rate + levy in per cent × price of a tonne); {DRAWN}",
               **made_of(given, {part: known[part] for part in parts}),
               **rounded(interval(both[scenario]["revenue"]))}

