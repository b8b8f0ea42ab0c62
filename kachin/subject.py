"""All that the engine is told of this subject, in one place."""

from typing import TYPE_CHECKING

from compendium.subject import Subject

if TYPE_CHECKING:
    from compendium.results.formulas import Result
    from compendium.results.register import Model


def _results() -> "tuple[Result, ...]":
    from kachin.models.derived import RESULTS

    return RESULTS


def _models() -> "tuple[Model, ...]":
    from kachin.models.registered import MODELS

    return MODELS


SUBJECT = Subject(
    slug="kachin-rare-earths",
    title="Kachin's Heavy Rare Earths: an evidence book",
    themes={
        "control": "Who holds what",
        "trade": "What crosses the border",
        "pricing": "Prices and taxes",
        "environment": "The damage",
        "governance": "Rules and revenue",
        "dependence": "Who depends on whom",
        "india": "India",
        "us": "The United States",
        "others": "Other ways out",
    },
    results=_results,
    models=_models,
)
