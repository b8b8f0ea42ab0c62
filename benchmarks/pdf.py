"""``python -m benchmarks.pdf``: what the printed book holds, and what its setting complained of.

Reads ``_build/pdf``, which ``make pdf`` makes, and keeps the counts in ``benchmarks/pdf.json`` for the book's
page of measurements.
"""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from compendium.book.appendices.records import record
from compendium.book.printed.offered import MADE
from compendium.book.site.edition import read_edition

ROOT = Path(__file__).parent.parent
OVERFULL = re.compile(r"Overfull \\hbox \(([\d.]+)pt too wide\)")
UNRESOLVED = re.compile(r"LaTeX Warning: (?:Hyper r|R)eference .* undefined|multiply defined\.")
NOT_DRAWN = re.compile(r"Missing character: There is no (.+?) in font")
ALT = re.compile(rb"/Alt\s*<FEFF[0-9A-F]{8}", re.IGNORECASE)
LUATEX = ("LuaTeX can write tags and was tried on 24 November 2026. In the TeX Live of Debian 12 its tagging covers "
          "paragraphs and footnotes, but not headings, lists, tables or figures; and on two busy cores the first of "
          "several passes over this book had not ended after 200 seconds.")
"""What came of another engine; to be tried again with a newer TeX Live."""
EPUB = ("There is no EPUB. Sphinx's builder for it was tried on the same day: it put the pages into a file, in which "
        "EPUBCheck 4.2.6 found 22 pages that are not well-formed XML and 2,109 further errors. The pages are written "
        "for a browser, with charts drawn by scripts; an EPUB would need a second form of each.")
"""What came of Sphinx's own builder."""
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Printed:
    """What was counted in one printed book."""

    pages: int
    figures: int
    tables: int
    pictures_described: int
    pictures_of_pixels: int
    notes: int
    marks: int
    bookmarks: int
    bookmarks_astray: int
    links_astray: int
    fonts: int
    fonts_missing: int
    pages_without_text: int
    unresolved: int
    signs_missing: int
    widest_overfull: float
    tagged: bool


def measure(pdf: Path) -> Printed:
    """Count everything in a printed book and in the log that stands beside it."""
    book = PdfReader(pdf)
    log = pdf.with_suffix(".log").read_text(encoding="utf-8", errors="replace")
    texts = text_layer(pdf)
    places = book.named_destinations
    marks = list(_outline(book.outline))
    fonts = {name: found for page in book.pages for name, found in _fonts(page)}
    overfull = [float(width) for width in OVERFULL.findall(log)]
    return Printed(
        pages=len(book.pages),
        figures=sum(name.startswith("figure.") for name in places),
        tables=sum(name.startswith("table.") for name in places),
        pictures_described=sum(len(ALT.findall(page.get_contents().get_data())) for page in book.pages),
        pictures_of_pixels=sum(_pixels(page) for page in book.pages),
        notes=sum(name.startswith("note-") for name in places),
        marks=sum(link.startswith("note-") for link in _links(book)),
        bookmarks=len(marks),
        bookmarks_astray=sum(book.get_destination_page_number(mark) is None for mark in marks),
        links_astray=sum(link not in places for link in _links(book)),
        fonts=len(fonts),
        fonts_missing=sum(not embedded for embedded in fonts.values()),
        pages_without_text=sum(not text.strip() for text in texts),
        unresolved=len(UNRESOLVED.findall(log)) + sum(text.count("??") for text in texts),
        signs_missing=len(NOT_DRAWN.findall(log)),
        widest_overfull=max(overfull, default=0.0),
        tagged="/StructTreeRoot" in book.root_object,
    )


def text_layer(pdf: Path) -> list[str]:
    """The text of each page, as poppler's pdftotext finds it."""
    said = subprocess.run(["pdftotext", str(pdf), "-"], check=True, capture_output=True, text=True).stdout
    return said.removesuffix("\f").split("\f")


def _outline(entries: list[Any]) -> Iterator[Any]:
    for entry in entries:
        if isinstance(entry, list):
            yield from _outline(entry)
        else:
            yield entry


def _links(book: PdfReader) -> Iterator[str]:
    """The names of the places that links within the book lead to."""
    for page in book.pages:
        for link in page.get("/Annots", ()):
            found = link.get_object()
            target = found.get("/Dest") or found.get("/A", {}).get("/D")
            if isinstance(target, str | bytes):
                yield target if isinstance(target, str) else target.decode()


def _fonts(holder: Any) -> Iterator[tuple[str, bool]]:
    """The typefaces of a page and of the pictures on it, and whether the file carries each."""
    resources = holder.get("/Resources", {}).get_object() if "/Resources" in holder else {}
    for font in _values(resources.get("/Font")):
        whole = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
        descriptor = whole.get("/FontDescriptor", {})
        yield str(font["/BaseFont"]), any(name in descriptor.get_object() for name in FONT_FILES)
    for form in _forms(resources):
        yield from _fonts(form)


def _pixels(holder: Any) -> int:
    resources = holder.get("/Resources", {}).get_object() if "/Resources" in holder else {}
    own = sum(each.get("/Subtype") == "/Image" for each in _values(resources.get("/XObject")))
    return own + sum(_pixels(form) for form in _forms(resources))


def _forms(resources: Any) -> Iterator[Any]:
    yield from (each for each in _values(resources.get("/XObject")) if each.get("/Subtype") == "/Form")


def _values(named: Any) -> list[Any]:
    return [each.get_object() for each in named.get_object().values()] if named is not None else []


def main() -> None:
    """Measure the printed book and keep the counts."""
    pdf = ROOT / MADE
    found = measure(pdf)
    edition = read_edition(ROOT)
    about = (f"Counted in the PDF of version {edition.version} and in the log of its setting. Every picture is made of "
             "lines and letters, not of pixels, and carries its description. XeTeX writes no tags: read aloud, "
             "the book gives its text in order, and bookmarks, but no tree of headings, lists and tables. "
             f"{LUATEX} {EPUB}")
    rows = [
        ["Pages", str(found.pages)],
        ["Numbered figures", str(found.figures)],
        ["Numbered tables", str(found.tables)],
        ["Pictures that carry a description", str(found.pictures_described)],
        ["Pictures made of pixels", str(found.pictures_of_pixels)],
        ["Notes on facts", str(found.notes)],
        ["Marks in the text that lead to them", str(found.marks)],
        ["Bookmarks", f"{found.bookmarks}, {found.bookmarks_astray} of them astray"],
        ["References that lead nowhere", str(found.unresolved + found.links_astray)],
        ["Typefaces not embedded", f"{found.fonts_missing} of {found.fonts}"],
        ["Pages without text", str(found.pages_without_text)],
        ["Signs that no typeface has", str(found.signs_missing)],
        ["Widest line over the margin", f"{found.widest_overfull:.1f} pt"],
        ["Tagged", "yes" if found.tagged else "no"],
        ["Size of the file", f"{pdf.stat().st_size / 1e6:.1f} MB"],
    ]
    record(ROOT, "pdf", about, ["What", "Counted"], rows)
    for row in rows:
        print("{:40} {}".format(*row))


if __name__ == "__main__":
    main()
