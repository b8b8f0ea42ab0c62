"""Writing ``data/``: the tables as CSV, each held against its schema, and the bibliography, byte for byte the same."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any

import pandas as pd
from pybtex.database import BibliographyData, Entry, Person

from compendium.columns import Column
from compendium.datasets import rows
from compendium.datasets.loading import read_table
from compendium.datasets.schemas import MADE_OF_VOCABULARIES, SUBJECTS, TABLES, of_subject
from compendium.errors import Refused
from compendium.evidence import Ledger, Source
from compendium.evidence.vocabulary import Row
from compendium.naming import as_cell


def bibliography(ledger: Ledger) -> str:
    """``sources.bib``: one entry per source, keyed by the source's id."""
    entries = {record.source.id: _entry(record.source) for record in ledger.records}
    text: str = BibliographyData(entries).to_string("bibtex")
    return text


def _entry(source: Source) -> Entry:
    fields = dict(_fields(source))
    writers = [Person(name) for name in source.authors] or [Person(last=f"{{{source.publisher}}}")]
    return Entry("misc", fields=fields, persons={"author": writers})


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{source.title}}}"
    yield "howpublished", source.publisher
    yield "year", str(source.published)[:4]
    if source.published.vague:
        yield "note", "date of publication known only roughly"
    if source.url:
        yield "url", source.url


def validate(name: str, text: str) -> pd.DataFrame:
    """A table's CSV as a checked DataFrame; ValueError names table, column and the first bad cell."""
    import pandera.pandas as pa

    schema = pa.DataFrameSchema({c.name: _rule(c) for c in TABLES[name][1]}, strict=True, ordered=True)
    try:
        return schema.validate(read_table(name, io.StringIO(text)), lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise Refused(
            f"data/{name}.csv: column {first['column']}, row {first['index']}: "
            f"'{first['failure_case']}' fails {first['check']}") from error


def _rule(column: Column) -> "pa.Column":  # type: ignore[name-defined]  # noqa: F821
    import pandera.pandas as pa

    checks = [pa.Check.isin(column.allowed)] if column.allowed else []
    return pa.Column(checks=checks, nullable=not column.required, unique=column.unique)


BUILDERS: dict[str, Callable[[Ledger], Iterable[Row]]] = {
    "claims": rows.claim_rows,
    "sources": rows.source_rows,
    "checks": rows.check_rows,
    **{name: table.rows for name, table in MADE_OF_VOCABULARIES.items()},
}
"""What makes the rows of every table that is not one subject's."""


def table_rows(ledger: Ledger, name: str) -> Iterable[Row]:
    """The rows of any table that is made from the ledger alone."""
    if name in of_subject():
        return of_subject()[name].rows(ledger)
    return rows.subject_rows(ledger, name) if name in SUBJECTS else BUILDERS[name](ledger)


def ledger_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/`` that is made from the ledger alone, but for their description."""
    for name in (*BUILDERS, *SUBJECTS, *of_subject()):
        yield f"{name}.csv", table_text(name, table_rows(ledger, name))
    yield "sources.bib", bibliography(ledger)


def table_text(name: str, content: Iterable[Row]) -> str:
    """One table as CSV, checked against its schema; ValueError says which cell does not fit."""
    columns, out = TABLES[name][1], io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    for row in content:
        writer.writerow(_cell(row.get(column.name), column) for column in columns)
    validate(name, out.getvalue())
    return out.getvalue()


def write_files(files: Iterable[tuple[str, str]], folder: Path) -> list[str]:
    """Write the files that changed, only after all of them are made; returns their names."""
    made = list(files)
    changed = [(name, text) for name, text in made if not _holds(folder / name, text)]
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in changed:
        fresh = folder / f".{name}.new"
        fresh.write_text(text, encoding="utf-8", newline="\n")
        fresh.replace(folder / name)
    return [name for name, _ in changed]


def _holds(path: Path, text: str) -> bool:
    return path.is_file() and path.read_text(encoding="utf-8") == text


def _cell(value: Any, column: Column) -> str:
    """A value as it stands in the file: lists joined, whole numbers without a point, booleans in small letters."""
    if value is None or value == "":
        return ""
    if isinstance(value, (list, tuple)):
        return as_cell(value)
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type in ("number", "integer"):
        return str(int(value)) if float(value).is_integer() else f"{value:.10g}"
    return str(value)
