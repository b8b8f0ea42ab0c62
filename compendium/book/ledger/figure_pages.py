"""A page for every figure: what it shows, its data, whose claims it draws, its version, how to embed and cite it."""

import hashlib
import json
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from compendium.book.facts.context import Book
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.facts.parts import Part
from compendium.book.figures.frame_heights import frame_height
from compendium.book.ledger.table_pages import first_rows
from compendium.book.site import addresses
from compendium.book.site.addresses import Place
from compendium.book.site.finished_page import svg_size
from compendium.book.site.shells import LedgerPage

FOLDER, EMBED = "figures", "embed"
FILES = ((f"{FOLDER}/{{}}.csv", "Data, CSV"), (f"{FOLDER}/{{}}.svg", "Picture, SVG"),
         (f"{FOLDER}/{{}}.png", "Picture, PNG"), (f"{FOLDER}/{{}}.vl.json", "Specification, Vega-Lite"),
         (f"{FOLDER}/{{}}.bib", "Citation, BibTeX"))
ROWS_SHOWN = 30
"""So many rows of its data stand on a figure's page; the file has all."""
Placed = Mapping[str, tuple[Place, str, str]]
"""Of each figure the place in the book, its number ('Figure 3.1') and its caption."""


def figure_pages(book: Book, root: Path, built: Path, placed: Placed) -> Iterator[LedgerPage]:
    """The pages of all figures that stand in the book; ``built`` holds the files that readers can take along."""
    for name in placed:
        path = root / FOLDER / f"{name}.vl.json"
        if path.is_file():
            yield _page(book, path, built, placed[name])


def _page(book: Book, path: Path, built: Path, placed: tuple[Place, str, str]) -> LedgerPage:
    (place, number, caption), name = placed, path.name.removesuffix(".vl.json")
    written, edition = path.read_text(encoding="utf-8"), book.citation
    spec: dict[str, Any] = json.loads(written)
    claims = [claim for claim in spec["usermeta"]["compendium"]["claims"] if claim in book.known.ledger]
    finding, described = " ".join(spec["title"]["text"]), str(spec.get("description", ""))
    picture = svg_size(path.with_name(f"{name}.svg")) or (0, int(spec.get("height", 0) or 0))
    header, rows, count = first_rows(built / FOLDER / f"{name}.csv", ROWS_SHOWN)
    return LedgerPage(
        addresses.figure_page(name)[0], "Figure", finding, "figure.html", described or caption,
        {"name": name, "picture": f"{FOLDER}/{name}.svg", "size": picture, "described": described,
         "told": str(spec["usermeta"]["compendium"].get("described", "")), "caption": caption,
         "place": Part(number, addresses.address(place)), "embed": f"{EMBED}/{name}.html",
         "files": [Part(words, path.format(name)) for path, words in FILES if (built / path.format(name)).is_file()],
         "sources": sources(book, claims), "header": header, "rows": rows, "count": count, "edition": edition,
         "digest": hashlib.sha256(written.encode()).hexdigest()[:8],
         "height": frame_height(spec, picture[1], (caption, edition)),
         "reach": evidence_to(book.known.ledger[claim] for claim in claims)},
        f"{caption} {described} {name}")


def sources(book: Book, claims: list[str]) -> list[tuple[Part, list[Part]]]:
    """The sources of some claims, each with its claims."""
    entries = sorted((book.known.ledger[name] for name in dict.fromkeys(claims)), key=lambda entry: entry.source.id)
    return [(Part(own[0].source.publisher, addresses.address(addresses.source_page(source))),
             [Part(entry.claim.says, book.known.address(entry.id)) for entry in own])
            for source, group in groupby(entries, key=lambda entry: entry.source.id) if (own := list(group))]
