"""The search, without a network and from a file: claims, places, actors and terms are found, each at its anchor."""

import json
import re
from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup

from benchmarks.visits import until
from compendium.book.ledger.evidence_domain import KINDS

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def found(root, browser):
    """What a search gives, as pairs of words and address; the page itself, and what went wrong on it."""
    def of(query: str) -> list[tuple[str, str]]:
        page = browser.new_page()
        wrong: list[str] = []
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("requestfailed", lambda request: wrong.append(request.url))
        page.goto(f"file://{root}/_build/html/search.html?q={quote(query)}")
        page.wait_for_selector("#search-results ul.search li a", timeout=20_000)
        page.wait_for_selector("#search-results .search-summary:has-text('found')", timeout=20_000)
        hits = page.eval_on_selector_all("#search-results ul.search li > a", "all => all.map((a) => [a.text, a.href])")
        page.close()
        assert wrong == []
        return [(text, address) for text, address in hits]
    return of


# what a reader asks, and the page that answers it
QUERIES = [
    ("who holds the mines", "chapters/control.html"),
    ("exports fall", "chapters/trade.html"),
    ("what crosses the border", "chapters/trade.html"),
    ("prices and levies", "chapters/pricing.html"),
    ("sell to India", "chapters/india.html"),
    ("United States", "chapters/united-states.html"),
    ("damage to land and people", "chapters/environment.html"),
    ("where do the sources disagree", "chapters/disagreements.html"),
    ("How much rare earth material did China import from Myanmar?", "questions/china-imports-from-myanmar.html"),
    ("imports-feb-2025", "claims/reuters-2025-03/imports-feb-2025.html"),
]


@pytest.mark.parametrize(("query", "first"), QUERIES)
def test_the_page_that_answers_comes_first(found, query, first):
    assert found(query)[0][1].endswith(f"/_build/html/{first}"), found(query)[:4]


@pytest.mark.parametrize(("query", "words", "anchor"), [
    ("Pangwa", "Pangwa", "places.html#place/pangwa"),
    ("Kachin Independence Army", "Kachin Independence Army", "actors.html#actor/kia"),
    ("concentrate", "", "chapters/glossary.html#term-concentrate"),
    ("memo unverified", "memo", "claims/frontier-2025-08/memo-unverified"),
    ("gates closed", "", "claims/"),
])
def test_a_search_leads_to_the_anchor(root, found, query, words, anchor):
    hits = [(text, address) for text, address in found(query) if anchor in unquote(address)]
    assert hits, f"{query}: nothing leads to {anchor}"
    assert words.lower() in hits[0][0].lower()


def test_every_hit_of_an_object_has_its_anchor(root, found):
    for _, address in found("Pangwa"):
        path, _, anchor = unquote(address).partition("#")
        if anchor:
            file = Path(path.removeprefix("file://").partition("?")[0])
            page = BeautifulSoup(file.read_text(encoding="utf-8"), "lxml")
            assert page.find(id=anchor) is not None, address


def test_each_kind_has_a_name_that_a_reader_knows():
    assert {"claim", "place", "actor", "term"} <= KINDS.keys()
    assert all(name[0].isupper() and "evidence" not in name.lower() for name in KINDS.values())


@pytest.mark.parametrize("query", ["Pangwa", "terbium"])
def test_excerpts_are_prose_and_raise_no_error(root, browser, query):
    page = browser.new_page()
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.goto(f"file://{root}/_build/html/search.html?q={quote(query)}")
    until(page, "document.querySelectorAll('#search-results p.context').length > 10")
    until(page, "document.querySelector('#search-results .search-summary').textContent.includes('found')")
    excerpts = page.locator("#search-results p.context").all_inner_texts()
    page.close()
    assert wrong == []
    for excerpt in excerpts:
        assert "Contents" not in excerpt and "In words, and as a table" not in excerpt and "In [" not in excerpt
        assert not re.search(r"\d[a-z]{7,}\d|[a-z]{4}\d{2}[A-Z]", excerpt), excerpt


def test_the_words_under_a_hit_hold_the_titles_of_what_they_refer_to_and_no_message_of_the_builder(root):
    told = (root / "_build/html/_static/search_texts.js").read_text(encoding="utf-8")
    pages = json.loads(told.removeprefix("window.compendiumSearchTexts=").rstrip(";\n"))
    words = " ".join(text for _, text in pages.values())
    assert "Duplicate" not in words and not re.search("[\ue000\ue001]", words)
    assert "tell another story (Figures from outside)" in pages["chapters/trade"][1]


@pytest.mark.parametrize("query", ["reuters-2025-03/imports-feb-2025", "imports-feb-2025"])
def test_a_claim_is_found_first_by_its_id(found, query):
    assert found(query)[0][1].endswith("claims/reuters-2025-03/imports-feb-2025.html")


def test_a_number_is_found_with_and_without_its_comma(found):
    hits = found("35000")
    assert hits == found("35,000")
    assert any("35,000 yuan" in words for words, _ in hits)


def test_a_search_without_a_hit_says_so(root, browser):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/search.html?q=zzqqx")
    until(page, "document.querySelector('#search-results .search-summary')?.textContent.startsWith('No page')")
    assert "categories" not in page.inner_text("#search-results")
    page.close()
