"""What each computed result is made of, whether a formula gives it or a model."""

from typing import Any

from compendium import datasets
from compendium.analysis.derived import RESULTS


def inputs_of_results() -> dict[str, tuple[str, ...]]:
    """The ids that each result rests on: those of formulas as they are written, those of models from ``data/``."""
    formulas = {result.id: result.inputs for result in RESULTS}
    models = {name: tuple(str(row["inputs"]).split("; ")) for name, row in results_of_models().items()}
    return formulas | models


def results_of_models() -> dict[str, dict[Any, Any]]:
    """The rows of ``derived.csv`` that models gave when it was last written, by id."""
    formulas = {result.id for result in RESULTS}
    rows = datasets.load("derived").to_dict("records")
    return {str(row["id"]): row for row in rows if str(row["id"]) not in formulas}
