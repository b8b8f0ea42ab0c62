"""Each kind of record is declared once: files, messages, schemas and tables follow its declaration."""

import json
from typing import Annotated

import pytest
from pydantic import Field

from compendium.evidence import EvidenceError, read_ledger, reading, references
from compendium.evidence.fields import Record, Slug
from compendium.evidence.ledger import VOCABULARIES
from compendium.evidence.vocabulary import Vocabulary, column


class Ferry(Record):
    id: Annotated[Slug, Field(description="The ferry's id.")]
    crosses: Annotated[tuple[str, ...], Field(min_length=1, description="The rivers that it crosses.")]


class FerryFile(Record):
    ferries: Annotated[tuple[Ferry, ...], Field(description="The ferries.")]


FERRIES = Vocabulary("ferries", FerryFile, lambda ledger: [
    (("ferries", index), f"ferry {each.id}: nobody crosses it")
    for index, each in enumerate(ledger.files["ferries"].ferries) if "styx" in each.crosses])


def undescribed(schema: dict) -> list[str]:
    return [f"{owner}.{name}" for owner, model in {"": schema, **schema.get("$defs", {})}.items()
            for name, field in model.get("properties", {}).items() if not field.get("description")]


def test_every_field_of_every_record_says_what_it_holds():
    assert [name for _, text in reading.schema_files() for name in undescribed(json.loads(text))] == []


def test_a_column_of_a_field_says_what_the_field_does():
    assert column(Ferry, "id").says == "The ferry's id."
    assert column(Ferry, "crosses").says == "The rivers that it crosses, joined by '; '."


@pytest.fixture
def with_ferries(seeds, monkeypatch):
    for module in (reading, references):
        monkeypatch.setattr(module, "VOCABULARIES", (*VOCABULARIES, FERRIES))

    def read(text: str):
        (seeds / "ferries.yaml").write_text(text, encoding="utf-8")
        return read_ledger(seeds)
    return read


def test_a_new_kind_of_record_is_one_declaration(with_ferries):
    ledger = with_ferries("ferries:\n- id: red\n  crosses: [acheron]\n")
    assert ledger.files["ferries"].ferries == (Ferry(id="red", crosses=("acheron",)),)
    assert "ferries.json" in dict(reading.schema_files())


@pytest.mark.parametrize(("text", "told"), [
    ("ferries:\n- id: red\n", "ferries.yaml:2: ferrie red: crosses: is missing: The rivers that it crosses."),
    ("ferries:\n- id: red\n  cross: [lethe]\n", "cross: unknown field; near it: crosses"),
    ("ferries:\n- id: red\n  crosses: []\n", "after validation, not 0: The rivers that it crosses."),
    ("ferries:\n- id: red\n  crosses: [styx]\n", "ferries.yaml:2: ferry red: nobody crosses it")])
def test_what_is_wrong_with_one_is_told_with_line_field_and_what_it_holds(with_ferries, text, told):
    with pytest.raises(EvidenceError) as error:
        with_ferries(text)
    assert told in str(error.value)
