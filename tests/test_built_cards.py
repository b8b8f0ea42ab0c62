"""Facts' cards in the built book: opened by mouse, keyboard and touch, followed to the ledger and back."""

import json
import re
from urllib.parse import unquote

import pytest
from bs4 import BeautifulSoup

from compendium.execution.chapters import pages

pytestmark = pytest.mark.built
LEDGER = "**/claims/reuters-2025-03/imports-feb-2025.html"
FACT = "article a:has(> .fact)"


@pytest.fixture
def opened(browser, root):
    """Opens a chapter (on trade, if none is named); nothing may be said, lost or asked of other hosts until the end."""
    contexts, wrong = [], []

    def page_at(chapter="trade", width=1440, script=True, **options):
        context = browser.new_context(viewport={"width": width, "height": 900}, offline=True,
                                      java_script_enabled=script, **options)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("request", lambda asked: wrong.append(asked.url)
                if not asked.url.startswith(("file:", "data:")) else None)
        page.goto(f"file://{root}/_build/html/chapters/{chapter}.html")
        return page

    yield page_at
    for context in contexts:
        context.close()
    assert wrong == []


def fact(page, words="311 t"):
    """The first fact with these words, in the middle of the window."""
    link = page.locator(FACT, has_text=words).first
    link.evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
    return link


def reach(page, link):
    """Come to a link with the tabulator, from the place before it, as a reader does."""
    link.focus()
    page.keyboard.press("Shift+Tab")
    assert page.locator("dialog.fact-card").count() == 0 or link.get_attribute("aria-expanded") == "false"
    page.keyboard.press("Tab")
    assert link.evaluate("link => link === document.activeElement")


def test_pointing_opens_the_card_and_going_away_closes_it(opened):
    page = opened()
    fact(page).hover()
    card = page.locator("dialog.fact-card")
    card.wait_for()
    assert "310.5 to 311.5 t" in card.inner_text() and "Chinese customs (1 remove)" in card.inner_text()
    card.hover()
    page.wait_for_timeout(600)
    assert card.is_visible()
    page.mouse.move(5, 5)
    card.wait_for(state="detached")


def test_the_card_stays_within_the_window(opened):
    page = opened()
    links = page.locator(FACT)
    for number in range(0, links.count(), 6):
        links.nth(number).evaluate("link => link.scrollIntoView({block: 'center', behavior: 'instant'})")
        links.nth(number).hover()
        page.wait_for_selector("a[aria-expanded=true]")
        box = page.locator("dialog.fact-card").bounding_box()
        assert box["y"] >= 0 and box["y"] + box["height"] <= 900 and box["x"] >= 0 and box["x"] + box["width"] <= 1440
        page.keyboard.press("Escape")
        page.locator("dialog.fact-card").wait_for(state="detached")
        page.mouse.move(5, 5)


def test_a_card_leads_to_the_ledger_and_back(opened):
    page = opened()
    fact(page).hover()
    page.locator("dialog.fact-card .fact-card-ledger").click()
    page.wait_for_url(LEDGER)
    page.go_back()
    page.wait_for_url("**/chapters/trade.html")
    page.locator("dialog.fact-card").wait_for(state="detached")
    fact(page).hover()
    page.locator("dialog.fact-card").wait_for()


def test_the_keyboard_opens_enters_and_leaves_the_card(opened):
    page = opened()
    link = fact(page)
    reach(page, link)
    card = page.locator("dialog.fact-card")
    card.wait_for()
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Space")
    assert card.evaluate("card => card === document.activeElement")
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert link.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    card.wait_for()
    while not page.evaluate("document.activeElement.matches('.fact-card-ledger')"):
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.closest('dialog.fact-card') !== null")
    page.keyboard.press("Enter")
    page.wait_for_url(LEDGER)


def test_the_tabulator_leads_out_of_the_card_to_what_follows_the_fact(opened):
    page = opened()
    link = fact(page)
    reach(page, link)
    page.keyboard.press("Enter")
    for _ in range(page.locator("dialog.fact-card :is(a, button)").count() + 1):
        page.keyboard.press("Tab")
    assert link.evaluate("""link => {
        const all = [...document.querySelectorAll("article :is(a[href], button, summary, [tabindex='0'])")]
            .filter((each) => each.checkVisibility({visibilityProperty: true}));
        return all[all.indexOf(link) + 1] === document.activeElement; }""")
    assert link.get_attribute("aria-expanded") == "false"


def test_those_who_listen_are_told_what_a_fact_says_and_that_a_card_is_there(opened):
    page = opened()
    link = fact(page)
    assert link.get_attribute("aria-haspopup") == "dialog" and link.get_attribute("title") is None
    described = link.get_attribute("aria-describedby")
    assert "311 t of imports from Myanmar" in page.locator(f"#{described}").text_content()
    reach(page, link)
    page.keyboard.press("Enter")
    dialog = page.get_by_role("dialog", name="311 t")
    assert dialog.count() == 1 and link.get_attribute("aria-expanded") == "true"
    assert link.get_attribute("aria-describedby") == described


COMPUTED, INPUT = "about 26.2%", "35,000 yuan per tonne"


def test_an_input_opens_its_own_card_and_leads_back_by_mouse(opened):
    page = opened("pricing")
    fact(page, COMPUTED).hover()
    card = page.locator("dialog.fact-card")
    card.locator(".fact-card-input", has_text=INPUT).click()
    assert "Kachin Resources Concern Group (1 remove)" in card.inner_text()
    page.get_by_role("dialog", name=INPUT).wait_for()
    card.locator(".fact-card-back").click()
    assert "Back to" not in card.inner_text() and "customs value of 2024" in card.inner_text()
    assert page.url.endswith("/pricing.html")


def test_an_input_opens_its_own_card_and_leads_back_by_keyboard(opened):
    page = opened("pricing")
    link = fact(page, COMPUTED)
    reach(page, link)
    page.keyboard.press("Enter")
    card = page.locator("dialog.fact-card")
    card.locator(".fact-card-input", has_text=INPUT).press("Enter")
    page.get_by_role("dialog", name=INPUT).wait_for()
    assert card.evaluate("card => card === document.activeElement")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "fact-card-back"
    page.keyboard.press("Enter")
    page.get_by_role("dialog", name=COMPUTED).wait_for()
    page.keyboard.press("Escape")
    card.wait_for(state="detached")
    assert link.evaluate("link => link === document.activeElement")


def test_an_input_opens_its_own_card_and_leads_on_by_touch(opened):
    page = opened("pricing", width=390, has_touch=True, is_mobile=True)
    fact(page, COMPUTED).tap()
    sheet = page.locator("dialog.fact-sheet")
    sheet.locator(".fact-card-input", has_text=INPUT).tap()
    page.get_by_role("dialog", name=INPUT).wait_for()
    sheet.locator(".fact-card-ledger").tap()
    page.wait_for_url("**/claims/frontier-2025-08/krcg-levy-per-tonne.html")


def test_a_card_leads_to_the_chart_it_feeds(opened):
    page = opened("pricing")
    fact(page, "6,550 yuan per kg").hover()
    card = page.locator("dialog.fact-card")
    card.get_by_role("link", name=re.compile(r"^Figure \d")).first.click()
    page.wait_for_url("**/*.html#fig-*")
    card.wait_for(state="detached")


def test_the_cards_are_loaded_when_the_first_is_asked_for(opened):
    page = opened()
    assert page.locator("script[src*='cards/chapters/']").count() == 0
    fact(page).hover()
    page.locator("dialog.fact-card").wait_for()
    assert page.locator("script[src*='cards/chapters/trade.js']").count() == 1


def test_where_the_cards_are_missing_a_fact_is_a_link(browser, root):
    page = browser.new_page()
    page.route("**/cards/**", lambda route: route.abort())
    page.goto(f"file://{root}/_build/html/chapters/trade.html")
    fact(page).focus()
    page.keyboard.press("Enter")
    page.wait_for_url(LEDGER)
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_tap_opens_a_sheet_on_a_phone(opened, scheme):
    page = opened(width=390, has_touch=True, is_mobile=True, color_scheme=scheme, reduced_motion="reduce")
    link = fact(page)
    link.tap()
    sheet = page.locator("dialog.fact-sheet")
    sheet.wait_for()
    box = sheet.bounding_box()
    assert box["x"] == 0 and box["width"] == 390 and abs(box["y"] + box["height"] - 900) < 1
    read = link.locator(".fact").bounding_box()
    assert read["y"] > 0 and read["y"] + read["height"] < box["y"]
    assert sheet.evaluate("sheet => getComputedStyle(sheet).animationName") == "none"
    page.touchscreen.tap(195, 20)
    sheet.wait_for(state="detached")
    assert page.url.endswith("/trade.html")
    link.tap()
    sheet.locator(".fact-card-close").tap()
    sheet.wait_for(state="detached")
    link.tap()
    sheet.locator(".fact-card-ledger").tap()
    page.wait_for_url(LEDGER)
    page.go_back()
    page.locator("dialog.fact-card").wait_for(state="detached")


def test_a_contested_fact_shows_its_rivals_one_click_away(opened):
    page = opened()
    fact(page, "down 50%").hover()
    card = page.locator("dialog.fact-card")
    card.wait_for()
    assert card.locator(".fact-card-contested").is_visible()
    assert 1 <= card.locator("li").count() <= 5
    assert "Reading used" in card.inner_text()
    assert page.locator(".fact-contested", has_text="down 50%").count() == 1
    assert "\u2260" in page.locator(".fact-contested", has_text="down 50%").evaluate(
        "words => getComputedStyle(words, '::after').content")


def test_without_scripts_a_fact_is_a_link(opened):
    page = opened(script=False)
    link = page.locator(FACT, has_text="311 t").first
    assert "311 t of imports" in link.get_attribute("title")
    link.click()
    page.wait_for_url(LEDGER)


def test_every_fact_of_every_page_has_its_card(root):
    html = root / "_build" / "html"
    for name in pages(root):
        page = BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "lxml")
        up = "../" * name.count("/")
        wanted = {unquote(words.parent["href"].removeprefix(up)) for words in page.select("a > .fact")}
        path = html / "cards" / f"{name}.js"
        cards = json.loads(path.read_text(encoding="utf-8").partition("=")[2].rstrip().rstrip(";")) if wanted else {}
        assert wanted <= cards.keys(), name
        inputs = {link["href"].removeprefix(up) for card in cards.values()
                  for link in BeautifulSoup(card, "lxml").select(".fact-card-input")}
        assert inputs <= cards.keys(), name
