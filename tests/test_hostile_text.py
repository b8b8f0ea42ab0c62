"""Hostile text in every field of every kind of record is shown as text on every kind of page of the ledger and card."""

from copy import copy
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from pydantic import BaseModel

from compendium.book.ledger.cards import card
from compendium.book.ledger.claim_pages import claim_pages, definition_pages, result_pages
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book
from compendium.book.ledger.indexes import listed_pages
from compendium.book.ledger.question_pages import question_pages, question_view
from compendium.book.ledger.source_pages import source_pages
from compendium.book.site.addresses import to_root
from compendium.book.site.templates import printed_block, template
from compendium.evidence import EvidenceRecord, Ledger
from compendium.subject import subject_of

HOSTILE = ('"><img src="https://example.org/x" onerror="document.title=1">'
           "<script>document.title=2</script>{{ 7*7 }}\u2028")
TEXTS = {"says", "of", "hedge", "where", "unused", "title", "publisher", "about", "caution", "authors", "asks",
         "reading", "reason", "counter", "answer", "would_change", "tests_show", "name", "open", "numerator",
         "denominator", "what", "spellings", "abbreviation", "was", "now", "words", "credited_to", "coordinates_from",
         "file", "found_by"}
"""The fields in which an author writes words; all others are ids, numbers and words of a fixed list."""


def spoilt(value, key=""):
    """A record with hostile text in every field of words."""
    if isinstance(value, BaseModel):
        return value.model_copy(update={name: spoilt(getattr(value, name), name) for name in type(value).model_fields})
    if isinstance(value, str):
        return f"{value} {HOSTILE}" if key in TEXTS and value else value
    if isinstance(value, tuple):
        return tuple(spoilt(each, key) for each in value)
    if isinstance(value, dict):
        return {name: f"{each} {HOSTILE}" if key in {"positions", "not_followed"} else spoilt(each, key)
                for name, each in value.items()}
    return value


def spoilt_record(record: EvidenceRecord) -> EvidenceRecord:
    """The record of a source; the claims of its series become claims like any other."""
    changed = record.model_copy(update={"source": spoilt(record.source), "series": (), "set_aside": spoilt(
        record.set_aside), "written": tuple(spoilt(claim) for claim in record.claims)})
    changed.__dict__.pop("claims", None)
    return changed


@pytest.fixture(scope="module")
def hostile(root) -> Book:
    known = copy(Evidence(root))
    ledger = known.ledger
    kinds = ("definitions", "questions", "assumptions", "places", "actors", "corrections")
    known.ledger = replace(
        ledger, records=tuple(spoilt_record(record) for record in ledger.records),
        files={name: spoilt(each) if name in kinds else each for name, each in ledger.files.items()})
    known.__dict__.pop("conflicts", None)
    known.results = {name: row | {"says": f"{row['says']} {HOSTILE}", "formula": HOSTILE}
                     for name, row in known.results.items()}
    themes = {theme: f"{words} {HOSTILE}" for theme, words in subject_of(root).themes.items()}
    return Book(known, citation=HOSTILE, themes=themes)


def test_the_ledger_is_spoilt(hostile):
    assert isinstance(hostile.known.ledger, Ledger)
    assert all(HOSTILE in entry.claim.says and HOSTILE in entry.source.publisher for entry in hostile.known.ledger)


def bodies(book: Book, root) -> dict[str, str]:
    """The heaviest body of every kind of page, with a card and the blocks of chapters."""
    found: dict[str, str] = {}
    pages = (*claim_pages(book), *question_pages(book), *source_pages(book, root), *definition_pages(book),
             *result_pages(book), *listed_pages(book))
    for page in pages:
        body = template(f"ledger/{page.template}").render(page=page, root=to_root(page.name), **page.filled)
        if len(body) > len(found.get(page.template, "")):
            found[page.template] = body
    entry = next(entry for entry in book.known.ledger if entry.claim.hedge)
    found["card"] = template("card.html").render(card=card(book, entry.id), root="", address=book.known.address)
    question = next(each for each in book.known.ledger.questions.values() if each.adjudication)
    view = question_view(book, question, every_claim=False)
    found["rivals"] = printed_block(
        "ledger/rivals.html", "index", view=view, verdict=view.verdict, folded=True).astext()
    found["verdicts"] = printed_block("ledger/verdicts.html", "index", caption=HOSTILE,
                                questions=[(question, "x.html")]).astext()
    return found


def test_hostile_text_is_text_on_every_kind_of_page(hostile, root):
    found = bodies(hostile, root)
    assert len(found) >= 14
    for name, body in found.items():
        page = BeautifulSoup(body, "lxml")
        assert page.select("script, img, iframe, object, embed, style") == [], name
        assert not [tag for tag in page.find_all() if any(key.startswith("on") for key in tag.attrs)], name
        if name != "libraries.html":
            assert "<script>document.title=2</script>{{ 7*7 }}" in page.get_text(), name


@pytest.mark.built
def test_nothing_of_it_runs_or_is_loaded_in_a_browser(hostile, root, browser, tmp_path):
    whole = (root / "_build/html/claims/reuters-2025-03/imports-feb-2025.html").read_text(encoding="utf-8")
    before, after = whole.partition('<article class="bd-article">')[0], whole.partition("</article>")[2]
    page = browser.new_page()
    asked, wrong = [], []
    page.on("request", lambda request: asked.append(request.url) if request.url.startswith("http") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name, body in bodies(hostile, root).items():
        file = tmp_path / "a" / "b" / f"{name}.html"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(f'{before}<article class="bd-article">{body}</article>{after}', encoding="utf-8")
        page.goto(f"file://{file}")
        page.evaluate("document.querySelectorAll('details').forEach((each) => { each.open = true; })")
        assert page.title() not in {"1", "2"}, name
        if name != "libraries.html":
            assert "onerror=" in page.locator("article").inner_text(), name
    page.close()
    assert asked == [] and wrong == []
