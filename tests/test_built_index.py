"""The built book's index, its abbreviations, and what stands under each figure: all lead to a place that is there."""

import pytest
from bs4 import BeautifulSoup

from compendium.book.facts.abbreviations import meanings
from compendium.execution import pages

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def book(root):
    """The pages of the book by name."""
    found = {name: root / "_build" / "html" / f"{name}.html" for name in pages(root)}
    return {name: BeautifulSoup(path.read_text(encoding="utf-8"), "lxml") for name, path in found.items()}


def target(book, name, href):
    """What a link on a page leads to."""
    place, _, anchor = href.partition("#")
    page = place.removeprefix("../").removesuffix(".html") if place else name
    page = page if page.startswith("chapters/") or page == "index" else f"chapters/{page}"
    return book[page].find(id=anchor)


def test_every_entry_of_the_index_leads_to_a_place_that_is_there(book):
    links = book["chapters/general-index"].select(".general-index a")
    assert len(links) > 200
    assert [link["href"] for link in links if target(book, "chapters/general-index", link["href"]) is None] == []


def test_actors_places_terms_and_questions_are_in_the_index(book, ledger):
    words = book["chapters/general-index"].article.get_text()
    for name in (*(actor.name for actor in ledger.actors.values()), *(place.name for place in ledger.places.values()),
                 "dysprosium", "Prices and taxes, questions", "KIA, Kachin Independence Army"):
        assert name in words, name


def test_an_entry_of_an_actor_leads_to_its_row(book):
    link = book["chapters/general-index"].find("a", string="KIA, Kachin Independence Army")
    row = target(book, "chapters/general-index", link["href"])
    assert "Armed wing" in row.find_parent("tr").get_text()


def test_the_first_use_of_an_abbreviation_on_a_page_leads_to_its_meaning(book, root, ledger):
    known = meanings(root, ledger.actors.values())
    assert known["KIA"][0] == "Kachin Independence Army" and known["HREE"][0] == "Heavy rare earth element"
    seen = set()
    for name, page in book.items():
        links = page.select("a:has(> .abbreviation)")
        assert len({link.get_text() for link in links}) == len(links), name
        for link in links:
            assert link["title"] == known[link.get_text()][0]
            assert target(book, name, link["href"]) is not None, (name, link["href"])
            seen.add(link.get_text())
    assert {"KIA", "KIO", "UWSA"} <= seen


def test_every_figure_and_table_says_how_it_was_made_and_leads_to_the_code(book):
    counted = 0
    for name, page in book.items():
        for line in page.select(".source-line.how-made"):
            link = line.find("a", string="the code")
            # a cell with several addresses has one itself, and holds the others
            place = target(book, name, link["href"])
            cell = place if place.name == "div" else place.find_parent("div")
            assert cell.select_one("div.highlight") is not None, (name, link["href"])
            assert len(line.get_text()) > len("How it was made: (the code).")
            counted += 1
    assert counted > 30
