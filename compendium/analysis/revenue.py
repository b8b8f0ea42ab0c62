"""The KIO's revenue from the levy on a normal year's trade, with the whole range of what is assumed."""

from compendium.analysis.arithmetic import value_and_interval
from compendium.analysis.draws import Range, exactly
from compendium.analysis.given import LEVIES, SHARES, Given
from compendium.analysis.take import taken
from compendium.datasets.rows import Row
from compendium.evidence import Interval

USES = {"per-tonne": ("levy", "rate"), "share": ("price", "share"), "in-kind": ("price", "share"),
        "both": ("price", "share", "levy", "rate")}
"""Which numbers each reading of the tax takes, besides the tonnes and who pays."""


def revenue(given: Given, reading: str, rate: float = 0, unit_value: float = 0) -> Row:
    """The revenue under a reading, as ``charts.record`` takes it; a number above 0 is the reader's own, and exact."""
    ranges = {
        "tonnes": given.tonnes(), "held": given.assumed("kia-share-of-tonnes"), "paid": given.assumed("levy-paid"),
        "price": exactly(unit_value) if unit_value else given.unit_value(),
        "levy": given.one_of(LEVIES), "share": given.one_of(SHARES),
        "rate": exactly(rate, "cny-per-usd") if rate else given.assumed("cny-per-usd"),
    }
    used = {name: ranges[name] for name in ("tonnes", "held", "paid", *USES[reading])}
    value, ends = value_and_interval(lambda *numbers: _revenue(reading, dict(zip(used, numbers, strict=True))),
                                     [_known(each) for each in used.values()])
    inputs = dict.fromkeys(name for each in used.values() for name in each.inputs)
    return {"value": value, "low": ends.low, "high": ends.high, "unit": "USD/year", "inputs": list(inputs),
            "says": "What the KIO has from its levy in a normal year, under the reading that this run was given.",
            "formula": "tonnes × take of a tonne × part from land held by the KIA × part on which the levy is paid"}


def _revenue(reading: str, at: dict[str, float]) -> float:
    of_a_tonne = taken(reading, at.get("price", 0.0), at.get("levy", 0.0) / at.get("rate", 1.0),
                       at.get("share", 0.0) / 100)
    return at["tonnes"] * at["held"] / 100 * at["paid"] / 100 * of_a_tonne


def _known(each: Range) -> tuple[float, Interval]:
    return each.value, Interval(each.low, each.high)
