"""The data of a figure or a table as rows of one form: those that a reader takes along as CSV."""

import csv
import io
import math
from collections.abc import Iterable, Mapping, Sequence
from numbers import Integral, Real
from typing import Any

from compendium.columns import as_cell, is_given, items_of, safe_text
from compendium.datasets.names import MODELLED, kind_of, sources_of
from compendium.errors import Refused
from compendium.evidence.number_words import scale_of
from compendium.evidence.units import convert

TIDY_COLUMNS = ("label", "low", "value", "high", "unit", "period", "source", "kind", "claims")
"""The columns that the data of every figure and table have, in this order; others follow by their own names."""
NUMBERS = ("low", "value", "high")
COUNTED = "counted"
EVIDENCE_KINDS = ("reported", "outside", MODELLED, COUNTED)
"""By an article, by evidence from outside, by this book's models; or a count of the ledger's own claims."""
DIGITS, MOST_DIGITS = 10, 15
"""So many digits a number that is not whole has: what follows may be the machine's; the second where it is so large
that the first would leave out some before its point."""
TidyRow = dict[str, Any]


def tidy(rows: Iterable[Mapping[str, Any]]) -> list[TidyRow]:
    """The rows, each with ``TIDY_COLUMNS`` and, behind them, whatever else any of them holds; None where one lacks it.

    Each row has at least a label. ``claims`` are ids joined by '; '; source and kind follow from them unless the
    row gives its own. An end that is open, or a number that is none, stays empty. Raises ValueError for a row
    without a label or of an unknown kind.
    """
    completed = [_completed(dict(row)) for row in rows]
    columns = dict.fromkeys([*TIDY_COLUMNS, *(column for row in completed for column in row)])
    return [{column: row.get(column) for column in columns} for row in completed]


def data_of(spec: Mapping[str, Any]) -> list[TidyRow]:
    """The data that a chart was published with, as ``tidy`` gave them."""
    return tidy(spec["usermeta"]["compendium"]["data"])


def in_unit(number: float, unit: str, to: str) -> float:
    """A number in another unit, or in thousands of it; no number where the two measure different things."""
    scale, _, plain = to.rpartition(" ")
    try:
        return convert(number, unit, plain) / scale_of(scale.split())
    except (Refused, KeyError):
        return math.nan


def filled_columns(rows: Sequence[TidyRow]) -> list[str]:
    """The columns of tidy rows that hold anything."""
    return [column for column in (rows[0] if rows else ()) if any(is_given(row[column]) for row in rows)]


def as_csv(rows: Sequence[TidyRow]) -> str:
    """Tidy rows as CSV: numbers with a point and without grouping, texts safe in a spreadsheet."""
    written = io.StringIO()
    file = csv.writer(written, lineterminator="\n")
    file.writerow(rows[0] if rows else TIDY_COLUMNS)
    file.writerows([_written(cell) for cell in row.values()] for row in rows)
    return written.getvalue()


def _written(cell: object) -> str:
    if not is_given(cell):
        return ""
    if isinstance(cell, Real) and not isinstance(cell, Integral):
        number = float(cell)
        digits = DIGITS if abs(number) < 10 ** DIGITS else MOST_DIGITS
        return str(int(number)) if number.is_integer() else f"{number:.{digits}g}"
    return safe_text(cell) if isinstance(cell, str) else str(cell)


def _completed(row: TidyRow) -> TidyRow:
    if not row.get("label"):
        raise Refused(f"a row of a chart's data has no label: {row}; every row is named by one")
    ids = items_of(row.get("claims"))
    row["claims"] = as_cell(ids)
    row.setdefault("source", as_cell(sources_of(ids)))
    row.setdefault("kind", kind_of(ids[0]) if len(ids) == 1 else MODELLED)
    if row["kind"] not in EVIDENCE_KINDS:
        raise Refused(f"a row of a chart's data is of kind '{row['kind']}'; allowed: {', '.join(EVIDENCE_KINDS)}")
    for column in NUMBERS:
        number: Any = row.get(column)
        row[column] = float(number) if is_given(number) and math.isfinite(number) else None
    return row
