"""The book's charts and tables: one theme, one function for each kind, descriptions and data made from what is drawn.

The kinds that only a subject draws stand in the module that ``Subject.charts`` names, and are offered here too, so
that a chapter imports ``charts`` once.
"""

# ruff: noqa: E402 - before Altair loads jsonschema
from importlib import import_module
from typing import Any

from compendium.lean import load_lean

load_lean("jsonschema")

from compendium.charts.counts import bars, dots, matrix, swings
from compendium.charts.deciding import deciding
from compendium.charts.output import Caption, publish, record, use_the_books_renderer
from compendium.charts.ranges import intervals, ranges
from compendium.charts.spans import spans
from compendium.charts.tables import claims_table, derived_table, sources_table
from compendium.charts.timeline import timeline
from compendium.charts.years import panels, years
from compendium.datasets.names import SOURCE_NAMES, SUBJECT_NAMES, subject
from compendium.errors import near_or_allowed

__all__ = [
    "SOURCE_NAMES", "SUBJECT_NAMES", "Caption", "bars", "claims_table", "deciding", "derived_table", "dots",
    "intervals", "matrix", "panels", "publish", "ranges", "record", "sources_table", "spans", "swings", "timeline",
    "years",
]

use_the_books_renderer()


def __getattr__(name: str) -> Any:
    """A chart or table of the subject's own, by its name; AttributeError where neither it nor the engine has one."""
    if name.startswith("_"):
        raise AttributeError(f"there is no '{name}'")
    own = subject().charts
    module = import_module(own) if own else None
    if module and name in module.__all__:
        return getattr(module, name)
    known = {*__all__, *(module.__all__ if module else ())}
    raise AttributeError(f"there is no chart or table '{name}'; {near_or_allowed(name, known)}")
