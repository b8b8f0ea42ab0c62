"""The tables' own description, in the Data Package standard, and the seal that tells what they were made from.

The description holds the hash of each table, as the standard has it, and of each record and each module of the
subject that the tables were made from. So files alone can tell that one of these has changed since, or that a table
was changed by hand. The engine's own code does not count: a book's tables are not older for every change of it.
"""

import hashlib
import json
import os
import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from compendium.citation import LICENCE
from compendium.columns import Column
from compendium.datasets.schemas import TABLES
from compendium.errors import Problem
from compendium.fingerprints import changed, files_in, text_print
from compendium.root import DATA, SEEDS
from compendium.subject import current_subject, package_of, subject_of

DATAPACKAGE_FILE, BIBLIOGRAPHY_FILE = "datapackage.json", "sources.bib"
PROFILE = "https://datapackage.org/profiles/2.0/"
TYPES = {"text": "string", "category": "string", "number": "number", "integer": "integer",
         "boolean": "boolean", "start": "string", "end": "string"}


def datapackage(files: Mapping[str, str], made_from: Mapping[str, str]) -> str:
    """``datapackage.json`` (Data Package v2) for all tables, checked against the standard's model.

    ``files`` are the tables by file name, ``made_from`` the hashes of all that they were made from.
    """
    content = {
        "$schema": f"{PROFILE}datapackage.json",
        "name": current_subject().slug,
        "title": f"{current_subject().title}: claims, independent evidence, derived tables",
        "licenses": [{"name": LICENCE, "path": "https://creativecommons.org/licenses/by/4.0/"}],
        "resources": [_resource(name, files[f"{name}.csv"]) for name in TABLES],
        "madeFrom": dict(made_from),
    }
    _check(content)
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def prints_made_from(seeds: Path, root: Path) -> dict[str, str]:
    """The hash of every record of a folder, and of every file of the subject of the book at ``root`` that tables
    rest on, by their names in the book, the same whatever ends their lines."""
    records = {f"{SEEDS}/{path.name}": path for path in sorted(seeds.glob("[!.]*.yaml"))}
    return {name: _hash(path.read_bytes()) for name, path in {**records, **dict(_computing_files(root))}.items()}


def _computing_files(root: Path) -> Iterator[tuple[str, Path]]:
    """The files of the subject's package by their names in the book, but for its charts, which no table rests on."""
    package, charts = package_of(root), subject_of(root).charts.split(".")[1:]
    if package is None:
        return
    for path in filter(Path.is_file, files_in(package)):
        inside = path.relative_to(package)
        if not charts or list(inside.with_suffix("").parts[:len(charts)]) != charts:
            yield f"{package.name}/{inside.as_posix()}", path


def stale_tables(root: Path) -> Iterator[Problem]:
    """Records and code that changed since the tables were made from them, and tables that were changed by hand."""
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
    if older := changed(made_from, prints_made_from(root / SEEDS, root)):
        yield Problem(DATA, 0, f"older than {', '.join(older)}; run 'compendium data'")
    for name, hash_ in resources.items():
        table = root / DATA / name
        if not table.is_file():
            yield Problem(f"{DATA}/{name}", 0, "is missing; run 'compendium data'")
        elif _hash(table.read_bytes()) != hash_:
            yield Problem(f"{DATA}/{name}", 0, f"was changed by hand; change {SEEDS}/ and run 'compendium data'")
    for name in sorted(beside_tables(root / DATA, os.listdir(root / DATA))):
        # what an editor or a system keeps there is hidden by its dot, and is not published either
        if not name.startswith("."):
            yield Problem(f"{DATA}/{name}", 0, "is no table of this book, and readers would take it for one; keep it"
                                               " elsewhere")


def tables_print(read: Callable[[str], str]) -> str:
    """The fingerprint of all tables of a state, whose files ``read`` gives by their names."""
    return text_print(*(read(each["path"]) for each in json.loads(read(DATAPACKAGE_FILE))["resources"]))


def beside_tables(folder: str | Path, names: Iterable[str]) -> set[str]:
    """Those of the names in ``data/`` that the book did not write there, and so does not publish."""
    package = json.loads((Path(folder) / DATAPACKAGE_FILE).read_text(encoding="utf-8"))
    return {*names} - {DATAPACKAGE_FILE, BIBLIOGRAPHY_FILE, *(each["path"] for each in package["resources"])}


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
