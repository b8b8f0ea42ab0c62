"""The printed book as it was set: what it holds beside the pages, where its links lead, how it looks to programs."""

import os
import re
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from compendium.book.printed.typesetting import LEFT_BY_LATEX, typeset
from pypdf import PdfReader

from benchmarks.pdf import Printed, measure, text_layer
from compendium.book.printed.offered import MADE, is_current
from compendium.book.site.edition import read_edition
from compendium.execution import pages

pytestmark = [pytest.mark.printed, pytest.mark.built]
CAPTION = re.compile(r"^(Figure|Table) (\d+(?:\.\d+)?): ", re.MULTILINE)
OVER_THE_MARGIN = 10.0
"""How many points a line may be too wide: a third of a centimetre, of a margin of two and a half."""


@pytest.fixture(scope="module")
def pdf(root) -> Path:
    for program in ("xelatex", "pdftotext"):
        if shutil.which(program) is None and not os.environ.get("CI"):
            pytest.skip(f"the printed book needs '{program}', which is not on the PATH; 'make pdf' says what brings it")
    assert (root / MADE).is_file(), "the printed book is not made: run 'make pdf' first"
    assert is_current(root), "the printed book is older than the chapters: run 'make pdf' first"
    return root / MADE


@pytest.fixture(scope="module")
def printed(pdf) -> Printed:
    return measure(pdf)


@pytest.fixture(scope="module")
def text(pdf) -> str:
    return "\n".join(text_layer(pdf))


@pytest.fixture(scope="module")
def shown(root) -> list[BeautifulSoup]:
    """The pages of the book, as a screen shows them."""
    html = root / "_build" / "html"
    return [BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "lxml") for name in pages(root)]


def test_figures_and_tables_are_those_of_the_pages_and_bear_the_same_numbers(shown, printed, text):
    on_pages = [tag.get_text().strip() for page in shown for tag in page.select(".caption-number")]
    on_paper = [f"{kind} {number}" for kind, number in CAPTION.findall(text)]
    assert sorted(on_paper) == sorted(on_pages)
    assert printed.figures + printed.tables == len(on_pages)


def test_every_fact_of_the_pages_has_its_mark_in_print(shown, printed):
    facts = sum(len(page.select("article a > .fact")) for page in shown)
    assert printed.marks == facts > 500


def test_a_note_carries_the_trail_of_its_fact(ledger, text):
    entry = ledger["reuters-2025-03/imports-feb-2025"]
    said = re.sub(r"[\s-]+", "", f"{entry.claim.says} Reuters, from Chinese customs; 28 March 2025, line 12.")
    notes = re.sub(r"[\s-]+", "", text)
    assert re.search(re.escape(said) + r"(?:Contested,p\.\d+\.)?" + entry.id.replace("-", "") + r",p\.\d+\.", notes)


def test_contested_facts_look_contested(pdf, text):
    assert re.search(r"\d+‡", text)
    assert "‡ marks a question on which the sources part" in re.sub(r"\s+", " ", text)


def test_no_reference_leads_nowhere(printed):
    assert (printed.unresolved, printed.links_astray, printed.bookmarks_astray) == (0, 0, 0)


def test_every_page_of_the_book_has_a_bookmark(root, pdf, shown):
    book = PdfReader(pdf)

    def titles(entries):
        for entry in entries:
            yield from titles(entry) if isinstance(entry, list) else [re.sub(r"\W", "", entry.title)]

    headings = [re.sub(r"^\s*\d+\.|\W", "", page.select_one(".bd-article h1").get_text()) for page in shown]
    assert set(headings) <= set(titles(book.outline))


def test_every_page_has_text_and_every_sign_a_typeface(printed):
    assert (printed.pages_without_text, printed.signs_missing, printed.fonts_missing) == (0, 0, 0)


def test_pictures_are_vectors_and_carry_their_descriptions(shown, printed):
    charts = sum(len(page.select("figure .chart")) for page in shown)
    assert (printed.pictures_of_pixels, printed.pictures_described) == (0, charts)


def test_nothing_runs_over_the_margin(printed):
    assert printed.widest_overfull <= OVER_THE_MARGIN


def test_the_file_says_what_it_is(root, pdf):
    book, edition = PdfReader(pdf), read_edition(root)
    assert book.metadata.title == f"{edition.title}: {edition.subtitle}"
    assert book.metadata.author == edition.author
    assert edition.version in book.metadata.subject and edition.keywords[0] in book.metadata["/Keywords"]
    assert book.metadata.creation_date == datetime.fromtimestamp(edition.seconds, UTC)
    assert book.root_object["/Lang"] == "en"


def test_the_printed_book_is_one_click_from_every_page(root, shown, pdf):
    html = root / "_build" / "html"
    assert (html / MADE.name).read_bytes() == pdf.read_bytes()
    for name, page in zip(pages(root), shown, strict=True):
        link = page.select_one(".btn-printed-book")
        assert (html / name).parent.joinpath(link["href"]).resolve() == html / MADE.name, name


def test_set_again_elsewhere_it_has_the_same_bytes(root, pdf, tmp_path):
    made_anew = shutil.ignore_patterns(*LEFT_BY_LATEX)
    shutil.copytree(root / "_build" / "work" / "latex" / "pages", tmp_path / "elsewhere", ignore=made_anew)
    assert typeset(tmp_path / "elsewhere", read_edition(root).seconds).read_bytes() == pdf.read_bytes()
