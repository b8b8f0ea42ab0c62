"""The rows of a subject's table ready to draw, and what charts and descriptions say of each."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compendium.columns import items_of, reference
from compendium.datasets.names import SOURCE_NAMES
from compendium.errors import Refused
from compendium.evidence.periods import Period, in_words
from compendium.evidence.printing import printed, printed_range


def points(table: pd.DataFrame) -> pd.DataFrame:
    """The rows of a subject's table with a number, ready to draw.

    Adds ``name`` (the source's short name), ``number`` (as printed), ``middle`` (the value, or the
    middle of a range), and ``from``/``until`` (the interval, an open end left empty). Refused where no row has one.
    """
    rows = table[table["unit"].notna()].copy()
    if rows.empty:
        raise Refused(f"none of the {len(table)} rows to draw has a number; select some that have")
    rows["name"] = [SOURCE_NAMES[str(source)] for source in rows["source"]]
    rows["number"] = [number_of(row) for row in rows.to_dict("records")]
    rows["middle"] = rows["value"].fillna((rows["low"] + rows["high"]) / 2).astype(float)
    rows["from"], rows["until"] = rows["lowest"].astype(float), rows["highest"].astype(float)
    return rows


def check_apart(chart: str, places: Iterable[str]) -> None:
    """Refused where two rows of a chart stand in one place: marks lie on each other, and bars are added up."""
    place, times = max(Counter(places).items(), key=lambda each: each[1], default=("", 0))
    if times > 1:
        raise Refused(f"chart {chart}: {times} rows stand at '{place}', where one would hide the others or be added to"
                      " them; draw one of them, or name a column that tells them apart")


def check_fits(chart: str, numbers: Iterable[float], domain: tuple[float, float]) -> None:
    """Refused where a mark would stand outside of the axis, at which nobody sees it; what is missing has no mark."""
    given = [float(each) for each in numbers if not pd.isna(each)]
    if given and (min(given) < domain[0] or max(given) > domain[1]):
        raise Refused(f"chart {chart}: numbers from {min(given):g} to {max(given):g} do not fit the axis from"
                      f" {domain[0]:g} to {domain[1]:g}; give it a wider one")


def data_of_points(rows: pd.DataFrame, label: str) -> list[dict[str, Any]]:
    """The rows of ``points`` as a chart's data: each number with the room that rounding and wording leave it."""
    return [{"label": row[label], "low": row["from"], "value": row["value"], "high": row["until"],
             "unit": row["unit"], "period": period_of(row), "claims": items_of(row.get("claims")) or row["id"],
             "of": _text(row.get("of")), "as_printed": row["number"],
             **({"source": row["name"]} if reference(str(row["id"])).is_claim else
                {"result": row["id"], "kind": "modelled"})}
            for row in rows.to_dict("records")]


def number_of(row: Any) -> str:
    """One row's number as the book prints it everywhere."""
    unit, comparator = row["unit"], "" if pd.isna(row["comparator"]) else row["comparator"]
    change = not pd.isna(row["against"])
    if pd.isna(row["value"]):
        return printed_range(row["low"], row["high"], unit, comparator, change)
    return printed(row["value"], unit, comparator, change)


def period_of(row: Mapping[Any, Any]) -> str:
    """A row's period as its source dates it, in EDTF ('2024-10', '2021/..', '?' where inferred); '' where undated."""
    return _text(row.get("period"))


def period_in_words(row: Mapping[Any, Any]) -> str:
    """A row's period in the words that the whole book uses; '' where it is undated."""
    written = period_of(row)
    return in_words(Period.parse(written)) if written else ""


def between(rows: pd.DataFrame, label: str = "name") -> str:
    """The two ends of what is drawn: 'from 40% (The Post (opinion)) to about 50% (The Survey)'."""
    ordered = rows.sort_values("middle", kind="stable").to_dict("records")
    first, last = ordered[0], ordered[-1]
    if len(ordered) == 1:
        return f"{first['number']} ({first[label]})"
    return f"from {first['number']} ({first[label]}) to {last['number']} ({last[label]})"


def listed(rows: pd.DataFrame, label: str = "name") -> str:
    """The rows in words, with the room that each number leaves: 'The Survey about 50% (45 to 55%); …'."""
    return "; ".join(f"{row[label]} {row['number']}{_room(row)}" for row in rows.to_dict("records"))


def _room(row: Any) -> str:
    """What a number may be by its rounding and its wording; nothing where that is what it says."""
    low, high, unit = row["from"], row["until"], row["unit"]
    if pd.isna(low) or pd.isna(high) or low == high or pd.isna(row["value"]):
        return ""
    why = "wording" if row["comparator"] in ("~", "<~") else "rounding"
    # a fall is told as 'down 50%': its range has to run the same way
    ends = (-high, -low) if not pd.isna(row["against"]) and unit == "%" and high < 0 else (low, high)
    return f" (by its {why} {printed_range(*ends, unit, '')})"


def _text(cell: Any) -> str:
    return "" if cell is None or pd.isna(cell) else str(cell)
