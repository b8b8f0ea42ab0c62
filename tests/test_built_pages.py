"""The book as it was built: every page, link, anchor, figure and table in it."""

import json
from collections.abc import Iterator
from urllib.parse import unquote, urldefrag, urljoin

import pytest
from bs4 import BeautifulSoup

from compendium.execution.chapters import pages

pytestmark = pytest.mark.built
LOADED = {"script": "src", "link": "href", "img": "src", "iframe": "src", "source": "src"}


@pytest.fixture(scope="module")
def book(root) -> dict[str, BeautifulSoup]:
    """Each page of the table of contents, by its name."""
    html = root / "_build" / "html"
    assert html.is_dir(), "the book is not built: run 'make book' first"
    return {name: BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "lxml") for name in pages(root)}


def places(page: BeautifulSoup, attribute: str, tag: str | None = None) -> Iterator[str]:
    for element in page.find_all(tag, attrs={attribute: True}):
        yield str(element[attribute])


def test_every_page_is_there_with_one_heading(book):
    for name, page in book.items():
        assert len(page.select(".bd-article h1")) == 1, name


def test_every_internal_link_and_anchor_leads_somewhere(root, book):
    html = root / "_build" / "html"
    anchors = {name: {*places(page, "id"), *places(page, "name")} for name, page in book.items()}
    lost = []
    for name, page in book.items():
        for link in places(page, "href", "a"):
            address, fragment = urldefrag(urljoin(f"book:///{name}.html", link))
            if not address.startswith("book:///"):
                continue
            target = unquote(address.removeprefix("book:///"))
            if not (html / target).is_file():
                lost.append(f"{name}: {link}")
            known = anchors.get(target.removesuffix(".html"))
            if fragment and known is not None and unquote(fragment) not in known:
                lost.append(f"{name}: {link}")
    assert lost == []


def test_nothing_is_loaded_from_another_host(book):
    foreign = [f"{name}: {address}" for name, page in book.items() for tag, attribute in LOADED.items()
               for address in places(page, attribute, tag) if "://" in address or address.startswith("//")]
    assert foreign == []


def test_no_reference_is_left_open(book):
    for name, page in book.items():
        assert page.select(".problematic, .system-message") == [], name
        assert "??" not in page.get_text(), name


def test_every_chart_is_a_numbered_figure_with_caption_and_description(book):
    charts = [(name, chart) for name, page in book.items() for chart in page.select(".chart")]
    assert len(charts) >= 20
    for name, chart in charts:
        figure = chart.find_parent("figure")
        assert figure is not None, name
        number = figure.select_one("figcaption .caption-number")
        assert number is not None and number.get_text().startswith("Figure"), name
        assert len(figure.figcaption.get_text()) > 30, name


def test_every_computed_table_is_numbered_and_captioned(book):
    tables = [(name, table) for name, page in book.items() for table in page.select("table.computed")]
    assert len(tables) >= 10
    for name, table in tables:
        assert table.caption is not None and table.caption.get_text().startswith("Table"), name


def test_chart_files_and_charts_in_the_pages_are_the_same(root, book):
    drawn = {str(chart["data-chart"]) for page in book.values() for chart in page.select(".chart")}
    kept = {path.stem for path in (root / "figures").glob("*.svg")}
    described = {path.name.removesuffix(".vl.json") for path in (root / "figures").glob("*.vl.json")}
    assert drawn == kept == described


def test_facts_lead_to_the_ledger(book):
    links = [fact.find_parent("a") for page in book.values() for fact in page.select(".bd-article span.fact")]
    assert len(links) > 200
    assert all(link is not None and ".html" in str(link["href"]) for link in links)


def test_sources_are_offered_as_the_authors_wrote_them(root, book):
    for name in ("index", "chapters/trade"):
        offered = [link for link in places(book[name], "href", "a") if "_sources" in link]
        assert offered and all(link.endswith(".md") for link in offered)
        written = (root / f"{name}.md").read_text(encoding="utf-8")
        assert (root / "_build" / "html" / "_sources" / f"{name}.md").read_text(encoding="utf-8") == written


def test_no_edit_button_without_an_address(book):
    assert not [link for page in book.values() for link in places(page, "href", "a") if "/edit/" in link]


def test_every_figure_and_table_names_its_sources_and_offers_its_data(book):
    for name, page in book.items():
        for chart in page.select(".chart"):
            line = chart.find_parent("figure").select_one(".source-line")
            assert line is not None and "Source" in line.get_text(), name
            assert line.find("a", string="data") is not None, name
            offered = {link.get_text() for link in chart.find_parent("figure").select(".source-line a")}
            assert {"data", "Vega-Lite", "SVG", "PNG", "citation"} <= offered, name
        tables, lines = page.select("table.computed[id]"), page.select(".table-frame + .source-line")
        assert len(tables) == len(lines), name


def test_the_trail_of_every_claim_is_in_the_provenance_file(root, ledger):
    trail = json.loads((root / "_build" / "html" / "provenance.json").read_text(encoding="utf-8"))
    assert {f"book:claim/{claim}" for claim in ledger.entries} <= set(trail["entity"])
    derived = {(each["prov:generatedEntity"], each["prov:usedEntity"]) for each in trail["wasDerivedFrom"].values()}
    assert ("book:figure/trade-customs", "book:claim/reuters-2025-03/imports-feb-2025") in derived
    assert ("book:result/imports-feb-2024", "book:claim/reuters-2025-03/imports-feb-2025") in derived
