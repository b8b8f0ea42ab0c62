"""The pages of the ledger, one of each kind: whole in both themes and three widths, small, and open to everyone."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from screens import wrong_on

from benchmarks.access import audited
from compendium.book.site.edition import read_edition
from compendium.execution import pages

pytestmark = pytest.mark.built
HEAVIEST, CLAIM_HEAVIEST = 150_000, 40_000
SCREENS = 12


def ledger_files(root: Path) -> dict[str, list[Path]]:
    """The pages that templates print, by kind: the first folder, or the page's own name where it is a list."""
    built, story = root / "_build" / "html", set(pages(root))
    kinds = defaultdict(list)
    for path in sorted(built.rglob("*.html")):
        name = path.relative_to(built).with_suffix("").as_posix()
        if 'class="ledger-page' in path.read_text(encoding="utf-8") and name not in story:
            kinds[name.partition("/")[0]].append(path)
    return kinds


def one_of_each(root: Path) -> list[str]:
    """The heaviest page of each kind, and the indexes."""
    built = root / "_build" / "html"
    heaviest = [max(paths, key=lambda path: path.stat().st_size) for paths in ledger_files(root).values()]
    return [*(path.relative_to(built).with_suffix("").as_posix() for path in heaviest),
            *(name for name in pages(root) if name.startswith("chapters/ledger/"))]


def test_one_page_of_each_kind_is_whole_in_every_theme_and_width(browser, root):
    names = one_of_each(root)
    assert len(names) >= 18 and wrong_on(browser, root, names) == []


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 390)])
def test_one_page_of_each_kind_breaks_no_rule_of_accessibility(browser, root, scheme, width):
    assert {name: found for name, found in audited(browser, root, one_of_each(root), scheme, width) if found} == {}


def test_no_page_is_heavy(root):
    for kind, paths in ledger_files(root).items():
        most = CLAIM_HEAVIEST if kind == "claims" else HEAVIEST
        assert {path.name: path.stat().st_size for path in paths if path.stat().st_size > most} == {}, kind


def test_no_page_is_longer_than_twelve_screens(browser, root):
    page = browser.new_page(viewport={"width": 1440, "height": 900})
    long = {}
    for name in one_of_each(root):
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
    for path in (path for paths in ledger_files(root).values() for path in paths):
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
                broken.add((path.relative_to(root / "_build" / "html").as_posix(), address))
    assert broken == set()


def test_every_claim_says_how_it_is_cited_beside_its_address(root, ledger):
    for entry in ledger.by_question["china-imports-from-myanmar"]:
        written = (root / f"_build/html/claims/{entry.id}.html").read_text(encoding="utf-8")
        rows = {term.get_text(): term.find_next_sibling("dd") for term in BeautifulSoup(written, "lxml").select("dt")}
        assert rows["Id"].a["href"].endswith(f"claims/{entry.id}.html")
        assert f"Claim {entry.id}, in: {read_edition(root).citation}" in rows["To cite"].get_text()


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
])
def test_an_old_address_leads_to_where_the_same_stands_now(browser, root, old, new):
    page = browser.new_page()
    page.goto(f"file://{root}/_build/html/{old}")
    page.wait_for_url(f"**/_build/html/{new}")
    assert page.locator("h1").count() == 1
    page.close()


def test_an_old_address_has_a_link_without_scripts(browser, root):
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"file://{root}/_build/html/chapters/places.html")
    page.wait_for_url("**/html/places.html")
    context.close()


def test_other_books_reach_claims_questions_and_results(root):
    from sphinx.util.inventory import InventoryFile

    with (root / "_build/html/objects.inv").open("rb") as file:
        found = InventoryFile.load(file, "", lambda base, place: place)
    assert found["std:label"]["claims/reuters-2025-03/imports-feb-2025"][2].startswith(
        "claims/reuters-2025-03/imports-feb-2025.html")
    assert "question:levy-per-tonne" in found["evidence:question"]
    assert "result:exports-after-coup" in found["evidence:result"]
