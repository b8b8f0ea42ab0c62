"""The book's trail in the PROV model: nothing is derived from what the trail does not hold."""

import json

import pytest
from prov.model import ProvDerivation, ProvDocument, ProvEntity

from compendium import datasets
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.provenance import provenance
from compendium.book.tracing.book_trace import book_trace
from compendium.book.tracing.cells import recorded_values


@pytest.fixture(scope="module")
def document(root, ledger) -> ProvDocument:
    made = provenance(Evidence(root), book_trace(root, ledger).trace, "book")
    return ProvDocument.deserialize(content=json.dumps(made))


def entities(document) -> set[str]:
    return {str(entity.identifier) for entity in document.get_records(ProvEntity)}


def test_everything_that_something_was_derived_from_is_an_entity(document):
    ends = {str(end) for link in document.get_records(ProvDerivation) for end in link.args[:2]}
    assert ends and not ends - entities(document)


def test_the_library_of_prov_writes_what_it_reads(document):
    again = ProvDocument.deserialize(content=document.serialize())
    assert again == document and len(list(document.get_records(ProvDerivation))) > len(entities(document)) > 0


def test_every_result_of_the_models_and_every_value_of_a_chapter_is_traced(document, root):
    computed = dict(zip(*datasets.load("derived")[["id", "inputs"]].T.to_numpy(), strict=True))
    computed |= {name: row["inputs"] for name, row in recorded_values(root).items()}
    held = {name for name in entities(document) if "book:result/" in name}
    assert held == {f"book:result/{name}" for name in computed}
    traced = {str(link.args[0]) for link in document.get_records(ProvDerivation)}
    assert {f"book:result/{name}" for name, inputs in computed.items() if inputs} <= traced


@pytest.mark.built
def test_the_built_trail_leads_from_a_chapters_value_to_its_claims(root):
    made = ProvDocument.deserialize(root / "_build/html/provenance.json")
    behind = {str(link.args[1]) for link in made.get_records(ProvDerivation)
              if str(link.args[0]).startswith("book:result/pricing:")}
    assert any(name.startswith("book:claim/") for name in behind)
