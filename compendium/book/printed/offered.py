"""The printed edition on the pages: one click away from each of them, where it says what they say.

An edition that was printed before a chapter, a claim or the code behind a result changed says something else
than the pages do. It is not offered; ``make pdf`` makes it anew.
"""

import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from compendium.book.prose.linked_files import PICTURES
from compendium.execution.cache import EXECUTED
from compendium.fingerprints import CHANGES_WITH_A_BUILD, files_in, one_print, prints_of, sources, text_print
from compendium.subject import subject_of

if TYPE_CHECKING:
    from docutils import nodes
    from sphinx.application import Sphinx
    from sphinx.config import Config

AFTER_BUTTONS = 502
"""When the theme has made its own buttons."""


def printed_file(root: Path) -> Path:
    """Where the printed edition of a book is put."""
    return root / "_build" / "pdf" / f"{subject_of(root).slug}.pdf"


def printed_mark(root: Path) -> Path:
    """Beside it: a hash of what it was made from."""
    return printed_file(root).with_name("made-from")


def register_printed(app: "Sphinx") -> None:
    """Register the way from the pages to the printed edition."""
    app.add_config_value("printed_part", "", "")
    app.add_config_value("printed_back", [], "")
    app.add_config_value("printed_book", False, "html", types=[bool])
    app.connect("config-inited", look)
    app.connect("html-page-context", add_button, priority=AFTER_BUTTONS)
    app.connect("build-finished", put_beside_pages)


def content_print(root: Path) -> str:
    """The fingerprint of all that the book says: what its pages are made from, wherever that lies.

    What chapters read elsewhere, ask the environment or have programs make, their results say; of the files of the book
    beside those its pages show pictures alone.
    """
    pictures = (path for path in files_in(root, CHANGES_WITH_A_BUILD) if path.suffix.lower() in PICTURES)
    results = (root / EXECUTED).rglob("*.ipynb")
    return text_print(one_print(sources(root)), one_print(prints_of([*pictures, *results], root)))


def printed_is_current(root: Path) -> bool:
    """Whether there is a printed edition, and it says what the chapters say now."""
    mark = printed_mark(root)
    return printed_file(root).is_file() and mark.is_file() and mark.read_text(encoding="utf-8") == content_print(root)


def look(app: "Sphinx", config: "Config") -> None:
    """Note whether there is a printed edition to offer; when that changes, Sphinx writes all pages anew."""
    config.printed_book = printed_is_current(Path(app.srcdir))


def add_button(app: "Sphinx", page: str, template: str, context: dict[str, Any],
               doctree: "nodes.document | None") -> None:
    """Add a button to the head of a page."""
    if app.config.printed_book:
        context.setdefault("header_buttons", []).append({
            "type": "link", "url": context["pathto"](printed_file(Path(app.srcdir)).name, 1), "text": "PDF", "icon": "",
            "tooltip": "The printed edition, as PDF", "label": "printed-book"})


def put_beside_pages(app: "Sphinx", problem: Exception | None) -> None:
    """Put the printed edition where the button leads to, and take it away where there is none any more to offer."""
    if problem is not None or app.builder.format != "html":
        return
    printed = printed_file(Path(app.srcdir))
    beside = Path(app.outdir) / printed.name
    if app.config.printed_book:
        shutil.copyfile(printed, beside)
    else:
        beside.unlink(missing_ok=True)
