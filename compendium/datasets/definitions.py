"""Refusing to mix numbers that count different things."""

from typing import TYPE_CHECKING

from compendium.datasets.loading import load
from compendium.errors import Refused

if TYPE_CHECKING:
    import pandas as pd


def same_definition(table: "pd.DataFrame") -> str:
    """The one definition that all numbers of a table have.

    ``table`` has the columns ``definition`` and ``unit``, as every table of claims does; rows without a
    number are passed over. Raises ValueError, naming the definitions met, where there is not exactly one.
    """
    met = list(dict.fromkeys(table.loc[table["unit"].notna(), "definition"].astype(str)))
    if len(met) != 1:
        raise Refused(f"numbers of one definition are wanted, and there are {', '.join(_named(met)) or 'none'}")
    return met[0]


def _named(ids: list[str]) -> list[str]:
    names = load("definitions").set_index("id")["name"]
    return [f"{each} ({names.get(each, 'not in the vocabulary')})" for each in ids]
