"""The tiny book in a browser with the network cut off: charts are drawn, fill the page and follow the theme."""

from pathlib import Path

import pytest
from PIL import Image
from test_execution_tiny_book import GLOSSARY, write_book

from compendium.book.building import build

MEASURE = """() => {
  const box = document.querySelector(".chart"), svg = box.querySelector(".chart-drawing svg");
  const across = (node) => Math.round(node.getBoundingClientRect().width);
  return {drawn: box.classList.contains("drawn"), box: across(box), svg: across(svg),
          page: across(document.querySelector(".bd-article > section > p")),
          overflow: document.documentElement.scrollWidth - window.innerWidth,
          label: box.querySelector("[aria-label='Rising bars.']") !== null,
          bar: box.querySelector(".mark-rect path").getAttribute("fill")};
}"""


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    picture = GLOSSARY.replace("# Glossary\n", "# Glossary\n\n![A plane](plane.png)\n")
    root: Path = write_book(tmp_path_factory.mktemp("seen"), glossary=picture)
    Image.new("RGB", (1200, 760)).save(root / "chapters/plane.png")
    build(root, progress=False)
    return f"file://{root}/_build/html/chapters/trade.html"


@pytest.mark.parametrize("width", [1440, 390])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_chart_is_drawn_as_wide_as_the_text(browser: object, address: str, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.on("request", lambda request: said.append(request.url) if request.url.startswith("http") else None)
    page.goto(address)
    page.wait_for_selector(".chart.drawn svg")
    seen = page.evaluate(MEASURE)
    context.close()
    assert said == []
    assert seen["drawn"] and seen["label"]
    assert seen["svg"] == seen["box"] == seen["page"]
    assert seen["overflow"] <= 0
    assert seen["bar"] == {"light": "#b5482a", "dark": "hsl(13, 62%, 65%)"}[scheme]


def test_a_chart_is_redrawn_when_the_theme_changes(browser: object, address: str) -> None:
    page = browser.new_page(color_scheme="light")
    page.goto(address)
    page.wait_for_selector(".chart.drawn svg")
    page.evaluate("document.documentElement.dataset.theme = 'dark'")
    page.wait_for_selector(".chart .mark-rect path[fill='hsl(13, 62%, 65%)']")
    page.close()


def test_without_scripts_the_picture_is_shown(browser: object, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    assert page.locator(".chart-picture").is_visible()
    assert page.locator(".chart-picture").bounding_box()["width"] > 600
    context.close()


@pytest.mark.parametrize("width", [1440, 390])
def test_a_picture_that_is_wider_than_the_page_keeps_its_shape(browser: object, address: str, width: int) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900})
    page.goto(address.replace("trade", "glossary"))
    shown = page.locator("article img").bounding_box()
    page.close()
    assert shown["width"] < 1000 and shown["height"] == pytest.approx(shown["width"] * 760 / 1200, rel=0.02)
