"""Looking at pages of the built book: both themes, three widths, every chart compared with an empty one."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.visits import opened, until

WIDTHS, SCHEMES = (1440, 390, 320), ("light", "dark")
TALLEST = 3000
"""A screenshot shows so much of a page; the whole of the longest would be as high as a house."""
EMPTY = 0.995
"""The share of one colour, below the title, from which on a chart counts as blank."""


def wrong_on(browser: Any, root: Path, names: Iterable[str]) -> list[str]:
    """All that is wrong with some pages, each in every theme and width; keeps their pictures."""
    folder = root / "_build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    base = f"file://{root}/_build/html/"
    context = browser.new_context(viewport={"width": WIDTHS[0], "height": 900}, color_scheme=SCHEMES[0], offline=True)
    wrong = [f"{name}: {text}" for name in names for text in _wrong(context, base, name, folder)]
    context.close()
    return wrong


def _wrong(context: Any, base: str, name: str, folder: Path) -> Iterator[str]:
    page, visit = opened(context, base)
    page.goto(f"{base}{name}.html")
    for width in WIDTHS:
        for scheme in SCHEMES:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            until(page, f"document.documentElement.dataset.theme === '{scheme}'")
            visit.look(page)
            # each width once and each theme once; a chart is the same picture in the other pairs
            if (width, scheme) in {(1440, "light"), (390, "dark")}:
                yield from (f"{chart} is blank at {width} px, {scheme}" for chart in _blank(page))
            _keep(page, folder / f"{name.replace('/', '-')}-{width}-{scheme}.jpg")
            yield from (f"{text} at {width} px, {scheme}" for text in visit.wrong)
            visit.wrong.clear()
            page.evaluate("seen.violations.length = 0")
    page.close()


def _blank(page: Any) -> Iterator[str]:
    for chart in page.locator(".chart").all():
        if is_blank(chart.screenshot()):
            yield str(chart.get_attribute("data-chart"))


def is_blank(png: bytes) -> bool:
    """Whether the lower two thirds of a picture, where the marks are, hold almost one colour alone."""
    picture = Image.open(BytesIO(png)).convert("RGB")
    width, height = picture.size
    colours = picture.crop((0, height // 3, width, height)).getcolors(width * height) or []
    most = max((count for count, _ in colours), default=0)
    return most >= EMPTY * sum(count for count, _ in colours)


def _keep(page: Any, path: Path) -> None:
    page.evaluate("window.scrollTo({top: 0, behavior: 'instant'})")
    size = page.evaluate("({width: innerWidth, height: document.documentElement.scrollHeight})")
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(size["height"], TALLEST)}
    page.screenshot(path=path, full_page=True, clip=clip, type="jpeg", quality=60)
