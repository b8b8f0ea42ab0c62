"""What pages lead to beside themselves: files of the book that a build would take along, and nothing else.

A linked file is published with the pages. The sources' full texts are others' property, and records, settings and
notes are no part of the book: a page leads to pages, data, figures and pictures.
"""

import os
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import unquote

from compendium.book.prose.page_markup import Named, PageMarkup
from compendium.errors import near_or_allowed

PICTURES = {".svg", ".png", ".jpg", ".jpeg", ".gif", ".webp"}
"""How the names of pictures end."""
PUBLISHED = {"data", "figures"}
"""The folders whose files the book publishes itself."""
KEPT_APART = {"texts", "seeds"}
"""Folders of which nothing is published, whatever it is: sources' texts and records."""
SCHEME = re.compile(r"^(?:path|project):")
"""Before a file's name in a link, what says that it is one."""


def check_files(root: Path, file: str, page: PageMarkup) -> Iterator[tuple[Named, str]]:
    """Links and pictures that lead to what is not there, lies out of the book, or is not for readers."""
    top = Path(os.path.realpath(root))
    for each in page.files:
        name = unquote(SCHEME.sub("", each.name).partition("#")[0].partition("?")[0])
        if not name or ":" in name:
            continue
        # a path from the top is one from the top of the book
        there = (root / file).parent / name if not name.startswith("/") else root / name[1:]
        real = Path(os.path.realpath(there))
        if each.kind == "link" and not real.is_file() and (name.startswith("/") or "." not in name):
            continue
        if top not in real.parents:
            yield each, f"leads to '{name}', which lies outside of the book"
        elif not (there.exists() if each.kind == "link" else there.is_file()) and there.suffix != ".html":
            yield each, f"leads to '{name}', and there is no such file"
        elif real.is_file() and not _is_for_readers(real.relative_to(top), picture=each.kind == "picture"):
            yield each, (f"leads to '{name}', which is not for readers, and would be published; allowed are pages, "
                         "pictures, and files of data/ and figures/")


def _is_for_readers(path: Path, picture: bool) -> bool:
    """Whether a file of the book is a page, a picture, or one that the book publishes itself."""
    folder, kind = path.parts[0], path.suffix.lower()
    if folder in KEPT_APART:
        return False
    page = path == Path("index.md") or (folder == "chapters" and kind == ".md")
    return kind in PICTURES or (not picture and (page or folder in PUBLISHED))


def check_anchors(page: PageMarkup, labels: set[str]) -> Iterator[tuple[Named, str]]:
    """Links to a place of the book by its label, ``[words](#label)``, that no page gives."""
    for each in page.files:
        if each.kind == "link" and each.name.startswith("#") and unquote(each.name[1:]).lower() not in labels:
            yield each, (f"[…]({each.name}) leads to no label; a heading is none by itself: write '(name)=' above it; "
                         f"{near_or_allowed(each.name[1:], sorted(labels))}")
