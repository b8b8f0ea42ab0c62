"""The rows that the volumes add to ``derived.csv``: with the articles alone, and with all evidence."""

from collections.abc import Iterator, Sequence

import pandas as pd

from compendium.analysis.volumes_claims import constraints
from compendium.analysis.volumes_readings import Readings
from compendium.analysis.volumes_results import BEFORE_COUP, beside, implied, ranges, rounded, volumes
from compendium.datasets.rows import Row, finite, joined
from compendium.datasets.selection import ALL, ARTICLES
from compendium.evidence import Interval

SIMILAR = "similar-within"
FORMULA = "least and greatest tonnes that the claims on the trade allow together, as this book reads them"
IMPLIED = "least and greatest multiple that the other claims on the trade allow, as this book reads them"
COUNTED = {ARTICLES: "the articles", ALL: "all evidence"}
TOLD = {"share-after-coup": "The share of tonnes after the coup",
        "quadrupled": "The multiple of imports from 2017 to 2023"}
DEFINED = {"%": "share-of-weight", "x": "weight-as-shipped"}


def volume_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """Each period, and the two claims that the customs returns can be held against."""
    similar = assumptions.loc[assumptions["id"] == SIMILAR, "value"].astype(float).iloc[0]
    readings = Readings(similar_within=float(similar))
    for evidence, table in ((ARTICLES, claims[claims["role"] == "seed"]), (ALL, claims)):
        yield from _periods(table, evidence, readings)
        yield _implied(table, evidence, readings, "share-after-coup", "%")
        yield _implied(table, evidence, readings, "quadrupled", "x")


def _periods(table: pd.DataFrame, evidence: str, readings: Readings) -> Iterator[Row]:
    found = volumes(table, readings)
    for name, interval in ranges(found).items():
        says = f"China's imports from Myanmar in {period(name)}, as far as {COUNTED[evidence]} bound them."
        yield {"id": f"volume-{name}-{evidence}", "says": says, "formula": FORMULA, "unit": "t",
               "definition": "weight-as-shipped", "across": readings.words("goods"),
               **_numbers(interval, found.claims)}


def _implied(table: pd.DataFrame, evidence: str, readings: Readings, name: str, unit: str) -> Row:
    together = beside(constraints(table, readings), name, volumes(table, readings).dropped)
    scale = 100 if unit == "%" else 1
    found = implied(together, name)
    interval = rounded(Interval(found.low * scale, found.high * scale), 3)
    others = [claim for each in together if each.id != name for claim in each.claims]
    short = {"share-after-coup": "share-after-coup", "quadrupled": "growth-2017-2023"}[name]
    return {"id": f"{short}-implied-{evidence}", "formula": IMPLIED, "unit": unit,
            "says": f"{TOLD[name]}, by {COUNTED[evidence]} without the claim on it.",
            "definition": DEFINED[unit], "across": readings.words("goods"), **_numbers(interval, others)}


def _numbers(interval: Interval, claims: Sequence[str]) -> Row:
    value = interval.low if interval.low == interval.high else None
    return {"value": value, "low": finite(interval.low), "high": finite(interval.high),
            "inputs": joined([*claims, SIMILAR]), "claims": joined(claims)}


def period(name: str) -> str:
    """A period in words."""
    if name == BEFORE_COUP:
        return "the months from 2017 up to the coup"
    return pd.Period(name).strftime("%B %Y") if "-" in name else name
