"""The printed edition on the pages: one click away from each of them, where it says what they say.

An edition that was printed before a chapter, a claim or the code behind a result changed says something else
than the pages do. It is not offered; ``make pdf`` makes it anew.
"""

import shutil
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.config import Config

from compendium.subject import subject_of

AFTER_BUTTONS = 502
"""When the theme has made its own buttons."""


def made(root: Path) -> Path:
    """Where the printed edition of a book is put."""
    return root / "_build" / "pdf" / f"{subject_of(root).slug}.pdf"


def made_from(root: Path) -> Path:
    """Beside it: a hash of what it was made from."""
    return made(root).with_name("made-from")


def register(app: Sphinx) -> None:
    """Register the way from the pages to the printed edition."""
    app.add_config_value("printed_part", "", "")
    app.add_config_value("printed_back", [], "")
    app.add_config_value("printed_book", False, "html", types=[bool])
    app.connect("config-inited", look)
    app.connect("html-page-context", add_button, priority=AFTER_BUTTONS)
    app.connect("build-finished", put_beside_pages)


def is_current(root: Path, content: str) -> bool:
    """Whether there is a printed edition, and it was made from what the pages are made from now."""
    mark = made_from(root)
    return made(root).is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == content
