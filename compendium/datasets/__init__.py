"""The shared tables that every chapter loads, derived from the ledger and never typed by hand."""

from compendium.datasets.definitions import same_definition
from compendium.datasets.loading import describe, load
from compendium.datasets.schemas import TABLES
from compendium.datasets.selection import evidence_sets, selected

__all__ = ["TABLES", "describe", "evidence_sets", "load", "same_definition", "selected"]
