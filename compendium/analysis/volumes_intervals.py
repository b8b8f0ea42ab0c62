"""What the number of a claim on the trade allows: its interval, as tonnes or as a multiple."""

import math
from typing import Any

import pandas as pd

COLUMNS = ("lowest", "highest", "definition")
"""What is asked of a claim."""


class Claims:
    """The claims that count, by id, with the interval of each."""

    def __init__(self, table: pd.DataFrame) -> None:
        # turning all columns of all claims into Python objects would take longer than solving the programs
        rows: list[dict[Any, Any]] = table[["id", *COLUMNS]].to_dict("records")
        self._rows = {str(row["id"]): row for row in rows}

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

    def definition(self, name: str) -> str:
        """The definition of what a claim counts, by its id in the vocabulary."""
        return str(self._rows[name]["definition"])
