"""Writing ``data/``: rows of claims and sources, each table as CSV held against its schema, and the bibliography.

The same records give the same bytes. A vocabulary gives its own rows, beside its model.
"""

import csv
import io
import math
import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pybtex.database import BibliographyData, Person
from pybtex.database import Entry as Publication

from compendium.columns import Column, as_cell, safe_text
from compendium.datasets.datapackage import BIBLIOGRAPHY_FILE
from compendium.datasets.loading import read_table
from compendium.datasets.schemas import MADE_OF_VOCABULARIES, SUBJECT_TABLES, TABLES, of_subject
from compendium.errors import Refused
from compendium.evidence import Claim, Entry, Ledger, Question, Source
from compendium.evidence.credit import ancestors, links, removes
from compendium.evidence.disagreement import why_not_followed
from compendium.evidence.intervals import Interval, finite
from compendium.evidence.sources import short_names
from compendium.evidence.vocabulary import Row
from compendium.lean import same_environment

if TYPE_CHECKING:
    import pandas as pd

OF_A_BODY = re.compile(r",|&|\b(?:of|for|and|the)\b", re.IGNORECASE)
"""What stands in the name of an organisation, and in no person's."""
OTHERS = re.compile(r",?\s+(?:and\s+others|et\s+al\.?)$|^others$", re.IGNORECASE)
"""What says that there are more authors, as BibTeX's own word 'others' does."""
LINEAGE = re.compile(r",?\s+(?P<lineage>Jr\.?|Sr\.?|I{2,3}|IV)$")
"""What stands behind a family name and is no part of it."""
LATEX = {"\\": r"\textbackslash{}", "{": r"\textbraceleft{}", "}": r"\textbraceright{}", "$": r"\$",
         "^": r"\textasciicircum{}", "~": r"\textasciitilde{}"}
"""What LaTeX would obey, and pybtex leaves as it is; the bare brace, as BibTeX counts braces behind a backslash too."""
DIGITS = 15
"""So many digits of a number are as they were written; what follows is the machine's."""
UNBOUNDED = Interval(-math.inf, math.inf)


def claim_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per claim of the ledger."""
    for entry in ledger:
        claim, answer = entry.claim, entry.claim.answers
        yield {
            **claim_row(ledger, entry),
            "document": entry.source.document.file if entry.source.document else "",
            "line": claim.at.line if claim.at else None,
            "words": claim.at.words if claim.at else "",
            "theme": claim.theme,
            "about": [f"{key}={value}" for key, value in claim.about.items()],
            "answers": f"{answer.as_} {answer.claim}" if answer else "",
            "equivalent": _equivalent(claim),
            "role": entry.source.role,
            "read_as": claim.read_as,
            "where": claim.where,
            "unused": claim.unused,
            "not_followed": why_not_followed(ledger, entry.id),
        }


def claim_row(ledger: Ledger, entry: Entry) -> Row:
    """What every table that is made of claims says of one."""
    claim = entry.claim
    start, end = claim.period.bounds() if claim.period else ("", "")
    interval = ledger.interval(claim) if claim.kind == "quantity" else UNBOUNDED
    fields = claim.model_dump(include={"question", "kind", "says", "value", "low", "high", "comparator",
                                       "unit", "definition", "of", "against", "to", "action", "position", "standing",
                                       "hedge"})
    return {
        **fields,
        "id": entry.id,
        "source": entry.source.id,
        "start": start,
        "end": end,
        "period": str(claim.period or ""),
        "place": claim.place,
        "actor": claim.actor,
        "credited_to": links(claim),
        "inferred": bool(claim.period and claim.period.inferred),
        "removes": removes(entry),
        "rests_on": sorted(ancestors(entry)),
        "lowest": finite(interval.low),
        "highest": finite(interval.high),
        "claims": entry.id,
    }


def subject_rows(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of one subject's table: the articles' claims on its questions, question by question."""
    for entry, question in _by_role(ledger, "seed"):
        if question.table == table:
            yield {**claim_row(ledger, entry), "measure": question.measure, **entry.claim.about}


def check_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per figure of independent evidence, question by question."""
    for entry, question in _by_role(ledger, "check"):
        about = {"element": entry.claim.about.get("element"), "market": entry.claim.about.get("market")}
        yield {**claim_row(ledger, entry), "measure": question.measure, **about}


def source_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per source, with the number of its claims of each kind."""
    shorts = short_names(record.source for record in ledger.records)
    for record in ledger.records:
        source, kinds = record.source, [claim.kind for claim in record.claims]
        yield {
            **source.model_dump(exclude={"document", "authors", "published"}),
            "short": shorts[source.id],
            "authors": source.authors,
            "published": str(source.published),
            "document": source.document.file if source.document else "",
            "sha256": source.document.sha256 if source.document else "",
            "quantities": kinds.count("quantity"),
            "events": kinds.count("event"),
            "statements": kinds.count("statement"),
            "claims": [f"{source.id}/{claim.id}" for claim in record.claims],
        }


def _by_role(ledger: Ledger, role: str) -> Iterator[tuple[Entry, Question]]:
    """The claims of the articles, or of the independent evidence, question by question."""
    for question in ledger.questions.values():
        for entry in ledger.by_question[question.id]:
            if entry.source.role == role:
                yield entry, question


def _equivalent(claim: Claim) -> str:
    other = claim.equivalent
    return f"{other.comparator}{other.value:.{DIGITS}g} {other.unit}" if other else ""


def bibliography(ledger: Ledger) -> str:
    """``sources.bib``: one entry per source, keyed by the source's id."""
    entries = {record.source.id: _entry(record.source) for record in ledger.records}
    text: str = BibliographyData(entries).to_string("bibtex")
    return text


def _entry(source: Source) -> Publication:
    fields = dict(_fields(source))
    writers = [each for name in source.authors for each in _writers(name)] or [_body(source.publisher)]
    return Publication("misc", fields=fields, persons={"author": writers})


def _writers(name: str) -> list[Person]:
    """An author as BibTeX takes names apart; 'et al.' behind it is BibTeX's 'and others'."""
    alone = OTHERS.sub("", name)
    others = [Person("others")] if alone != name else []
    lineage = LINEAGE.search(alone)
    person = LINEAGE.sub("", alone)
    if not person or OF_A_BODY.search(person):
        return [*([_body(alone)] if alone else []), *others]
    written = Person(_literal(person))
    written.lineage_names = [lineage["lineage"]] if lineage else []
    return [written, *others]


def _body(name: str) -> Person:
    """A body as an author: its name is one word to BibTeX, and is not taken apart into first and last."""
    return Person(last=f"{{{_literal(name)}}}")


def _literal(text: str) -> str:
    """A text that LaTeX prints as it stands."""
    return "".join(LATEX.get(letter, letter) for letter in text)


def _fields(source: Source) -> Iterator[tuple[str, str]]:
    yield "title", f"{{{_literal(source.title)}}}"
    yield "howpublished", _literal(source.publisher)
    yield "year", str(source.published)[:4]
    if source.published.vague:
        yield "note", "date of publication known only roughly"
    if source.url:
        yield "url", source.url


def checked_table(name: str, text: str) -> "pd.DataFrame":
    """A table's CSV as a checked DataFrame; ValueError names table, column and the first bad cell."""
    pa = _pandera()
    schema = pa.DataFrameSchema({c.name: _rule(c) for c in TABLES[name][1]}, strict=True, ordered=True)
    try:
        checked: pd.DataFrame = schema.validate(read_table(name, io.StringIO(text)), lazy=True)
    except pa.errors.SchemaErrors as error:
        first = error.failure_cases.iloc[0]
        raise Refused(
            f"data/{name}.csv: column {first['column']}, row {first['index']}: "
            f"'{first['failure_case']}' fails {first['check']}") from error
    return checked


def _pandera() -> Any:
    with same_environment():
        import pandera.pandas

    return pandera.pandas


def _rule(column: Column) -> "pa.Column":  # type: ignore[name-defined]  # noqa: F821
    pa = _pandera()
    checks = [pa.Check.isin(column.allowed)] if column.allowed else []
    return pa.Column(checks=checks, nullable=not column.required, unique=column.unique)


BUILDERS: dict[str, Callable[[Ledger], Iterable[Row]]] = {
    "claims": claim_rows,
    "sources": source_rows,
    "checks": check_rows,
    **{name: table.rows for name, table in MADE_OF_VOCABULARIES.items()},
}
"""What makes the rows of every table that is not one subject's."""


def table_rows(ledger: Ledger, name: str) -> Iterable[Row]:
    """The rows of any table that is made from the ledger alone."""
    if name in of_subject():
        return of_subject()[name].rows(ledger)
    return subject_rows(ledger, name) if name in SUBJECT_TABLES else BUILDERS[name](ledger)


def ledger_files(ledger: Ledger) -> Iterator[tuple[str, str]]:
    """Name and content of every file of ``data/`` that is made from the ledger alone, but for their description."""
    for name in (*BUILDERS, *SUBJECT_TABLES, *of_subject()):
        yield f"{name}.csv", table_text(name, table_rows(ledger, name))
    yield BIBLIOGRAPHY_FILE, bibliography(ledger)


def table_text(name: str, content: Iterable[Row]) -> str:
    """One table as CSV, checked against its schema; ValueError says which cell does not fit."""
    columns, out = TABLES[name][1], io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(column.name for column in columns)
    for row in content:
        writer.writerow(_cell(row.get(column.name), column) for column in columns)
    checked_table(name, out.getvalue())
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
    """A value as it stands in the file: lists joined, whole numbers without a point, texts safe in a spreadsheet."""
    if value is None or value == "":
        return ""
    if isinstance(value, (list, tuple)):
        return safe_text(as_cell(value))
    if column.type == "boolean":
        return "true" if value else "false"
    if column.type in ("number", "integer"):
        return str(int(value)) if float(value).is_integer() else f"{value:.{DIGITS}g}"
    return safe_text(str(value))
