"""All that the engine is told of the otters of the Lenn, in one place."""

from typing import TYPE_CHECKING

from compendium.subject import Subject

if TYPE_CHECKING:
    from collections.abc import Mapping

    from compendium.columns import Column
    from compendium.results.formulas import Result


def _tables() -> "Mapping[str, tuple[str, tuple[Column, ...]]]":
    return {"animals": ("How many otters there are, and what they eat.", ()),
            "damage": ("What the farm lost, and what a fence would cost.", ())}


def _results() -> "tuple[Result, ...]":
    from otters.model import RESULTS

    return RESULTS


SUBJECT = Subject(
    slug="otters-of-the-lenn",
    title="The otters of the Lenn: an example of an evidence book",
    themes={"animals": "The otters", "damage": "The damage"},
    tables=_tables,
    results=_results,
)
