"""What a model is made of, as a table: each input with its middle, its range and where it comes from."""

from collections.abc import Mapping

import pandas as pd

from compendium.charts.tornado import INPUTS
from compendium.evidence.printing import printed_estimate_range
from compendium.results.draws import Range

NAMES = {"india": "India", "us": "United States"}
MORE = {"levy": ("Levy per tonne", "CNY/t"), "share": ("Levy in per cent", "%"), "price": ("China's price", "USD/t")}


def inputs_table(models: Mapping[str, Mapping[str, Range]]) -> pd.DataFrame:
    """The inputs of each buyer's model, those that all share once; each links to the claim or assumption it is."""
    rows = {}
    for buyer, ranges in models.items():
        for name, each in ranges.items():
            own = len({str(others[name]) for others in models.values()}) > 1
            words = MORE[name][0] if name in MORE else INPUTS[name]
            rows[name, buyer if own else ""] = {
                "Input": f"{words}, {NAMES[buyer]}" if own else words,
                "Number": _number(name, each), "From": _origin(each)}
    return pd.DataFrame(list(rows.values()))


def _number(name: str, each: Range) -> str:
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
