"""Which input moves a model's result most, with the names that this book gives the inputs."""

import pandas as pd

from compendium.charts.output import Drawn
from compendium.charts.swings import swings

INPUTS = {
    "outage": "How much of Myanmar's shipments is missing", "substitution": "How much other mines replace",
    "diversion": "How much goes to other buyers", "paid": "How much pays the levy in full",
    "months": "How long it lasts",
    "supply": "Myanmar's share of the world's supply", "fall": "How far imports fell after the seizure",
    "months-down": "How long imports stayed down",
    "terbium-weight": "Terbium's weight in the price", "other-price-change": "What else moved the price",
    "stock": "Stocks in China", "tonnes": "Tonnes shipped in a normal year", "unit-value": "Value of a tonne",
    "rate": "Exchange rate", "held": "Share of tonnes from land the KIA holds",
    "dependence": "China's dependence on Myanmar", "price": "Value of a tonne", "transport": "Transport",
    "plant": "Cost of separation", "loss": "Loss in separation", "wait": "Time for which money is bound",
    "capital": "Cost of capital",
}
"""What each input of the models is called beside its bar."""


def tornado(table: pd.DataFrame, *, unit: str, name: str, finding: str, shows: str, axis: str, most: int = 8) -> Drawn:
    """The widest swings of a result around that with all inputs at their middle, the widest first.

    ``{input}`` in the finding stands for the name of the input whose swing is widest, in mid-sentence.
    """
    return swings(table, INPUTS, unit=unit, name=name, finding=finding, shows=shows, axis=axis, most=most,
                  proper=("Myanmar", "China"))
