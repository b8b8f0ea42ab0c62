"""The tables' own description, in the Data Package standard, so that other tools can read them."""

import json
import warnings
from typing import Any

from compendium.datasets.columns import Column
from compendium.datasets.schemas import TABLES

PROFILE = "https://datapackage.org/profiles/2.0/"
TYPES = {"text": "string", "category": "string", "number": "number", "integer": "integer",
         "boolean": "boolean", "start": "string", "end": "string"}


def datapackage() -> str:
    """``datapackage.json`` (Data Package v2) for all tables, checked against the standard's model."""
    content = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": "kachin-rare-earths",
        "title": "Kachin's heavy rare earths: claims of five articles, figures beside them, derived tables",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(name) for name in TABLES],
    }
    _check(content)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _resource(name: str) -> dict[str, Any]:
    says, columns = TABLES[name]
    return {
        "name": name, "type": "table", "path": f"{name}.csv", "title": says,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "schema": {
            "$schema": f"{PROFILE}tableschema.json",
            "fields": [_field(column) for column in columns],
            "missingValues": [""],
            **({"primaryKey": ["id"]} if columns[0].name == "id" else {}),
        },
    }


def _field(column: Column) -> dict[str, Any]:
    limits: dict[str, Any] = {"required": True} if column.required else {}
    if column.allowed:
        limits["enum"] = list(column.allowed)
    described = {"name": column.name, "type": TYPES[column.type], "description": column.says}
    return {**described, "constraints": limits} if limits else described


def _check(content: dict[str, Any]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from dplib.models.package import Package  # type: ignore[attr-defined]

        Package.model_validate(content)
