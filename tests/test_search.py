"""The search, without a network and from a file: claims, places, actors and terms are found, each at its anchor."""

from pathlib import Path
from urllib.parse import quote, unquote

import pytest
from bs4 import BeautifulSoup

from compendium.book.facts.search_objects import KINDS

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


@pytest.mark.parametrize(("query", "words", "anchor"), [
    ("Pangwa", "Pangwa", "chapters/places.html#place/pangwa"),
    ("Kachin Independence Army", "Kachin Independence Army", "chapters/actors.html#actor/kia"),
    ("concentrate", "", "chapters/glossary.html#term-concentrate"),
    ("memo unverified", "memo", "#frontier-2025-08/memo-unverified"),
    ("gates closed", "", "chapters/ledger/"),
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
