"""``python -m benchmarks.reading``: how much there is to read, beside what an earlier edition asked of its readers.

The pages that the sidebar names are opened in Chromium at 1440 × 900, and what a reader sees without opening anything
is counted. ``--html FOLDER --edition 0.3.0 --printed 403`` measures another built book, of whose printed edition the
pages were counted then; its column is kept beside this one's in ``benchmarks/reading.json``.
"""

import argparse
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import median
from typing import Any

import pikepdf

from compendium.book.ledger.accounts import record_measurement
from compendium.book.printed.offered import printed_file
from compendium.book.site.edition import read_edition

ROOT = Path(__file__).parent.parent
NAME = "reading"
WIDTH, HEIGHT = 1440, 900
SIDEBAR = ".bd-sidebar-primary nav.bd-links a.reference.internal"
READ = """() => ({
  words: (document.querySelector("article").innerText.match(/[\\p{L}\\p{N}][\\p{L}\\p{N}'’.,%-]*/gu) || []).length,
  height: document.querySelector("article").getBoundingClientRect().height,
})"""


@dataclass(frozen=True)
class Page:
    """What one page asks of its reader: words, screens, and bytes of HTML."""

    words: int
    screens: float
    size: int


def main() -> None:
    """Measure one built book, and keep its column."""
    asked = _arguments()
    pages = dict(_pages(asked.html))
    column = dict(_rows(list(pages.values()), asked.printed or _printed_pages()))
    kept = _kept()
    kept[asked.edition] = column
    editions = sorted(kept, key=lambda name: [int(part) for part in name.split(".")])
    about = (f"The pages that the sidebar names, opened in Chromium at {WIDTH} × {HEIGHT}; words and height are what a "
             "reader sees without opening anything. A kilobyte is 1,000 bytes. The newest column was measured on "
             f"{datetime.now(UTC):%-d %B %Y}.")
    rows = [[what, *(kept[edition].get(what, "") for edition in editions)] for what in column]
    record_measurement(ROOT, NAME, about, ["What", *(f"Edition {edition}" for edition in editions)], rows)
    for row in rows:
        print(" | ".join(row))


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--html", type=Path, default=ROOT / "_build" / "html")
    parser.add_argument("--printed", type=int, help="the pages of the printed edition; else those of _build/pdf")
    parser.add_argument("--edition", default=read_edition(ROOT).version)
    return parser.parse_args()


def _printed_pages() -> int:
    with pikepdf.open(printed_file(ROOT)) as book:
        return len(book.pages)


def _kept() -> dict[str, dict[str, str]]:
    """The columns that were measured before, by edition."""
    path = ROOT / "benchmarks" / f"{NAME}.json"
    if not path.is_file():
        return {}
    record = json.loads(path.read_text(encoding="utf-8"))
    editions = [header.removeprefix("Edition ") for header in record["headers"][1:]]
    return {edition: {row[0]: row[number] for row in record["rows"]} for number, edition in enumerate(editions, 1)}


def _pages(html: Path) -> Iterator[tuple[str, Page]]:
    """Every page that the sidebar of the front page leads to, and the front page itself."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": HEIGHT})
        page.goto(f"file://{html.resolve()}/index.html")
        links = page.eval_on_selector_all(SIDEBAR, "links => links.map((link) => link.getAttribute('href'))")
        for name in dict.fromkeys(["index.html", *(link.partition("#")[0] for link in links if link != "#")]):
            yield name, _measured(page, html / name)
        browser.close()


def _measured(page: Any, path: Path) -> Page:
    page.goto(f"file://{path.resolve()}")
    page.wait_for_load_state("load")
    seen = page.evaluate(READ)
    return Page(seen["words"], seen["height"] / HEIGHT, path.stat().st_size)


def _rows(pages: list[Page], printed: int) -> Iterator[tuple[str, str]]:
    yield "Entries in the sidebar", str(len(pages) - 1)
    yield "Words on these pages and the front page", f"{sum(page.words for page in pages):,}"
    for what, values, form in (("Words on a page", [page.words for page in pages], "{:,.0f}"),
                               ("Screens of a page", [page.screens for page in pages], "{:.1f}"),
                               ("Kilobytes of HTML of a page", [page.size / 1000 for page in pages], "{:,.0f}")):
        yield f"{what}, in the middle and at most", f"{form.format(median(values))}; {form.format(max(values))}"
    yield "Pages of the printed edition", str(printed)


if __name__ == "__main__":
    main()
