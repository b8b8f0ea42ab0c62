"""Naming the claims behind a mark, so that its tooltip leads back to them."""

from collections.abc import Iterable

import altair as alt
import pandas as pd

from compendium.charts.output import claims_of

MOST = 6
"""A tooltip with more ids than these would cover the chart; the data of the chart, below it, hold as many."""
CLAIMS = alt.Tooltip("claims:N", title="Claims")


def named(claims: Iterable[str]) -> str:
    """The claims by id, the first few of many: 'a/one; a/two; …; and 12 more'."""
    ids = sorted(set(claims))
    more = [f"and {len(ids) - MOST} more"] if len(ids) > MOST else []
    return "; ".join([*ids[:MOST], *more]) or "no claim"


def named_in(cell: object) -> str:
    """The claims of one cell of a table, in which they stand one after the other."""
    return named([] if pd.isna(cell) or not cell else str(cell).split("; "))  # type: ignore[call-overload]


def named_by(table: pd.DataFrame, *columns: str) -> pd.Series:
    """The claims behind each group of a table's rows, indexed by the values of the columns that make the groups."""
    groups = table.groupby(list(columns), observed=True, sort=False)
    told = {key: named(claims_of(rows)) for key, rows in groups}
    index = pd.MultiIndex.from_tuples(told, names=columns)
    return pd.Series(list(told.values()), index=index, name="claims", dtype=object)
