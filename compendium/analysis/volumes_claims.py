"""The claims on the trade as constraints on its months, under one way of reading them."""

import pandas as pd

from compendium.analysis.volumes_calendar import YEARS, year
from compendium.analysis.volumes_constraints import Constraint, Demand
from compendium.analysis.volumes_intervals import Claims
from compendium.analysis.volumes_readings import Readings
from compendium.analysis.volumes_statements import STATEMENTS, Statement
from compendium.errors import Refused

CUSTOMS = "un-comtrade-2846"
AS_SHIPPED = frozenset({"weight-as-shipped"})
BY_CUSTOMS = AS_SHIPPED | {"concentrate-weight-as-shipped"}
NAMED_BY_NONE = frozenset({"trade-weight-unspecified", "imports-unstated", "share-unstated", "trade-value-unspecified"})
COUNTED = {"as-shipped": AS_SHIPPED, "customs": BY_CUSTOMS, "same": BY_CUSTOMS | NAMED_BY_NONE}
"""The definitions that each reading of the goods takes for one; others are never computed with."""


def constraints(table: pd.DataFrame, readings: Readings) -> list[Constraint]:
    """All constraints that the claims in a table give; a claim that is not in it gives none.

    ``table`` is the table of claims, or a selection of it. Raises ValueError where a claim counts something
    that no reading takes for weight as shipped.
    """
    claims = Claims(table)
    every = [*(_constraint(claims, readings, each) for each in STATEMENTS), _customs(claims)]
    return [each for each in every if each is not None and _counts(each, readings)]


def _counts(constraint: Constraint, readings: Readings) -> bool:
    if constraint.goods not in COUNTED["same"]:
        raise Refused(f"{constraint.claims[0]} counts '{constraint.goods}', which cannot be mixed with weight as "
                         f"shipped; allowed: {', '.join(sorted(COUNTED['same']))}")
    return constraint.goods in COUNTED[readings.goods]


def _constraint(claims: Claims, readings: Readings, statement: Statement) -> Constraint | None:
    if not all(each in claims for each in statement.claims):
        return None
    demands = statement.demands(claims, readings)
    if not demands:
        return None
    return Constraint(statement.id, statement.says, statement.claims, demands, claims.definition(statement.counts_as),
                      readings.words(statement.choice) if statement.choice else "")


def _customs(claims: Claims) -> Constraint | None:
    """The outside series: what Chinese customs reported of each year, as one witness."""
    ids = tuple(each for number in YEARS if (each := f"{CUSTOMS}/myanmar-weight-{number}") in claims)
    demands = tuple(Demand(year(int(each[-4:])), *claims.interval(each)) for each in ids)
    says = "customs weights of each year from 2017 to 2024"
    return Constraint("customs", says, ids, demands, claims.definition(ids[0])) if ids else None
