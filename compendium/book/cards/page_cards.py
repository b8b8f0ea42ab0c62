"""The cards behind facts: each page carries those of its own facts, asleep until a reader asks for one.

A card is a ``<template>``, which a browser neither shows nor reads aloud; ``cards.js`` wakes it. The
link of a fact stays an ordinary link to the ledger, so that nothing is lost without scripts.
"""

from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.appendices.code_pages import code_words
from compendium.book.cards.card_contents import card
from compendium.book.cards.card_figures import feeds
from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.book.site.templates import template

STYLE, SCRIPT = "cards.css", "cards.js"


def add_cards(app: Sphinx, page: str, template: str, context: dict[str, Any], doctree: nodes.document | None) -> None:
    """Add the cards of a page's facts, and of what those are made of, to its end, and the program that opens them."""
    facts = facts_of(doctree) if doctree is not None else []
    if not facts:
        return
    known = evidence(app)
    names = known.with_inputs(facts)
    context["body"] += "\n".join(rendered(known, app, page, name) for name in names)
    app.add_css_file(STYLE)
    app.add_js_file(SCRIPT, loading_method="defer")


def facts_of(doctree: nodes.document) -> list[str]:
    """The names of all facts on a page, each once, in order."""
    return list(dict.fromkeys(link["fact"] for link in doctree.findall(nodes.reference) if "fact" in link))


def rendered(known: Evidence, app: Sphinx, page: str, name: str) -> str:
    """The card of one fact as HTML, its links as seen from a page."""

    def to(docname: str, anchor: str) -> str:
        return f"{app.builder.get_relative_uri(page, docname)}#{anchor}"

    def address(of: str) -> str:
        return to(*_place(known, of))

    code = (to(*known.code_of(name)), code_words(known, name)) if name in known.results else None
    return template("card.html").render(card=card(known, name), fed=feeds(app, known, name), address=address, to=to,
                                        code=code, anchor=lambda of: _place(known, of)[1])


def _place(known: Evidence, name: str) -> tuple[str, str]:
    place = known.place_of(name)
    assert place is not None, name
    return place
