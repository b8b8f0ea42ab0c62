"""The models whose results stand in ``derived.csv`` beside those of single formulas, and what each result is on."""

from compendium.results.register import Model
from kachin.models.break_even import break_even_rows
from kachin.models.leverage_tables import leverage_rows
from kachin.models.scenario_results import scenario_rows
from kachin.models.volumes.results import volume_rows

MODELS: tuple[Model, ...] = (scenario_rows, break_even_rows, volume_rows, leverage_rows)
"""In the order in which their rows stand in the table."""
SUBJECTS = (("volume-before", "volumes by year"), ("volume-20", "volumes"), ("leverage", "leverage"),
            ("premium", "break-even premium"), ("share-after-coup", "claims on volumes"),
            ("growth-2017", "claims on volumes"))
OTHER = "scenarios"
YEAR = len("volume-2024-")


def subject(name: str) -> str:
    """What a result is on: a year's or a month's volume, the leverage, a premium, a scenario."""
    found = next((words for start, words in SUBJECTS if name.startswith(start)), OTHER)
    if found != "volumes":
        return found
    return "volumes by month" if name[YEAR : YEAR + 1].isdigit() else "volumes by year"
