"""The book's trail in the PROV model: nothing is derived from what the trail does not hold."""

import pytest
from prov.model import ProvDerivation, ProvDocument, ProvEntity

from compendium import datasets
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.provenance import provenance


@pytest.fixture(scope="module")
def document(root) -> ProvDocument:
    return provenance(Evidence(root), root / "figures")


def entities(document) -> set[str]:
    return {str(entity.identifier) for entity in document.get_records(ProvEntity)}


def test_everything_that_something_was_derived_from_is_an_entity(document):
    ends = {str(end) for link in document.get_records(ProvDerivation) for end in link.args[:2]}
    assert ends and not ends - entities(document)


def test_every_result_of_the_models_is_traced(document):
    results = {f"book:result/{name}" for name in datasets.load("derived")["id"]}
    assert results == {str(link.args[0]) for link in document.get_records(ProvDerivation)
                       if str(link.args[0]).startswith("book:result/")}
