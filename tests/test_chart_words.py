"""Whoever does not see a chart is told what it shows, and can read its data as a table."""

import json

import pytest
from bs4 import BeautifulSoup

from compendium import charts, datasets
from compendium.book.figures.chart_words import MOST_ROWS, data_of, words_and_table

DEPENDENCE = datasets.load("dependence")
SHARES = DEPENDENCE[DEPENDENCE["question"] == "share-of-world-heavy-rare-earths"]


@pytest.fixture(scope="module")
def spec() -> dict:
    made = charts.ranges(SHARES, name="test-shares", finding="Shares differ.", shows="Shares by source.",
                         axis="per cent", domain=(0, 100))
    return json.loads(made.to_json())


@pytest.fixture
def page(spec) -> BeautifulSoup:
    return BeautifulSoup(words_and_table(spec, "figures/test-shares.csv"), "html.parser")


def test_the_description_stands_in_words(page, spec):
    said = page.find("p").get_text()
    assert spec["description"] in said and spec["usermeta"]["compendium"]["described"] in said


def test_every_row_of_the_data_is_in_the_table(page):
    assert len(page.find("tbody").find_all("tr")) == SHARES["unit"].notna().sum()
    assert "dvb-2025/world-share" in page.find("tbody").get_text()


def test_the_table_has_a_caption_and_says_what_each_header_is_for(page):
    assert page.find("caption").get_text().startswith("The data of the chart")
    assert {cell["scope"] for cell in page.find("thead").find_all("th")} == {"col"}
    assert all(row.find("th")["scope"] == "row" for row in page.find("tbody").find_all("tr"))


def test_what_only_says_how_to_draw_is_left_out(spec):
    assert "open" in next(iter(spec["datasets"].values()))[0]
    assert "open" not in data_of(spec)


def test_a_long_table_is_thinned_at_even_steps_and_says_so(spec):
    rows = [{"price": number, "taken": number / 2} for number in range(MOST_ROWS * 3)]
    page = BeautifulSoup(words_and_table({**spec, "datasets": {"a": rows}}, "a.csv"), "html.parser")
    assert len(page.find("tbody").find_all("tr")) == MOST_ROWS
    assert f"all {MOST_ROWS * 3} are in the file" in page.find("caption").get_text()


def test_outlines_of_countries_are_no_data(spec):
    outlines = [{"type": "Feature", "geometry": {"type": "Polygon"}, "properties": {}} for _ in range(100)]
    both = {**spec, "datasets": {**spec["datasets"], "land": outlines}}
    assert data_of(both).equals(data_of(spec))


def table_of(spec, row: dict) -> BeautifulSoup:
    return BeautifulSoup(words_and_table({**spec, "datasets": {"a": [row]}}, "a.csv"), "html.parser")


def test_a_row_begins_with_its_name_goes_from_low_to_high_and_ends_with_its_origin(spec):
    page = table_of(spec, {"claims": "s/a", "right": 2.0, "left": 1.0, "state": "open", "line": "One"})
    assert [cell.get_text() for cell in page.select("thead th")] == ["As labelled", "State", "From", "To", "Claims"]


def test_large_numbers_sources_and_truths_are_told_as_a_reader_says_them(spec):
    page = table_of(spec, {"line": "One", "value": 3.16072e7, "source": "dvb-2025", "held": True})
    cells = {cell.get_text() for cell in page.select("tbody td")}
    assert cells == {"31,607,200", "DVB (opinion)", "yes"}
