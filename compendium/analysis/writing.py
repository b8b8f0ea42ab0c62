"""All files of ``data/``: the tables of the ledger, and the results computed from them."""

from collections.abc import Iterator

from compendium.analysis.derived import RESULTS
from compendium.analysis.results import compute_all
from compendium.datasets.writing import ledger_files, table_text
from compendium.evidence import Ledger


def data_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/``."""
    yield from ledger_files(ledger)
    yield "derived.csv", table_text("derived", compute_all(RESULTS, ledger))
