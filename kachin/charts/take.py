"""What the levies take of a tonne, for any price of it, beside the customs values of the years; it can be varied."""

from typing import Literal

import pandas as pd

from compendium.charts.lanes import heading
from compendium.charts.output import Drawn
from compendium.charts.ranges import intervals
from kachin.charts.readings import READINGS

HEIGHT, STEPS = 320, 71
BESIDE: tuple[tuple[Literal["left", "right"], int], ...] = (("right", -3), ("left", 3))
"""Words on the left of a line end there, words on its right begin there."""


def take_ladder(results: pd.DataFrame, *, years: tuple[str, ...], name: str, finding: str, shows: str,
                prefix: str = "kio-revenue", axis: str = "US dollars a year") -> Drawn:
    """The KIO's revenue under every reading of the levy, from the least to the most, each with its range.

    ``results`` are rows like those of ``derived.csv``; drawn are those called ``prefix-reading-year``, of the
    ``years`` given, the last of which carries the accent colour. Raises ValueError where one is missing.
    """
    known = results.set_index("id", drop=False)
    wanted = {f"{prefix}-{reading}-{year}": f"{heading(words)}, trade as in {year}"
              for reading, words in READINGS.items() if reading != "in-kind" for year in years}
    missing = [each for each in wanted if each not in known.index]
    if missing:
        raise ValueError(f"chart {name}: no result is called {', '.join(missing)}")
    rows = known.loc[list(wanted)].assign(name=list(wanted.values())).sort_values("value", kind="stable")
    return intervals(rows, name=name, finding=finding, shows=shows, axis=axis,
                     accent=[each for each in wanted if each.endswith(years[-1])])
