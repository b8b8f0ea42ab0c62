"""The printed edition: what a note says, which signs can be printed, and the PDF as a reader and a program get it."""

import os
import re
import shutil
import sys
from pathlib import Path

import pikepdf
import pytest
from bs4 import BeautifulSoup
from lxml import html
from PIL import Image
from pypdf import PdfReader

from benchmarks.pdf import _elements, measure, text_layer
from compendium.book.printed.apparatus import add_notes, claim_note, index_of, mark_names, note_words
from compendium.book.printed.articles import (
    SUMMARISED,
    Article,
    PrintError,
    float_finding_figures,
    let_lines_end,
    letters_of,
    read_article,
)
from compendium.book.printed.binding import print_book, printed_pages, refuse_without_pango
from compendium.book.printed.offered import printed_file, printed_is_current
from compendium.book.printed.typefaces import missing_signs, raise_and_lower
from compendium.book.site.addresses import to_root
from compendium.evidence.reading import book_ledger
from compendium.fingerprints import file_print
from compendium.root import reading_from

EXAMPLE = Path(__file__).parent / "example"
PAGE = """<html><body><article>
<h1>1. Trade<a class="headerlink" href="#x">#</a></h1>
<p id="here">It was <a href="../claims/reuters-2025-03/imports-feb-2025.html"><span class="fact">311 t</span></a>,
 <a href="../claims/reuters-2025-03/imports-feb-2025.html"><span class="fact">so little</span></a>; see
 <a href="control.html#part">control</a>, <a href="models.html">models</a>, <a href="https://example.org">there</a>.</p>
<details><summary>Code</summary>x = 1</details><script>run()</script><button>Copy</button>
</article></body></html>"""
FACTS = {("claims/reuters-2025-03/imports-feb-2025", ""): "reuters-2025-03/imports-feb-2025",
         ("assumptions", "assumption/cny-per-usd"): "cny-per-usd",
         ("results/damage/from-the-farm", ""): "damage:from-the-farm"}
FORMULA = '<math alttext="{}"><mi>x</mi></math>'
SHOWN = """<p><img src="_images/otter.png" alt="An otter"/> and <img src="_images/lake.svg" alt="A lake"/></p>
<p>As <math alttext="\\displaystyle \\frac{a}{b^2} &lt; 5\\%"><mi>a</mi></math>, at
<a href="assumptions.html#assumption/cny-per-usd"><span class="fact">7.2 yuan</span></a>, and so
on<a class="footnote-reference brackets" href="#n"><span>[</span>1<span>]</span></a>.</p>
<div class="admonition note"><p class="admonition-title">Note</p><p>Boxed words.</p></div>
<details class="sd-dropdown"><summary><span>What this leaves out</span><svg></svg></summary>
<p>Side streams.</p></details>
<details class="admonition hide"><summary><p>Show the code</p></summary>
<div class="cell_output">Hidden words</div></details>
<details class="sd-dropdown on-demand"><summary>Why</summary><p>On demand alone.</p></details>
<aside class="footnote brackets" id="n"><span class="label"><span>[</span><a href="#id1">1</a><span>]</span></span>
<p>The author's footnote.</p></aside>"""


def pages_with(root: Path, folder: Path, held: str) -> Path:
    """Built pages of a book, each of which holds the same."""
    for name in printed_pages(root):
        page = folder / f"{name}.html"
        page.parent.mkdir(exist_ok=True)
        led = held.replace('="_images', f'="{to_root(name)}_images').replace('="ass', f'="{to_root(name)}ass')
        page.write_text(f"<article><h1>One</h1>{led}</article>", encoding="utf-8")
    (folder / "_images").mkdir()
    Image.new("RGB", (40, 30), "red").save(folder / "_images/otter.png")
    for name, words in (("lake", "Lake"), ("signs", "\N{CUNEIFORM SIGN A}")):
        (folder / f"_images/{name}.svg").write_text(
            f'<svg xmlns="http://www.w3.org/2000/svg" width="40" height="30"><text y="20">{words}</text></svg>',
            encoding="utf-8")
    (folder / "_images/cut.png").write_bytes((folder / "_images/otter.png").read_bytes()[:50])
    return folder


@pytest.fixture
def article(tmp_path) -> Article:
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters/trade.html").write_text(PAGE, encoding="utf-8")
    return read_article(tmp_path, "chapters/trade", ["chapters/trade", "chapters/control"], FACTS)


def test_a_page_that_holds_no_article_is_told(tmp_path):
    (tmp_path / "trade.html").write_text("<html><body><p>Trade</p></body></html>", encoding="utf-8")
    with pytest.raises(PrintError, match=r"trade\.html holds no article; build the book anew"):
        read_article(tmp_path, "trade", [], {})


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
    ("<p>\U00012000</p>",
     "index.md:3: the printed edition has no typeface for U+12000 CUNEIFORM SIGN A; write it another way"),
    ('<img src="_images/gone.png"/>', "index.md: picture 'gone.png' is not among the built pages; build the book"),
    ('<img src="_images/cut.png"/>', "index.md: picture 'cut.png' is no picture that can be printed: "),
    ('<img src="_images/signs.svg"/>', "picture 'signs.svg': the printed edition has no typeface for U+12000"),
    (FORMULA.format(r"\begin{matrix}a"),
     r"index.md:4: the formula '\begin{matrix}a' cannot be set in the printed edition"),
    (FORMULA.format("\u7dec"), "cannot be set in the printed edition: Font 'rm' does not have a glyph for '\\u7dec'"),
    (FORMULA.format("a &amp; b"), "the formula 'a & b' cannot be set in the printed edition: '&' is not known there; "
                                  "write it another way"),
    (f"<h2>{FORMULA.format('x')}</h2>",
     "the heading holds the formula 'x', which neither contents nor bookmarks of the printed edition can hold; write "
     "it in words"),
])
def test_what_cannot_be_printed_is_told(root, tmp_path, held, said):
    pages = pages_with(root, tmp_path, held)
    (pages / "_sources").mkdir()
    (pages / "_sources/index.md").write_text("# One\n\n\U00012000\n$\\begin{matrix}a$\n", encoding="utf-8")
    with pytest.raises(PrintError, match=re.escape(said)):
        print_book(root, pages, tmp_path / "x.pdf")


@pytest.mark.parametrize(("file", "plain", "said"), [
    ("seeds/lenn-post-2019-04.yaml", "title: ", "bibliography, lenn-post-2019-04: the printed edition has no typeface"),
    ("CITATION.cff", 'title: "', "the title page: the printed edition has no typeface for U+12000"),
    ("figures/otters.vl.json", '"title": "', "index.md: chart 'otters': the printed edition has no typeface for U+12"),
])
def test_a_sign_that_no_typeface_has_is_told_wherever_it_would_be_printed(root, tmp_path, file, plain, said):
    book = shutil.copytree(EXAMPLE, tmp_path / "book")
    (book / "data").mkdir()
    columns = (root / "data/derived.csv").read_text(encoding="utf-8").splitlines()[0]
    (book / "data/derived.csv").write_text(f"{columns}\n", encoding="utf-8")
    pages = pages_with(book, tmp_path, '<div data-chart="otters"></div>')
    (book / "figures").mkdir(exist_ok=True)
    (book / "figures/otters.vl.json").write_text(
        '{"title": "Otters", "data": {"values": [{"a": 1}]}, "mark": "point", "encoding": {"x": {"field": "a"}}}')
    text = (book / file).read_text(encoding="utf-8")
    assert plain in text
    (book / file).write_text(text.replace(plain, f"{plain}\U00012000 ", 1), encoding="utf-8")
    with reading_from(book), pytest.raises(PrintError, match=re.escape(said)):
        print_book(book, pages, tmp_path / "x.pdf")


def test_all_that_a_page_shows_is_printed(root, tmp_path):
    print_book(root, pages_with(root, tmp_path, SHOWN), tmp_path / "x.pdf")
    with pikepdf.open(tmp_path / "x.pdf") as book:
        described = {str(each.get("/Alt")) for each in _elements(book.Root.StructTreeRoot) if each.S == "/Figure"}
    read = PdfReader(tmp_path / "x.pdf")
    page = next(each for each in read.pages if "Boxed words." in each.extract_text())
    text = page.extract_text()
    assert described == {"An otter", "A lake", r"\displaystyle \frac{a}{b^2} < 5\%"}
    assert [(each.image.width, each.image.height) for each in page.images] == [(40, 30)] and "Lake" in text
    assert "7.2 yuan[1]" in text and "1 Assumption of this book: " in " ".join(text.split())
    assert "so on[a]." in text and text.count("[a]") == 2
    assert "What this leaves out" in text and "Side streams." in text
    assert "[2]" not in text and "Show the code" not in text and "On demand" not in text


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
    said = article.body.xpath("string(.//span[@class='print-note'])")
    assert said == claim_note(ledger["reuters-2025-03/imports-feb-2025"])


def test_a_note_leads_to_the_line_and_to_the_first_hand(ledger):
    assert claim_note(ledger["reuters-2025-03/imports-feb-2025"]) == "Reuters, l. 12, from Chinese customs"
    assert note_words("x", ledger, {"x": {"formula": "a ÷ b"}}) == "Computed: a ÷ b"
    assert note_words("cny-per-usd", ledger, {}).startswith("Assumption of this book: ")


def test_footnotes_have_letters_however_many_there_are():
    assert [letters_of(count) for count in (0, 25, 26, 701, 702)] == ["a", "z", "aa", "zz", "aaa"]


def test_every_kind_of_fact_leads_to_what_its_note_says(tmp_path, root):
    facts = "".join(f'<a href="{address}"><span class="fact">1</span></a>' for address in (
        "claims/reuters-2025-03/imports-feb-2025.html", "assumptions.html#assumption/cny-per-usd",
        "results/damage/from-the-farm.html"))
    (tmp_path / "trade.html").write_text(f"<article><p>{facts}</p></article>", encoding="utf-8")
    article = read_article(tmp_path, "trade", [], FACTS)
    assert article.body.xpath(".//a/@data-fact") == list(FACTS.values())
    add_notes(article, book_ledger(root), {"damage:from-the-farm": {"formula": "fish eaten − fish left"}})
    assert article.body.xpath("string((.//span[@class='print-note'])[3])") == "Computed: fish eaten − fish left"


def test_a_page_that_was_not_built_is_named(tmp_path):
    with pytest.raises(PrintError, match=r"chapters/nope\.html is not among the built pages"):
        read_article(tmp_path, "chapters/nope", [], {})


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
    found = [f"U+{ord(sign):04X}" for sign in missing_signs(text)]
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
