"""What a reader can move beside a chart of this subject, and the models in the language of charts.

A reader's browser works the closed forms out: each function gives an expression, its arguments are the names or
numbers to put in. The tests hold every one against the same formula in ``kachin.models`` on a grid of values.
"""

import altair as alt

from compendium.charts.theme import choice, slider

READINGS = {"per-tonne": "levy per tonne", "share": "levy in per cent", "in-kind": "in kind", "both": "both levies"}


def rate(value: float) -> alt.Parameter:
    """The exchange rate, within wider limits than the assumption's."""
    return slider("rate", value, (6.5, 8, 0.01), "Yuan per dollar")


def reading_choice(value: str) -> alt.Parameter:
    """How the sources' reports of the tax are read."""
    return choice("reading", value, READINGS, "The tax read as")


Operand = str | float


def taken(reading: Operand, price: Operand, levy: Operand, share: Operand) -> str:
    """The take of a tonne under a reading of the tax, as ``kachin.models.take.taken``; ``share`` is a part of one."""
    fixed = f"({reading} == 'share' || {reading} == 'in-kind' ? 0 : {levy})"
    return f"({fixed} + ({reading} == 'per-tonne' ? 0 : {share} * {price}))"


def gap(missing: Operand, replaced: Operand, stock: Operand, months: Operand) -> str:
    """What is missing after other mines and stocks, as ``kachin.models.scenarios.gap``."""
    return f"max(0, {missing} * (1 - {replaced}) - {stock} / {months})"


def multiple(world_gap: Operand, elasticity: Operand) -> str:
    """How many times its former level the price stands at, as ``kachin.models.scenarios.multiple``."""
    return f"pow(1 - {world_gap}, -1 * {elasticity})"


def with_levy(price: Operand, levy: Operand, share: Operand, reading: Operand) -> str:
    """The price that leaves the seller with ``price``, as ``kachin.models.break_even.with_levy``."""
    fixed = f"({reading} == 'share' || {reading} == 'in-kind' ? 0 : {levy})"
    return f"(({price} + {fixed}) / (1 - ({reading} == 'per-tonne' ? 0 : {share})))"


def premium(levied: Operand, over: Operand, capital: Operand, row: str = "datum") -> str:
    """The premium in per cent of a price with levy over another, as ``kachin.models.break_even.premium``.

    The way, the plant, the loss and the wait are fields of a row of the chart's data.
    """
    landed = f"({levied} + {row}.transport + {row}.plant)"
    cost = f"{landed} * pow(1 + {capital} / 100, {row}.wait / 12) / (1 - {row}.loss / 100)"
    return f"(100 * ({cost} / {over} - 1))"
