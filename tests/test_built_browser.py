"""What a reader does with the book: follow facts, turn the lights off, search claims, move sliders."""

import pytest

from benchmarks.visits import until

pytestmark = pytest.mark.built


def test_a_fact_leads_to_its_claim(browser, root):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    page.locator("a:has(span.fact)", has_text="311 t").first.click()
    page.wait_for_url("**/claims/reuters-2025-03/imports-feb-2025.html")
    claim = page.locator("article h1")
    assert "311 t" in claim.inner_text() and claim.bounding_box()["y"] < 900
    page.close()


def test_charts_follow_the_reader_into_the_dark(browser, root):
    page = browser.new_page(color_scheme="light")
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    page.locator(".chart").first.scroll_into_view_if_needed()
    page.wait_for_selector(".chart.drawn svg")
    ink = "document.querySelector('.chart-drawing svg text').getAttribute('fill')"
    before = page.evaluate(ink)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    until(page, f"{ink} !== {before!r}")
    page.close()


def test_the_claims_can_be_searched_and_filtered(browser, root, ledger):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    page.wait_for_selector(".dt-info")
    assert f"of {len(ledger)} claims" in page.inner_text(".dt-info")
    page.fill(".dt-search input", "imports-feb-2025")
    until(page, "document.querySelectorAll('table.all-claims tbody tr').length === 1")
    assert "311 t" in page.inner_text("table.all-claims tbody tr")
    page.fill(".dt-search input", "")
    page.get_by_label("Source", exact=True).select_option("DVB English")
    dvb = sum(entry.source.publisher == "DVB English" for entry in ledger)
    until(page, f"document.querySelector('.dt-info').innerText.includes('of {dvb} claims')")
    page.close()


@pytest.mark.parametrize(("words", "shown"), [
    ("reuters-2025-03/imports-feb-2025", "311 t"), ("35000", "35,000 yuan"), ("zzqqx", "No claim fits")])
def test_the_claims_are_searched_by_id_and_number_and_an_empty_table_says_why(browser, root, words, shown):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    page.wait_for_selector(".dt-info")
    page.fill(".dt-search input", words)
    until(page, "document.querySelectorAll('table.all-claims tbody tr').length < 10")
    assert shown in page.inner_text("table.all-claims tbody")
    assert "entries" not in page.inner_text(".dt-info")
    page.close()


@pytest.mark.parametrize("name", ["Source", "Subject", "Question", "Standing", "Place", "Period"])
def test_the_claims_can_be_filtered_by(browser, root, ledger, name):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    page.wait_for_selector(".dt-info")
    choice = page.get_by_label(name, exact=True)
    value, said = choice.locator("option").nth(2).evaluate("option => [option.value, option.textContent]")
    choice.select_option(value)
    count = said.removesuffix(")").rpartition("(")[2]
    until(page, f"document.querySelector('.dt-info').innerText.includes('of {count} claims')")
    page.get_by_role("button", name="Clear the filters").click()
    until(page, f"document.querySelector('.dt-info').innerText.includes('of {len(ledger)} claims')")
    page.close()


def test_without_scripts_the_claims_are_reached_source_by_source(browser, root, ledger):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    assert page.locator("article td a[href*='sources/']").count() == len(ledger.records)
    context.close()


def test_a_slider_redraws_its_chart(browser, root):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/alternatives.html")
    chart = page.locator("[data-chart='break-even-dial']")
    chart.scroll_into_view_if_needed()
    chart.locator("svg").first.wait_for()
    before = chart.locator("svg").first.inner_html()
    chart.locator("input[type=range][name=price]").fill("10000")
    until(page, "before => document.querySelector(\"[data-chart='break-even-dial'] svg\").innerHTML !== before", before)
    page.close()
