"""``python -m benchmarks.pages``: what the built pages weigh, what they ask for, and whether anything moves or fails.

Each page is opened in Chromium, over HTTP and from a file, on a wide screen and on a phone, with no network but
the book itself. The results are kept in ``benchmarks/pages.json`` and shown on the book's page of measurements.
"""

import gzip
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from benchmarks.visits import Visit, opened, served
from compendium.book.ledger.accounts import record_measurement
from compendium.execution.chapters import pages

ROOT = Path(__file__).parent.parent
HTML = ROOT / "_build" / "html"
WIDTHS = {"a screen of 1440 px": 1440, "a phone of 390 px": 390}
FIRST = "chapters/sources"
HEADERS = ["What", "Measured"]


def main() -> None:
    """Visit every page in every way, and keep what was found."""
    from playwright.sync_api import sync_playwright

    names = list(pages(ROOT))
    with sync_playwright() as driver, served(HTML) as address:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        visits = {(way, wide): dict(visited(browser, base, names, width))
                  for way, base in (("HTTP", address), ("file", f"file://{HTML}/")) for wide, width in WIDTHS.items()}
        rows = [*_promises(visits), *_weights(visits["HTTP", "a screen of 1440 px"], address)]
        about = (f"Every page of the book, opened in Chromium {browser.version} on {datetime.now(UTC):%-d %B %Y}: over "
                 "HTTP and from a file, on a screen of 1440 and on a phone of 390 px, with nothing to be reached but "
                 "the book. A kilobyte is 1,000 bytes; compressed is gzip at its level 6.")
        browser.close()
    record_measurement(ROOT, "pages", about, HEADERS, rows)
    for row in rows:
        print("{:75} {}".format(*row))


def visited(browser: Any, base: str, names: list[str], width: int) -> Iterator[tuple[str, Visit]]:
    """Each page, opened afresh and read to its last chart."""
    context = browser.new_context(viewport={"width": width, "height": 900})
    for name in names:
        page, visit = opened(context, base)
        page.goto(f"{base}{name}.html")
        visit.look(page)
        page.close()
        yield name, visit
    context.close()


def _promises(visits: dict[tuple[str, str], dict[str, Visit]]) -> list[list[str]]:
    """What should be none, and how much is drawn."""
    everything = [visit for each in visits.values() for visit in each.values()]
    one = next(iter(visits.values())).values()
    wrong = [text for visit in everything for text in visit.wrong]
    counted: dict[str, str | tuple[str, ...]] = {
        "Requests to other hosts": "another host", "Violations of the content security policy": "refused",
        "Requests that failed": "failed", "Errors and warnings in the console": ("error", "warning"),
        "Pages wider than the window": tuple("0123456789")}
    shifts = {wide: max(visit.shift for (_, width), each in visits.items() if width == wide for visit in each.values())
              for wide in WIDTHS}
    return [
        ["Pages opened, times the ways in which each was", f"{len(list(one))} × {len(visits)}"],
        *([what, str(sum(text.startswith(begins) for text in wrong))] for what, begins in counted.items()),
        ["Charts drawn, of those on the pages",
         f"{min(sum(v.drawn for v in each.values()) for each in visits.values())} of {sum(v.charts for v in one)}"],
        *([f"Largest layout shift of a page on {wide}, read to its last chart", f"{shift:.3f}"]
          for wide, shift in shifts.items()),
    ]


def _weights(visits: dict[str, Visit], base: str) -> list[list[str]]:
    """What a page weighs with all that it loads, and what is left of that once another page was read."""
    whole = {name: weight(visit.requests, base) for name, visit in visits.items()}
    known = set(visits[FIRST].requests)
    later = {name: weight([each for each in visit.requests if each not in known], base)
             for name, visit in visits.items() if name.startswith("chapters/") and visit.charts and name != FIRST}
    heaviest, further = max(whole, key=lambda name: whole[name]), max(later, key=lambda name: later[name])
    drawing = weight([each for each in visits[FIRST].requests if "/vega-" in each], base)
    return [
        ["The first chapter, with all that it loads", printed(whole[FIRST])],
        ["… of which the program that draws the charts", printed(drawing)],
        [f"The heaviest page ({heaviest})", printed(whole[heaviest])],
        [f"The heaviest page with charts, after the first chapter ({further})", printed(later[further])],
    ]


def weight(requests: list[str], base: str) -> tuple[int, int]:
    """The bytes of the files behind some requests, each counted once: as they are, and compressed."""
    files = {HTML / unquote(urlsplit(address.removeprefix(base)).path) for address in requests}
    contents = [path.read_bytes() for path in sorted(files)]
    return sum(map(len, contents)), sum(len(gzip.compress(content, 6)) for content in contents)


def printed(size: tuple[int, int]) -> str:
    """Both weights in words."""
    plain, compressed = (f"{round(value / 1000):,} kB" for value in size)
    return f"{plain}; {compressed} compressed"


if __name__ == "__main__":
    main()
