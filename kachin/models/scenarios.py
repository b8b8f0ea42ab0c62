"""What follows in each scenario: supply lost, the price, the KIO's revenue, China's exposure, and time.

What is missing once stocks and other mines are counted is a shortage. The price is taken to rise by a constant
power of what is left of the world's supply. That power, called elasticity here, is calibrated on what happened
between September 2024 and March 2025.
"""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import pandas as pd

from compendium.evidence.vocabulary import Row
from compendium.results.draws import DRAWS, SEED, Draws, Range, drawn, exact_range, interval
from compendium.results.rounding import rounded
from compendium.subject import current_subject
from kachin.models.inputs import FALLS, LEVIES, SHARES, TradeInputs
from kachin.models.take import taken

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


def calibration(given: TradeInputs) -> dict[str, Range]:
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


OUTCOMES = {
    "supply": ("%", "part of the world's heavy rare earths is missing, before stocks are counted"),
    "price": ("%", "the shortage adds to the price"),
    "revenue": ("USD/year", "the KIO has from its levy, at a yearly rate for as long as it lasts"),
    "exposure": ("%", "part of its imports of heavy rare earths China lacks, after other mines and stocks"),
    "cover": ("month", "time stocks in China cover what is missing"),
}
"""The unit of each outcome, and what its number says, after 'what'."""
TIED = {"dependence": "supply"}
"""China's dependence is high where Myanmar's share of the world's supply is: both are shares of the same tonnes."""


def inputs(given: TradeInputs, *, rate: float = 0, unit_value: float = 0, elasticity: float = 0) -> dict[str, Range]:
    """What all scenarios share, as ranges; a number above 0 is the reader's own, and counts as exact."""
    shared = calibration(given) | {
        "tonnes": given.tonnes(),
        "unit-value": exact_range(unit_value) if unit_value else given.unit_value(),
        "levy": given.one_of(LEVIES), "share": given.one_of(SHARES),
        "rate": exact_range(rate) if rate else given.assumed("cny-per-usd"),
        "held": given.assumed("kia-share-of-tonnes"),
        "dependence": given.assumed("china-dependence-range"),
    }
    return shared | ({"elasticity": exact_range(elasticity)} if elasticity else {})


def drivers(assumptions: pd.DataFrame, given: TradeInputs) -> dict[str, dict[str, Range]]:
    """The drivers of each scenario, in the order of their file."""
    rows = assumptions[assumptions["scenario"].notna()]
    names = list(dict.fromkeys(rows["scenario"].astype(str)))
    return {name: {driver: given.assumed(f"{name}-{driver}") for driver in current_subject().drivers} for name in names}


def outcomes(values: Mapping[str, Any], reading: str = "per-tonne") -> dict[str, Draws]:
    """Every outcome of one scenario, for one value of each input or for many draws of them."""
    at = {name: np.asarray(value, dtype=float) for name, value in values.items()}
    missing, replaced, diverted = (at[name] / 100 for name in ("outage", "substitution", "diversion"))
    power = at["elasticity"] if "elasticity" in at else calibrated(at)
    short = gap(missing, replaced, at["stock"], at["months"])
    rise = multiple(at["supply"] / 100 * short, power)
    lost_to_china = 1 - (1 - missing) * (1 - diverted)
    levied = taken(reading, at["unit-value"] * rise, at["levy"] / at["rate"], at["share"] / 100)
    lacking = lost_to_china * (1 - replaced)
    covered = lacking * at["months"] <= at["stock"]
    # Myanmar's part of what China imports is no smaller than its part of what the world supplies
    dependence = np.maximum(at["dependence"], at["supply"])
    return {
        "supply": at["supply"] * missing * (1 - replaced),
        "price": 100 * (rise - 1),
        "revenue": at["tonnes"] * leaving_kia_land(at["held"] / 100, missing) * at["paid"] / 100 * levied,
        "exposure": dependence * gap(lost_to_china, replaced, at["stock"], at["months"]),
        "cover": np.where(covered, at["months"], at["stock"] / np.where(covered, 1.0, lacking)),
    }


def leaving_kia_land(held: Draws, missing: Draws) -> Draws:
    """The part of Myanmar's normal shipments that still leaves land held by the KIA.

    What each scenario stops is its gates and mines, so that what is missing is missing from there first: gates of
    others, as in Shan State, stay open.
    """
    return np.asarray(np.maximum(0.0, held - missing))


def ranges_of(scenario: str, claims: pd.DataFrame, assumptions: pd.DataFrame, **chosen: float) -> dict[str, Range]:
    """All inputs of one scenario, its own drivers among them; ``chosen`` as for ``inputs``."""
    given = TradeInputs(claims, assumptions)
    return inputs(given, **chosen) | drivers(assumptions, given)[scenario]


def run(claims: pd.DataFrame, assumptions: pd.DataFrame, *, seed: int = SEED, draws: int = DRAWS,
        reading: str = "per-tonne", **chosen: float) -> dict[str, dict[str, Draws]]:
    """The outcomes of every scenario in so many draws; ``chosen`` as for ``inputs``.

    What the scenarios share is drawn once, so that they differ by their drivers alone.
    """
    given = TradeInputs(claims, assumptions)
    shared = drawn(inputs(given, **chosen), seed, draws, TIED)
    made = {}
    for name, ranges in drivers(assumptions, given).items():
        own = drawn({f"{name}-{driver}": each for driver, each in ranges.items()}, seed, draws)
        made[name] = outcomes(shared | {driver: own[f"{name}-{driver}"] for driver in ranges}, reading)
    return made


def summary(made: Mapping[str, Mapping[str, Draws]], wanted: Iterable[str] = OUTCOMES) -> pd.DataFrame:
    """Median and ends of each outcome of each scenario: columns scenario, outcome, unit, value, low, high."""
    rows = [(scenario, outcome, OUTCOMES[outcome][0], each.value, each.low, each.high)
            for scenario, results in made.items() for outcome in wanted
            for each in [interval(results[outcome])]]
    return pd.DataFrame(rows, columns=["scenario", "outcome", "unit", "value", "low", "high"])


FORMULAS = {
    "supply": ("share of the world's supply × part of shipments missing × (1 − part replaced)",
               ("supply", "outage", "substitution")),
    "price": ("(1 − share of the world's supply × part missing after other mines and stocks)^(−elasticity) − 1",
              ("supply", "outage", "substitution", "stock", "months", "elasticity")),
    "revenue": ("tonnes × (part from land held by the KIA − part missing, at least nothing) × part that pays"
                " × take of a tonne",
                ("tonnes", "held", "outage", "paid")),
    "exposure": ("China's dependence, at least the share of supply × part of shipments that China lacks after other"
                 " mines and stocks",
                 ("dependence", "supply", "outage", "diversion", "substitution", "stock", "months")),
    "cover": ("stocks ÷ part of shipments that China lacks after other mines, at most the scenario's length",
              ("stock", "outage", "diversion", "substitution", "months")),
}
"""How each outcome is worked out, and from which inputs; the elasticity from those of its calibration."""
YEAR = "production-short-2025"
"""How far 2025 fell short, by which the scenarios are tried."""
CALIBRATED = ("terbium-rise", "dysprosium-fall", "fall", "months-down", "terbium-weight", "other-price-change",
              "supply", "stock")
LEVIED = {"per-tonne": ("levy", "rate"), "share": ("share", "unit-value", *FORMULAS["price"][1]),
          "in-kind": ("share", "unit-value", *FORMULAS["price"][1]),
          "both": ("levy", "rate", "share", "unit-value", *FORMULAS["price"][1])}
"""What the take of a tonne is made of, under each reading of the tax."""


def scenario_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The calibrated elasticity, every outcome of every scenario, and the KIO's revenue under both levies."""
    yield elasticity_row(claims, assumptions)
    yield from outcome_rows(claims, assumptions)
    for row in outcome_rows(claims, assumptions, reading="both"):
        if row["outcome"] == "revenue":
            yield {**row, "id": f"{row['id']}-both", "says": f"{row['says'].rstrip('.')}, if both levies are taken."}


def elasticity_row(claims: pd.DataFrame, assumptions: pd.DataFrame, *, seed: int = SEED, draws: int = DRAWS) -> Row:
    """How strongly the price answers to a shortage, as calibrated."""
    given = TradeInputs(claims, assumptions)
    ranges = calibration(given)
    return {"id": "price-elasticity", "unit": "count", "says": "How strongly the price answers to a shortage: per cent "
            "of price for each per cent of the world's supply missing, as the months after the seizure show it.",
            "formula": f"log of the change in price ÷ −log of the supply left; {_drawn(draws)}",
            **given.rests_on(ranges), **rounded(interval(calibrated(drawn(ranges, seed, draws))))}


def outcome_rows(claims: pd.DataFrame, assumptions: pd.DataFrame, *, reading: str = "per-tonne", seed: int = SEED,
                 draws: int = DRAWS, **chosen: float) -> Iterator[Row]:
    """Every outcome of every scenario, with the scenario's name besides; ``chosen`` as for ``scenarios.inputs``."""
    given = TradeInputs(claims, assumptions)
    names = dict(zip(assumptions["id"], assumptions["says"].str.partition(":")[0], strict=True))
    results = run(claims, assumptions, seed=seed, draws=draws, reading=reading, **chosen)
    shared = inputs(given, **chosen)
    for scenario, own in drivers(assumptions, given).items():
        known, name = shared | own, names[f"{scenario}-outage"]
        for outcome, (unit, words) in OUTCOMES.items():
            formula, parts = FORMULAS[outcome]
            parts = (*parts, *LEVIED[reading]) if outcome == "revenue" else parts
            yield {"id": f"{scenario}-{outcome}", "scenario": scenario, "outcome": outcome, "name": name, "unit": unit,
                   "says": f"{name}: what {words}.", "formula": f"{formula}; {_drawn(draws)}",
                   **given.rests_on(_ranges(parts, known)), **rounded(interval(results[scenario][outcome]))}


def _ranges(parts: tuple[str, ...], known: Mapping[str, Range]) -> dict[str, Range]:
    """The ranges of some inputs; those of the calibration stand for an elasticity that nobody put in."""
    wanted = [each for part in parts for each in
              (CALIBRATED if part == "elasticity" and part not in known else (part,))]
    return {part: known[part] for part in dict.fromkeys(wanted)}


def _drawn(draws: int) -> str:
    return f"median of {draws:,} draws; the range holds nine in ten of them"
