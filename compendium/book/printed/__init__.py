"""The printed book: what is different on paper, from the same chapters and the same runs."""

from sphinx.application import Sphinx

from compendium.book.printed import offered, settings
from compendium.book.printed.contents import ShortContents
from compendium.book.printed.nodes import VISITORS
from compendium.book.printed.notes import FactNotes
from compendium.book.printed.pages import PagesOfReferences
from compendium.book.printed.pictures import SpokenPictures
from compendium.book.printed.structure import Anchors, BibliographyInPlace, NumbersOfPages, PrintedOrder, WithoutCode
from compendium.book.printed.tables import FittedTables

TRANSFORMS = (Anchors, WithoutCode, PrintedOrder, NumbersOfPages, FittedTables, ShortContents, FactNotes,
              PagesOfReferences, BibliographyInPlace, SpokenPictures)
AFTER_BUTTONS = 502
"""When the theme has made its own buttons."""


def register(app: Sphinx) -> None:
    """Register what only the printed book has, and the way to it."""
    app.add_config_value("printed_book", False, "html", types=[bool])
    app.connect("config-inited", settings.configure)
    app.connect("config-inited", offered.look)
    app.connect("html-page-context", offered.add_button, priority=AFTER_BUTTONS)
    app.connect("build-finished", offered.put_beside_pages)
    for node, visitors in VISITORS.items():
        app.add_node(node, latex=visitors)
    for transform in TRANSFORMS:
        app.add_post_transform(transform)
