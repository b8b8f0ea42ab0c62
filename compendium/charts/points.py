"""What a chart needs to know of each claim it draws: its label, its printed number, its range."""

from typing import Any

import pandas as pd

from compendium.charts.theme import SOURCE_NAMES
from compendium.evidence.printing import printed, printed_range


def points(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a subject's table with a number, ready to draw.

    Adds ``name`` (the source's short name), ``number`` (as printed), ``middle`` (the value, or the
    middle of a range), and ``from``/``until`` (the interval, an open end left empty).
    """
    rows = table[table["unit"].notna()].copy()
    rows["name"] = [SOURCE_NAMES.get(str(source), str(source)) for source in rows["source"]]
    rows["number"] = [number_of(row) for row in rows.to_dict("records")]
    rows["middle"] = rows["value"].fillna((rows["low"] + rows["high"]) / 2).astype(float)
    rows["from"], rows["until"] = rows["lowest"].astype(float), rows["highest"].astype(float)
    return rows


def number_of(row: Any) -> str:
    """One row's number as the book prints it everywhere."""
    unit, comparator = row["unit"], "" if pd.isna(row["comparator"]) else row["comparator"]
    if pd.isna(row["value"]):
        return printed_range(row["low"], row["high"], unit, comparator)
    return printed(row["value"], unit, comparator, change=not pd.isna(row["against"]))


def listed(rows: pd.DataFrame, label: str = "name") -> str:
    """The rows in words, for a description: 'Reuters about 50%; DVB (opinion) 40%'."""
    return "; ".join(f"{row[label]} {row['number']}" for row in rows.to_dict("records"))
