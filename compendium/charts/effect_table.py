"""The results of the models without and with the evidence from outside, side by side."""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.evidence.printing import printed_range, printed_result, significant

RUNS = {"articles": "The articles alone", "all": "All evidence"}


def effect_table(effects: pd.DataFrame) -> pd.DataFrame:
    """One row for each result: what it says, its range in both runs, and how it changed."""
    rows = effects.to_dict("records")
    return pd.DataFrame({
        "Result": [f"{{fact}}`{str(row['says']).rstrip('.').split(', as far as ')[0]} <{row['id']}>`" for row in rows],
        **{words: [_told(row, run) for row in rows] for run, words in RUNS.items()},
        "So it is": [row["effect"] for row in rows],
    })


def _told(row: Mapping[Any, Any], run: str) -> str:
    """The result of one run: its middle with its range, or the range alone."""
    value, low, high = (row[f"{name}_{run}"] for name in ("value", "low", "high"))
    ends = (-math.inf if pd.isna(low) else significant(float(low), 2 if pd.notna(value) else 3),
            math.inf if pd.isna(high) else significant(float(high), 2 if pd.notna(value) else 3))
    if pd.isna(value):
        return printed_range(*ends, unit=row["unit"])
    middle = printed_result(float(value), *ends, unit=row["unit"])
    return middle if low == high else f"{middle} ({printed_range(*ends, unit=row['unit'])})"
