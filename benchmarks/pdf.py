"""``python -m benchmarks.pdf``: what the printed edition holds.

Reads ``_build/pdf``, which ``make pdf`` makes, and keeps the counts in ``benchmarks/pdf.json`` for the book's
page of measurements.
"""

import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf

from compendium.book.ledger.accounts import record_measurement
from compendium.book.printed.offered import printed_file

ROOT = Path(__file__).parent.parent
FONT_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass(frozen=True)
class Printed:
    """What was counted in one printed edition: its pages, what its tags name, its bookmarks, links and typefaces."""

    pages: int
    tags: Counter[str]
    described: int
    bookmarks: int
    links_astray: int
    fonts: int
    fonts_missing: int
    marked: bool
    language: str
    title: str


def measure(file: Path) -> Printed:
    """Count everything in a printed edition."""
    with pikepdf.open(file) as book, book.open_outline() as outline:
        elements = list(_elements(book.Root.StructTreeRoot)) if "/StructTreeRoot" in book.Root else []
        fonts = {str(font.BaseFont): embedded for page in book.pages for font, embedded in _fonts(page)}
        names = {str(name) for name in pikepdf.NameTree(book.Root.Names.Dests)} if "/Names" in book.Root else set()
        root: Any = book.Root
        return Printed(
            pages=len(book.pages),
            tags=Counter(str(each.S).removeprefix("/") for each in elements),
            described=sum(str(each.S) == "/Figure" and bool(str(each.get("/Alt", ""))) for each in elements),
            bookmarks=sum(1 for _ in _bookmarks(outline.root)),
            links_astray=sum(link not in names for link in _links(book)),
            fonts=len(fonts), fonts_missing=sum(not embedded for embedded in fonts.values()),
            marked=bool(root.get("/MarkInfo", {}).get("/Marked", False)),
            language=str(root.get("/Lang", "")), title=str(book.docinfo.get("/Title", "")))


def text_layer(file: Path) -> list[str]:
    """The text of each page, as poppler's pdftotext finds it."""
    said = subprocess.run(["pdftotext", "-layout", str(file), "-"], check=True, capture_output=True, text=True).stdout
    return said.removesuffix("\f").split("\f")


def _elements(node: Any) -> Iterator[Any]:
    """Every element of the tree of tags."""
    children = node.get("/K")
    if children is None:
        return
    for child in children if isinstance(children, pikepdf.Array) else [children]:
        if isinstance(child, pikepdf.Dictionary) and "/S" in child:
            yield child
            yield from _elements(child)


def _bookmarks(items: Any) -> Iterator[Any]:
    for item in items:
        yield item
        yield from _bookmarks(item.children)


def _links(book: Any) -> Iterator[str]:
    """The names of the places that links within the book lead to."""
    for page in book.pages:
        for link in page.get("/Annots", ()):
            target = link.get("/Dest") or link.get("/A", {}).get("/D")
            if isinstance(target, pikepdf.String):
                yield str(target)


def _fonts(page: Any) -> Iterator[tuple[Any, bool]]:
    """The typefaces of a page, and whether the file carries each."""
    for font in page.get("/Resources", {}).get("/Font", {}).values():
        whole = font.DescendantFonts[0] if "/DescendantFonts" in font else font
        yield font, any(name in whole.get("/FontDescriptor", {}) for name in FONT_FILES)


def main() -> None:
    """Count, and keep the counts."""
    found = measure(printed_file(ROOT))
    rows: list[list[Any]] = [["Pages", found.pages], ["Figures, each described in words", found.described],
            ["Tables", found.tags["Table"]], ["Headings", sum(found.tags[f"H{n}"] for n in range(1, 7))],
            ["Bookmarks", found.bookmarks],
            ["Links within the book that lead nowhere", found.links_astray],
            ["Typefaces, all in the file", found.fonts - found.fonts_missing]]
    about = "Counted in the printed edition, a tagged PDF (PDF/UA-1) that WeasyPrint sets from the pages."
    printed = [[what, str(number)] for what, number in rows]
    record_measurement(ROOT, "pdf", about, ["What", "Number"], printed)
    for row in printed:
        print("{:50} {:>7}".format(*row))


if __name__ == "__main__":
    main()
