"""What stands beside the book's pages: figures to embed, metadata, the feed of changes, the page not found."""

import json
import re
from types import SimpleNamespace
from urllib.parse import urljoin, urlsplit

import pytest
from bs4 import BeautifulSoup
from lxml import etree
from sphinx.errors import ConfigError

from benchmarks.visits import served
from compendium.book.figures.take_along import frame, sources_line
from compendium.book.site.edition import base_address, read_edition
from compendium.book.site.redirects import write_redirects
from compendium.book.site.shells import BODIES
from compendium.book.site.site_files import correction_changes, feed, version_changes
from compendium.execution.chapters import pages

ATOM = "{http://www.w3.org/2005/Atom}"


class Settings:
    def __init__(self, book_url: str) -> None:
        self.book_url = book_url


def read(root, name: str) -> BeautifulSoup:
    return BeautifulSoup((root / "_build/html" / name).read_text(encoding="utf-8"), "lxml")


@pytest.mark.parametrize(("written", "meant"), [
    ("", ""), ("https://example.org/kachin", "https://example.org/kachin/"), ("http://a.org/", "http://a.org/")])
def test_the_address_ends_with_a_slash_or_is_none(written, meant):
    assert base_address(Settings(written)) == meant


@pytest.mark.parametrize(("written", "told"), [
    ("chapters/old: results/gone.html", "'chapters/old' leads to 'results/gone.html', and the book has no such page"),
    ("chapters/old: index.html#gone", "'chapters/old' leads to 'index.html#gone', and that page has no place 'gone'; "),
    ("chapters/old: claims/a/b.html#gone", "'.*' leads to '.*', and that page has no place 'gone'; leave out what "),
    ("claims/a/b: index.html", "'claims/a/b' is a page of this book, which nobody is led away from; remove the line"),
])
def test_an_old_address_is_held_against_the_pages_as_they_were_built(tmp_path, written, told):
    (tmp_path / "redirects.yml").write_text(f"chapters/well: index.html#there\n{written}\n", encoding="utf-8")
    (tmp_path / "_toc.yml").write_text("format: jb-book\nroot: index\n", encoding="utf-8")
    (tmp_path / "index.html").write_text('<p id="there">', encoding="utf-8")
    body = tmp_path / BODIES / "claims/a/b.json"
    body.parent.mkdir(parents=True)
    body.write_text('{"body": ""}', encoding="utf-8")
    app = SimpleNamespace(builder=SimpleNamespace(format="html"), srcdir=tmp_path, outdir=tmp_path)
    with pytest.raises(ConfigError, match=rf"^redirects\.yml:2: {told}"):
        write_redirects(app, None)


def test_a_frame_names_the_figure_and_escapes_its_title():
    assert frame("https://a.org/", "x", 'So "much" & more', 330) == (
        '<iframe src="https://a.org/embed/x.html" title="So &#34;much&#34; &amp; more" width="100%" height="330" '
        'loading="lazy"></iframe>')


@pytest.mark.built
@pytest.mark.parametrize("name", ["control-map", "break-even-dial", "alternatives-needs", "independent-values",
                                  "take-ladder"])
def test_a_frame_has_room_for_its_page_on_a_phone_and_names_where_it_stands(root, browser, name):
    with served(root / "_build" / "html") as address:
        page = browser.new_page(viewport={"width": 360, "height": 600})
        page.goto(f"{address}embed/{name}.html")
        page.wait_for_selector(".chart.drawn svg")
        code = page.locator("details pre code").text_content()
        needed = page.evaluate("document.querySelector('main').getBoundingClientRect().height")
        page.close()
    assert needed <= int(re.search(r'height="(\d+)"', code)[1]) < needed + 150
    assert f'src="{address}embed/{name}.html"' in code


def test_a_figure_names_its_sources_and_counts_its_claims():
    claims = ["reuters-2025-03/a", "dvb-2025/b", "reuters-2025-03/c"]
    named = sources_line({"usermeta": {"compendium": {"claims": claims}}})
    assert named == "Sources: DVB (opinion), Reuters (3 claims)"
    assert sources_line({"usermeta": {"compendium": {"claims": []}}}) == "Source: this book's own ledger"


def test_the_feed_is_the_same_twice_and_holds_versions_and_corrections(root, ledger):
    changes = [*version_changes(root), *correction_changes(ledger.corrections)]
    made = feed(read_edition(root), "", changes)
    assert made == feed(read_edition(root), "", changes)
    entries = etree.fromstring(made).findall(f"{ATOM}entry")
    assert len(entries) == len(changes) >= 1 + len(ledger.corrections)
    dates = [entry.findtext(f"{ATOM}updated") for entry in entries]
    assert dates == sorted(dates, reverse=True)
    assert len({entry.findtext(f"{ATOM}id") for entry in entries}) == len(entries)


def test_what_is_not_released_is_not_in_the_feed(tmp_path):
    text = "# Changes\n\n## Unreleased\n\n- New.\n\n## 0.2.0 (2026-12-01)\n\n- One\n  thing.\n"
    (tmp_path / "CHANGELOG.md").write_text(text)
    found = [(name, said) for _, name, _, said in version_changes(tmp_path)]
    assert found == [("version/0.2.0", "<ul><li>One thing.</li></ul>")]


@pytest.mark.built
def test_every_figure_has_a_page_to_embed_that_its_source_line_offers(root):
    html = root / "_build/html"
    edition = read_edition(root)
    offered = set()
    for name in pages(root):
        for figure in read(root, f"{name}.html").select("figure:has(.chart)"):
            chart = figure.select_one(".chart")["data-chart"]
            link = figure.find("a", string="embed")["href"]
            assert urljoin(f"/{name}.html", link) == f"/embed/{chart}.html"
            offered.add(chart)
            page = read(root, f"embed/{chart}.html")
            finding = " ".join(json.loads(page.select_one(".chart script").string)["title"]["text"])
            assert page.title.get_text() == page.h1.get_text() == finding
            assert edition.dated in page.select_one(".source").get_text(" ", strip=True).replace("\n", " ")
            assert page.select_one(".source").get_text().startswith("Source")
            assert (html / "figures" / f"{chart}.svg").is_file() and page.img["alt"] not in ("", finding)
            assert len(page.select("tbody tr")) >= 1 and f"embed/{chart}.html" in page.pre.get_text()
            back = page.select_one(".source a")["href"]
            assert urljoin(f"/embed/{chart}.html", back) == f"/{name}.html#{figure['id']}"
    assert offered == {path.stem for path in (html / "embed").glob("*.html")} and len(offered) >= 20


@pytest.mark.built
def test_every_page_describes_itself_and_says_what_it_is(root):
    kinds = {}
    for name in pages(root):
        page = read(root, f"{name}.html")
        said = json.loads(page.find("script", type="application/ld+json").string)
        described = page.find("meta", attrs={"name": "description"})["content"]
        assert described == said["description"] == page.find("meta", property="og:description")["content"], name
        assert 20 < len(described) <= 301, name
        assert said["version"] == read_edition(root).version and page.find("link", rel="icon"), name
        kinds[name] = said["@type"]
    assert kinds["index"] == "Book" and kinds["chapters/trade"] == "Chapter"
    assert kinds["chapters/ledger/data"] == "Dataset"


@pytest.mark.built
def test_no_page_holds_an_absolute_address_of_a_site_that_nobody_named(root):
    for name in pages(root):
        page = read(root, f"{name}.html")
        assert page.find("meta", property="og:url") is None and page.find("link", rel="canonical") is None, name


@pytest.mark.built
def test_the_data_of_the_dataset_are_there(root):
    said = json.loads(read(root, "chapters/ledger/data.html").find("script", type="application/ld+json").string)
    for each in said["distribution"]:
        assert (root / "_build/html" / urljoin("/chapters/ledger/data.html", each["contentUrl"]).lstrip("/")).is_file()


@pytest.mark.built
def test_the_page_not_found_needs_no_script_and_leads_back(root):
    page = read(root, "404.html")
    assert page.find("script") is None
    for link in page.select("a[href]"):
        assert (root / "_build/html" / urlsplit(link["href"]).path).is_file(), link


@pytest.mark.built
def test_every_chapter_has_previous_next_and_anchors_that_stay(root):
    names = [name for name in pages(root) if name.count("/") == 1]
    for name in names:
        page = read(root, f"{name}.html")
        assert page.select_one("a.left-prev") is not None, name
        for heading in page.select(".bd-article h2, .bd-article h3"):
            if heading.find_parent(class_="tooltip") is None and heading.find_parent("section"):
                anchor = heading.find("a", class_="headerlink")["href"]
                assert not re.fullmatch(r"#id\d+", anchor), f"{name}: {heading.get_text()}"
