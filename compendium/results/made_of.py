"""What each computed result is made of, whether a formula gives it or a model."""

from typing import Any

from compendium import datasets
from compendium.evidence import Ledger, Problem
from compendium.results.origins import origin
from compendium.results.register import registered_results


def missing_inputs(ledger: Ledger) -> list[Problem]:
    """Inputs of formulas that nothing gives any more, each at the line that names the result."""
    known = {*ledger.entries, *ledger.assumptions, *(result.id for result in registered_results())}
    return [Problem(place.file, place.line, f"result '{result.id}' is made of '{name}', which is not in the ledger")
            for result in registered_results() for name in result.inputs if name.partition("#")[0] not in known
            for place in [origin(result.id)]]


def results_of_models() -> dict[str, dict[Any, Any]]:
    """The rows of ``derived.csv`` that models gave when it was last written, by id."""
    formulas = {result.id for result in registered_results()}
    rows = datasets.load("derived").to_dict("records")
    return {str(row["id"]): row for row in rows if str(row["id"]) not in formulas}
