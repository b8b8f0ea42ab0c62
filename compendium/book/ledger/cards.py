"""The card that opens over a fact: who says it, the rivals and the verdict; what the number means; bookkeeping last.

The cards of a page stand in a file beside it, read when a reader asks for the first of them. The file is a script that
holds data, as a page opened from a disk may load nothing else. The link of a fact stays an ordinary link to its page in
the ledger, so that nothing is lost without scripts.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.application import Sphinx

from compendium.book.ledger.claim_facts import Neighbours, claim_facts, neighbours
from compendium.book.ledger.facts import Book, Fact, Part, by_key, on_card
from compendium.book.ledger.result_facts import assumption_facts, kind_in_words, result_facts
from compendium.book.ledger.used_in import facts_on
from compendium.book.site.addresses import to_root
from compendium.book.site.templates import template
from compendium.fingerprints import kept, text_print

LEADS_TO = {"Claim": "All about this claim", "Question": "To the question", "Derived result": "To the computation",
            "Computed in a chapter": "To the computation", "Assumption": "To the assumption"}
SHOWN = 4
"""So many places of use stand on a card; the fact's page has all."""
STYLE, SCRIPT, CARDS_FOLDER = "cards.css", "cards.js", "cards"
CALL = "window.compendiumCards="


@dataclass(frozen=True)
class Card:
    """One card: its kind, its value in large, a sentence, its particulars, and what stands beside it."""

    name: str
    kind: str
    address: str
    value: str
    says: str
    first: tuple[Fact, ...] = ()
    then: tuple[Fact, ...] = ()
    contested: bool = False
    beside: Neighbours | None = None
    original: Part = field(default_factory=lambda: Part(""))

    @property
    def leads_to(self) -> str:
        """What the link to the fact's own page is called."""
        return LEADS_TO[self.kind]


def card(book: Book, name: str) -> Card:
    """The card of anything that a fact can name; KeyError for an unknown name."""
    known = book.known
    ledger, kind, address = known.ledger, kind_in_words(known, name), known.address(name)
    if name in ledger.questions:
        question = ledger.questions[name]
        return Card(name, kind, address, "", question.asks, contested=question.adjudication is not None,
                    beside=neighbours(known, question))
    if name in ledger:
        entry = ledger[name]
        question = ledger.questions[entry.claim.question]
        facts = claim_facts(book, entry)
        return _card_of_facts(name, kind, address, facts, question.adjudication is not None,
                              neighbours(known, question, entry))
    facts = assumption_facts(book, name) if name in ledger.assumptions else result_facts(book, name)
    return _card_of_facts(name, kind, address, facts)


def _card_of_facts(name: str, kind: str, address: str, facts: tuple[Fact, ...], contested: bool = False,  # noqa: PLR0917
          seen: Neighbours | None = None) -> Card:
    keyed = by_key(facts)
    links = keyed["original"].lines[0] if "original" in keyed else ()
    return Card(
        name, kind, address, keyed["value"].words if "value" in keyed else "", keyed["says"].words,
        on_card(facts, "first"), tuple(_cut(each) for each in on_card(facts, "then")), contested, seen,
        links[0] if links else Part(""))


def _cut(fact: Fact) -> Fact:
    """A list of places of use with its first lines, and how many there are besides."""
    if fact.key != "used_by" or len(fact.lines) <= SHOWN:
        return fact
    more = (Part(f"{len(fact.lines) - SHOWN} more"),)
    return replace(fact, lines=(*fact.lines[:SHOWN], more))


def add_card_program(app: Sphinx, page: str, template: str, context: dict[str, Any],
                     doctree: nodes.document | None) -> None:
    """Load the program that opens cards on a page with facts, and tell it where the page's cards are."""
    if doctree is not None and facts_on(app.env, page):
        app.add_css_file(STYLE)
        of_page: dict[str, Any] = {"data-cards": f"{to_root(page)}{CARDS_FOLDER}/{page}.js"}
        app.add_js_file(SCRIPT, loading_method="defer", **of_page)


def cards_of(book: Book, pages: Mapping[str, list[str]], root: Path, made_from: str) -> dict[str, str]:
    """The file of the cards of each page that has facts; the pages are given with the names of these.

    ``made_from`` is the fingerprint of all that cards say, by which they are kept in the book at ``root``.
    """
    return {page: kept(root, f"cards/{page}", text_print(made_from, names), partial(written_cards, book, page, names))
            for page, names in pages.items() if names}


def write_cards(cards: Mapping[str, str], built: Path) -> None:
    """Write the cards of each page; files of pages that are gone go too."""
    folder, files = built / CARDS_FOLDER, set()
    for page, written in cards.items():
        path = folder / f"{page}.js"
        files.add(path)
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
