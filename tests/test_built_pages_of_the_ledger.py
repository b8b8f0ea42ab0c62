"""The pages of the ledger: all there, short, linked, and found by search, by other books and at old addresses."""

import json
import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from page_kinds import FOLDERS, kinds

from compendium.book.site.edition import read_edition

pytestmark = pytest.mark.built
SCREENS = 12
PRINTED = (*FOLDERS[:-1], "indexes", "actors", "assumptions", "corrections", "libraries", "places")
"""The kinds of page of the ledger; frames for other sites are not of it."""


def ledger_pages(root: Path) -> list[str]:
    """The names of all pages of the ledger."""
    lists = [f"list of {name}" for name in ("definitions", "results")]
    return [name for kind in (*PRINTED, *lists) for name in kinds(root)[kind]]


def test_no_page_is_longer_than_twelve_screens(browser, root):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    long = {}
    for name in dict.fromkeys(name for kind in PRINTED for name in (*kinds(root)[kind][:1], *kinds(root)["indexes"])):
        page.goto(f"file://{root}/_build/html/{name}.html")
        screens = page.evaluate("document.documentElement.scrollHeight") / 900
        long |= {name: screens} if screens > SCREENS else {}
    page.close()
    assert long == {}


def test_everything_has_its_page(root, ledger):
    built = root / "_build" / "html"
    names = [*(f"claims/{entry.id}" for entry in ledger), *(f"questions/{name}" for name in ledger.questions),
             *(f"sources/{record.source.id}" for record in ledger.records),
             *(f"definitions/{name}" for name in ledger.definitions)]
    assert [name for name in names if not (built / f"{name}.html").is_file()] == []


def test_every_link_of_the_ledger_leads_to_a_page_and_an_anchor_that_are_there(root):
    built = (root / "_build" / "html").resolve()
    ids: dict[Path, set[str]] = {}
    broken = set()
    for path in (built / f"{name}.html" for name in ledger_pages(root)):
        article = path.read_text(encoding="utf-8").partition("<article")[2].partition("</article")[0]
        for address in set(re.findall(r'href="([^"]+)"', article)):
            place, _, anchor = address.partition("#")
            if place.startswith(("http:", "https:")):
                continue
            file = (path.parent / place).resolve() if place else path.resolve()
            if file not in ids and file.is_file():
                text = file.read_text(encoding="utf-8") if file.suffix == ".html" else ""
                ids[file] = set(re.findall(r'\sid="([^"]+)"', text))
            if not file.is_relative_to(built) or file not in ids or (anchor and anchor not in ids[file]):
                broken.add((path.relative_to(built).as_posix(), address))
    assert broken == set()


def test_every_claim_says_how_it_is_cited_beside_its_address(root, ledger):
    for entry in ledger.by_question["china-imports-from-myanmar"]:
        written = (root / f"_build/html/claims/{entry.id}.html").read_text(encoding="utf-8")
        rows = {term.get_text(): term.find_next_sibling("dd") for term in BeautifulSoup(written, "lxml").select("dt")}
        assert rows["Id"].a["href"].endswith(f"claims/{entry.id}.html")
        assert f"Claim {entry.id}, in: {read_edition(root).citation}" in rows["To cite"].get_text()


def test_a_result_says_where_it_is_used_only_where_something_uses_it(root):
    parts = [BeautifulSoup(page.read_text(encoding="utf-8"), "lxml").find(id="around")
             for page in sorted((root / "_build/html/results").glob("*.html"))]
    said = {(part.h2.find(string=True), "Used in" in part.get_text()) for part in parts}
    assert ("Where it is used", True) in said <= {("Where it is used", True), ("Its id", False)}


def test_a_question_begins_with_its_verdict(root):
    page = (root / "_build/html/questions/levy-per-tonne.html").read_text(encoding="utf-8")
    assert "verdict" in BeautifulSoup(page, "lxml").select(".verdict, .rival-claims")[0]["class"]


@pytest.mark.parametrize(("old", "new"), [
    ("chapters/ledger/reuters-2025-03.html#reuters-2025-03/imports-feb-2025",
     "claims/reuters-2025-03/imports-feb-2025.html"),
    ("chapters/ledger/questions.html#question/levy-per-tonne", "questions/levy-per-tonne.html"),
    ("chapters/ledger/definitions.html", "definitions.html"),
    ("chapters/data.html#derived/exports-after-coup", "results/exports-after-coup.html"),
    ("chapters/data.html#assumption/cny-per-usd", "assumptions.html#assumption/cny-per-usd"),
    ("chapters/actors.html#actor/kia", "actors.html#actor/kia"),
    ("chapters/take.html#the-levy", "chapters/pricing.html"),
    ("chapters/break-even.html#fig-break-even-dial", "chapters/alternatives.html#fig-break-even-dial"),
    ("chapters/scenarios.html#fig-scenarios-price", "chapters/outlook.html#fig-scenarios-price"),
    ("chapters/scenarios.html#fig-scenarios-dial", "chapters/models.html#fig-scenarios-dial"),
    ("chapters/leverage.html", "chapters/outlook.html"),
    ("chapters/evidence.html", "chapters/independent.html"),
    ("chapters/bibliography.html", "chapters/sources.html#bibliography"),
    ("chapters/ledger/coverage.html#reuters-2025-03/imports-feb-2025", "claims/reuters-2025-03/imports-feb-2025.html"),
    ("chapters/ledger/provenance.html", "chapters/ledger/claims.html"),
])
def test_an_old_address_leads_to_where_the_same_stands_now(browser, root, old, new):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/{old}")
    page.wait_for_url(f"**/_build/html/{new}")
    assert page.locator("article h1").count() == 1
    page.close()


def test_an_old_address_has_a_link_without_scripts(browser, root):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{root}/_build/html/chapters/places.html")
    page.wait_for_url("**/html/places.html")
    context.close()


def test_other_books_and_the_search_reach_every_page(root):
    from sphinx.util.inventory import InventoryFile

    with (root / "_build/html/objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda base, place: place)
    assert found["std:label"]["claims/reuters-2025-03/imports-feb-2025"][2].startswith(
        "claims/reuters-2025-03/imports-feb-2025.html")
    assert "question:levy-per-tonne" in found["evidence:question"]
    assert "result:exports-after-coup" in found["evidence:result"]
    index = (root / "_build/html/searchindex.js").read_text(encoding="utf-8")
    listed = {place[2].partition("#")[0].removesuffix(".html") for kind in found.values() for place in kind.values()}
    indexed = set(json.loads(index.removeprefix("Search.setIndex(").removesuffix(")"))["docnames"])
    assert sorted(set(ledger_pages(root)) - listed) == []
    assert sorted(set(ledger_pages(root)) - indexed) == []
