"""The pages of the ledger joined to the book that Sphinx builds: collected, fed to the search, and labelled."""

from collections.abc import Iterator
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment

from compendium.book.cards.page_cards import write_cards
from compendium.book.facts import addresses
from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.used_in import facts_on, used_by
from compendium.book.ledger.bodies import write_bodies
from compendium.book.ledger.claim_pages import claim_pages
from compendium.book.ledger.definition_pages import definition_pages
from compendium.book.ledger.figure_pages import figure_pages
from compendium.book.ledger.indexes import write_claims
from compendium.book.ledger.listed_pages import listed_pages
from compendium.book.ledger.page import LedgerPage
from compendium.book.ledger.question_pages import question_pages
from compendium.book.ledger.result_pages import result_pages
from compendium.book.ledger.source_pages import source_pages
from compendium.book.ledger.table_pages import table_pages
from compendium.book.site.edition import read_edition
from compendium.book.site.pouring import shells
from compendium.book.site.search_texts import Told, keep_told
from compendium.book.tracing.used_places import FIGURE, Numbered
from compendium.subject import subject_of

EXCERPT = 320
"""How many letters of what a page is found by the search shows."""


def collect(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the bodies of the ledger's pages, tell the search of them, and have Sphinx make the layout around them."""
    pages, book, built = list(ledger_pages(app)), book_of(app), Path(app.outdir)
    write_bodies(built, pages)
    write_cards(book, built, ((page, facts_on(app.env, page)) for page in sorted(app.env.found_docs)))
    write_claims(book, built / "_static")
    _feed(app, pages)
    yield from shells()


def ledger_pages(app: Sphinx) -> Iterator[LedgerPage]:
    """All pages of the ledger, as data."""
    book, root = book_of(app), Path(app.srcdir)
    yield from claim_pages(book)
    yield from question_pages(book)
    yield from source_pages(book, root)
    yield from definition_pages(book)
    yield from result_pages(book)
    yield from table_pages(root)
    yield from figure_pages(book, root, Path(app.outdir), placed(app))
    yield from listed_pages(book)


def book_of(app: Sphinx) -> Book:
    """What the ledger's pages need to know of the book being built."""
    root = Path(app.srcdir)
    return Book(evidence(app), read_edition(root).citation, str(app.config.repository_url or "").rstrip("/"),
                dict(subject_of(root).themes), lambda name: used_by(app).lines(name))


def label_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Give every page of the ledger the label of its address, so that ``{ref}`` and other books reach it."""
    standard: Any = env.get_domain("std")
    for page, title in _labels(app).items():
        standard.labels[page] = page, "", title
        standard.anonlabels[page] = page, ""
    articles = {record.source.id: (addresses.source_page(record.source.id)[0], record.source.publisher)
                for record in evidence(app).ledger.records}
    for name, (page, title) in (OLD_LABELS | articles).items():
        standard.labels.setdefault(name, (page, "", title))
        standard.anonlabels.setdefault(name, (page, ""))


OLD_LABELS = {
    "actors": (addresses.ACTORS, "Actors"),
    "assumptions": (addresses.ASSUMPTIONS, "Assumptions"),
    "corrections": (addresses.CORRECTIONS, "Corrections"),
    "definitions": (addresses.DEFINITIONS, "Definitions"),
    "derived-results": (addresses.RESULTS, "Computed results"),
    "libraries": (addresses.LIBRARIES, "What the pages bring along"),
    "places": (addresses.PLACES, "Places"),
    "recorded-values": (addresses.RESULTS, "Computed results"),
}
"""Labels by which chapters refer to lists: the page of each, and the words of a link."""


def _labels(app: Sphinx) -> dict[str, str]:
    known = evidence(app)
    ledger = known.ledger
    return {
        **{addresses.claim_page(entry.id)[0]: entry.claim.says for entry in ledger},
        **{addresses.question_page(each.id)[0]: each.asks for each in ledger.questions.values()},
        **{addresses.source_page(each.source.id)[0]: each.source.publisher for each in ledger.records},
        **{addresses.definition_page(each.id)[0]: each.name for each in ledger.definitions.values()},
        **{addresses.result_page(name)[0]: str(row["says"]) for name, row in known.results.items()},
    }


def placed(app: Sphinx) -> dict[str, tuple[tuple[str, str], str, str]]:
    """Where in the book each figure stands, its number, and its caption."""
    labels = app.env.get_domain("std").labels  # type: ignore[attr-defined]
    used = used_by(app)
    found = {}
    for label, (page, anchor, caption) in sorted(labels.items()):
        if label.startswith(FIGURE):
            number = used.numbered(Numbered(page, "figure", label)).text.partition(",")[0]
            found[label.removeprefix(FIGURE)] = ((page, anchor), number, caption)
    return found


def _feed(app: Sphinx, pages: list[LedgerPage]) -> None:
    """Tell Sphinx's search of the pages by their titles and words; their excerpts are kept beside."""
    indexer = getattr(app.builder, "indexer", None)
    told: dict[str, Told] = {}
    if indexer is not None:
        _keep_in_index(indexer, [page.name for page in pages])
    settings = get_default_settings(Parser)
    for page in pages:
        if indexer is not None:
            document = new_document(page.name, settings)
            document += nodes.section("", nodes.title("", page.title), nodes.paragraph("", page.searched or page.told))
            indexer.feed(page.name, f"{page.name}.html", escape(page.title), document)
        told[page.name] = Told(page.kind or "List", page.told[:EXCERPT])
    keep_told(app, told)


def _keep_in_index(indexer: Any, names: list[str]) -> None:
    """Have the index keep pages that were read from no document: Sphinx drops all such before it writes it."""
    prune = indexer.prune
    indexer.prune = lambda docnames: prune({*docnames, *names})
