"""A page of the ledger leads to the places that use its claim, and follows them when they change."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from test_execution_tiny_book import TRADE, add_ledger, write_book

from compendium.book.ledger.used_in import Numbered, use_places
from compendium.book.site.shells import BODIES
from compendium.book.site.sphinx_run import WORK
from compendium.book.tracing.references import Use

BUILD = "from pathlib import Path; from compendium.book.building import build; build(Path(), progress=False)"
CLAIM = "reuters-2025-03/imports-feb-2025"
PAGE = f"claims/{CLAIM}"


def test_places_come_in_the_order_of_the_book_and_once_each():
    used = [Use("prose", "chapters/b.md", 9), Use("figure", "chapters/b.md", 3, "bars"), Use("prose", "index.md", 1),
            Use("prose", "chapters/b.md", 12), Use("table", "chapters/a.md", 4, "tab-a"),
            Use("table", "chapters/a.md", 8), Use("result", "x.py", 5, "sum"), Use("result", "x.py", 5, "sum")]
    found = use_places(used, ["index", "chapters/a", "chapters/b"])
    assert found.chapters == (("index", 1), ("chapters/a", 1), ("chapters/b", 2))
    assert found.numbered == (Numbered("chapters/a", "table", "tab-a"), Numbered("chapters/b", "figure", "fig-bars"))
    assert found.results == ("sum",)


def build_anew(root: Path) -> None:
    """Build as a command does; a second build in one process would write every page again."""
    subprocess.run([sys.executable, "-c", BUILD], cwd=root, check=True)


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    """The tiny book with a fact in its chapter on trade, and the pages that the fact needs."""
    root = write_book(tmp_path_factory.mktemp("used"), trade=TRADE.replace("The end.", f"It was {{fact}}`{CLAIM}`."))
    add_ledger(root)
    build_anew(root)
    return root


def entry(root: Path) -> BeautifulSoup:
    page = (root / "_build/html" / f"{PAGE}.html").read_text(encoding="utf-8")
    return BeautifulSoup(page, "html.parser").find(id=CLAIM)


def links(root: Path) -> dict[str, str]:
    return {link["href"]: link.get_text() for link in entry(root).find_all("a")}


def test_an_entry_leads_to_the_very_place(book):
    assert links(book)[f"../../chapters/trade.html#use/{CLAIM}"] == "Trade"
    page = BeautifulSoup((book / "_build/html/chapters/trade.html").read_text(encoding="utf-8"), "html.parser")
    assert page.find(id=f"use/{CLAIM}").get_text() == "311 t"


def test_an_entry_names_its_rivals(book):
    page = (book / "_build/html/claims/dvb-2025/dysprosium-rise.html").read_text(encoding="utf-8")
    rise = BeautifulSoup(page, "html.parser").find(id="dvb-2025/dysprosium-rise")
    text = rise.get_text()
    assert "down 3.2% (Reuters, about September 2024" in text and "the other that dysprosium prices fell" in text


def test_an_entry_follows_a_change_and_stays_where_nothing_changed(book):
    chapter, shown = book / "chapters/trade.md", book / WORK / "html" / "pages" / BODIES / f"{PAGE}.json"
    text, written = chapter.read_text(encoding="utf-8"), shown.stat().st_mtime_ns
    chapter.write_text(text.replace("It was", "Then it was"), encoding="utf-8")
    build_anew(book)
    assert shown.stat().st_mtime_ns == written
    chapter.write_text(text.replace(f"{{fact}}`{CLAIM}`", "little"), encoding="utf-8")
    build_anew(book)
    assert shown.stat().st_mtime_ns > written
    assert f"../../chapters/trade.html#use/{CLAIM}" not in links(book)
