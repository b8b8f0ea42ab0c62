"""What goes into the models and what comes out of them, as tables that a reader can check."""

import math
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd

from compendium.charts.names import SOURCE_NAMES
from compendium.charts.points import when
from compendium.datasets.rows import Row
from compendium.evidence.printing import (
    printed,
    printed_estimate_range,
    printed_range,
    printed_result,
    significant,
)
from compendium.results.draws import Range
from kachin.charts.sensitivity import INPUTS
from kachin.models.volumes.months import Constraint

RUNS = {"articles": "The articles alone", "all": "All evidence"}


def effect_table(effects: pd.DataFrame) -> pd.DataFrame:
    """One row for each result: what it says, its range in both runs, and how it changed."""
    rows = effects.to_dict("records")
    return pd.DataFrame({
        "Result": [f"{{fact}}`{str(row['says']).rstrip('.').split(', as far as ')[0]} <{row['id']}>`" for row in rows],
        **{words: [_effect(row, run) for row in rows] for run, words in RUNS.items()},
        "So it is": [row["effect"] for row in rows],
    })


def _effect(row: Mapping[Any, Any], run: str) -> str:
    """The result of one run: its middle with its range, or the range alone."""
    value, low, high = (row[f"{name}_{run}"] for name in ("value", "low", "high"))
    ends = (-math.inf if pd.isna(low) else significant(float(low), 2 if pd.notna(value) else 3),
            math.inf if pd.isna(high) else significant(float(high), 2 if pd.notna(value) else 3))
    if pd.isna(value):
        return printed_range(*ends, unit=row["unit"])
    middle = printed_result(float(value), *ends, unit=row["unit"])
    return middle if low == high else f"{middle} ({printed_range(*ends, unit=row['unit'])})"


COUNTED = {"mining-sites": "sites", "leaching-pits": "pits and pools", "shan-mining": "mines in Shan State"}


def comparisons_table(pairs: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The pairs of ``kachin.models.environment.comparisons``, each count linked, with the reason for a refusal."""
    known = claims.set_index("id")
    rows = pairs.to_dict("records")
    return pd.DataFrame({
        "What is counted": [COUNTED[row["kind"]] for row in rows],
        "One count": [_counted(row["one"], known) for row in rows],
        "Another": [_counted(row["other"], known) for row in rows],
        "Growth": [f"refused: {row['refused']}" if row["refused"] else "may be worked out" for row in rows],
    })


def intensities_table(found: pd.DataFrame, claims: pd.DataFrame) -> pd.DataFrame:
    """The counts of ``kachin.models.environment.intensities``, and the customs weight that each goes with."""
    known = claims.set_index("id")
    rows = found.to_dict("records")
    return pd.DataFrame({
        "Count": [_counted(row["id"], known) for row in rows],
        "Area": [str(known.loc[row["id"], "place"]).replace("-", " ").replace("; ", ", ") for row in rows],
        "Weight shipped in that year": [f"{{fact}}`{row['weight']}`" if row["weight"] else "–" for row in rows],
        "Tonnes for each": ["a bound can be worked out" if row["weight"] else f"refused: {row['refused']}"
                            for row in rows],
    })


def _counted(name: str, known: pd.DataFrame) -> str:
    """A count with its source and its time: 'Frontier, December 2023: >300'."""
    row = known.loc[name].to_dict()
    dated = when(row) or "undated"
    return f"{SOURCE_NAMES[str(row['source'])]}, {dated}: {{fact}}`{name}`"


BUYERS = {"india": "India", "us": "United States"}
MORE = {"levy": ("Levy per tonne", "CNY/t"), "share": ("Levy in per cent", "%"), "price": ("China's price", "USD/t")}


def inputs_table(models: Mapping[str, Mapping[str, Range]]) -> pd.DataFrame:
    """The inputs of each buyer's model, those that all share once; each links to the claim or assumption it is."""
    rows = {}
    for buyer, ranges in models.items():
        for name, each in ranges.items():
            own = len({str(others[name]) for others in models.values()}) > 1
            words = MORE[name][0] if name in MORE else INPUTS[name]
            rows[name, buyer if own else ""] = {
                "Input": f"{words}, {BUYERS[buyer]}" if own else words,
                "Number": _input_number(name, each), "From": _origin(each)}
    return pd.DataFrame(list(rows.values()))


def _input_number(name: str, each: Range) -> str:
    """A link to the claim or assumption, where it is one; else the range that several claims give."""
    if len(each.inputs) == 1:
        return f"{{fact}}`{each.inputs[0]}`"
    return printed_estimate_range(each.low, each.high, MORE[name][1], 3)


def _origin(each: Range) -> str:
    if not each.inputs:
        return "the reader"
    if len(each.inputs) > 1:
        return "customs value by weight, least and greatest year since the coup"
    return "a claim" if "/" in each.inputs[0] else "assumption"


DRIVERS = {"outage": "Missing of Myanmar's shipments", "substitution": "Replaced by other mines",
           "diversion": "Leaving for buyers outside China", "paid": "Paying the levy in full", "months": "How long"}
OUTCOMES = {"supply": "World supply lost", "price": "Rise in price", "revenue": "The KIO's revenue",
            "exposure": "China's imports missing", "cover": "Stocks last"}


def drivers_table(scenarios: pd.DataFrame, driver: str) -> pd.DataFrame:
    """One driver in every scenario: its middle, its range, the reason, and the claims that suggest it."""
    rows = scenarios[scenarios["driver"] == driver].to_dict("records")
    return pd.DataFrame({
        "Scenario": [row["name"] for row in rows],
        DRIVERS[driver]: [f"{{fact}}`{row['id']}`" for row in rows],
        "Range": [printed_range(float(row["low"]), float(row["high"]), str(row["unit"])) for row in rows],
        "Why": [row["reason"] for row in rows],
        "Suggested by": [_suggested(row["claims"]) for row in rows],
    })


def outcomes_table(rows: list[Row], chapter: str) -> pd.DataFrame:
    """Every outcome of every scenario, as values that a chapter recorded under the rows' ids."""
    names = list(dict.fromkeys((row["scenario"], row["name"]) for row in rows))
    return pd.DataFrame([
        {"Scenario": name,
         **{words: f"{{fact}}`{chapter}:{scenario}-{outcome}`" for outcome, words in OUTCOMES.items()}}
        for scenario, name in names])


def _suggested(claims: object) -> str:
    """The claims, each as a link with its source's name; an assumption where there are none."""
    if pd.isna(claims):  # type: ignore[call-overload]
        return "assumption"
    return ", ".join(f"{{fact}}`{SOURCE_NAMES[each.partition('/')[0]]} <{each}>`" for each in str(claims).split("; "))


SHARES = ("share-after-coup",)
"""Statements that are shares; the others are multiples."""


def statements_table(every: Sequence[Constraint], claims: pd.DataFrame) -> pd.DataFrame:
    """Each statement with its claim, the number as printed, and what had to be read into it."""
    numbered = set(claims.loc[claims["unit"].notna(), "id"])
    return pd.DataFrame({
        "Statement": [f"{{fact}}`{each.says} <{each.claims[0]}>`" for each in every],
        "As printed": [_as_printed(each, numbered) for each in every],
        "Read as": [each.reading or "as it stands" for each in every],
    })


def conflicts_shown(conflicts: pd.DataFrame) -> pd.DataFrame:
    """What cannot all be met, what is given up for it, and how far that lies from what can be met."""
    return pd.DataFrame({
        "These cannot all be true": conflicts["between"],
        "Given up": conflicts["given_up"].replace("", "nothing"),
        "It would have to give way by": [printed(significant(each, 2), "t", "~") for each in conflicts["tonnes"]],
    })


def implied_shown(implied: pd.DataFrame) -> pd.DataFrame:
    """What each statement says, and what all the others would leave possible without it."""
    rows = implied.to_dict("records")
    return pd.DataFrame({
        "Statement": [f"{{fact}}`{row['says']} <{row['claims'].split('; ')[0]}>`" for row in rows],
        "Its own range": [_multiples(row["id"], row["stated_low"], row["stated_high"]) for row in rows],
        "What the others leave": [_multiples(row["id"], row["low"], row["high"]) for row in rows],
    })


def _as_printed(constraint: Constraint, numbered: set[str]) -> str:
    shown = [claim for claim in constraint.claims if claim in numbered]
    if len(shown) > len(constraint.demands) or len(shown) == 1:
        shown = shown[:1]
    return "no number" if not shown else f"{{fact}}`{shown[0]}`" if len(shown) == 1 else "one for each year"


def _multiples(name: str, low: float, high: float) -> str:
    """A range of multiples, or of shares in per cent."""
    scale, unit = (100, "%") if name in SHARES else (1, "x")
    first, last = (significant(end * scale) if math.isfinite(end) else end for end in (low, high))
    if unit == "x" and first < last < math.inf:
        return f"{printed(first, 'count')} to {printed(last, 'count')} times"
    return printed(first, unit) if first == last else printed_range(first, last, unit)
