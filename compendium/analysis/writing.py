"""All files of ``data/``: the tables of the ledger, and the results computed from them."""

import io
from collections.abc import Iterator

from compendium.analysis.derived import RESULTS
from compendium.analysis.models import modelled
from compendium.analysis.results import compute_all
from compendium.datasets.loading import read_table
from compendium.datasets.writing import ledger_files, table_text
from compendium.evidence import Ledger


def data_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/``."""
    files = dict(ledger_files(ledger))
    yield from files.items()
    claims, assumptions = (read_table(name, io.StringIO(files[f"{name}.csv"])) for name in ("claims", "assumptions"))
    rows = [*compute_all(RESULTS, ledger), *modelled(claims, assumptions)]
    _check_tests(ledger, {row["id"] for row in rows})
    yield "derived.csv", table_text("derived", rows)


def _check_tests(ledger: Ledger, results: set[str]) -> None:
    """ValueError where a verdict was tried on a result that nothing computes."""
    for question in ledger.questions.values():
        for name in question.adjudication.tests if question.adjudication else ():
            if name not in results:
                raise ValueError(f"question {question.id}: adjudication.tests names '{name}', which nothing computes")
