"""The printed book: what is different on paper, from the same chapters and the same runs."""

from sphinx.application import Sphinx

from compendium.book.printed import settings
from compendium.book.printed.entries import CompactEntries, CompactQuestions, WithoutSearch
from compendium.book.printed.nodes import VISITORS
from compendium.book.printed.notes import FactNotes
from compendium.book.printed.pages import PagesOfReferences
from compendium.book.printed.pictures import SpokenPictures
from compendium.book.printed.structure import Anchors, BibliographyInPlace, NumbersOfPages, PrintedOrder, WithoutCode
from compendium.book.printed.tables import FittedTables

TRANSFORMS = (Anchors, WithoutCode, CompactEntries, CompactQuestions, WithoutSearch, PrintedOrder, NumbersOfPages,
              FittedTables, FactNotes, PagesOfReferences, BibliographyInPlace, SpokenPictures)


def register(app: Sphinx) -> None:
    """Register what only the printed book has."""
    app.connect("config-inited", settings.configure)
    for node, visitors in VISITORS.items():
        app.add_node(node, latex=visitors)
    for transform in TRANSFORMS:
        app.add_post_transform(transform)
