"""The built book in a browser with the network cut off: every page, every chart, two widths, two themes."""

import pytest

from compendium.execution import pages

pytestmark = pytest.mark.built
COUNT = """() => ({charts: document.querySelectorAll(".chart").length,
                   drawn: document.querySelectorAll(".chart.drawn .chart-drawing svg").length,
                   wide: document.documentElement.scrollWidth - window.innerWidth})"""


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1440, 390])
def test_every_page_is_whole(browser, root, width, scheme):
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page, wrong = context.new_page(), []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("request", lambda asked: wrong.append(asked.url) if not asked.url.startswith(("file:", "data:")) else None)
    page.on("requestfailed", lambda asked: wrong.append(f"failed: {asked.url}"))
    for name in pages(root):
        page.goto(f"file://{root}/_build/html/{name}.html")
        page.wait_for_function("document.querySelectorAll('.chart:not(.drawn)').length === 0", timeout=20_000)
        seen = page.evaluate(COUNT)
        wrong += [f"{name}: {seen}"] if seen["charts"] != seen["drawn"] or seen["wide"] > 0 else []
    context.close()
    assert wrong == []


def test_a_fact_leads_to_its_claim(browser, root):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    page.locator("a:has(span.fact)", has_text="311 t").first.click()
    page.wait_for_url("**/ledger/reuters-2025-03.html#reuters-2025-03/imports-feb-2025")
    claim = page.locator("[id='reuters-2025-03/imports-feb-2025']")
    assert "311 t" in claim.inner_text() and claim.bounding_box()["y"] < 900
    page.close()


def test_charts_follow_the_reader_into_the_dark(browser, root):
    page = browser.new_page(color_scheme="light")
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    page.wait_for_selector(".chart.drawn svg")
    ink = "document.querySelector('.chart-drawing svg text').getAttribute('fill')"
    before = page.evaluate(ink)
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_function(f"{ink} !== {before!r}")
    page.close()


def test_the_claims_can_be_searched_and_filtered(browser, root, ledger):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    page.wait_for_selector(".dt-info")
    assert f"of {len(ledger)} claims" in page.inner_text(".dt-info")
    page.fill(".dt-search input", "imports-feb-2025")
    page.wait_for_function("document.querySelectorAll('table.all-claims tbody tr').length === 1")
    assert "311 t" in page.inner_text("table.all-claims tbody tr")
    page.fill(".dt-search input", "")
    page.locator(".dtsp-searchPane", has_text="Source").first.locator(".dtsp-collapseButton").click()
    page.locator(".dtsp-name", has_text="DVB English").first.click()
    dvb = sum(entry.source.id == "dvb-2025" for entry in ledger)
    page.wait_for_function(f"document.querySelector('.dt-info').innerText.includes('of {dvb} claims')")
    page.close()


def test_the_claims_are_a_plain_table_without_scripts(browser, root, ledger):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{root}/_build/html/chapters/ledger/claims.html")
    assert page.locator("table.all-claims tbody tr").count() == len(ledger)
    context.close()


def test_a_slider_redraws_its_chart(browser, root):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/chapters/take.html")
    chart = page.locator("[data-chart='take-levies']")
    chart.locator("svg").first.wait_for()
    before = chart.locator("svg").first.inner_html()
    chart.locator("input[type=range][name=share]").fill("10")
    page.wait_for_function("before => document.querySelector(\"[data-chart='take-levies'] svg\").innerHTML !== before",
                           arg=before)
    page.close()
