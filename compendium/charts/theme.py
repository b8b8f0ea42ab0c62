"""How every chart of the book looks: one font, no text smaller than 13 pixels, one accent among greys."""

from collections.abc import Mapping
from typing import Any

import altair as alt

from compendium.datasets.names import COLOURS, SOURCE_NAMES, SUBJECT_NAMES

__all__ = ["ACCENT", "COLOURS", "FONT", "GRID", "INK", "LANE", "MUTED", "QUIET", "SIZE", "SOURCE_NAMES",
           "SUBJECT_NAMES", "config"]

ACCENT = "#b5482a"
INK = "#2b2f36"
MUTED = "#7a828e"
GRID = "#e6e8ec"
LANE = "#f1f2f4"
"""For the ground of rows and cells."""
QUIET = "#59616c"
"""For words that stand back and must still be read; ``MUTED`` is for lines and bars."""
SHADES = (ACCENT, "#6b7480", "#b9bec6", INK, "#d9dce1")
"""The parts of a stacked bar: the accent, then greys that keep their lightness apart."""
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
SIZE = 13
"""The smallest text of a chart, in pixels."""


def config() -> dict[str, Any]:
    """The Vega-Lite configuration of every chart."""
    text = {"labelFont": FONT, "titleFont": FONT, "labelFontSize": SIZE, "titleFontSize": SIZE,
            "labelColor": INK, "titleColor": INK}
    return {
        "background": "transparent",
        "font": FONT,
        "view": {"stroke": None},
        # a screen reader is given the description and the table of the data, not a hundred nameless marks
        "aria": True, "mark": {"aria": False},
        "axis": {**text, "gridColor": GRID, "domainColor": MUTED, "tickColor": MUTED,
                 "titleFontWeight": "normal", "labelLimit": 300},
        "axisX": {"tickCount": 5, "labelSeparation": 10, "labelOverlap": True},
        "axisY": {"domain": False, "ticks": False},
        "legend": {**text, "orient": "top", "titleFontWeight": "normal", "symbolSize": 90, "symbolOpacity": 1,
                   "symbolStrokeWidth": 0, "symbolType": "circle", "labelLimit": 300},
        "header": {**text, "titleFontWeight": "normal", "labelFontWeight": "bold"},
        # from the edge of the chart and not of the plot: beside long labels there is no room for a sentence
        "title": {"font": FONT, "subtitleFont": FONT, "fontSize": 16, "subtitleFontSize": SIZE,
                  "anchor": "start", "color": INK, "subtitleColor": QUIET, "offset": 14,
                  "frame": "bounds", "subtitlePadding": 5, "lineHeight": 20, "subtitleLineHeight": 17},
        "text": {"font": FONT, "color": INK, "fontSize": SIZE},
        "bar": {"color": ACCENT},
        "point": {"color": ACCENT, "filled": True, "size": 70},
        "rule": {"color": MUTED},
    }


def slider(name: str, value: float, limits: tuple[float, float, float], words: str) -> alt.Parameter:
    """A number to slide between two limits in steps, under a name for expressions and with words for the reader."""
    low, high, step = limits
    return alt.param(name=name, value=value, bind=alt.binding_range(min=low, max=high, step=step, name=f"{words} "))


def choice(name: str, value: str, options: Mapping[str, str], words: str) -> alt.Parameter:
    """One of several values, each with its own words."""
    return alt.param(name=name, value=value, bind=alt.binding_select(
        options=list(options), labels=list(options.values()), name=f"{words} "))
