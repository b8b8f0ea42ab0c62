"""Loading a shared table as a typed DataFrame, and asking what its columns mean."""

import io
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from compendium.columns import Column
from compendium.datasets.schemas import TABLES
from compendium.errors import NoData, UnknownName
from compendium.root import data_folder

if TYPE_CHECKING:
    import pandas as pd

DTYPES = {"text": "string", "category": "category", "number": "Float64", "integer": "Int64",
          "boolean": "boolean", "start": "string", "end": "string"}


_serving: list[Mapping[str, str]] = []
"""Tables that are being made and not yet written, by file name."""


def load(name: str, root: Path | None = None) -> "pd.DataFrame":
    """A shared table by its name, typed: categories, dates, numbers that may be missing.

    It is read from the book at ``root``, else from the current one (see ``compendium.root``). Raises UnknownName for
    a name that is no table, NoData where ``data/`` lacks it.
    """
    _known(name)
    if _serving and f"{name}.csv" in _serving[-1]:
        return read_table(name, io.StringIO(_serving[-1][f"{name}.csv"]))
    path = data_folder(root) / f"{name}.csv"
    if not path.is_file():
        raise NoData(name=path.name)
    with path.open(encoding="utf-8") as file:
        return read_table(name, file)


@contextmanager
def serving(tables: Mapping[str, str]) -> Iterator[None]:
    """Within the block, tables are loaded from what was just made, and from ``data/`` only where it holds more.

    Models load tables by name; without this, those that make ``data/`` anew would read what it held before.
    """
    _serving.append(tables)
    try:
        yield
    finally:
        _serving.pop()


def describe(name: str) -> "pd.DataFrame":
    """What each column of a table means: one row per column, with type, meaning, allowed values."""
    import pandas as pd

    columns = TABLES[_known(name)][1]
    return pd.DataFrame({
        "column": [column.name for column in columns],
        "type": [column.type for column in columns],
        "meaning": [column.says for column in columns],
        "allowed": [", ".join(column.allowed) for column in columns],
    })


def read_table(name: str, file: TextIO) -> "pd.DataFrame":
    """Read one table's CSV with the types of its columns."""
    import pandas as pd

    columns = TABLES[name][1]
    dtypes: Any = {column.name: DTYPES[column.type] for column in columns}
    table = pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""])
    for column in columns:
        if column.type in ("start", "end"):
            table[column.name] = _days(table[column.name], column)
    return table


def _days(text: "pd.Series[str]", column: Column) -> "pd.Series[pd.Timestamp]":
    """First or last day of a month or day written as ISO text."""
    import pandas as pd

    days = pd.to_datetime(text, format="ISO8601")
    months = text.str.len() == 7
    if column.type == "end":
        days = days.mask(months.fillna(False), days + pd.offsets.MonthEnd(0))
    return days


def _known(name: str) -> str:
    if name not in TABLES:
        raise UnknownName("table", name, TABLES)
    return name
