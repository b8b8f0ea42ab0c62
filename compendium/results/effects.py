"""What the evidence from outside the articles changed: every model run without it and with it.

A result is held against itself: the range that the articles alone give, and the one that all evidence gives.
"""

import math
from collections.abc import Callable, Mapping
from typing import Any

import pandas as pd

from compendium.datasets.loading import ALL, ARTICLES, WITHOUT
from compendium.evidence.vocabulary import Row
from compendium.results.register import registered_models

EFFECTS = ("apart", "narrower", "the same", "moved", "wider")
"""How a range can change; 'apart': the two have no value in common."""


def effects(claims: pd.DataFrame, assumptions: pd.DataFrame, subject: Callable[[str], str]) -> pd.DataFrame:
    """One row for each result of each model, run with the articles and with all evidence.

    ``subject`` says of a result's id what it is on. Columns: id, subject, says, unit, the value, low and high of
    each run, effect, claims. A result that one of the runs does not give is left out: it cannot be compared.
    """
    articles = _run(claims[claims["role"] == "seed"], assumptions)
    every = _run(claims, assumptions)
    rows = [{"id": name, "subject": subject(name), "says": row["says"], "unit": row["unit"], "claims": row["claims"],
             **_numbers(articles[name], ARTICLES), **_numbers(row, ALL), "effect": effect(articles[name], row)}
            for name, row in every.items() if name in articles]
    return pd.DataFrame(rows)


def effect(before: Mapping[str, Any], after: Mapping[str, Any]) -> str:
    """How the range of a result changed."""
    (low, high), (new_low, new_high) = _ends(before), _ends(after)
    if (low, high) == (new_low, new_high):
        return "the same"
    if new_low > high or new_high < low:
        return "apart"
    if new_low >= low and new_high <= high:
        return "narrower"
    return "wider" if new_low <= low and new_high >= high else "moved"


def _run(claims: pd.DataFrame, assumptions: pd.DataFrame) -> dict[str, Row]:
    """The rows of all models; those that are of a part of the evidence by their own name say nothing new."""
    rows = [row for model in registered_models() for row in model(claims, assumptions)]
    own = (f"-{ARTICLES}", f"-{WITHOUT}", "-by-")
    return {str(row["id"]): row for row in rows if not any(part in str(row["id"]) for part in own)}


def _numbers(row: Mapping[str, Any], run: str) -> Row:
    return {f"{name}_{run}": row[name] for name in ("value", "low", "high")}


def _ends(row: Mapping[str, Any]) -> tuple[float, float]:
    low, high = row["low"], row["high"]
    return -math.inf if pd.isna(low) else float(low), math.inf if pd.isna(high) else float(high)
