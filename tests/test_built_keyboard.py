"""The way through a chapter with the tabulator alone, from the link past the contents to the last of its charts."""

import pytest

pytestmark = pytest.mark.built
MARKED = """() => {
  const here = document.activeElement, style = getComputedStyle(here), words = here.querySelector(".fact");
  const ring = (one) => one.outlineStyle !== "none" && parseFloat(one.outlineWidth) >= 1;
  return ring(style) || style.boxShadow !== "none" || (words !== null && ring(getComputedStyle(words)));
}"""
"""Whether what has the focus shows it: an outline or a shadow around it."""
WHO = "() => document.activeElement.outerHTML.slice(0, 160)"


@pytest.fixture
def page(browser, root):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, reduced_motion="reduce", offline=True)
    page = context.new_page()
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    yield page
    context.close()


def test_the_first_stop_leads_past_the_contents(page):
    page.keyboard.press("Tab")
    skip = page.locator("#pst-skip-link a, a#pst-skip-link").first
    assert skip.evaluate("link => link === document.activeElement") and skip.is_visible()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('#main-content, main') !== null")


def test_every_stop_of_a_chapter_shows_that_it_has_the_focus(page):
    hidden, stops = [], 0
    page.locator("article.bd-article h1").first.evaluate("head => { head.tabIndex = -1; head.focus(); }")
    while stops < 400:
        page.keyboard.press("Tab")
        if not page.evaluate("document.activeElement.closest('article.bd-article, .fact-card') !== null"):
            break
        stops += 1
        if not page.evaluate(MARKED):
            hidden.append(page.evaluate(WHO))
    assert hidden == [] and stops > 60


def test_the_words_and_the_table_of_a_chart_open_and_close_by_keyboard(page):
    words = page.locator("details.chart-words").first
    words.locator("summary").focus()
    page.keyboard.press("Enter")
    assert words.locator("tbody tr").first.is_visible()
    page.keyboard.press("Tab")
    assert words.evaluate("words => words.contains(document.activeElement)")
    words.locator("summary").focus()
    page.keyboard.press("Space")
    assert not words.locator("tbody tr").first.is_visible()


def test_the_code_of_a_chapter_opens_by_keyboard(page):
    block = page.locator("details.reproduce")
    code = block.locator(".chapter-code pre").first
    assert not code.is_visible()
    block.locator("summary").first.focus()
    page.keyboard.press("Enter")
    assert code.is_visible()
