"""The feasible volumes as tables, as the chapter on them shows and draws them."""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd

from compendium.datasets.rows import joined
from compendium.evidence import Interval
from kachin.models.volumes.months import MONTHS, YEARS, Constraint, Demand, months_between
from kachin.models.volumes.programs import binding, calmest_path, conflicts, feasible, relaxation, without
from kachin.models.volumes.readings import Readings, all_readings
from kachin.models.volumes.results import JUDGE, Volumes, beside, implied, quantity, ranges, volumes
from kachin.models.volumes.statements import CUSTOMS, constraints

MOST = 0.5
"""From which share on 'most' is said."""


def ranges_table(found: Volumes, first: str, last: str) -> pd.DataFrame:
    """The bounds of each year or month of a span, tidy: what is drawn and what is downloaded.

    Columns: period; low and high, in tonnes as shipped, missing where open; unit; kind (``reported`` where one source
    alone states the period, else ``modelled``); claims, those without which the bounds would be wider, or all that hold
    the months where no single one would be missed.
    """
    names = months_between(first, last) if "-" in first else [str(each) for each in range(int(first), int(last) + 1)]
    rows = []
    for name, each in ranges(found, names).items():
        needed = binding(quantity(name), found.kept)
        kind = "reported" if len(needed) == 1 and _states(needed[0], name) else "modelled"
        claims = joined(claim for one in needed or found.kept for claim in _speaking(one, name))
        rows.append((name, each.low, each.high, "t", kind, claims))
    table = pd.DataFrame(rows, columns=["period", "low", "high", "unit", "kind", "claims"])
    return table.replace(float("inf"), float("nan"))


def path_table(found: Volumes, first: str, last: str) -> pd.DataFrame:
    """One path as an example, the one that moves least: period, tonnes, unit, kind (``example``)."""
    tonnes = dict(zip(MONTHS, calmest_path(found.kept, first, last), strict=True))
    return pd.DataFrame([(month, tonnes[month], "t", "example") for month in months_between(first, last)],
                        columns=["period", "tonnes", "unit", "kind"])


def returns_table(table: pd.DataFrame) -> pd.DataFrame:
    """The customs returns among the claims that count: period, tonnes, claims; no row where they do not count."""
    names = {f"{CUSTOMS}/myanmar-weight-{number}": str(number) for number in YEARS}
    rows = table[table["id"].isin(list(names))]
    return pd.DataFrame({"period": rows["id"].map(names).astype(str), "tonnes": rows["value"].astype(float),
                         "claims": rows["id"].astype(str)})


def judgement(table: pd.DataFrame, returns: pd.DataFrame, readings: Readings) -> str:
    """Whether the returns lie in the ranges that the claims of a table leave, year by year and all together."""
    if returns.empty:
        return "By themselves the articles leave each year wide open"
    known = ranges(volumes(table, readings), list(returns["period"]))
    inside = [known[row["period"]].low <= row["tonnes"] <= known[row["period"]].high
              for row in returns.to_dict("records")]
    exact = [Demand(quantity(row["period"]), row["tonnes"], row["tonnes"]) for row in returns.to_dict("records")]
    judge = Constraint(JUDGE, "the returns", (), tuple(exact), "weight-as-shipped")
    together = feasible([*volumes(table, readings).kept, judge])
    if not all(inside):
        return "Not every customs figure fits its range"
    return f"Each customs figure fits its range, {'and all do together' if together else 'but together they do not'}"


def agreement(tried: pd.DataFrame) -> str:
    """How many of the readings one path can meet, in a sentence without a number."""
    share = tried["met"].mean()
    if share in (0, 1):
        return f"{'Every' if share else 'No'} way to read the falls can be met by one path"
    return f"{'Most' if share > MOST else 'Only some'} ways to read the falls can be met by one path"


def readings_table(table: pd.DataFrame, readings: Readings, dropped: Sequence[str], *vary: str) -> pd.DataFrame:
    """Every combination of some choices, in words, and whether one path through the months meets all claims.

    Columns: one for each choice, met (bool), claims. The other choices stay as ``readings`` has them, and what
    was given up stays given up.
    """
    rows = []
    for each in all_readings(*vary):
        tried = replace(readings, **{name: getattr(each, name) for name in vary})
        every = list(without(constraints(table, tried), dropped))
        rows.append([*(tried.words(name) for name in vary), feasible(every), _claims(every)])
    return pd.DataFrame(rows, columns=[*vary, "met", "claims"])


def conflicts_table(every: Sequence[Constraint], dropped: Sequence[str]) -> pd.DataFrame:
    """Each conflict: what it is between, what is given up, by how many tonnes that has to give way, its claims."""
    slack, known = relaxation(every, JUDGE), {each.id: each for each in every}
    rows = [(" and ".join(known[name].says for name in sorted(conflict)),
             joined(known[name].says for name in sorted(conflict & set(dropped))),
             sum(slack[name] for name in conflict & set(dropped)), _claims([known[name] for name in sorted(conflict)]))
            for conflict in conflicts(every)]
    return pd.DataFrame(rows, columns=["between", "given_up", "tonnes", "claims"])


def implied_table(every: Sequence[Constraint], dropped: Sequence[str]) -> pd.DataFrame:
    """What the other claims leave for each that states one multiple: id, says, low and high, claims."""
    stated = [each for each in every if len(each.demands) == 1 and each.demands[0].whole is not None]
    rows = []
    for each in stated:
        left: Interval = implied(beside(every, each.id, dropped), each.id)
        own = each.demands[0]
        rows.append((each.id, each.says, own.low, own.high, left.low, left.high, joined(each.claims)))
    return pd.DataFrame(rows, columns=["id", "says", "stated_low", "stated_high", "low", "high", "claims"])


def _states(constraint: Constraint, period: str) -> bool:
    """Whether a constraint states the tonnes of a period, and not a ratio or a ceiling."""
    return any(demand.whole is None and demand.low > 0 and bool((demand.part == quantity(period)).all())
               for demand in constraint.demands)


def _speaking(constraint: Constraint, period: str) -> tuple[str, ...]:
    """The claims of a constraint that speak of a period: of a series with a claim for each year, that year's."""
    if len(constraint.claims) != len(constraint.demands):
        return constraint.claims
    speaking = tuple(claim for claim, demand in zip(constraint.claims, constraint.demands, strict=True)
                     if float(demand.part @ quantity(period)) > 0)
    return speaking or constraint.claims


def _claims(every: Sequence[Constraint]) -> str:
    return joined(claim for each in every for claim in each.claims)
