"""The tables of a book as their files describe them, without the records that they were made from."""

import io
import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.columns import table_rows
from compendium.errors import NoData, Refused
from compendium.fingerprints import changed, prints_of
from compendium.root import DATA

DATAPACKAGE_FILE = "datapackage.json"
NAMED = 3
"""How many of the files that changed meanwhile a message names."""
TypedCell = str | float | int | None
ReadFile = Callable[[str], str]
"""Gives the text of a file of ``data/`` by its name; FileNotFoundError where there is none."""
READ: Mapping[str, Callable[[str], TypedCell]] = {
    "number": float, "integer": int, "boolean": lambda text: int(text.lower() == "true")}
"""How a cell of each type is read; all others are texts."""


@dataclass(frozen=True)
class TypedTable:
    """One table: what it holds, its columns with their descriptions and types, and its rows, typed."""

    name: str
    title: str
    fields: tuple[dict[str, Any], ...]
    rows: tuple[tuple[TypedCell, ...], ...]

    @property
    def columns(self) -> tuple[str, ...]:
        """The names of the columns, in order."""
        return tuple(str(field["name"]) for field in self.fields)

    def by_id(self) -> dict[str, dict[str, TypedCell]]:
        """The rows by their ids; the table's first column is the id."""
        return {str(row[0]): dict(zip(self.columns, row, strict=True)) for row in self.rows}


def of_folder(root: Path) -> ReadFile:
    """Reads the files of the ``data/`` that stands in a book's folder; NoData where one is missing."""
    def read(name: str) -> str:
        try:
            return (root / DATA / name).read_text(encoding="utf-8")
        except FileNotFoundError as problem:
            raise NoData(name=name) from problem
    return read


@contextmanager
def one_state(root: Path, *beside: str) -> Iterator[None]:
    """Refuse what the block makes of the tables, and of files beside them, where these are others at its end."""
    places = [root / name for name in (DATA, *beside)]
    before = prints_of(places, root)
    yield
    if names := changed(before, prints_of(places, root)):
        raise Refused(f"{', '.join(names[:NAMED])} changed while the data were read, which would be of two states; do "
                      "it again")


def read_package(read: ReadFile) -> dict[str, Any]:
    """What ``datapackage.json`` says of the tables."""
    return dict(json.loads(read(DATAPACKAGE_FILE)))


def read_tables(read: ReadFile) -> dict[str, TypedTable]:
    """Every table that the data package describes, by name."""
    return {each["name"]: _table(each, read(each["path"])) for each in read_package(read)["resources"]}


def _table(resource: dict[str, Any], text: str) -> TypedTable:
    fields = tuple(resource["schema"]["fields"])
    kinds = {str(field["name"]): READ.get(str(field["type"]), str) for field in fields}
    lines = table_rows(io.StringIO(text))
    rows = tuple(tuple(kinds[name](line[name]) if line[name] != "" else None for name in kinds) for line in lines)
    return TypedTable(str(resource["name"]), str(resource["title"]), fields, rows)
