"""The statements on the trade's tonnes, one by one: what each demands of the months, and what it depends on."""

import math
from collections.abc import Callable
from dataclasses import dataclass

from compendium.analysis.volumes_calendar import COUP, span, year
from compendium.analysis.volumes_comparisons import FALLS, MAYS
from compendium.analysis.volumes_constraints import Demand
from compendium.analysis.volumes_intervals import Claims
from compendium.analysis.volumes_readings import Readings

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
