"""How far the evidence carries the book: what the page on coverage lists and counts."""

import pytest
from bs4 import BeautifulSoup
from compendium.book.appendices.coverage_pages import LISTS, chapter_sources

from compendium import charts, datasets
from compendium.book.tracing.usage import uses


def test_a_chapter_counts_each_of_its_claims_once(root, ledger):
    spread = chapter_sources(root, ledger)
    used = uses(root, ledger)
    control = {entry.id for entry in ledger if any(place.file == "chapters/control.md" for place in used[entry.id])}
    assert spread["chapters/control"].total() == len(control)
    assert spread["chapters/control"]["frontier-2025-08"] == sum(name.startswith("frontier") for name in control)


def test_pages_of_the_ledger_and_examples_are_no_chapters(root, ledger):
    names = list(chapter_sources(root, ledger))
    assert names[0] == "index" and not any("ledger/" in name or "authors-guide" in name for name in names)


def test_the_table_of_subjects_adds_up(ledger):
    shown = charts.coverage_table(datasets.load("claims"), datasets.load("questions"))
    assert shown["Claims"].sum() == len(ledger) and shown["Questions"].sum() == len(ledger.questions)
    assert shown["Not used"].sum() == sum(bool(entry.claim.unused) for entry in ledger)
    assert list(shown["Subject"])[:2] == ["Who holds what", "What crosses the border"]


@pytest.mark.built
def test_all_unused_and_all_hedged_claims_are_listed_in_words(root, ledger):
    page = (root / "_build" / "html" / "chapters" / "ledger" / "coverage.html").read_text(encoding="utf-8")
    article = BeautifulSoup(page, "lxml").select_one(".bd-article")
    anchors = {link["href"].partition("#")[2] for link in article.select("details.sd-dropdown td a")}
    # beside the claims stand abbreviations, which lead to the glossary
    linked = {anchor for anchor in anchors if "/" in anchor}
    assert linked == {entry.id for entry in ledger if any(told(entry) for _, told in LISTS.values())}
    raw = {"pricing", "governance", "dependence", "others"}
    assert not raw & {cell.get_text() for cell in article.select("td")}
