"""``python -m benchmarks.access``: whether every page can be used by everyone, as far as a program can tell.

Each page is opened in Chromium from a file, with all that can be unfolded unfolded, and held against the rules
for WCAG 2.2 AA and the best practices of axe-core. The result is kept in ``benchmarks/access.json``.
"""

import json
import shutil
from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from compendium.book.ledger.accounts import record_measurement
from compendium.execution.chapters import pages

ROOT = Path(__file__).parent.parent
RULES = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
VIEWS = (("light", 1280), ("dark", 390))
"""Both themes, and with them a wide and a narrow window."""
UNFOLD = "document.querySelectorAll('details').forEach((each) => { each.open = true; })"
TOLD = """() => [...document.querySelectorAll(".chart")].map((chart) => {
  const figure = chart.closest("figure"), own = chart.closest(".ledger-figure");
  const pictured = chart.querySelector("img[alt]:not([alt=''])");
  // a figure's own page has its words and its table open beside it
  const both = own && own.querySelector(".figure-words") && own.querySelector("#data tbody tr");
  if (own) return [chart.dataset.chart, Boolean(pictured && both)];
  const words = (figure && figure.querySelector(".chart-words")) || document.querySelector("main > .chart-words");
  const told = pictured && words && words.querySelector("p, table");
  return [chart.dataset.chart, Boolean(told && words.querySelector("tbody tr"))];
})"""
"""The charts of a page, and whether each has a text in its place, a description and a table."""


def main() -> None:
    """Audit every page in both views, and keep what was found."""
    from playwright.sync_api import sync_playwright

    names = list(pages(ROOT))
    rows = []
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        for scheme, width in VIEWS:
            found = [problem for _, problems in audited(browser, ROOT, names, scheme, width) for problem in problems]
            rules = Counter(problem.partition(":")[0] for problem in found)
            told = ", ".join(f"{rule} {count}" for rule, count in rules.most_common()) or "none"
            rows.append([scheme, f"{width} px", str(len(names)), str(len(found)), told])
        charts = len(list((ROOT / "figures").glob("*.svg")))
        about = (f"Every page with all that unfolds unfolded, held against axe-core {axe_version()} for WCAG 2.2 AA "
                 f"and best practices, in Chromium {browser.version} on {datetime.now(UTC):%-d %B %Y}. A program finds "
                 "only a part of what can stand in a reader's way; nobody has read the book with a screen reader yet.")
        about += (f" Each of the {charts} charts was looked for with a text in its place, a description in full "
                  "and a table of its data; one without counts as a violation.")
        browser.close()
    record_measurement(ROOT, "access", about, ["Theme", "Width", "Pages", "Violations", "Of which rule"], rows)
    for row in rows:
        print(*row, sep="  ")


def audited(browser: Any, root: Path, names: Iterable[str], scheme: str,
            width: int) -> Iterator[tuple[str, list[str]]]:
    """What stands in somebody's way on each page: rule, place, and the reason."""
    context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, offline=True,
                                  reduced_motion="reduce")
    page = context.new_page()
    page.set_default_timeout(120_000)
    for name in names:
        page.goto(f"file://{root}/_build/html/{name}.html")
        page.evaluate(UNFOLD)
        page.wait_for_timeout(300)
        silent = [chart for chart, told in page.evaluate(TOLD) if not told]
        yield name, [*_violations(page), *(f"chart-words: {chart} is not told in words" for chart in silent)]
    context.close()


def _violations(page: Any) -> Iterator[str]:
    page.evaluate(axe_program())
    options = {"runOnly": {"type": "tag", "values": list(RULES)}, "resultTypes": ["violations"]}
    found = page.evaluate(f"axe.run(document, {json.dumps(options)})")
    for violation in found["violations"]:
        for node in violation["nodes"]:
            yield f"{violation['id']}: {node['html'][:160]}: {node['failureSummary'][:200]}"


def axe_program() -> str:
    """axe-core, as its package brings it along."""
    import axe_playwright_python

    return (Path(axe_playwright_python.__file__).parent / "axe.min.js").read_text(encoding="utf-8")


def axe_version() -> str:
    """The version that the program itself names."""
    return axe_program().partition("axe v")[2].split()[0]


if __name__ == "__main__":
    main()
