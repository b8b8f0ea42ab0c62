"""The shared tables that every chapter loads, derived from the ledger and never typed by hand."""

from compendium.datasets.loading import describe, evidence_sets, load, named, same_definition, selected
from compendium.datasets.schemas import TABLES

__all__ = ["TABLES", "describe", "evidence_sets", "load", "named", "same_definition", "selected"]
