"""An example for every field of a record, which editors show beside what the field holds.

A field has its example where it stands, or else in ``examples.yaml`` beside this module.
"""

from functools import lru_cache
from importlib.resources import files
from typing import Any

import yaml  # type: ignore[import-untyped]

from compendium.evidence.fields import Record
from compendium.subject import current_subject


@lru_cache(maxsize=1)
def examples() -> dict[str, dict[str, Any]]:
    """The examples by model and by field: those of ``examples.yaml``, and those that stand at their field."""
    text = files("compendium.evidence").joinpath("examples.yaml").read_text(encoding="utf-8")
    # dates and years stay what they are in a record: texts
    found = {str(model): dict(fields) for model, fields in yaml.load(text, Loader=_Plain).items()}
    # read here and not from the schema, in which their keys are sorted
    for record in Record.__subclasses__():
        own = {name: field.examples[0] for name, field in record.model_fields.items() if field.examples}
        found[record.__name__] = {**found.get(record.__name__, {}), **own}
    return found


def with_examples(schema: dict[str, Any]) -> dict[str, Any]:
    """A JSON Schema with an example at each of its fields; a field with listed values has the first of them."""
    for name, model in ((schema["title"], schema), *schema.get("$defs", {}).items()):
        for field, described in model.get("properties", {}).items():
            listed = _listed(described)
            given = examples().get(name, {})
            described.pop("examples", None)
            if listed or field in given:
                described["examples"] = [listed[0] if listed else _of_subject(given[field])]
    return schema


def _of_subject(example: Any) -> Any:
    """An example with a theme and a table of the book's own subject, where it holds any."""
    if isinstance(example, list):
        return [_of_subject(each) for each in example]
    if not isinstance(example, dict):
        return example
    named = {"theme": current_subject().themes, "table": current_subject().tables()}
    return {key: next(iter(named.get(key, ())), value) if key in named else _of_subject(value)
            for key, value in example.items()}


def _listed(described: dict[str, Any]) -> list[Any]:
    """The values that a field may have, where they are listed; an empty one is no example."""
    kinds = [described, *described.get("anyOf", ())]
    return [value for kind in kinds for value in kind.get("enum", [kind["const"]] if "const" in kind else ()) if value]


class _Plain(yaml.SafeLoader):  # type: ignore[misc]
    """Reads dates as the texts that they are."""


_Plain.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()}
