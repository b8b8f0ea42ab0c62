"""What the levies take of a tonne, of a year's trade and of a normal year, under each reading of the sources.

Four readings are worked out: 35,000 yuan on each tonne; 20% of its value; two of every ten tonnes in
kind; and the first and the last together, as the Kachin Resources Concern Group's report has them.
"""

from collections.abc import Callable
from typing import TypeVar

import numpy as np
import numpy.typing as npt

from compendium.errors import Refused
from compendium.evidence import Interval
from compendium.evidence.vocabulary import Row
from compendium.results.draws import Range, exact_range
from compendium.results.formulas import Result, value_and_interval
from kachin.models.customs import returns
from kachin.models.inputs import LEVIES, SHARES, TradeInputs

FloatOrArray = TypeVar("FloatOrArray", float, npt.NDArray[np.float64])
LEVY, SHARE = "frontier-2025-08/krcg-levy-per-tonne", "frontier-2025-08/krcg-levy-in-kind"
RATE = "cny-per-usd"
YEARS = (2021, 2022, 2023, 2024)

TAKE_OF: dict[str, Callable[[float, float, float], float]] = {
    "per-tonne": lambda price, levy, share: levy,
    "share": lambda price, levy, share: share * price,
    "in-kind": lambda price, levy, share: share * price,
    "both": lambda price, levy, share: levy + share * price,
}
"""The take per tonne by reading. In kind it is worth as much as the share, if the KIO sells at the same price."""


def taken(reading: str, price: FloatOrArray, levy: FloatOrArray, share: FloatOrArray) -> FloatOrArray:
    """What a reading takes of a tonne, in the currency of price and levy; ``share`` is a part of one.

    Raises ValueError for a reading that does not exist.
    """
    if reading not in TAKE_OF:
        raise Refused(f"there is no reading '{reading}' of the tax; there are: {', '.join(TAKE_OF)}")
    return TAKE_OF[reading](price, levy, share)  # type: ignore[arg-type, return-value]


def both_on_the_rest(price: float, levy: float, share: float) -> float:
    """Both together, where the tonnes handed over in kind pay no levy besides."""
    return share * price + levy * (1 - share)


INPUTS = {"per-tonne": (LEVY, RATE), "share": (SHARE,), "both": (LEVY, RATE, SHARE)}
RETURNED = {"per-tonne": ("weight",), "share": ("value",), "both": ("weight", "value")}
"""What of the customs returns the whole of a year is counted from: a share of each tonne's value needs no tonnes."""
TOTALS = {"per-tonne": "weight as shipped × levy per tonne ÷ yuan per dollar",
          "share": "customs value × levy in per cent",
          "both": "weight as shipped × levy per tonne ÷ yuan per dollar + customs value × levy in per cent"}
WORDS = {"per-tonne": "the levy per tonne", "share": "the levy in per cent", "both": "both levies together"}
FORMULAS = {"per-tonne": "levy per tonne ÷ yuan per dollar",
            "both": "levy per tonne ÷ yuan per dollar + levy in per cent × value of a tonne"}


def _taken(reading: str, price: float, given: tuple[float, ...]) -> float:
    """The take of a tonne in dollars, from the numbers of ``INPUTS``."""
    known = dict(zip(INPUTS[reading], given, strict=True))
    return taken(reading, price, known.get(LEVY, 0) / known.get(RATE, 1), known.get(SHARE, 0) / 100)


def _weight(reading: str) -> Callable[..., float]:
    return lambda price, *given: 100 * _taken(reading, price, given) / price


def _total(reading: str) -> Callable[..., float]:
    def total(*given: float) -> float:
        known = dict(zip(RETURNED[reading], given, strict=False))
        tonnes, dollars = known.get("weight", 1.0), known.get("value", 0.0)
        return tonnes * _taken(reading, dollars / tonnes, given[len(known):])

    return total


def _revenue(reading: str) -> Callable[..., float]:
    return lambda held, paid, *of_year: _total(reading)(*of_year) * held / 100 * paid / 100


def _year(year: int, reading: str) -> tuple[str, ...]:
    return (*(name for what in RETURNED[reading] for name in returns("myanmar", what, year)), *INPUTS[reading])


TAKE: tuple[Result, ...] = (
    Result("break-even-price-usd", "The price of a tonne, in dollars, at which the two levies are the same.",
           "levy per tonne ÷ yuan per dollar ÷ levy in per cent", (LEVY, RATE, SHARE), "USD/t",
           lambda levy, rate, share: levy / rate / (share / 100), definition="price-per-tonne-concentrate"),
    *(Result(f"levy-weight-{reading}-{year}",
             f"What {WORDS[reading]} would take of a tonne's customs value of {year}.",
             f"({FORMULAS[reading]}) ÷ value of a tonne",
             (f"customs-unit-value-{year}", *INPUTS[reading]), "%", _weight(reading),
             across="a levy set against the value of the tonne that it is taken of")
      for reading in ("per-tonne", "both") for year in YEARS),
    *(Result(f"take-{reading}-{year}",
             f"What {WORDS[reading]} would have come to on every tonne that China imported from Myanmar in {year}.",
             TOTALS[reading], _year(year, reading), "USD", _total(reading))
      for reading in WORDS for year in YEARS),
    Result("take-both-on-the-rest-2024", "The same for both levies in 2024, if the tonnes given in kind pay no levy.",
           "levy in per cent × customs value + weight × levy per tonne ÷ yuan per dollar × (1 − levy in per cent)",
           _year(2024, "both"), "USD",
           lambda tonnes, dollars, levy, rate, share: tonnes * both_on_the_rest(
               dollars / tonnes, levy / rate, share / 100)),
    *(Result(f"kio-revenue-{reading}-{year}",
             f"What the KIO would have had from {WORDS[reading]} on a trade like that of {year}.",
             f"({TOTALS[reading]}) × part from land held by the KIA × part on which the levy is paid",
             ("kia-share-of-tonnes", "levy-paid", *_year(year, reading)), "USD", _revenue(reading))
      for reading in WORDS for year in YEARS),
)
"""In the order in which they are worked out."""


USES = {"per-tonne": ("levy", "rate"), "share": ("price", "share"), "in-kind": ("price", "share"),
        "both": ("price", "share", "levy", "rate")}
"""Which numbers each reading of the tax takes, besides the tonnes and who pays."""


def revenue(given: TradeInputs, reading: str, rate: float = 0, unit_value: float = 0) -> Row:
    """The revenue under a reading, as ``charts.record`` takes it; a number above 0 is the reader's own, and exact."""
    ranges = {
        "tonnes": given.tonnes(), "held": given.assumed("kia-share-of-tonnes"), "paid": given.assumed("levy-paid"),
        "price": exact_range(unit_value) if unit_value else given.unit_value(),
        "levy": given.one_of(LEVIES), "share": given.one_of(SHARES),
        "rate": exact_range(rate, "cny-per-usd") if rate else given.assumed("cny-per-usd"),
    }
    used = {name: ranges[name] for name in ("tonnes", "held", "paid", *USES[reading])}
    value, ends = value_and_interval(lambda *numbers: _of_a_year(reading, dict(zip(used, numbers, strict=True))),
                                     [_known(each) for each in used.values()])
    inputs = dict.fromkeys(name for each in used.values() for name in each.inputs)
    return {"value": value, "low": ends.low, "high": ends.high, "unit": "USD/year", "inputs": list(inputs),
            "says": "What the KIO has from its levy in a normal year, under the reading that this run was given.",
            "formula": "tonnes × take of a tonne × part from land held by the KIA × part on which the levy is paid"}


def _of_a_year(reading: str, at: dict[str, float]) -> float:
    of_a_tonne = taken(reading, at.get("price", 0.0), at.get("levy", 0.0) / at.get("rate", 1.0),
                       at.get("share", 0.0) / 100)
    return at["tonnes"] * at["held"] / 100 * at["paid"] / 100 * of_a_tonne


def _known(each: Range) -> tuple[float, Interval]:
    return each.value, Interval(each.low, each.high)
