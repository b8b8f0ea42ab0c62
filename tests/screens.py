"""Looking at pages of the built book as a reader does, every chart compared with an empty one."""

from collections.abc import Iterable, Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image

from benchmarks.visits import opened

TALLEST = 3000
"""A screenshot shows so much of a page; the whole of the longest would be as high as a house."""
EMPTY = 0.995
"""The share of one colour, below the title, from which on a chart counts as blank."""


def wrong_on(browser: Any, root: Path, names: Iterable[str], scheme: str, width: int) -> list[str]:
    """All that is wrong with some pages in one theme and width; keeps their pictures."""
    folder = root / "_build" / "screenshots"
    folder.mkdir(parents=True, exist_ok=True)
    base = f"file://{root}/_build/html/"
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True)
    wrong = []
    for name in names:
        page, visit = opened(context, base)
        page.goto(f"{base}{name}.html")
        visit.look(page)
        wrong += [f"{name}: {text}" for text in (*visit.wrong, *_blank(page))]
        _keep(page, folder / f"{name.replace('/', '-')}-{width}-{scheme}.jpg")
        page.close()
    context.close()
    return wrong


def _blank(page: Any) -> Iterator[str]:
    for chart in page.locator(".chart").all():
        if is_blank(chart.screenshot()):
            yield f"{chart.get_attribute('data-chart')} is blank"


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
