"""The statements on the trade's tonnes, one by one: what each demands of the months, and what it depends on."""

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pandas as pd

from compendium.errors import Refused
from kachin.models.volumes.months import CHOICES, COUP, FALLS, MAYS, YEARS, Constraint, Demand, Readings, span, year

COLUMNS = ("value", "lowest", "highest", "definition")
"""What is asked of a claim."""


class Claims:
    """The claims that count, by id, with the interval of each."""

    def __init__(self, table: pd.DataFrame) -> None:
        # column by column: row by row it would take longer than solving the programs
        columns = (table[name].tolist() for name in COLUMNS)
        self._rows = {str(name): dict(zip(COLUMNS, row, strict=True))
                      for name, row in zip(table["id"].tolist(), zip(*columns, strict=True), strict=True)}

    def __contains__(self, name: str) -> bool:
        return name in self._rows

    def interval(self, name: str) -> tuple[float, float]:
        """The values that a claim's number allows, an open end as infinite."""
        low, high = (self._rows[name][end] for end in ("lowest", "highest"))
        return (-math.inf if pd.isna(low) else float(low), math.inf if pd.isna(high) else float(high))

    def change(self, name: str) -> tuple[float, float]:
        """The same for a change in per cent, as multiples of what there was before.

        A fall by 88.5 to 89.5% leaves 0.105 to 0.115 of it, and none can take away more than there was.
        """
        low, high = (1 + end / 100 for end in self.interval(name))
        return max(low, 0.0), high

    def printed(self, name: str) -> float:
        """The number of a claim as it is printed."""
        return float(self._rows[name]["value"])

    def definition(self, name: str) -> str:
        """The definition of what a claim counts, by its id in the vocabulary."""
        return str(self._rows[name]["definition"])


REUTERS, FRONTIER = "reuters-2025-03", "frontier-2025-08"
DIPLOMAT, REEX = "diplomat-2025-09", "rareearthexchanges-2025"
MOST = 0.5
"""'Most of the fall': at least half of it."""

Demands = tuple[Demand, ...]


@dataclass(frozen=True)
class Statement:
    """One statement: its name, what it says, its claims, what it demands, and the choice it depends on, if any.

    Where a reading makes it say nothing of Myanmar's tonnes it demands nothing. What it counts is what the
    claim ``counts_as`` counts: its own first, or for words without a number that of the figure they speak of.
    """

    id: str
    says: str
    claims: tuple[str, ...]
    demands: Callable[[Claims, Readings], Demands]
    choice: str = ""
    beside: str = ""

    @property
    def counts_as(self) -> str:
        """The claim with a number that shows what is counted."""
        return self.beside or self.claims[0]


def _total(claims: Claims, _: Readings) -> Demands:
    return (Demand(span("2017-01", "2024-12"), *claims.interval(f"{REEX}/exports-total")),)


def _highlight(claims: Claims, readings: Readings) -> Demands:
    same = readings.highlight == "same-years"
    return (Demand(span("2017-01", "2024-12"), *claims.interval(f"{REEX}/highlight-exports")),) if same else ()


def _share(claims: Claims, readings: Readings) -> Demands:
    low, high = (end / 100 for end in claims.interval(f"{REEX}/share-after-coup"))
    after = Demand(span(COUP, "2024-12"), low, high, span("2017-01", "2024-12"))
    return (after,) if readings.share == "weight" else ()


def _peak(_: Claims, readings: Readings) -> Demands:
    others = [number for number in range(2017, 2025) if number != 2023] if readings.peak == "tonnes" else []
    return tuple(Demand(year(2023), 1, math.inf, year(other)) for other in others)


def _quadrupled(claims: Claims, _: Readings) -> Demands:
    return (Demand(year(2023), *claims.interval(f"{FRONTIER}/imports-quadrupled"), year(2017)),)


def _february(claims: Claims, _: Readings) -> Demands:
    return (Demand(span("2025-02"), *claims.interval(f"{REUTERS}/imports-feb-2025")),)


def _on_year(claims: Claims, _: Readings) -> Demands:
    return _compared(claims, f"{REUTERS}/imports-fall-year", "february")


def _after_october(*_: object) -> Demands:
    fall = span("2024-02") - span("2025-02")
    return (Demand(span("2024-10") - span("2025-02"), MOST, math.inf, fall),)


def _fall(claims: Claims, readings: Readings) -> Demands:
    return _compared(claims, f"{FRONTIER}/imports-fell-80", readings.fall)


def _early(claims: Claims, readings: Readings) -> Demands:
    return _compared(claims, f"{DIPLOMAT}/imports-halved", readings.early)


def _tenfold(claims: Claims, _: Readings) -> Demands:
    return (Demand(span("2025-04"), *claims.interval(f"{FRONTIER}/imports-tenfold"), span("2025-03")),)


def _similar(_: Claims, readings: Readings) -> Demands:
    after, before = MAYS[readings.similar]
    off = readings.similar_within / 100
    return (Demand(after, 1 - off, 1 + off, before),)


def _compared(claims: Claims, claim: str, option: str) -> Demands:
    """A change between the months that a reading compares; nothing where it compares none of Myanmar."""
    if option not in FALLS:
        return ()
    after, before = FALLS[option]
    return (Demand(after, *claims.change(claim), before),)


STATEMENTS = (
    Statement("total", "a total from 2017 to 2024", (f"{REEX}/exports-total",), _total),
    Statement("highlight", "the same total in the highlight", (f"{REEX}/highlight-exports",), _highlight, "highlight"),
    Statement("share-after-coup", "a share after the coup",
              (f"{REEX}/share-after-coup", f"{REEX}/highlight-share-after-coup"), _share, "share"),
    Statement("quadrupled", "a multiple from 2017 to 2023", (f"{FRONTIER}/imports-quadrupled",), _quadrupled),
    Statement("peak", "a peak in 2023", (f"{DIPLOMAT}/trade-peaked-2023",), _peak, "peak",
              f"{DIPLOMAT}/trade-value-2023"),
    Statement("february", "the weight of February 2025", (f"{REUTERS}/imports-feb-2025",), _february),
    Statement("on-year", "a fall from February 2024 to February 2025", (f"{REUTERS}/imports-fall-year",), _on_year),
    Statement("after-october", "most of that fall after October 2024", (f"{REUTERS}/fall-after-october",),
              _after_october, beside=f"{REUTERS}/imports-fall-year"),
    Statement("fall", "a fall after the closing of the gates", (f"{FRONTIER}/imports-fell-80",), _fall, "fall"),
    Statement("early", "a fall in the first few months of 2025", (f"{DIPLOMAT}/imports-halved",), _early,
              "early"),
    Statement("tenfold", "a multiple from March to April 2025", (f"{FRONTIER}/imports-tenfold",), _tenfold),
    Statement("similar", "a May like the year before's", (f"{FRONTIER}/imports-may-similar",), _similar, "similar",
              f"{FRONTIER}/imports-tenfold"),
)
"""Every statement on the trade's tonnes."""


CUSTOMS_RETURNS = "un-comtrade-2846"
MAY, MAY_ON_APRIL = "smm-2025-06/oxides-may-2025", "smm-2025-06/oxides-may-on-month"
ALL_ORIGINS = {
    "smm-2025-03-imports/oxides-feb-2025": ("2025-02", "2025-02"),
    "smm-2025-03-imports/oxides-jan-feb-2025": ("2025-01", "2025-02"),
    MAY: ("2025-05", "2025-05"),
    "smm-2025-06/oxides-jan-may-2025": ("2025-01", "2025-05"),
}
"""What China imported of unlisted oxides from all origins, and in which months."""
CEILING = CHOICES["ceiling"]["oxide-line"]
AS_SHIPPED = frozenset({"weight-as-shipped"})
BY_CUSTOMS = AS_SHIPPED | {"concentrate-weight-as-shipped"}
NAMED_BY_NONE = frozenset({"trade-weight-unspecified", "imports-unstated", "share-unstated", "money-into-economy"})
OXIDE_LINE = frozenset({"oxide-line-weight"})
COUNTED = {"as-shipped": AS_SHIPPED | OXIDE_LINE, "customs": BY_CUSTOMS | OXIDE_LINE,
           "same": BY_CUSTOMS | OXIDE_LINE | NAMED_BY_NONE}
"""The definitions that each reading of the goods takes for one; others are never computed with."""


def constraints(table: pd.DataFrame, readings: Readings) -> list[Constraint]:
    """All constraints that the claims in a table give; a claim that is not in it gives none.

    ``table`` is the table of claims, or a selection of it. Raises ValueError where a claim counts something
    that no reading takes for weight as shipped.
    """
    claims = Claims(table)
    every = [*(_constraint(claims, readings, each) for each in STATEMENTS), _customs(claims)]
    every += _ceilings(claims) if readings.ceiling == "oxide-line" else []
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


def _ceilings(claims: Claims) -> Iterator[Constraint]:
    """What China imported from all origins bounds from above what came from Myanmar, month by month.

    The reports say 'about' and print five digits: a word of the market's, and the tonnes count as printed.
    """
    for name, (first, last) in ALL_ORIGINS.items():
        if name in claims:
            demand = Demand(span(first, last), 0.0, claims.printed(name))
            yield Constraint(f"ceiling-{first}-{last}", "tonnes from all origins", (name,), (demand,),
                             claims.definition(name), CEILING)
    if MAY in claims and MAY_ON_APRIL in claims:
        # April is what May was before it rose by so many per cent, the fewest of which leave the most for April
        most = claims.printed(MAY) / (1 + claims.interval(MAY_ON_APRIL)[0] / 100)
        yield Constraint("ceiling-2025-04", "tonnes from all origins", (MAY, MAY_ON_APRIL),
                         (Demand(span("2025-04"), 0.0, most),), claims.definition(MAY), CEILING)


def _customs(claims: Claims) -> Constraint | None:
    """The outside series: what Chinese customs reported of each year, as one witness."""
    ids = tuple(each for number in YEARS if (each := f"{CUSTOMS_RETURNS}/myanmar-weight-{number}") in claims)
    demands = tuple(Demand(year(int(each[-4:])), *claims.interval(each)) for each in ids)
    says = "customs weights of each year from 2017 to 2024"
    return Constraint("customs", says, ids, demands, claims.definition(ids[0])) if ids else None
