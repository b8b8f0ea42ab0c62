"""All files of ``data/``: the tables of the ledger, and the results computed from them."""

from collections.abc import Iterator

from compendium.analysis.derived import RESULTS
from compendium.analysis.models import modelled
from compendium.analysis.results import compute_all
from compendium.datasets.datapackage import datapackage, seed_prints
from compendium.datasets.loading import load, serving
from compendium.datasets.writing import ledger_files, table_text
from compendium.errors import Refused
from compendium.evidence import Ledger


def data_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/``, with the description that seals them all last."""
    files = dict(ledger_files(ledger))
    with serving(files):
        claims, assumptions = load("claims"), load("assumptions")
        rows = [*compute_all(RESULTS, ledger), *modelled(claims, assumptions)]
    _check_tests(ledger, {row["id"] for row in rows})
    files["derived.csv"] = table_text("derived", rows)
    yield from files.items()
    yield "datapackage.json", datapackage(files, seed_prints(ledger.folder))


def _check_tests(ledger: Ledger, results: set[str]) -> None:
    """ValueError where a verdict was tried on a result that nothing computes."""
    for question in ledger.questions.values():
        for name in question.adjudication.tests if question.adjudication else ():
            if name not in results:
                raise Refused(f"question {question.id}: adjudication.tests names '{name}', which nothing computes")
