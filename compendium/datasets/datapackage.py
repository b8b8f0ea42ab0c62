"""The tables' own description, in the Data Package standard, and the seal that tells what they were made from.

The description holds the hash of each table, as the standard has it, and of each record that the tables were made
from. So files alone can tell that a record has changed since, or that a table was changed by hand.
"""

import hashlib
import json
import warnings
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from compendium.columns import Column
from compendium.datasets.schemas import TABLES
from compendium.errors import Problem
from compendium.root import DATA, SEEDS
from compendium.subject import current_subject

DATAPACKAGE_FILE = "datapackage.json"
PROFILE = "https://datapackage.org/profiles/2.0/"
TYPES = {"text": "string", "category": "string", "number": "number", "integer": "integer",
         "boolean": "boolean", "start": "string", "end": "string"}


def datapackage(files: Mapping[str, str], seeds: Mapping[str, str]) -> str:
    """``datapackage.json`` (Data Package v2) for all tables, checked against the standard's model.

    ``files`` are the tables by file name, ``seeds`` the hashes of the records that they were made from.
    """
    content = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": current_subject().slug,
        "title": f"{current_subject().title}: claims, independent evidence, derived tables",
        "licenses": [{"name": "CC-BY-4.0", "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(name, files[f"{name}.csv"]) for name in TABLES],
        "madeFrom": dict(seeds),
    }
    _check(content)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def seed_prints(seeds: Path) -> dict[str, str]:
    """The hash of every record of a folder, by file name, the same whatever ends its lines."""
    return {path.name: _hash(path.read_bytes()) for path in sorted(seeds.glob("[!.]*.yaml"))}


def stale_tables(root: Path) -> Iterator[Problem]:
    """Records that changed since the tables were made from them, and tables that were changed by hand."""
    sealed = root / DATA / DATAPACKAGE_FILE
    if not sealed.is_file():
        yield Problem(f"{DATA}/{DATAPACKAGE_FILE}", 0, "is missing; run 'compendium data'")
        return
    try:
        package = json.loads(sealed.read_text(encoding="utf-8"))
        made_from, resources = dict(package["madeFrom"]), {each["path"]: each["hash"] for each in package["resources"]}
    except (ValueError, KeyError, TypeError, UnicodeDecodeError):
        yield Problem(f"{DATA}/{DATAPACKAGE_FILE}", 0,
                      "does not tell what the tables were made from; run 'compendium data'")
        return
    now = seed_prints(root / SEEDS)
    changed = sorted(name for name in {*made_from, *now} if made_from.get(name) != now.get(name))
    if changed:
        names = ", ".join(f"{SEEDS}/{name}" for name in changed)
        yield Problem(DATA, 0, f"older than {names}; run 'compendium data'")
    for name, hash_ in resources.items():
        table = root / DATA / name
        if not table.is_file():
            yield Problem(f"{DATA}/{name}", 0, "is missing; run 'compendium data'")
        elif _hash(table.read_bytes()) != hash_:
            yield Problem(f"{DATA}/{name}", 0, f"was changed by hand; change {SEEDS}/ and run 'compendium data'")


def _hash(content: bytes) -> str:
    same_everywhere = content.replace(b"\r\n", b"\n")
    return f"sha256:{hashlib.sha256(same_everywhere).hexdigest()}"


def _resource(name: str, text: str) -> dict[str, Any]:
    says, columns = TABLES[name]
    return {
        "name": name, "type": "table", "path": f"{name}.csv", "title": says,
        "format": "csv", "mediatype": "text/csv", "encoding": "utf-8",
        "bytes": len(text.encode()), "hash": _hash(text.encode()),
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
