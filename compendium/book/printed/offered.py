"""The printed book on the pages: one click away from each of them, where it was made from the same chapters.

A book that was printed before a chapter, a claim or the code behind a result changed says something else
than the pages do. It is not offered; ``make pdf`` makes it anew.
"""

import hashlib
import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from compendium.book.printed.settings import NAME
from compendium.execution.cache import inputs

MADE = Path("_build") / "pdf" / f"{NAME}.pdf"
MADE_FROM = MADE.with_name("made-from")
"""Beside it: a hash of what it was made from."""
FILES = ("index.md", "_toc.yml", "_config.yml", "CITATION.cff")


def content(root: Path) -> str:
    """A hash of all that the book says: chapters, claims, tables, and the code behind its results."""
    digest = hashlib.sha256(inputs(root, "chapters", "seeds").encode())
    for name in FILES:
        digest.update((root / name).read_bytes())
    return digest.hexdigest()


def is_current(root: Path) -> bool:
    """Whether there is a printed book, and it says what the chapters say now."""
    mark = root / MADE_FROM
    return (root / MADE).is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == content(root)


def look(app: Sphinx, config: Config) -> None:
    """Note whether there is a printed book to offer; when that changes, Sphinx writes all pages anew."""
    config.printed_book = is_current(Path(app.srcdir))


def add_button(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add a button to the head of a page."""
    if app.config.printed_book:
        context.setdefault("header_buttons", []).append({
            "type": "link", "url": context["pathto"](MADE.name, 1), "text": "PDF", "icon": "",
            "tooltip": "The printed book, as PDF", "label": "printed-book"})


def put_beside_pages(app: Sphinx, problem: Exception | None) -> None:
    """Put the printed book where the button leads to, and take it away where there is none any more to offer."""
    if problem is not None or app.builder.format != "html":
        return
    beside = Path(app.outdir) / MADE.name
    if app.config.printed_book:
        shutil.copyfile(Path(app.srcdir) / MADE, beside)
    else:
        beside.unlink(missing_ok=True)
