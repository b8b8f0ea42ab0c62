"""All that the engine is told of this subject, in one place."""

from collections.abc import Mapping
from importlib import import_module
from typing import TYPE_CHECKING

from compendium.subject import Subject

if TYPE_CHECKING:
    from compendium.columns import Column
    from compendium.evidence.vocabulary import Table
    from compendium.results.formulas import Result
    from compendium.results.register import Model


def _tables() -> "Mapping[str, tuple[str, tuple[Column, ...]]]":
    # first the engine's tables, which ask for these while they are imported: the other way round is a circle
    import_module("compendium.datasets")
    from kachin.vocabulary import TABLES

    return TABLES


def _check_columns() -> "tuple[Column, ...]":
    from kachin.vocabulary import CHECK_COLUMNS

    return CHECK_COLUMNS


def _datasets() -> "dict[str, Table]":
    from kachin.models.customs import CUSTOMS_ANNUAL

    return {"customs-annual": CUSTOMS_ANNUAL}


def _results() -> "tuple[Result, ...]":
    from kachin.models.derived import RESULTS

    return RESULTS


def _models() -> "tuple[Model, ...]":
    from kachin.models.derived import MODELS

    return MODELS


SUBJECT = Subject(
    slug="kachin-rare-earths",
    title="Kachin's Heavy Rare Earths: an evidence book",
    care="The subject is a war: no mine is located, in this table or in any chart; an area that an article names "
         "inside a township has no coordinates here.",
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
    tables=_tables,
    check_columns=_check_columns,
    drivers={
        "outage": ("%", "of Myanmar's normal shipments to China are missing"),
        "substitution": ("%", "of what China then lacks comes from other mines"),
        "diversion": ("%", "of what still leaves Myanmar goes to buyers outside China"),
        "paid": ("%", "of the tonnes that leave land held by the KIA pay its levy in full"),
        "months": ("month", "is how long it lasts"),
    },
    datasets=_datasets,
    named_numbers=(r"(?:Kachin )?Special Region 1", "G7", r"\bHS (?:code )?\d{4,}", r"\bSection 301\b"),
    counted_nouns=(
        "mine", "mining operation", "mining site", "site", "pit", "pool", "villager", "township", "miner", "resident",
        "refinery", "plant", "gate", "crossing", "battalion", "brigade", "deposit", "checkpoint", "element", "mineral",
        "metal", "lorry", "truck", "sample", "river", "stream", "death", "landslide", "load", "licence", "permit",
        "ceasefire", "buyer", "trader", "protest", "arrest", "attack", "strike", "ship", "vessel", "barge", "boat",
        "engine", "general", "condition", "convoy", "excavator", "kiln", "shipment"),
    colours={
        "terbium": "#b5482a",
        "dysprosium": "#2f6f9f",
        "myanmar": "#b5482a",
        "china": "#8a6d00",
        "india": "#2e7d5b",
        "united-states": "#3a5fa0",
    },
    charts="kachin.charts",
    results=_results,
    models=_models,
)
