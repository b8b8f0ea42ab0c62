"""Whoever does not see a chart is told what it shows, and can read its data as a table."""

import json

import pytest
from bs4 import BeautifulSoup

from compendium import charts, datasets
from compendium.book.figures.source_lines import MOST_ROWS, data_of, words_and_table

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
    assert "open" not in data_of(spec)[0]


def with_data(spec, rows: list[dict]) -> BeautifulSoup:
    kept = {**spec["usermeta"]["compendium"], "data": rows}
    return BeautifulSoup(words_and_table({**spec, "usermeta": {"compendium": kept}}, "a.csv"), "html.parser")


def test_a_long_table_is_thinned_at_even_steps_and_says_so(spec):
    page = with_data(spec, [{"label": f"at {number}", "value": number / 2} for number in range(MOST_ROWS * 3)])
    assert len(page.find("tbody").find_all("tr")) == MOST_ROWS
    assert f"all {MOST_ROWS * 3} are in the file" in page.find("caption").get_text()


def test_a_row_begins_with_its_name_goes_from_low_to_high_and_ends_with_what_its_kind_needs(spec):
    page = with_data(spec, [{"state": "open", "claims": "s/a", "high": 2.0, "low": 1.0, "label": "One"}])
    assert [cell.get_text() for cell in page.select("thead th")] == [
        "Label", "Low", "High", "Source", "Kind", "Claims", "State"]


def test_large_numbers_are_told_whole_and_no_sign_is_taken_for_markup(spec):
    page = with_data(spec, [{"label": "<b>One</b>", "value": 3.16072e7}])
    assert page.select_one("tbody th").get_text() == "<b>One</b>"
    assert page.select_one("tbody td").get_text() == "31,607,200"
