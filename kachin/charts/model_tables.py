"""What goes into the models and what comes out of them, as tables that a reader can check."""

from collections.abc import Mapping, Sequence

import pandas as pd

from compendium.columns import items_of, reference
from compendium.datasets.names import SOURCE_NAMES
from compendium.evidence.printing import (
    printed,
    printed_estimate_range,
    printed_range,
    significant,
)
from compendium.results.draws import Range
from kachin.charts.kinds import INPUTS
from kachin.models.volumes.months import Constraint

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
    return "a claim" if reference(each.inputs[0]).is_claim else "assumption"


DRIVERS = {"outage": "Missing of Myanmar's shipments", "substitution": "Replaced by other mines",
           "diversion": "Leaving for buyers outside China", "paid": "Paying the levy in full", "months": "How long"}


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


def _suggested(claims: object) -> str:
    """The claims, each as a link with its source's name; an assumption where there are none."""
    links = (f"{{fact}}`{SOURCE_NAMES[reference(each).source]} <{each}>`" for each in items_of(claims))
    return ", ".join(links) or "assumption"


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


def _as_printed(constraint: Constraint, numbered: set[str]) -> str:
    shown = [claim for claim in constraint.claims if claim in numbered]
    if len(shown) > len(constraint.demands) or len(shown) == 1:
        shown = shown[:1]
    return "no number" if not shown else f"{{fact}}`{shown[0]}`" if len(shown) == 1 else "one for each year"
