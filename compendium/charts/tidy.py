"""What a chart shows, as one table to take along: a row for each mark, numbers as numbers, units beside them."""

import math
import re
from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from compendium.charts.names import MODELLED, kind_of, sources_of

COLUMNS = ("label", "low", "value", "high", "unit", "period", "source", "kind", "claims")
"""The columns that the data of every figure and table have, in this order; others follow by their own names."""
NUMBERS = ("low", "value", "high")
KINDS = ("reported", "outside", "modelled", "counted")
"""By an article, by evidence from outside, by this book's models; or a count of the ledger's own claims."""
FORMULA = re.compile(r"[=@+\-\t\r]")
"""What a spreadsheet takes for the beginning of a formula."""
DIGITS = 10


def tidy(rows: Iterable[Mapping[str, Any]]) -> pd.DataFrame:
    """The rows as a table with ``COLUMNS`` and, behind them, whatever else they hold.

    Each row has at least a label. ``claims`` are ids joined by '; '; source and kind follow from them unless the
    row gives its own. An end that is open, or a number that is none, stays empty. Raises ValueError for a row
    without a label or of an unknown kind.
    """
    table = pd.DataFrame([_completed(dict(row)) for row in rows])
    for column in COLUMNS:
        if column not in table:
            table[column] = None
    others = [column for column in table if column not in COLUMNS]
    return table[[*COLUMNS, *others]].astype(dict.fromkeys(NUMBERS, "float64"))


def as_csv(table: pd.DataFrame) -> str:
    """A table as CSV: numbers with a point and without grouping, texts safe in a spreadsheet."""
    shown = table.copy()
    for column in shown:
        if not pd.api.types.is_numeric_dtype(shown[column]):
            shown[column] = [_safe(cell) for cell in shown[column]]
    return str(shown.to_csv(index=False, lineterminator="\n", float_format=f"%.{DIGITS}g"))


def _safe(cell: Any) -> Any:
    """A text that no spreadsheet runs: one that begins like a formula gets an apostrophe before it."""
    return f"'{cell}" if isinstance(cell, str) and FORMULA.match(cell) else cell


def _completed(row: dict[str, Any]) -> dict[str, Any]:
    if not row.get("label"):
        raise ValueError(f"a row of a chart's data has no label: {row}")
    claims = row.get("claims")
    claims = "" if claims is None or pd.isna(claims) else str(claims)
    ids = claims.split("; ") if claims else []
    row["claims"] = claims
    row.setdefault("source", "; ".join(sources_of(claims)))
    row.setdefault("kind", kind_of(ids[0]) if len(ids) == 1 else MODELLED)
    if row["kind"] not in KINDS:
        raise ValueError(f"a row of a chart's data is of kind '{row['kind']}'; allowed: {', '.join(KINDS)}")
    for column in NUMBERS:
        number = row.get(column)
        row[column] = None if number is None or pd.isna(number) or math.isinf(number) else float(number)
    return row
