"""The built book in a second browser, Debian's Firefox: each kind of page, a card, the search, charts."""

import asyncio
import sys

import pytest
from firefox import FIREFOX, Firefox
from page_kinds import kinds

pytestmark = [pytest.mark.built, pytest.mark.skipif(FIREFOX is None or sys.platform != "linux",
                                                    reason="there is no 'firefox-esr' on the PATH")]
CHARTS = """(async () => {
  const charts = [...document.querySelectorAll(".chart")];
  for (const chart of charts) {
    chart.scrollIntoView({block: "center", behavior: "instant"});
    for (let turn = 0; turn < 500 && !chart.classList.contains("drawn"); turn += 1) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }
  return charts.length - document.querySelectorAll(".chart.drawn .chart-drawing svg").length;
})()"""
"""Comes past every chart of a page; how many were not drawn."""


@pytest.fixture(scope="module")
def firefox():
    closed = asyncio.new_event_loop()
    closed.close()
    asyncio.set_event_loop(closed)  # as another test may leave it: the browser has a loop of its own
    browser = Firefox()
    yield browser
    browser.close()


@pytest.fixture
def at(firefox, root):
    """Opens a page of the book; nothing may be said, refused, or asked of other hosts until the end."""
    firefox.wrong.clear()
    yield lambda name: firefox.open(f"file://{root}/_build/html/{name}")
    firefox.evaluate("new Promise((resolve) => setTimeout(resolve, 50))")
    assert firefox.wrong == []


def test_a_page_of_each_kind_is_shown_and_its_charts_are_drawn(firefox, root, at):
    drawn = 0
    for kind, names in kinds(root).items():
        at(f"{names[0]}.html")
        assert firefox.evaluate(CHARTS) == 0, kind
        drawn += firefox.evaluate("document.querySelectorAll('.chart.drawn').length")
        assert firefox.evaluate("(document.querySelector('article, main, body').innerText || '').length") > 40, kind
        assert firefox.wrong == [], kind
    assert drawn > 0


def test_pointing_at_a_fact_opens_its_card(firefox, at):
    at("chapters/trade.html")
    x, y = firefox.evaluate("""(() => {
      const fact = [...document.querySelectorAll("article a:has(> .fact)")].find((each) => each.innerText === "311 t");
      fact.scrollIntoView({block: "center", behavior: "instant"});
      const {x, y, width, height} = fact.getClientRects()[0];
      return `${Math.round(x + width / 2)} ${Math.round(y + height / 2)}`;
    })()""").split()
    firefox.point(int(x), int(y))
    firefox.until("document.querySelector('dialog.fact-card')?.innerText.includes('310.5 to 311.5 t')")


def test_the_search_finds(firefox, at):
    at("search.html?q=dysprosium")
    firefox.until("document.querySelectorAll('#search-results li a').length > 3")
    at("chapters/ledger/claims.html")
    firefox.until("document.querySelector('.dt-search input')")
    firefox.evaluate("document.querySelector('.dt-search input').focus()")
    firefox.type("imports-feb-2025")
    firefox.until("document.querySelectorAll('table.all-claims tbody tr').length === 1")
    assert "311 t" in firefox.evaluate("document.querySelector('table.all-claims tbody tr').innerText")


def test_a_violation_and_a_request_to_another_host_would_be_noticed(firefox, at):
    at("index.html")
    firefox.evaluate("document.body.setAttribute('style', 'color: red')")
    firefox.evaluate("{ const image = new Image(); image.src = 'https://example.org/x.png'; }")
    firefox.evaluate("new Promise((resolve) => setTimeout(resolve, 200))")
    for refused in ("style-src-attr", "img-src https://example.org/x.png"):
        assert any(f"refused by the policy: {refused}" in said for said in firefox.wrong), firefox.wrong
    firefox.wrong.clear()
