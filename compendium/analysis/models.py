"""The models whose results stand in ``derived.csv`` beside the results of single formulas.

A model is a function from the claims, as ``datasets.load("claims")`` gives them, and the assumptions to
rows of that table. It names the claims and assumptions that each row is made of, as a formula does.
"""

from collections.abc import Callable, Iterator

import pandas as pd

from compendium.analysis.break_even import break_even_rows
from compendium.analysis.leverage_rows import leverage_rows
from compendium.analysis.scenario_rows import scenario_rows
from compendium.analysis.volumes_rows import volume_rows
from compendium.datasets.rows import Row

Model = Callable[[pd.DataFrame, pd.DataFrame], Iterator[Row]]

MODELS: tuple[Model, ...] = (scenario_rows, break_even_rows, volume_rows, leverage_rows)
"""In the order in which their rows stand in the table."""


def modelled(claims: pd.DataFrame, assumptions: pd.DataFrame) -> Iterator[Row]:
    """The rows of all models."""
    for model in MODELS:
        yield from model(claims, assumptions)
