"""Announced plants for heavy rare earths in the United States and with its allies: how much, and from when."""

from collections.abc import Mapping
from typing import Any

import pandas as pd

from compendium.charts.names import SOURCE_NAMES
from compendium.charts.output import Drawn
from compendium.charts.points import number_of, when
from compendium.charts.timeline import timeline


def plans(claims: pd.DataFrame, plants: dict[str, str], *, name: str, finding: str, shows: str,
          first: str = "", last: str = "") -> Drawn:
    """Each plan at the time for which it is announced, earliest first, with its tonnes where the claim has them.

    ``claims`` are rows of the table of claims; ``plants`` names those to draw by id, with what each is called. All
    are plans, and drawn as such: hollow, and with the standing that the claim gives them. Raises ValueError for a
    claim that is missing or undated.
    """
    known = claims.set_index("id", drop=False)
    lacking = [each for each in plants if each not in known.index or not when(known.loc[each].to_dict())]
    if lacking:
        raise ValueError(f"chart {name}: no dated claim is called {', '.join(lacking)}")
    rows = known.loc[list(plants)].copy()
    rows["plan"] = [_words(row, plants[row["id"]]) for row in rows.to_dict("records")]
    return timeline(rows.assign(inferred=True), name=name, finding=finding, shows=shows, first=first, last=last,
                    label="plan")


def _words(row: Mapping[Any, Any], plant: str) -> str:
    """A plan in words: 'Plant: 200 t a year, about 2027, planned; Reuters'."""
    tonnes = f": {number_of(row)}" if not pd.isna(row["unit"]) else ""
    return f"{plant}{tonnes}, {when(row)}, planned; {SOURCE_NAMES[str(row['source'])]}"
