"""A computed result under another assumption: the same formula, with the numbers that a reader puts in."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium import datasets
from compendium.analysis.arithmetic import value_and_interval
from compendium.analysis.derived import RESULTS
from compendium.analysis.results import Known
from compendium.datasets.rows import Row
from compendium.evidence import Interval


def varied(name: str, given: Mapping[str, float]) -> Row:
    """One result with other numbers for some of its inputs, as ``charts.record`` takes it.

    What is given counts as exact, and is no input any more: it is the reader's own. Raises KeyError for
    a result that does not exist, or for an input without a number in ``data/``.
    """
    known = _printed() | {each: (number, Interval(number, number)) for each, number in given.items()}
    results = {result.id: result for result in RESULTS}
    for result in RESULTS:
        # those that come before it and stay as they are need not be worked out again
        if result.id == name or (result.id not in given and _rests_on(result.inputs, given)):
            known[result.id] = value_and_interval(result.compute, [known[each] for each in result.inputs])
    wanted, (value, interval) = results[name], known[name]
    return {"value": value, "low": interval.low, "high": interval.high, "unit": wanted.unit, "says": wanted.says,
            "formula": wanted.formula, "inputs": [each for each in wanted.inputs if each not in given]}


def _rests_on(inputs: tuple[str, ...], given: Mapping[str, float]) -> bool:
    """Whether a result is made of something given, by itself or by way of other results."""
    made_of = {result.id: result.inputs for result in RESULTS}
    return any(each in given or _rests_on(made_of.get(each, ()), given) for each in inputs)


def _printed() -> Known:
    """Number and range of every claim with one, every assumption and every result, from ``data/``."""
    known: Known = {}
    for table, ends in (("claims", ("lowest", "highest")), ("assumptions", ("low", "high")),
                        ("derived", ("low", "high"))):
        rows: list[dict[Any, Any]] = datasets.load(table).to_dict("records")
        for row in rows:
            if not pd.isna(row["unit"]):
                low, high = (math.inf * sign if pd.isna(row[end]) else float(row[end])
                             for end, sign in zip(ends, (-1, 1), strict=True))
                known[str(row["id"])] = _middle(row), Interval(low, high)
    return known


def _middle(row: dict[Any, Any]) -> float:
    """The number as printed, the middle of a range, or the one end that it has."""
    ends = [float(row[name]) for name in ("low", "high") if not pd.isna(row[name])]
    return float(row["value"]) if not pd.isna(row["value"]) else sum(ends) / len(ends)
