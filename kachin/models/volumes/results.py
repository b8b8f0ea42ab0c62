"""What the claims on the trade leave possible for each year and month, and for one another.

With the articles alone and with all evidence: with all of it, the customs returns are the judge, and the
articles' claims that cannot be met beside them are given up, as few as will do.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from compendium.columns import as_cell
from compendium.datasets.loading import ALL, ARTICLES
from compendium.errors import Refused
from compendium.evidence import Interval
from compendium.evidence.intervals import finite
from compendium.evidence.vocabulary import Row
from kachin.models.volumes.months import (
    YEARS,
    Constraint,
    Demand,
    Quantity,
    Readings,
    all_readings,
    months_between,
    span,
    year,
)
from kachin.models.volumes.programs import (
    binding_constraints,
    bounds_of,
    constraint_conflicts,
    feasible,
    ratio_bounds,
    relaxation,
    remaining_constraints,
    smallest_drop,
)
from kachin.models.volumes.statements import CUSTOMS_RETURNS, constraints

JUDGE = "customs"
BEFORE_COUP = "before-coup"
PERIODS = (BEFORE_COUP, *(str(number) for number in YEARS), *months_between("2024-10", "2025-05"))
"""What the book asks for: the months up to the coup together, each year, each month from the belt's seizure on."""
PRECISION = 1
"""Decimals of a tonne that are kept: more would be the solver's."""


@dataclass(frozen=True, eq=False)
class Volumes:
    """The constraints that can be met together, and those that were given up so that they can."""

    kept: tuple[Constraint, ...]
    dropped: tuple[str, ...]

    @property
    def claims(self) -> tuple[str, ...]:
        """The claims that hold the months."""
        return tuple(claim for each in self.kept for claim in each.claims)


def volumes(table: pd.DataFrame, readings: Readings) -> Volumes:
    """The claims of a table that can be met together under one way of reading them."""
    every = constraints(table, readings)
    dropped = smallest_drop(every, JUDGE)
    return Volumes(tuple(remaining_constraints(every, dropped)), dropped)


def quantity(name: str) -> Quantity:
    """The tonnes of a period, by its name: a year, a month, or the months from 2017 up to the coup."""
    if name == BEFORE_COUP:
        return span("2017-01", "2021-01")
    return span(name) if "-" in name else year(int(name))


def ranges(found: Volumes, periods: Sequence[str] = PERIODS) -> dict[str, Interval]:
    """The least and greatest tonnes of each period."""
    return {name: rounded_interval(bounds_of(quantity(name), found.kept)) for name in periods}


def implied(every: Sequence[Constraint], name: str) -> Interval:
    """What the other constraints leave for one that states a multiple or share, as a multiple.

    Raises ValueError for a constraint that is none, or where the others cannot be met.
    """
    own = next(each for each in every if each.id == name).demands[0]
    if own.whole is None:
        raise Refused(f"'{name}' states tonnes, and no multiple of others")
    return ratio_bounds(own.part, own.whole, [each for each in every if each.id != name])


def rounded_interval(interval: Interval, places: int = PRECISION) -> Interval:
    """An interval with so many decimals, open ends left open."""
    return Interval(*(round(end, places) if math.isfinite(end) else end for end in (interval.low, interval.high)))


def with_what_was_kept(every: Sequence[Constraint], name: str, dropped: Sequence[str]) -> list[Constraint]:
    """One constraint with all those that were not given up, to see what they leave for it."""
    return [each for each in every if each.id == name or each.id not in dropped]


SIMILAR = "similar-within"
FORMULA = "least and greatest tonnes that the claims on the trade allow together, as this book reads them"
IMPLIED = "least and greatest multiple that the other claims on the trade allow, as this book reads them"
COUNTED = {ARTICLES: "the articles", ALL: "all evidence"}
TOLD = {"share-after-coup": "The share of tonnes after the coup",
        "quadrupled": "The multiple of imports from 2017 to 2023"}
DEFINED = {"%": "share-of-weight", "x": ""}


def volume_rows(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """Each period, and the two claims that the customs returns can be held against."""
    similar = assumptions.loc[assumptions["id"] == SIMILAR, "value"].astype(float).iloc[0]
    readings = Readings(similar_within=float(similar))
    for evidence, table in ((ARTICLES, claims[claims["role"] == "seed"]), (ALL, claims)):
        yield from _periods(table, evidence, readings)
        yield _implied(table, evidence, readings, "share-after-coup", "%")
        yield _implied(table, evidence, readings, "quadrupled", "x")


def _periods(table: pd.DataFrame, evidence: str, readings: Readings) -> Iterator[Row]:
    found = volumes(table, readings)
    for name, interval in ranges(found).items():
        says = f"China's imports from Myanmar in {period(name)}, as far as {COUNTED[evidence]} bound them."
        yield {"id": f"volume-{name}-{evidence}", "says": says, "formula": FORMULA, "unit": "t",
               "definition": "weight-as-shipped", "across": _across(readings, found.kept),
               **_numbers(interval, found.claims)}


def _implied(table: pd.DataFrame, evidence: str, readings: Readings, name: str, unit: str) -> Row:
    together = with_what_was_kept(constraints(table, readings), name, volumes(table, readings).dropped)
    scale = 100 if unit == "%" else 1
    found = implied(together, name)
    interval = rounded_interval(Interval(found.low * scale, found.high * scale), 3)
    others = [claim for each in together if each.id != name for claim in each.claims]
    short = {"share-after-coup": "share-after-coup", "quadrupled": "growth-2017-2023"}[name]
    return {"id": f"{short}-implied-{evidence}", "formula": IMPLIED, "unit": unit,
            "says": f"{TOLD[name]}, by {COUNTED[evidence]} without the claim on it.",
            "definition": DEFINED[unit], "across": _across(readings, together), **_numbers(interval, others)}


def _across(readings: Readings, kept: Sequence[Constraint]) -> str:
    """Why the claims may be computed with together, their ceilings included where there are any."""
    ceilings = any(each.goods == "oxide-line-weight" for each in kept)
    return "; ".join([readings.words("goods"), *([readings.words("ceiling")] if ceilings else [])])


def _numbers(interval: Interval, claims: Sequence[str]) -> Row:
    value = interval.low if interval.low == interval.high else None
    return {"value": value, "low": finite(interval.low), "high": finite(interval.high),
            "inputs": (*claims, SIMILAR), "claims": tuple(claims)}


def period(name: str) -> str:
    """A period in words."""
    if name == BEFORE_COUP:
        return "the months from 2017 up to the coup"
    return pd.Period(name).strftime("%B %Y") if "-" in name else name


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
        needed = binding_constraints(quantity(name), found.kept)
        kind = "reported" if len(needed) == 1 and _states(needed[0], name) else "modelled"
        claims = as_cell(claim for one in needed or found.kept for claim in _speaking(one, name))
        rows.append((name, each.low, each.high, "t", kind, claims))
    table = pd.DataFrame(rows, columns=["period", "low", "high", "unit", "kind", "claims"])
    return table.replace(float("inf"), float("nan"))


def returns_table(table: pd.DataFrame) -> pd.DataFrame:
    """The customs returns among the claims that count: period, tonnes, claims; no row where they do not count."""
    names = {f"{CUSTOMS_RETURNS}/myanmar-weight-{number}": str(number) for number in YEARS}
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


def readings_table(table: pd.DataFrame, readings: Readings, dropped: Sequence[str], *vary: str) -> pd.DataFrame:
    """Every combination of some choices, in words, and whether one path through the months meets all claims.

    Columns: one for each choice, met (bool), claims. The other choices stay as ``readings`` has them, and what
    was given up stays given up.
    """
    rows = []
    for each in all_readings(*vary):
        tried = replace(readings, **{name: getattr(each, name) for name in vary})
        every = list(remaining_constraints(constraints(table, tried), dropped))
        rows.append([*(tried.words(name) for name in vary), feasible(every), _claims(every)])
    return pd.DataFrame(rows, columns=[*vary, "met", "claims"])


def conflicts_table(every: Sequence[Constraint], dropped: Sequence[str]) -> pd.DataFrame:
    """Each conflict: what it is between, what is given up, by how many tonnes that has to give way, its claims."""
    slack, known = relaxation(every, JUDGE), {each.id: each for each in every}
    rows = [(" and ".join(known[name].says for name in sorted(conflict)),
             as_cell(known[name].says for name in sorted(conflict & set(dropped))),
             sum(slack[name] for name in conflict & set(dropped)), _claims([known[name] for name in sorted(conflict)]))
            for conflict in constraint_conflicts(every)]
    return pd.DataFrame(rows, columns=["between", "given_up", "tonnes", "claims"])


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
    return as_cell(claim for each in every for claim in each.claims)
