"""The indexes of the ledger: small pages from which every claim, question, source and figure is one step away."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from compendium.book.facts.claim_facts import claim_number
from compendium.book.facts.context import Book
from compendium.book.facts.parts import Part
from compendium.book.site import addresses
from compendium.datasets import TABLES
from compendium.evidence import Entry
from compendium.evidence.periods import in_words

CLAIMS_FILE = "claims-table.js"
CALL = "window.compendiumClaims="
Placed = dict[str, tuple[tuple[str, str], str, str]]


def claims(book: Book, placed: Placed) -> dict[str, Any]:
    """The sources with how many claims each has; a script makes a table of all claims of their data."""
    sources = [(_source(record.source.id, record.source.publisher), record.source.title, in_words(
        record.source.published), len(record.claims)) for record in book.known.ledger.records]
    return {"sources": sources, "count": len(book.known.ledger)}


def questions(book: Book, placed: Placed) -> dict[str, Any]:
    """The questions by subject, those with a verdict with its confidence."""
    ledger = book.known.ledger
    groups = [(words, [
        (Part(each.asks, book.known.address(each.id)), each.adjudication, len(ledger.by_question[each.id]))
        for each in ledger.questions.values() if each.theme == theme]) for theme, words in book.themes.items()]
    return {"groups": [(words, rows) for words, rows in groups if rows]}


def sources(book: Book, placed: Placed) -> dict[str, Any]:
    """The articles and the sources from outside."""
    rows: dict[str, list[tuple[Part, str, str, str, int]]] = {"seed": [], "check": []}
    for record in book.known.ledger.records:
        source = record.source
        rows[source.role].append((_source(source.id, source.title), source.publisher, in_words(source.published),
                                  source.about, len(record.claims)))
    return {"articles": rows["seed"], "outside": rows["check"]}


def figures(book: Book, placed: Placed) -> dict[str, Any]:
    """The figures in the order in which the book is read, each with its page and the place where it stands."""
    rows = [(Part(number, addresses.address(place)),
             Part(caption, addresses.address(addresses.figure_page(name))))
            for name, (place, number, caption) in placed.items()]
    return {"rows": sorted(rows, key=lambda row: [int(each) for each in row[0].text.split()[-1].split(".")
                                                  if each.isdigit()])}


def data(book: Book, placed: Placed) -> dict[str, Any]:
    """The tables of data."""
    return {"rows": [(Part(f"{name}.csv", addresses.address(addresses.table_page(name))), says, len(columns))
                     for name, (says, columns) in TABLES.items()]}


INDEXES: dict[str, Callable[[Book, Placed], dict[str, Any]]] = {
    "claims": claims, "questions": questions, "sources": sources, "figures": figures, "data": data}
"""What the index of each part is filled with."""


def write_claims(book: Book, folder: Path) -> None:
    """Write the rows of the table of all claims, as data that a script tag can load."""
    rows = [_row(book, entry) for entry in book.known.ledger]
    written = json.dumps(rows, ensure_ascii=False, separators=(",", ":"))
    (folder / CLAIMS_FILE).write_text(f"{CALL}{written};\n", encoding="utf-8")


def _row(book: Book, entry: Entry) -> list[str]:
    claim, ledger = entry.claim, book.known.ledger
    standing = f"{claim.standing}, {claim.kind}" if claim.kind != "quantity" else claim.standing
    return [book.known.address(entry.id), entry.id, claim.says, claim_number(entry),
            in_words(claim.period) if claim.period else "", entry.source.publisher,
            book.themes.get(claim.theme, claim.theme), ledger.questions[claim.question].asks, standing,
            ", ".join(ledger.places[place].name for place in claim.place)]


def _source(name: str, words: str) -> Part:
    return Part(words, addresses.address(addresses.source_page(name)))
