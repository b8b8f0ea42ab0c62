"""Loading a shared table as a typed DataFrame, and asking what its columns mean."""

from importlib.resources import files
from pathlib import Path
from typing import Any, TextIO

import pandas as pd

from compendium.datasets.columns import Column
from compendium.datasets.schemas import TABLES

DTYPES = {"text": "string", "category": "category", "number": "Float64", "integer": "Int64",
          "boolean": "boolean", "start": "string", "end": "string"}


def load(name: str) -> pd.DataFrame:
    """A shared table by its name, typed: categories, dates, numbers that may be missing.

    Raises ValueError for a name that is no table, FileNotFoundError where ``data/`` lacks it.
    """
    _known(name)
    path = data_folder() / f"{name}.csv"
    if not path.is_file():
        raise FileNotFoundError(f"data/{name}.csv is missing; 'make data' writes it")
    with path.open(encoding="utf-8") as file:
        return read_table(name, file)


def describe(name: str) -> pd.DataFrame:
    """What each column of a table means: one row per column, with type, meaning, allowed values."""
    columns = TABLES[_known(name)][1]
    return pd.DataFrame({
        "column": [column.name for column in columns],
        "type": [column.type for column in columns],
        "meaning": [column.says for column in columns],
        "allowed": [", ".join(column.allowed) for column in columns],
    })


def read_table(name: str, file: TextIO) -> pd.DataFrame:
    """Read one table's CSV with the types of its columns."""
    columns = TABLES[name][1]
    dtypes: Any = {column.name: DTYPES[column.type] for column in columns}
    table = pd.read_csv(file, dtype=dtypes, keep_default_na=False, na_values=[""])
    for column in columns:
        if column.type in ("start", "end"):
            table[column.name] = _days(table[column.name], column)
    return table


def data_folder() -> Path:
    """The folder with the tables: beside the package in a checkout, inside it when installed."""
    package = Path(str(files("compendium")))
    inside, beside = package / "data", package.parent / "data"
    return inside if inside.is_dir() else beside


def _days(text: "pd.Series[str]", column: Column) -> "pd.Series[pd.Timestamp]":
    """First or last day of a month or day written as ISO text."""
    days = pd.to_datetime(text, format="ISO8601")
    months = text.str.len() == 7
    if column.type == "end":
        days = days.mask(months.fillna(False), days + pd.offsets.MonthEnd(0))
    return days


def _known(name: str) -> str:
    if name not in TABLES:
        raise ValueError(f"there is no table '{name}'; there are: {', '.join(TABLES)}")
    return name
