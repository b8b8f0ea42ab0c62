"""The printed book on the pages: one click away from each of them, where it was made."""

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from compendium.book.printed.settings import NAME

MADE = Path("_build") / "pdf" / f"{NAME}.pdf"


def look(app: Sphinx, config: Config) -> None:
    """Note whether there is a printed book; when that changes, Sphinx writes all pages anew."""
    config.printed_book = (Path(app.srcdir) / MADE).is_file()


def add_button(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add a button to the head of a page."""
    if app.config.printed_book:
        context.setdefault("header_buttons", []).append({
            "type": "link", "url": context["pathto"](MADE.name, 1), "text": "PDF", "icon": "",
            "tooltip": "The printed book, as PDF", "label": "printed-book"})


def put_beside_pages(app: Sphinx, problem: Exception | None) -> None:
    """Put the printed book where the button leads to, and take it away where there is none any more."""
    if problem is not None or app.builder.format != "html":
        return
    beside = Path(app.outdir) / MADE.name
    if app.config.printed_book:
        shutil.copyfile(Path(app.srcdir) / MADE, beside)
    else:
        beside.unlink(missing_ok=True)
