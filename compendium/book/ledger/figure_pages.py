"""A page for every figure and every table of data: what it shows, its rows, whose claims it draws, how to take it.

A figure's page says how high a frame must be for the figure to fit into it on a phone, where its words take the most
lines. The height is an upper estimate: labels and columns are counted as ``chart.js`` breaks and turns them.
"""

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from itertools import groupby
from math import ceil
from pathlib import Path
from textwrap import wrap
from typing import Any, NamedTuple

from compendium.book.ledger.facts import Book, Part
from compendium.book.ledger.reach import reach_of_claims
from compendium.book.site import addresses
from compendium.book.site.addresses import PagePlace
from compendium.book.site.finished_page import svg_size
from compendium.book.site.shells import LedgerPage
from compendium.book.site.templates import in_script
from compendium.columns import table_rows
from compendium.datasets import TABLES

FIGURE_PAGES, EMBED = "figures", "embed"
FILES = ((f"{FIGURE_PAGES}/{{}}.csv", "Data, CSV"), (f"{FIGURE_PAGES}/{{}}.svg", "Picture, SVG"),
         (f"{FIGURE_PAGES}/{{}}.png", "Picture, PNG"), (f"{FIGURE_PAGES}/{{}}.vl.json", "Specification, Vega-Lite"),
         (f"{FIGURE_PAGES}/{{}}.bib", "Citation, BibTeX"))
FIGURE_ROWS = 30
"""So many rows of its data stand on a figure's page; the file has all."""


class PlacedFigure(NamedTuple):
    """Where in the book a figure stands, its number there, its caption, and what it finds; empty if it is no chart."""

    place: PagePlace
    number: str
    caption: str
    finding: str


Placed = Mapping[str, PlacedFigure]
"""Of each figure the place in the book, its number ('Figure 3.1') and its caption."""
AROUND = 174
"""The pixels that margins and the two lines that can be opened take."""
LETTERS, LINE = 43, 21.2
"""What a line of the caption holds on a screen 360 pixels wide, and how high it is."""
LABEL_LETTERS, LABEL_LINE, ROW = 42, 16, 48
"""The same of the words above a bar or a point, and the height of a row with one line of them."""
CONTROL, LETTER = 55, 7
"""The height of a slider with its name, and the width of a letter in the name of a column."""
TITLE_LINE = 18
"""What a title or a legend may take more, as both are broken to the width."""
DATA = "data"
TABLE_ROWS, LONGEST = 5, 160
"""How many rows a page shows, and how many letters of a cell."""


def finding_of(root: Path, name: str) -> str:
    """What a chart finds, as its title says; empty for a figure that is none."""
    path = root / FIGURE_PAGES / f"{name}.vl.json"
    return " ".join(json.loads(path.read_text(encoding="utf-8"))["title"]["text"]) if path.is_file() else ""


def figure_pages(book: Book, root: Path, built: Path, placed: Placed, program: str) -> Iterator[LedgerPage]:
    """The pages of all figures that stand in the book; ``built`` holds the files that readers can take along.

    ``program`` is the name of the file that draws charts; without it the picture is shown.
    """
    for name in placed:
        path = root / FIGURE_PAGES / f"{name}.vl.json"
        if path.is_file():
            yield _figure_page(book, path, built, placed[name], program)


def _figure_page(book: Book, path: Path, built: Path, placed: PlacedFigure, program: str) -> LedgerPage:
    name, caption, finding = path.name.removesuffix(".vl.json"), placed.caption, placed.finding
    written, edition = path.read_text(encoding="utf-8"), book.citation
    spec: dict[str, Any] = json.loads(written)
    claims = [claim for claim in spec["usermeta"]["compendium"]["claims"] if claim in book.known.ledger]
    described = str(spec.get("description", ""))
    picture = svg_size(path.with_name(f"{name}.svg")) or (0, int(spec.get("height", 0) or 0))
    header, rows, count = first_rows(built / FIGURE_PAGES / f"{name}.csv", FIGURE_ROWS)
    return LedgerPage(
        addresses.figure_page(name)[0], "Figure", finding, "figure.html", described or caption,
        {"name": name, "spec": in_script(written), "program": program, "picture": f"{FIGURE_PAGES}/{name}.svg",
         "size": picture, "described": described,
         "told": str(spec["usermeta"]["compendium"].get("described", "")), "caption": caption,
         "place": Part(placed.number, addresses.address(placed.place)), "embed": f"{EMBED}/{name}.html",
         "files": [Part(words, path.format(name)) for path, words in FILES if (built / path.format(name)).is_file()],
         "sources": claims_by_source(book, claims), "header": header, "rows": rows, "count": count, "edition": edition,
         "digest": hashlib.sha256(written.encode()).hexdigest()[:8],
         "height": frame_height(spec, picture[1], (caption, edition)),
         "reach": reach_of_claims(book.known.ledger[claim] for claim in claims)},
        f"{caption} {described} {name}")


def claims_by_source(book: Book, claims: list[str]) -> list[tuple[Part, list[Part]]]:
    """The sources of some claims, each with its claims."""
    entries = sorted((book.known.ledger[name] for name in dict.fromkeys(claims)), key=lambda entry: entry.source.id)
    return [(Part(own[0].source.publisher, addresses.address(addresses.source_page(source))),
             [Part(entry.claim.says, book.known.address(entry.id)) for entry in own])
            for source, group in groupby(entries, key=lambda entry: entry.source.id) if (own := list(group))]


def frame_height(spec: Mapping[str, Any], picture: int, texts: tuple[str, ...]) -> int:
    """The height in pixels, from that of the chart's picture and the texts under it, rounded up to tens."""
    lines = sum(ceil(len(text) / LETTERS) for text in texts)
    controls = sum("bind" in parameter for parameter in spec.get("params", ()))
    height = AROUND + picture + TITLE_LINE + lines * LINE + controls * CONTROL
    layers = spec.get("layer", [spec])
    height += _higher_rows(spec, layers)
    height += max((_upright_columns(spec, layer) for layer in layers), default=0)
    return ceil(height / 10) * 10


def _higher_rows(spec: Mapping[str, Any], layers: Iterable[Mapping[str, Any]]) -> int:
    """What rows add whose words stand beside their marks, as on a phone they stand above them."""
    field = spec.get("usermeta", {}).get("compendium", {}).get("lanes")
    if not field:
        return 0
    rows = {each for layer in layers if layer.get("encoding", {}).get("y", {}).get("field") == field
            for each in layer["encoding"]["y"].get("sort") or ()}
    most = max((len(wrap(each.replace("\n", " "), LABEL_LETTERS)) for each in rows), default=1)
    return max(0, (ROW + (most - 1) * LABEL_LINE) * len(rows) - int(spec["height"]))


def _upright_columns(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> int:
    """What the names of a grid's columns add when they stand upright for want of room."""
    x = layer.get("encoding", {}).get("x", {})
    if (x.get("axis") or {}).get("orient") != "top":
        return 0
    return max((len(str(row.get(x["field"]))) for row in _rows_of_layer(spec, layer)), default=0) * LETTER


def _rows_of_layer(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = spec["datasets"].get(layer.get("data", spec.get("data", {})).get("name"), [])
    return named


def table_pages(root: Path) -> Iterator[LedgerPage]:
    """The pages of all tables of ``data/``."""
    for name, (says, columns) in TABLES.items():
        header, rows, count = first_rows(root / DATA / f"{name}.csv", TABLE_ROWS)
        yield LedgerPage(
            addresses.table_page(name)[0], "Table of data", f"{name}.csv", "table.html", says,
            {"name": name, "says": says, "columns": columns, "header": header, "rows": rows, "count": count,
             "file": f"{DATA}/{name}.csv"},
            f"{name} {' '.join(column.name for column in columns)}")


def first_rows(path: Path, most: int) -> tuple[list[str], list[list[str]], int]:
    """The header of a CSV file, its first rows with long cells cut, how many rows it has; nothing without a file."""
    if not path.is_file():
        return [], [], 0
    with path.open(encoding="utf-8", newline="") as file:
        read = table_rows(file)
        header, rows = list(read.fieldnames or ()), [list(row.values()) for row in read]
    return header, [[_cut(cell) for cell in row] for row in rows[:most]], len(rows)


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST].rstrip()}…"
