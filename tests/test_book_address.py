"""A book that knows where it will stand gives absolute addresses, and the right ones."""

from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from test_execution_tiny_book import write_book

from compendium.book.building import build

ADDRESS = "https://example.org/kachin/"


@pytest.fixture(scope="module")
def pages(tmp_path_factory) -> Path:
    book = write_book(tmp_path_factory.mktemp("address"))
    config = book / "_config.yml"
    text = config.read_text(encoding="utf-8")
    assert 'book_url: ""' in text
    config.write_text(text.replace('book_url: ""', f'book_url: "{ADDRESS}"'), encoding="utf-8")
    build(book, progress=False)
    return book / "_build/html"


def test_a_page_says_where_it_stands_and_which_picture_shows_it(pages):
    head = BeautifulSoup((pages / "chapters/trade.html").read_text(encoding="utf-8"), "lxml").head
    here = f"{ADDRESS}chapters/trade.html"
    assert head.select_one("link[rel=canonical]")["href"] == here
    assert head.select_one('meta[property="og:url"]')["content"] == here
    picture = head.select_one('meta[property="og:image"]')["content"]
    assert picture == f"{ADDRESS}figures/months.png" and (pages / "figures/months.png").is_file()


def test_the_map_of_the_site_leads_to_every_chapter(pages):
    found = {each.text for each in etree.parse(pages / "sitemap.xml").iter("{*}loc")}
    assert {f"{ADDRESS}index.html", f"{ADDRESS}chapters/trade.html", f"{ADDRESS}chapters/pricing.html"} <= found
    assert f"{ADDRESS}claims/reuters-2025-03/imports-feb-2025.html" in found
    assert [address for address in found if not (pages / address.removeprefix(ADDRESS)).is_file()] == []
