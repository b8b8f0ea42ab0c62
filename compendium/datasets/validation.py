"""Holding a table against its schema: types, allowed values, unique ids, nothing missing that must be there."""

import io

import pandas as pd

from compendium.columns import Column
from compendium.datasets.loading import read_table
from compendium.datasets.schemas import TABLES
from compendium.errors import Refused


def validate(name: str, text: str) -> pd.DataFrame:
    """A table's CSV as a checked DataFrame; ValueError names table, column and the first bad cell."""
    import pandera.pandas as pa

    schema = pa.DataFrameSchema({c.name: _rule(c) for c in TABLES[name][1]}, strict=True, ordered=True)
    try:
        return schema.validate(read_table(name, io.StringIO(text)), lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise Refused(
            f"data/{name}.csv: column {first['column']}, row {first['index']}: "
            f"'{first['failure_case']}' fails {first['check']}") from error


def _rule(column: Column) -> "pa.Column":  # type: ignore[name-defined]  # noqa: F821
    import pandera.pandas as pa

    checks = [pa.Check.isin(column.allowed)] if column.allowed else []
    return pa.Column(checks=checks, nullable=not column.required, unique=column.unique)
