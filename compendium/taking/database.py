"""All tables as one SQLite file, with what leads from each row to its claims, and with what Datasette shows of it.

Sources, questions and definitions are foreign keys of the claims; the claims' sentences can be searched in full; the
table ``row_claims`` says on which claims each row of each table rests, which the CSV files say in a cell.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from compendium.fingerprints import replacing
from compendium.taking.tables import ReadFile, TypedTable, read_package, read_tables

TYPES = {"number": "REAL", "integer": "INTEGER", "boolean": "INTEGER"}
LEADS_TO = {"source": "sources", "question": "questions", "definition": "definitions"}
"""The columns that name a row of another table."""
FACETS = ("theme", "source", "question", "standing", "kind", "role", "unit", "confidence", "contested", "table")
SEPARATOR = "; "
LINKS = "row_claims"
FIRST = ("sources", "questions", "definitions")
"""The tables that others lead to, which are filled before them."""


def write_database(read: ReadFile, path: Path) -> dict[str, int]:
    """Write all tables into a new SQLite file, in place of one that stands there; the number of rows by table."""
    tables = read_tables(read)
    try:
        with replacing(path) as part, closing(sqlite3.connect(part)) as base, base:
            _write(base, tables)
    except sqlite3.OperationalError as error:
        if error.sqlite_errorcode == sqlite3.SQLITE_ERROR:
            raise
        # a full disk, or a folder that may not be written: the machine's limits, as of every other file
        raise OSError(0, str(error), str(path)) from error
    return {name: len(table.rows) for name, table in tables.items()}


def _write(base: sqlite3.Connection, tables: dict[str, TypedTable]) -> None:
    base.execute("PRAGMA foreign_keys = ON")
    ordered = sorted(tables.values(), key=lambda table: table.name not in FIRST)
    for table in ordered:
        _fill(base, table, tables)
    _link(base, ordered)
    if "claims" in tables:
        base.execute("CREATE VIRTUAL TABLE claims_fts USING fts5(says, of, content='claims')")
        base.execute("INSERT INTO claims_fts (rowid, says, of) SELECT rowid, says, of FROM claims")


def sql_name(table: str) -> str:
    """A table's name in the database."""
    return table.replace("-", "_")


def _fill(base: sqlite3.Connection, table: TypedTable, tables: dict[str, TypedTable]) -> None:
    """Make one table and fill it; a column leads to another table where all that it names stands there."""
    columns = []
    for at, field in enumerate(table.fields):
        name, other = str(field["name"]), tables.get(LEADS_TO.get(str(field["name"]), ""))
        named = {row[at] for row in table.rows if row[at] is not None}
        known = {row[0] for row in other.rows} if other else set()
        key = " PRIMARY KEY" if name == "id" and at == 0 else ""
        leads = f' REFERENCES "{sql_name(other.name)}" ("id")' if other and other != table and named <= known else ""
        columns.append(f'"{name}" {TYPES.get(str(field["type"]), "TEXT")}{key}{leads}')
    base.execute(f'CREATE TABLE "{sql_name(table.name)}" ({", ".join(columns)})')
    marks = ", ".join("?" * len(table.fields))
    base.executemany(f'INSERT INTO "{sql_name(table.name)}" VALUES ({marks})', table.rows)


def _link(base: sqlite3.Connection, tables: Iterable[TypedTable]) -> None:
    base.execute(f'CREATE TABLE {LINKS} ("table" TEXT, "row" TEXT, claim TEXT REFERENCES claims (id))')
    known = {row[0] for row in base.execute("SELECT id FROM claims")}
    links = [(sql_name(table.name), row, claim) for table in tables for row, claim in _rests_on(table)
             if claim in known]
    base.executemany(f"INSERT INTO {LINKS} VALUES (?, ?, ?)", links)
    base.execute(f"CREATE INDEX {LINKS}_claim ON {LINKS} (claim)")


def _rests_on(table: TypedTable) -> Iterator[tuple[str, str]]:
    if "claims" in table.columns:
        at = table.columns.index("claims")
        for row in table.rows:
            yield from ((str(row[0]), claim) for claim in str(row[at] or "").split(SEPARATOR) if claim)


def datasette_metadata(read: ReadFile, database: str) -> str:
    """What Datasette shows beside the tables of a database: titles, columns, facets, and each question as a query."""
    package, tables = read_package(read), read_tables(read)
    licence = (package.get("licenses") or [{}])[0]
    described = {sql_name(table.name): _described(table) for table in tables.values()}
    described[LINKS] = {"description": "Which claims each row of each table rests on."}
    queries = {row_id: _query(row_id, str(row["asks"])) for row_id, row in tables["questions"].by_id().items()}
    content = {"title": package.get("title", ""), "license": licence.get("name", ""),
               "license_url": licence.get("path", ""),
               "databases": {database: {"tables": described, "queries": queries}}}
    return json.dumps(content, indent=1, ensure_ascii=False) + "\n"


def _described(table: TypedTable) -> dict[str, Any]:
    facets = [name for name in FACETS if name in table.columns]
    shown = {"description": table.title, "facets": facets,
             "columns": {str(field["name"]): str(field.get("description", "")) for field in table.fields}}
    return shown | ({"fts_table": "claims_fts", "label_column": "says"} if table.name == "claims" else {})


def _query(question: str, asks: str) -> dict[str, str]:
    """All claims on one question, side by side."""
    columns = "id, says, value, low, high, unit, definition, period, place, credited_to, standing, source"
    return {"title": asks, "sql": f"select {columns} from claims where question = '{question}' order by role desc, id"}
