"""The built book's abbreviations, and what stands under each figure: all lead to a place that is there."""

from functools import cache

import pytest
from bs4 import BeautifulSoup

from compendium.book.prose.roles import meanings
from compendium.execution.chapters import pages

pytestmark = pytest.mark.built


@pytest.fixture(scope="module")
def book(root):
    """The pages of the book by name."""
    found = {name: root / "_build" / "html" / f"{name}.html" for name in pages(root)}
    return {name: read(path.resolve()) for name, path in found.items()}


@cache
def read(path):
    """A page by its place, each read once."""
    return BeautifulSoup(path.read_text(encoding="utf-8"), "lxml")


def target(root, name, href):
    """What a link on a page leads to."""
    place, _, anchor = href.partition("#")
    here = root / "_build" / "html" / f"{name}.html"
    return read(((here.parent / place) if place else here).resolve()).find(id=anchor)


def test_the_first_use_of_an_abbreviation_on_a_page_leads_to_its_meaning(book, root, ledger):
    known = meanings(root, ledger.actors.values())
    assert known["KIA"][0] == "Kachin Independence Army" and known["HREE"][0] == "Heavy rare earth element"
    seen = set()
    for name, page in book.items():
        links = page.select("a:has(> .abbreviation)")
        assert len({link.get_text() for link in links}) == len(links), name
        for link in links:
            assert link["title"] == known[link.get_text()][0]
            assert target(root, name, link["href"]) is not None, (name, link["href"])
            seen.add(link.get_text())
    assert {"KIA", "KIO", "UWSA"} <= seen


def test_every_figure_and_table_says_how_it_was_made_and_leads_to_the_code(book, root):
    counted = 0
    for name, page in book.items():
        for line in page.select(".source-line.how-made"):
            link = line.find("a", string="the code")
            assert len(line.get_text()) > len("How it was made: (the code).")
            counted += 1
            if not link["href"].startswith("#"):
                # a page that shows no code leads to its source, which has it
                source = (root / "_build/html" / f"{name}.html").parent / link["href"]
                assert f"name: {line.find_parent('figure')['id']}\n" in source.read_text(encoding="utf-8"), name
                continue
            # a cell with several addresses has one itself, and holds the others
            place = target(root, name, link["href"])
            cell = place if place.name == "div" else place.find_parent("div")
            assert cell.select_one("div.highlight") is not None, (name, link["href"])
    assert counted > 30


def test_each_source_of_the_measurements_has_a_name_of_its_own(book):
    names = [row.find("td").get_text() for row in book["chapters/measurements"].find("table").find_all("tr")[1:]]
    assert len(names) > 20 and len(set(names)) == len(names)
