"""What an editor shows of each field of each file in seeds/: what it holds, and an example that is itself allowed."""

import json

import pytest
from jsonschema import Draft202012Validator

from compendium.evidence.examples import examples
from compendium.evidence.reading import schema_files

SCHEMAS = {name: json.loads(text) for name, text in schema_files()}


def models(schema):
    return {schema["title"]: schema, **schema.get("$defs", {})}


@pytest.mark.parametrize("name", SCHEMAS)
def test_every_field_says_what_it_holds_and_has_an_example_that_is_allowed(name):
    schema, faults = SCHEMAS[name], []
    for model, described in models(schema).items():
        for field, said in described.get("properties", {}).items():
            if not said.get("description"):
                faults.append(f"{model}.{field} does not say what it holds")
            if not said.get("examples"):
                faults.append(f"{model}.{field} has no example")
            for example in said.get("examples", ()):
                check = Draft202012Validator({**said, "$defs": schema.get("$defs", {})})
                faults += [f"{model}.{field}: {error.message}" for error in check.iter_errors(example)]
    assert faults == []


def test_no_example_is_of_a_field_that_is_gone():
    known = {(model, field) for schema in SCHEMAS.values() for model, described in models(schema).items()
             for field in described.get("properties", {})}
    assert {(model, field) for model, fields in examples().items() for field in fields} - known == set()


def test_the_files_of_seeds_name_their_schema(root):
    for path in (root / "seeds").glob("*.yaml"):
        kind = path.stem if f"{path.stem}.json" in SCHEMAS else "record"
        header = f"# yaml-language-server: $schema=schema/{kind}.json\n"
        assert path.read_text(encoding="utf-8").startswith(header), path


def test_a_claim_is_a_claim_to_an_editor_and_a_draft_a_draft():
    schema = SCHEMAS["record.json"]
    item = Draft202012Validator({**schema["properties"]["claims"]["items"], "$defs": schema["$defs"]})
    [claim] = schema["properties"]["claims"]["examples"][0]
    assert item.is_valid(claim) and not item.is_valid({**claim, "standing": "rumour"})
    assert item.is_valid({"id": "a", "draft": True, "at": claim["at"], "standing": ""})
    assert not item.is_valid({"draft": True})
