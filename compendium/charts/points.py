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


def between(rows: pd.DataFrame, label: str = "name") -> str:
    """The two ends of what is drawn: 'from 40% (DVB (opinion)) to about 50% (Reuters)'."""
    ordered = rows.sort_values("middle", kind="stable").to_dict("records")
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{first['number']} ({first[label]})"
    return f"from {first['number']} ({first[label]}) to {last['number']} ({last[label]})"


def listed(rows: pd.DataFrame, label: str = "name") -> str:
    """The rows in words, with the room that each number leaves: 'Reuters about 50% (45 to 55%); …'."""
    return "; ".join(f"{row[label]} {row['number']}{_room(row)}" for row in rows.to_dict("records"))


def _room(row: Any) -> str:
    """What a number may be by its rounding and its wording; nothing where that is what it says."""
    low, high, unit = row["from"], row["until"], row["unit"]
    if pd.isna(low) or pd.isna(high) or low == high or pd.isna(row["value"]):
        return ""
    why = "wording" if row["comparator"] == "~" else "rounding"
    # a fall is told as 'down 50%': its range has to run the same way
    ends = (-high, -low) if not pd.isna(row["against"]) and unit == "%" and high < 0 else (low, high)
    return f" (by its {why} {printed_range(*ends, unit, '')})"
