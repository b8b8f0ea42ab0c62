"""How the sources' reports of the tax can be read, and the exchange rate, as choices beside a chart."""

import altair as alt

from compendium.charts.sliders import choice, slider

READINGS = {"per-tonne": "levy per tonne", "share": "levy in per cent", "in-kind": "in kind", "both": "both levies"}


def rate(value: float) -> alt.Parameter:
    """The exchange rate, within wider limits than the assumption's."""
    return slider("rate", value, (6.5, 8, 0.05), "Yuan per dollar")


def reading_choice(value: str) -> alt.Parameter:
    """How the sources' reports of the tax are read."""
    return choice("reading", value, READINGS, "The tax read as")
