"""The pages of the ledger joined to the book that Sphinx builds: collected, fed to the search, and labelled."""

import os
import sys
import warnings
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from functools import cache
from html import escape
from pathlib import Path
from typing import Any

from docutils import nodes
from docutils.frontend import get_default_settings
from docutils.parsers.rst import Parser
from docutils.utils import new_document
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.search import IndexBuilder
from sphinx.util.index_entries import split_index_msg

from compendium.book.ledger.cards import cards_of, write_cards
from compendium.book.ledger.changes_page import changes_pages
from compendium.book.ledger.claim_pages import claim_pages, definition_pages, result_pages
from compendium.book.ledger.evidence_domain import evidence
from compendium.book.ledger.facts import Book
from compendium.book.ledger.figure_pages import PlacedFigure, figure_pages, finding_of, table_pages
from compendium.book.ledger.indexes import listed_pages, write_claims
from compendium.book.ledger.question_pages import question_pages
from compendium.book.ledger.source_pages import source_pages
from compendium.book.ledger.used_in import FIGURE, Numbered, facts_on, used_by
from compendium.book.site import addresses
from compendium.book.site.changes import are_overtaken, versions
from compendium.book.site.edition import read_edition
from compendium.book.site.search_texts import SearchText, keep_told
from compendium.book.site.shells import LedgerPage, PrintedPage, printed_page, shells, write_bodies
from compendium.datasets import TABLES
from compendium.execution.orphans import end_with_parent
from compendium.fingerprints import is_kept, kept, one_print, prints_of, text_print
from compendium.subject import subject_of

RESTS_ON = ("seeds", "data", "figures", "benchmarks", "CITATION.cff", "CHANGELOG.md", "changes", "_config.yml",
            "_toc.yml", "requirements.txt")
"""What of the book's folder the pages of the ledger are made from."""
BY_PAGE = ("_titles", "_filenames", "_all_titles")
BY_WORD = ("_mapping", "_title_mapping")
"""Where Sphinx's search notes what it is told of a page, and which pages have a word."""
PRINT, FORK = "compendium_ledger_print", "compendium_ledger_fork"
"""The names under which a build holds what the ledger's pages are made from, and the fork that makes them."""
SEARCH_WORDS = "search-words"
EXCERPT = 320
"""How many letters of what a page is found by the search shows."""


def begin(app: Sphinx, env: BuildEnvironment) -> None:
    """Have what of the ledger needs no page of the story made by a fork, while Sphinx writes the story.

    What the fork makes is found where things are kept. Whatever ends it, what it did not make is made when the pages
    are collected, and told if it is wrong.
    """
    made_from = app.__dict__[PRINT] = ledger_print(app)
    if sys.platform != "linux" or is_kept(Path(app.srcdir), SEARCH_WORDS, _print_of_words(app, made_from)):
        return
    try:
        with warnings.catch_warnings(action="ignore"):  # threads of libraries for numbers, which wait for work
            process = os.fork()
    except OSError:  # there is no room for another process
        return
    if process:
        app.__dict__[FORK] = process
        return
    try:
        end_with_parent()
        pages = _evidence_pages(app, made_from)
        cards_of(book_of(app), _facts(app.env), Path(app.srcdir), made_from)
        _words_of(app, SEARCH_WORDS, pages, made_from)
    finally:
        # what the parent does at its end is not the fork's to do
        os._exit(0)


def end(app: Sphinx, problem: Exception | None = None) -> None:
    """Wait for the fork, if one was begun."""
    if process := app.__dict__.pop(FORK, None):
        with suppress(ChildProcessError):
            os.waitpid(process, 0)


def collect_pages(app: Sphinx) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Write the bodies of the ledger's pages, tell the search of them, and have Sphinx make the layout around them."""
    end(app)
    root, built, book = Path(app.srcdir), Path(app.outdir), book_of(app)
    made_from = app.__dict__.pop(PRINT, None) or ledger_print(app)
    with_files = _print_with_files(app, made_from)
    pages, figures = _evidence_pages(app, made_from), _figure_pages(app, with_files)
    write_bodies(built, [*pages, *figures])
    write_cards(cards_of(book, _facts(app.env), root, made_from), built)
    write_claims(book, built / "_static")
    _feed(app, {SEARCH_WORDS: (pages, made_from), "search-words-of-figures": (figures, with_files)})
    yield from shells()


def ledger_pages(app: Sphinx) -> Iterator[LedgerPage]:
    """All pages of the ledger, as data."""
    yield from evidence_pages(app)
    yield from _of_figures(app)


def evidence_pages(app: Sphinx) -> Iterator[LedgerPage]:
    """Those that show nothing which is made with the pages of the story: all but those of the figures."""
    book, root = book_of(app), Path(app.srcdir)
    yield from claim_pages(book)
    yield from question_pages(book)
    yield from source_pages(book, root)
    yield from definition_pages(book)
    yield from result_pages(book)
    yield from table_pages(root)
    yield from listed_pages(book)
    told = versions(root)
    yield from changes_pages(book, told, overtaken=are_overtaken(root, told))


def _evidence_pages(app: Sphinx, made_from: str) -> list[PrintedPage]:
    return kept(Path(app.srcdir), "ledger-pages", made_from, lambda: list(map(printed_page, evidence_pages(app))))


def _figure_pages(app: Sphinx, made_from: str) -> list[PrintedPage]:
    return kept(Path(app.srcdir), "figure-pages", made_from, lambda: list(map(printed_page, _of_figures(app))))


def _of_figures(app: Sphinx) -> Iterator[LedgerPage]:
    return figure_pages(book_of(app), Path(app.srcdir), Path(app.outdir), placed(app), _program(app))


def _program(app: Sphinx) -> str:
    return str(app.config.html_context.get("chart_program", ""))


def _print_with_files(app: Sphinx, made_from: str) -> str:
    """The fingerprint of what the figures' pages are made from: the files to take along among it."""
    root, taken = Path(app.srcdir), Path(app.outdir) / "figures"
    return text_print(made_from, _program(app), one_print(prints_of(taken.glob("*.csv"), root)),
                      sorted(path.name for path in taken.glob("*")))


def _facts(env: BuildEnvironment) -> dict[str, list[str]]:
    """The names of the facts on each page of the story."""
    return {page: facts_on(env, page) for page in sorted(env.found_docs)}


def ledger_print(app: Sphinx) -> str:
    """The fingerprint of all that the ledger's pages and cards are made from, beside the code.

    That is the records, tables and figures, the runs' values, what uses what, and the titles, numbers and captions
    that uses are called by. A sentence without a fact is no part of it.
    """
    root, env, known = Path(app.srcdir), app.env, evidence(app)
    titles = {page: title.astext() for page, title in sorted(env.titles.items())}
    facts = {page: sorted(names) for page, names in _facts(env).items()}
    numbers = [(each, used_by(app).numbered(each)) for each in sorted(used_by(app).numbered_places)]
    return text_print(
        one_print(prints_of([root / name for name in RESTS_ON], root)), known.trace.print_without_lines,
        repr(known.recorded), titles, facts, placed(app), numbers, book_of(app).repository)


def book_of(app: Sphinx) -> Book:
    """What the ledger's pages need to know of the book being built."""
    root = Path(app.srcdir)
    return Book(evidence(app), read_edition(root).citation, str(app.config.repository_url or "").rstrip("/"),
                dict(subject_of(root).themes), lambda name: used_by(app).lines(name), bool(versions(root)))


def label_pages(app: Sphinx, env: BuildEnvironment) -> None:
    """Give every page of the ledger the label of its address, so that ``{ref}`` and other books reach it."""
    standard: Any = env.get_domain("std")
    # Sphinx forgets the labels of a page that it reads again, and these are of no page that it reads
    for name in getattr(env, "compendium_labels", ()):
        standard.labels.pop(name, None)
        standard.anonlabels.pop(name, None)
    before = {*standard.labels}
    for page, title in _labels(app).items():
        standard.labels[page] = page, "", title
        standard.anonlabels[page] = page, ""
    articles = {record.source.id: (addresses.source_page(record.source.id)[0], record.source.publisher)
                for record in evidence(app).ledger.records}
    changes = {"changes": (addresses.CHANGES, "Changes")} if versions(Path(app.srcdir)) else {}
    for name, (page, title) in (OLD_LABELS | changes | articles).items():
        standard.labels.setdefault(name, (page, "", title))
        standard.anonlabels.setdefault(name, (page, ""))
    env.compendium_labels = sorted({*standard.labels} - before)  # type: ignore[attr-defined]


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
        **{addresses.figure_page(name)[0]: each.caption for name, each in placed(app).items()},
        **{addresses.table_page(name)[0]: says for name, (says, _) in TABLES.items()},
    }


def placed(app: Sphinx) -> dict[str, PlacedFigure]:
    """The figures of the book, each with where it stands, by name."""
    labels = app.env.get_domain("std").labels  # type: ignore[attr-defined]
    used = used_by(app)
    found = {}
    for label, (page, anchor, caption) in sorted(labels.items()):
        if label.startswith(FIGURE):
            number = used.numbered(Numbered(page, "figure", label)).text.partition(",")[0]
            name = label.removeprefix(FIGURE)
            found[name] = PlacedFigure((page, anchor), number, caption, finding_of(Path(app.srcdir), name))
    return found


def _feed(app: Sphinx, groups: Mapping[str, tuple[list[PrintedPage], str]]) -> None:
    """Tell Sphinx's search of some groups of pages by their titles and words; their excerpts are kept beside.

    Each group stands under the name by which its words are kept, with what its pages are made from.
    """
    indexer = getattr(app.builder, "indexer", None)
    every = [page for pages, _ in groups.values() for page in pages]
    if indexer is not None:
        _complete_index(indexer, [page.name for page in every], app.env)
        for words in (_words_of(app, name, *group) for name, group in groups.items()):
            for index in BY_PAGE:
                getattr(indexer, index).update(words[index])
            for index in BY_WORD:
                held = getattr(indexer, index)
                for word, found_on in words[index].items():
                    held.setdefault(word, set()).update(found_on)
    keep_told(app, {page.name: SearchText(page.kind or "List", page.told[:EXCERPT]) for page in every})


def _words_of(app: Sphinx, name: str, pages: list[PrintedPage], made_from: str) -> dict[str, dict[str, Any]]:
    return kept(Path(app.srcdir), name, _print_of_words(app, made_from), lambda: _words(app, pages))


def _print_of_words(app: Sphinx, made_from: str) -> str:
    return text_print(made_from, _language(app), app.config.html_search_options)


def _language(app: Sphinx) -> str:
    return str(app.config.html_search_language or app.config.language)


def _words(app: Sphinx, pages: list[PrintedPage]) -> dict[str, dict[str, Any]]:
    """What Sphinx's search notes of the pages, by the names that it has for it."""
    apart: Any = IndexBuilder(app.env, _language(app), app.config.html_search_options, "")
    for index in (*BY_PAGE, *BY_WORD):
        setattr(apart, index, {})
    # Sphinx finds the stem of each word anew on every page
    apart.lang.stem = cache(apart.lang.stem)
    settings = get_default_settings(Parser)
    for page in pages:
        document = new_document(page.name, settings)
        document += nodes.section("", nodes.title("", page.title), nodes.paragraph("", page.searched))
        apart.feed(page.name, f"{page.name}.html", escape(page.title), document)
    return {index: getattr(apart, index) for index in (*BY_PAGE, *BY_WORD)}


def _complete_index(indexer: Any, names: list[str], env: BuildEnvironment) -> None:
    """Have the index be what it is in a book built at once, just before it is written.

    Sphinx drops pages that were read from no document, keeps words that no page has any more, numbers kinds of
    objects and lists entries in the order in which builds met them, and forgets the entries of pages that are not
    written anew.
    """
    prune = indexer.prune

    def complete(docnames: Iterable[str]) -> None:
        kept = {*docnames, *names}
        prune(kept)
        for words in (indexer._mapping, indexer._title_mapping):
            for word in [word for word, pages in words.items() if not pages]:
                del words[word]
        listed = env.get_domain("index").entries  # type: ignore[attr-defined]
        indexer._index_entries = {page: entries for page in sorted(kept) if (entries := _entries(listed.get(page, ())))}
        indexer._objtypes.clear()
        indexer._objnames.clear()

    indexer.prune = complete


def _entries(listed: Iterable[tuple[str, str, str, str, str | None]]) -> list[tuple[str, str, str]]:
    """What a page lists in the index, as the search holds it: words, anchor, whether it is the main place."""
    return sorted({(words, target or "", main) for kind, value, target, main, _ in listed
                   for words in split_index_msg(kind, value)})
