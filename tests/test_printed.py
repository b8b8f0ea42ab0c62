"""The printed edition: what a note says, which signs can be printed, and the PDF as a reader and a program get it."""

import os
import re
import shutil
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from lxml import html

from benchmarks.pdf import measure, text_layer
from compendium.book.printed.apparatus import add_notes, claim_note, index_of, mark_names, note_words
from compendium.book.printed.articles import (
    SUMMARISED,
    Article,
    PrintError,
    float_finding_figures,
    let_lines_end,
    read_article,
)
from compendium.book.printed.binding import (
    missing_signs,
    print_book,
    printed_pages,
    raise_and_lower,
    refuse_without_pango,
)
from compendium.book.printed.offered import printed_file, printed_is_current
from compendium.fingerprints import file_print

EXAMPLE = Path(__file__).parent / "example"
PAGE = """<html><body><article>
<h1>1. Trade<a class="headerlink" href="#x">#</a></h1>
<p id="here">It was <a href="../claims/reuters-2025-03/imports-feb-2025.html"><span class="fact">311 t</span></a>,
 <a href="../claims/reuters-2025-03/imports-feb-2025.html"><span class="fact">so little</span></a>; see
 <a href="control.html#part">control</a>, <a href="models.html">models</a>, <a href="https://example.org">there</a>.</p>
<details><summary>Code</summary>x = 1</details><script>run()</script><button>Copy</button>
</article></body></html>"""


@pytest.fixture
def article(tmp_path) -> Article:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/trade.html").write_text(PAGE, encoding="utf-8")
    return read_article(tmp_path, "chapters/trade", ["chapters/trade", "chapters/control"])


def test_a_page_that_holds_no_article_is_told(tmp_path):
    (tmp_path / "trade.html").write_text("<html><body><p>Trade</p></body></html>", encoding="utf-8")
    with pytest.raises(PrintError, match=r"trade\.html holds no article; build the book anew"):
        read_article(tmp_path, "trade", [])


def test_a_printed_part_that_the_contents_do_not_have_is_told(tmp_path):
    for name in ("_config.yml", "_toc.yml"):
        text = (EXAMPLE / name).read_text(encoding="utf-8")
        (tmp_path / name).write_text(text.replace("printed_part: The story", "printed_part: The tale"))
    with pytest.raises(PrintError, match=r"_config\.yml: printed_part is 'The tale'; the parts of _toc\.yml are: "):
        printed_pages(tmp_path)


def test_a_machine_without_the_library_that_lays_out_text_is_told_what_to_install(tmp_path, monkeypatch):
    (tmp_path / "weasyprint.py").write_text("raise OSError('cannot load library libpango')\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    monkeypatch.delitem(sys.modules, "weasyprint", raising=False)
    with pytest.raises(PrintError, match=r"the printed edition needs Pango .*: cannot load library libpango"):
        refuse_without_pango()


@pytest.mark.parametrize(("held", "said"), [
    ('<div data-chart="gone"></div>', "figures/gone.vl.json is missing; build the book first"),
    ("<p>\U00012000</p>", "the printed edition has no typeface for U+12000 CUNEIFORM SIGN A; write it another way"),
])
def test_what_cannot_be_printed_is_told(root, tmp_path, held, said):
    for name in printed_pages(root):
        page = tmp_path / f"{name}.html"
        page.parent.mkdir(exist_ok=True)
        page.write_text('<article><h1>One</h1>' + held + "</article>", encoding="utf-8")
    with pytest.raises(PrintError, match=re.escape(said)):
        print_book(root, tmp_path, tmp_path / "x.pdf")


def test_an_article_is_without_what_only_a_screen_can_show(article):
    text = html.tostring(article.body, encoding="unicode")
    assert not any(each in text for each in ("<script", "<button", "<details", "headerlink"))
    assert article.title == "1. Trade"


def test_links_lead_within_the_book_or_are_words(article):
    links = {link.text_content(): link.get("href") for link in article.body.xpath(".//a")}
    assert links["control"] == "#chapters-control--part"
    assert "models" not in links
    assert links["there"] == "https://example.org"
    assert article.body.xpath(".//p/@id") == ["chapters-trade--here"]


def test_a_fact_has_one_note_in_its_paragraph(article, ledger):
    assert add_notes(article, ledger, {}) == 1
    said = article.body.xpath("string(.//span[@class='note'])")
    assert said == claim_note(ledger["reuters-2025-03/imports-feb-2025"])


def test_a_note_leads_to_the_line_and_to_the_first_hand(ledger):
    assert claim_note(ledger["reuters-2025-03/imports-feb-2025"]) == "Reuters, l. 12, from Chinese customs"
    assert note_words("x", ledger, {"x": {"formula": "a ÷ b"}}) == "Computed: a ÷ b"
    assert note_words("cny-per-usd", ledger, {}).startswith("Assumption of this book: ")


def test_a_page_that_was_not_built_is_named(tmp_path):
    with pytest.raises(PrintError, match=r"chapters/nope\.html is not among the built pages"):
        read_article(tmp_path, "chapters/nope", [])


def test_a_line_may_end_before_each_link_and_abbreviation():
    body = html.fromstring("<div><p>For China, in 2024, <a>57.6%</a> by <span>IREL</span>(<em>so</em>)</p></div>")
    let_lines_end(body)
    assert body.text_content() == "For China, in 2024, \u200b57.6% by \u200bIREL(so)"


def test_what_a_finding_looks_like_comes_before_the_words_that_run_around_it():
    body = html.fromstring("<article><section><h2>It</h2><p>So.</p><div class='cell'><figure>f</figure></div>"
                           "<p class='finding-basis'>Who</p></section><section><p>Not</p></section></article>")
    float_finding_figures(body)
    first, other = body.findall("section")
    assert [each.tag for each in first] == ["h2", "div", "p", "p"] and first.get("class") == SUMMARISED
    assert other.get("class") is None


@pytest.mark.parametrize(("text", "missing"), [
    ("₹5, Dy³, H₂O, “what” – 5 × 3 ÷ 2 ≤ 9", []), ("မြန်မာ", ["U+1014", "U+1019"]), ("人", ["U+4EBA"]),
])
def test_a_sign_without_a_typeface_is_named_by_its_code_point(text, missing):
    found = [each.split()[0] for each in missing_signs(text)]
    assert set(missing) <= set(found)
    assert bool(found) == bool(missing)


def test_a_raised_sign_that_no_typeface_has_is_raised_by_hand():
    body = html.fromstring("<div><p>Dy³⁺ and <b>Tb³⁺</b> and Nd³⁺, thrice</p></div>")
    raise_and_lower(body)
    assert html.tostring(body, encoding="unicode") == (
        "<div><p>Dy³<sup>+</sup> and <b>Tb³<sup>+</sup></b> and Nd³<sup>+</sup>, thrice</p></div>")


def test_an_index_gives_each_page_once_and_leaves_out_what_was_not_set():
    entries = index_of({"Pangwa": ["a", "b", "c"], "bhamo": ["d"], "Nowhere": ["z"]}, {"a": 4, "b": 4, "c": 2, "d": 9})
    assert [(entry.words, [place.page for place in entry.places]) for entry in entries] == [
        ("bhamo", [9]), ("Pangwa", [2, 4])]


def test_a_party_is_one_entry_of_the_index_by_its_name_its_letters_its_term_and_its_country(ledger):
    body = html.fromstring('<div><p><a href="#chapters-glossary--term-KIA">It</a> asked the United States.</p>'
                           '<section><p>The KIA, which is a party.</p></section></div>')
    found = mark_names([Article("chapters/x", "X", body)], ledger)
    assert {words: len(places) for words, places in found.items()} == {
        "Kachin Independence Army (KIA)": 2, "United States (US)": 1}


@pytest.fixture(scope="module")
def pdf(root) -> Path:
    if not printed_file(root).is_file() and not os.environ.get("CI"):
        pytest.skip("the printed edition is not made: run 'make pdf' first")
    assert printed_is_current(root), "the printed edition is older than the chapters: run 'make pdf' first"
    if shutil.which("pdftotext") is None and not os.environ.get("CI"):
        pytest.skip("reading the printed edition needs 'pdftotext' (on Debian and Ubuntu: apt install poppler-utils)")
    return printed_file(root)


@pytest.mark.printed
@pytest.mark.built
class TestPrinted:
    """The PDF that was made."""

    def test_it_is_tagged_in_a_language_with_all_that_it_needs(self, pdf):
        found = measure(pdf)
        assert found.marked
        assert found.language == "en"
        assert found.title
        assert found.fonts_missing == 0
        assert found.links_astray == 0

    def test_it_has_the_length_of_a_book_that_is_read(self, pdf):
        assert 50 <= measure(pdf).pages <= 100

    def test_its_figures_and_tables_are_those_of_the_pages_and_each_is_described(self, pdf, root):
        pages = [BeautifulSoup((root / f"_build/html/{name}.html").read_text("utf-8"), "lxml").article
                 for name in printed_pages(root)]
        found = measure(pdf)
        charts = sum(len(page.select("div[data-chart]")) for page in pages)
        assert found.tags["Figure"] >= charts > 0
        assert found.described == found.tags["Figure"]

    def test_every_chapter_is_a_bookmark_and_every_fact_of_it_has_its_note(self, pdf, root):
        found, text = measure(pdf), "\n".join(text_layer(pdf))
        assert found.bookmarks > len(printed_pages(root))
        assert "Reuters, l. 12, from Chinese customs" in text
        # a bare digit behind a number would be one of its digits for whoever copies it, or has it read aloud
        assert re.search(r"\b2024\[1\]", text) and not re.search(r"\b2024\d", text)

    def test_no_page_is_nearly_empty_but_the_last_of_a_chapter(self, pdf):
        words = [len(page.split()) for page in text_layer(pdf)]
        short = [number for number, count in enumerate(words, start=1) if count < 25]
        assert [number for number in short if number > 2] == []

    def test_no_heading_is_the_last_line_of_a_page(self, pdf, root):
        headings = {" ".join(each.get_text().split()).rstrip("#").strip() for name in printed_pages(root)
                    for each in BeautifulSoup((root / f"_build/html/{name}.html").read_text("utf-8"),
                                              "lxml").article.select("h2, h3")}
        for page in text_layer(pdf):
            lines = [" ".join(line.split()) for line in page.splitlines() if line.strip()]
            assert not lines[:-1] or lines[-2] not in headings, lines[-2]

    def test_the_same_pages_give_the_same_bytes(self, pdf, root, tmp_path):
        print_book(root, root / "_build/html", tmp_path / "again.pdf")
        # held by their marks: pytest would look for the difference of two such files for hours
        assert file_print(tmp_path / "again.pdf") == file_print(pdf)
