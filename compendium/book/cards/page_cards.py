"""The cards behind the facts of each page, in a file beside it that is read when a reader asks for the first of them.

The file is a script that holds data, as a page opened from a disk may load nothing else. The link of a fact stays an
ordinary link to its page in the ledger, so that nothing is lost without scripts.
"""

import json
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.cards.card_contents import card
from compendium.book.facts.addresses import to_root
from compendium.book.facts.context import Book
from compendium.book.facts.used_in import facts_on
from compendium.book.site.templates import template
from compendium.fingerprints import kept, text_print

STYLE, SCRIPT, FOLDER = "cards.css", "cards.js", "cards"
CALL = "window.compendiumCards="


def add_program(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Load the program that opens cards on a page with facts, and tell it where the page's cards are."""
    if doctree is not None and facts_on(app.env, page):
        app.add_css_file(STYLE)
        of_page: dict[str, Any] = {"data-cards": f"{to_root(page)}{FOLDER}/{page}.js"}
        app.add_js_file(SCRIPT, loading_method="defer", **of_page)


def write_cards(book: Book, built: Path, pages: Mapping[str, list[str]], root: Path, made_from: str) -> None:
    """Write the cards of each page, given with the names of its facts; files of pages that are gone go too.

    ``made_from`` is the fingerprint of all that cards say, by which they are kept in the book at ``root``.
    """
    folder, files = built / FOLDER, set()
    for page, names in pages.items():
        if names:
            path = folder / f"{page}.js"
            files.add(path)
            written = kept(root, f"cards/{page}", text_print(made_from, names),
                           partial(written_cards, book, page, names))
            if not path.is_file() or path.read_text(encoding="utf-8") != written:
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(written, encoding="utf-8")
    for path in set(folder.rglob("*.js")) - files:
        path.unlink()


def written_cards(book: Book, page: str, names: list[str]) -> str:
    """The file of a page's cards, given the names of its facts."""
    cards = rendered(book, names, to_root(page))
    return f"{CALL}{json.dumps(cards, ensure_ascii=False, separators=(',', ':'))};\n"


def rendered(book: Book, names: Iterable[str], root: str) -> dict[str, str]:
    """The cards of some facts, and of what those are made of, by the address that a fact's link leads to."""
    found = {}
    for name in book.known.with_inputs(names):
        shown = card(book, name)
        found[shown.address] = template("card.html").render(card=shown, root=root, address=book.known.address)
    return found
