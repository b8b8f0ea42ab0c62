"""The rows that the scenarios add to ``derived.csv``: every outcome with its median and its ends."""

import math
from collections.abc import Iterator, Mapping
from typing import Any

import pandas as pd

from compendium.datasets.rows import Row
from compendium.evidence.printing import significant
from compendium.results.draws import NUMBER, SEED, Draws, Range, chance, drawn, interval
from compendium.results.rounding import rounded
from kachin.models.inputs import TradeInputs
from kachin.models.scenarios import OUTCOMES, calibrated, calibration, drivers, inputs, run

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


def elasticity_row(claims: pd.DataFrame, assumptions: pd.DataFrame, *, seed: int = SEED, draws: int = NUMBER) -> Row:
    """How strongly the price answers to a shortage, as calibrated."""
    given = TradeInputs(claims, assumptions)
    ranges = calibration(given)
    return {"id": "price-elasticity", "unit": "count", "says": "How strongly the price answers to a shortage: per cent "
            "of price for each per cent of the world's supply missing, as the months after the seizure show it.",
            "formula": f"log of the change in price ÷ −log of the supply left; {_drawn(draws)}",
            **given.rests_on(ranges), **rounded(interval(calibrated(drawn(ranges, seed, draws))))}


def buyers_row(elasticity: Mapping[str, Any]) -> Row:
    """The same answer read from the side of those who buy: how much less they take for each per cent of price."""
    low, high = float(elasticity["low"]), float(elasticity["high"])
    return {"id": "buyers-answer", "unit": "count", "says": "By how many per cent buyers would have cut what they take "
            "for each per cent of price, as the calibration implies.", "formula": "1 ÷ elasticity of the price",
            "inputs": elasticity["inputs"], "value": significant(1 / float(elasticity["value"]), 2),
            "low": significant(1 / high, 2), "high": significant(1 / low, 2) if low else math.inf}


def chance_row(row: Mapping[str, Any], draws: Draws) -> Row:
    """How far the median of an outcome may be off because it was drawn only so many times."""
    ends = chance(draws)
    off = significant((ends.high - ends.low) / 2, 1)
    return {"id": f"{row['id']}-chance", "unit": row["unit"], "inputs": row["inputs"], "value": off, "low": off,
            "high": off, "says": "How far the median may be off by the chance of drawing, in 19 of 20 runs.",
            "formula": "(upper − lower end of the 95% interval of the median, by the ranks of the draws) ÷ 2"}


def outcome_rows(claims: pd.DataFrame, assumptions: pd.DataFrame, *, reading: str = "per-tonne", seed: int = SEED,
                 draws: int = NUMBER, **chosen: float) -> Iterator[Row]:
    """Every outcome of every scenario, with the scenario's name besides; ``chosen`` as for ``scenarios.inputs``."""
    given = TradeInputs(claims, assumptions)
    names = dict(zip(assumptions["id"], assumptions["says"].str.partition(":")[0], strict=True))
    results = run(claims, assumptions, seed=seed, draws=draws, reading=reading, **chosen)
    for scenario, own in drivers(assumptions, given).items():
        known, name = inputs(given, **chosen) | own, names[f"{scenario}-outage"]
        for outcome, (unit, words) in OUTCOMES.items():
            formula, parts = FORMULAS[outcome]
            parts = (*parts, *LEVIED[reading]) if outcome == "revenue" else parts
            yield {"id": f"{scenario}-{outcome}", "scenario": scenario, "outcome": outcome, "name": name, "unit": unit,
                   "says": f"{name}: what {words}.", "formula": f"{formula}; {_drawn(draws)}",
                   **given.rests_on(_ranges(parts, known)), **rounded(interval(results[scenario][outcome]))}


def against_year(derived: pd.DataFrame, assumptions: pd.DataFrame) -> pd.DataFrame:
    """Each scenario's range of what is missing beside what 2025 as a whole was short of.

    ``derived`` and ``assumptions`` are the tables of these names. Columns: id, name, low, value and high of what is
    missing; seen_low, seen and seen_high of 2025, all in per cent; fits; claims. Only a scenario that goes on as in
    2025 has to hold it.
    """
    seen = derived[derived["id"] == YEAR].iloc[0].to_dict()
    least, most = float(seen["low"]), float(seen["high"])
    rows = []
    for row in assumptions[assumptions["driver"] == "outage"].to_dict("records"):
        low, high = float(row["low"]), float(row["high"])
        fits = ("begins above it" if low > most else "ends below it" if high < least
                else "holds it")
        rows.append({"id": row["scenario"], "name": str(row["says"]).partition(":")[0], "low": low,
                     "value": float(row["value"]), "high": high, "seen_low": least,
                     "seen": float(seen["value"]), "seen_high": most, "fits": fits,
                     "claims": seen["claims"]})
    return pd.DataFrame(rows)


def _ranges(parts: tuple[str, ...], known: Mapping[str, Range]) -> dict[str, Range]:
    """The ranges of some inputs; those of the calibration stand for an elasticity that nobody put in."""
    wanted = [each for part in parts for each in
              (CALIBRATED if part == "elasticity" and part not in known else (part,))]
    return {part: known[part] for part in dict.fromkeys(wanted)}


def _drawn(draws: int) -> str:
    return f"median of {draws:,} draws; the range holds nine in ten of them"
