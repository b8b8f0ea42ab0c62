"""An abbreviation leads to its meaning where a page uses it first, and there alone."""

from types import SimpleNamespace

from docutils import nodes

from compendium.book.prose.roles import Abbreviations, meanings


def test_an_abbreviation_is_linked_where_a_page_uses_it_first(root, ledger):
    left = meanings(root, ledger.actors.values())
    page = SimpleNamespace(env=SimpleNamespace(docname="chapters/a"),
                           app=SimpleNamespace(builder=SimpleNamespace(get_relative_uri=lambda here, there: there)))
    texts = ["The KIA took it, and the KIA's parent, the KIO, ", "taxes it; the KIA guards it for the KIO."]
    parts = [list(Abbreviations._parts(page, text, left)) for text in texts]
    links = [[part.astext() for part in each if isinstance(part, nodes.reference)] for each in parts]
    assert links == [["KIA", "KIO"], []]
    assert ["".join(part.astext() for part in each) for each in parts] == texts
