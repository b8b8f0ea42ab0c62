"""What a reader can move beside a chart: sliders and choices, each with its name in words and its limits."""

from collections.abc import Mapping

import altair as alt


def slider(name: str, value: float, limits: tuple[float, float, float], words: str) -> alt.Parameter:
    """A number to slide between two limits in steps, under a name for expressions and with words for the reader."""
    low, high, step = limits
    return alt.param(name=name, value=value, bind=alt.binding_range(min=low, max=high, step=step, name=f"{words} "))


def choice(name: str, value: str, options: Mapping[str, str], words: str) -> alt.Parameter:
    """One of several values, each with its own words."""
    return alt.param(name=name, value=value, bind=alt.binding_select(
        options=list(options), labels=list(options.values()), name=f"{words} "))


def switch(name: str, value: bool, words: str) -> alt.Parameter:
    """Something to turn on or off."""
    return alt.param(name=name, value=value, bind=alt.binding_checkbox(name=f"{words} "))

