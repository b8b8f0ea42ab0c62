"""The book on a phone: tables as cards, sliders in line, and all that a thumb must find large enough."""

import pytest

from benchmarks.visits import until

pytestmark = pytest.mark.built
DRAWN = "() => document.querySelector('[data-chart=break-even-dial]').classList.contains('drawn')"


@pytest.fixture
def reader(browser, root):
    """Opens a page in a window of some width, as a phone with a touch screen does."""
    contexts = []

    def page_at(name, width=390, **settings):
        phone = {"viewport": {"width": width, "height": 844}, "has_touch": True, "reduced_motion": "reduce"}
        contexts.append(browser.new_context(**phone | settings))
        page = contexts[-1].new_page()
        page.goto(f"file://{root}/_build/html/{name}.html")
        return page

    yield page_at
    for context in contexts:
        context.close()


def test_each_cell_of_a_wide_computed_table_carries_its_columns_name(reader):
    page = reader("chapters/models")
    table = page.locator("#tab-models-outage").first
    heads = [head.strip() for head in table.locator("thead th").all_text_contents()]
    first = table.locator("tbody tr").first
    names = [cell.locator(".cell-label").text_content() for cell in first.locator("td:not(.empty)").all()[-2:]]
    assert names == heads[-2:]
    assert first.locator("td .cell-label").last.is_visible() and not table.locator("thead").is_visible()


def test_on_a_wide_screen_a_computed_table_has_its_head_and_no_names_in_its_cells(reader):
    page = reader("chapters/models", 1440)
    table = page.locator("table.computed.stacked").first
    assert table.locator("thead").is_visible() and not table.locator("td .cell-label").last.is_visible()


@pytest.mark.parametrize("width", [390, 320])
def test_a_caption_is_as_wide_as_its_cards(reader, width):
    page = reader("chapters/models", width)
    caption = page.locator("table.computed.stacked caption").first.bounding_box()
    assert caption["width"] > 0.8 * width


@pytest.mark.parametrize("width", [1440, 390, 320])
def test_sliders_their_names_and_their_values_stand_in_columns(reader, width):
    page = reader("chapters/alternatives", width)
    chart = page.locator("[data-chart='break-even-dial']")
    chart.scroll_into_view_if_needed()
    until(page, DRAWN)
    rows = chart.locator(".vega-bind label:has(input[type=range])")
    assert rows.count() == 3
    parts = [[part.bounding_box() for part in row.locator(":scope > *").all()] for row in rows.all()]
    assert len({round(box["x"]) for _, box, _ in parts}) == 1 == len({round(box["x"]) for *_, box in parts})
    for name, slider, value in parts:
        middle = slider["y"] + slider["height"] / 2
        assert all(box["y"] <= middle <= box["y"] + box["height"] for box in (name, value))
        assert name["x"] + name["width"] <= slider["x"] and slider["x"] + slider["width"] <= value["x"]


def test_the_bar_above_a_page_is_made_for_thumbs(reader):
    page = reader("chapters/trade")
    boxes = [button.bounding_box() for button in page.locator(".bd-header-article .btn:visible").all()]
    assert len(boxes) >= 4 and all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)


def test_the_chapters_in_the_drawer_are_far_enough_apart_for_thumbs(reader):
    page = reader("chapters/trade")
    page.locator(".primary-toggle").tap()
    links = page.locator("#pst-primary-sidebar-modal nav.bd-links li > a")
    links.first.wait_for()
    heights = [link.bounding_box()["height"] for link in links.all()]
    assert len(heights) > 20 and min(heights) >= 36


def test_a_chart_that_waits_to_be_drawn_is_no_stop_of_the_keyboard(reader):
    page = reader("chapters/trade")
    assert page.locator(".chart").count() >= 2 and page.locator(".chart[tabindex]").count() == 0


def test_a_picture_that_stays_can_be_moved_by_keyboard(reader):
    page = reader("chapters/trade", java_script_enabled=False)
    chart = page.locator(".chart").first
    assert chart.get_attribute("tabindex") == "0" and chart.get_attribute("aria-label")


def test_the_search_of_claims_follows_the_theme(reader):
    page = reader("chapters/ledger/claims", color_scheme="dark")
    page.wait_for_selector(".dt-info")
    paper = "name => getComputedStyle(document.querySelector(name)).backgroundColor"
    assert page.evaluate(paper, ".dt-container") == page.evaluate(paper, "body") != "rgb(255, 255, 255)"


def test_a_formula_wider_than_a_phone_begins_on_the_page_and_can_be_moved_to_its_end(reader):
    page = reader("chapters/models", 360)
    frame = page.locator("div.math").first
    formula = frame.locator("math")
    assert 0 <= formula.bounding_box()["x"] < 40 and formula.bounding_box()["width"] > 360
    frame.evaluate("frame => { frame.scrollLeft = frame.scrollWidth; }")
    box = formula.bounding_box()
    assert box["x"] + box["width"] <= 360
