"""Building the tiny book: what stands on its pages, what stays when a build fails, what is not done twice."""

import errno
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from sphinx.errors import ExtensionError
from test_execution_tiny_book import GLOSSARY, TRADE, chapter_with, write_book

from compendium.book.building import build
from compendium.book.ledger import collecting
from compendium.book.reader import read
from compendium.book.site.sphinx_run import WORK, BookError, build_pages, touched
from compendium.errors import ChapterError
from compendium.new_book import new_book
from compendium.sealed import SEAL

MORE = """$$
y = x^2
$$ (growth)

By {eq}`growth`, as [told](https://example.org/?a=1&b=2&copy=3).

> ***
>
> A word.
>
> ***

And others.
"""
RULED = """
```{code-cell} ipython3
from IPython.display import Markdown

Markdown("---\\n\\nA word.\\n\\n---\\n\\n---")
```
"""
OWN = {"glossary": f"{GLOSSARY}\n{MORE}", "trade": f"{TRADE}{RULED}"}
"""The chapters of this book that hold more than those of the tiny one."""


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("book"), **OWN)
    # as JupyterLab pairs it with its chapter: no page of the book, and no second one of its name
    (root / "chapters/trade.ipynb").write_text(nbformat.writes(nbformat.v4.new_notebook()), encoding="utf-8")
    build(root, progress=False)
    return root


@pytest.fixture
def copied(book: Path, tmp_path: Path) -> Path:
    """The built book, to be changed."""
    return shutil.copytree(book, tmp_path / "book", symlinks=True)


def test_the_ledger_is_whole_where_the_fork_that_makes_it_fails(book: Path, copied: Path, monkeypatch) -> None:
    begun, forks = os.fork, []

    def fails() -> None:
        raise RuntimeError("the fork fails")

    monkeypatch.setattr(collecting.os, "fork", lambda: forks.append(begun()) or forks[-1])
    monkeypatch.setattr(collecting, "end_with_parent", fails)
    shutil.rmtree(copied / "_build")
    build(copied, progress=False)
    pages = {path.relative_to(book): path.read_bytes() for path in (book / "_build/html").rglob("*") if path.is_file()}
    made = {path.relative_to(copied): path.read_bytes()
            for path in (copied / "_build/html").rglob("*") if path.is_file()}
    assert len(forks) == 1 and made == pages
    assert any(path.match("claims/*/*.html") for path in made)


def page(root: Path, name: str) -> BeautifulSoup:
    return BeautifulSoup((root / f"_build/html/{name}.html").read_text(encoding="utf-8"), "html.parser")


def test_a_chart_carries_its_specification_its_picture_and_its_description(book: Path) -> None:
    chart = page(book, "chapters/trade").select_one("figure#fig-months .chart")
    assert chart is not None
    assert json.loads(chart.script.string)["title"]["text"] == ["Imports rose every month, </script> or not"]
    assert chart.img["alt"] == "Rising bars."
    assert (book / "_build/html/chapters" / chart.img["src"]).resolve().is_file()


def test_figures_and_tables_are_numbered_captioned_and_referred_to(book: Path) -> None:
    caption = page(book, "chapters/trade").select_one("figure#fig-months figcaption")
    assert caption.get_text().startswith("\nFigure 1.1 Imports")
    table = page(book, "chapters/pricing").select_one("table#tab-taxes")
    assert table.caption.get_text().startswith("Table 2.1 Taxes by reading, beside Figure 1.1.")
    assert "See Figure 1.1 and Table 2.1." in page(book, "index").article.get_text()


def test_a_labelled_formula_has_the_number_and_the_place_to_which_links_lead(book: Path) -> None:
    glossary = page(book, "chapters/glossary").article
    link = glossary.find("a", href="#equation-growth")
    formula = glossary.find(id="equation-growth")
    assert link.get_text() == "(1)" == formula.select_one(".eqno").get_text() and formula.math is not None


@pytest.mark.parametrize(("name", "around", "shown"), [
    ("glossary", "blockquote", ["hr", "p", "hr"]), ("trade", ".cell_output:has(hr)", ["hr", "p", "hr", "hr"])])
def test_a_line_across_stands_where_it_was_written(book: Path, name: str, around: str, shown: list[str]) -> None:
    found = page(book, f"chapters/{name}").article.select_one(around).find_all(["hr", "p"])
    assert [each.name for each in found] == shown


def test_an_address_is_the_one_that_was_written(book: Path) -> None:
    assert page(book, "chapters/glossary").article.find("a", href="https://example.org/?a=1&b=2&copy=3") is not None


def test_ids_are_not_given_twice(book: Path) -> None:
    ids = [tag["id"] for tag in page(book, "chapters/pricing").article.find_all(id=True)]
    assert len(ids) == len(set(ids))


def test_a_table_keeps_links_roles_and_numbers(book: Path) -> None:
    rows = page(book, "chapters/pricing").select("table#tab-taxes tbody tr")
    assert rows[0].select_one("a")["href"] == "glossary.html#term-Tax"
    assert rows[1].select_one("strong").get_text() == "toll"
    assert [cell.get_text() for cell in rows[1].find_all("td")][2] == "–"
    assert ["number" in cell.get("class", []) for cell in rows[0].find_all("td")] == [False, False, True]


def test_a_running_index_is_left_out(copied: Path) -> None:
    shown = TRADE.partition("```{code-cell}")[0].replace("# Trade", "# Pricing").replace("{numref}`fig-months`", "it")
    cells = "```{code-cell} ipython3\nimport pandas as pd\n\npd.DataFrame({'Tax': ['a toll', 'a levy']})\n```\n"
    (copied / "chapters/pricing.md").write_text(shown + cells, encoding="utf-8")
    (copied / "index.md").write_text("# The book\n", encoding="utf-8")
    build(copied, progress=False)
    table = page(copied, "chapters/pricing").select_one("table.computed")
    assert [cell.get_text() for cell in table.find_all(["th", "td"])] == ["Tax", "a toll", "a levy"]


def test_a_cell_that_pandas_cut_off_is_a_warning(copied: Path) -> None:
    text = (copied / "chapters/pricing.md").read_text(encoding="utf-8").replace("taxes.style.hide", "taxes  #")
    (copied / "chapters/pricing.md").write_text(text.replace("a fixed sum", "a fixed sum " * 9), encoding="utf-8")
    with pytest.raises(BookError, match=r"chapters/pricing\.md:\d+: WARNING: a table's cell is cut off by pandas"):
        build(copied, progress=False)


def test_scripts_for_charts_are_only_where_charts_are(book: Path) -> None:
    names = {name: str(page(book, name)) for name in ("chapters/trade", "chapters/pricing")}
    assert "chart.js" in names["chapters/trade"]
    assert "chart.js" not in names["chapters/pricing"]
    assert "vega-" not in names["chapters/pricing"]


def test_no_page_asks_another_host(book: Path) -> None:
    for path in (book / "_build/html").rglob("*.html"):
        read = BeautifulSoup(path.read_text(encoding="utf-8"), "html.parser")
        # a browser does not ask for the text of a licence
        tags = [tag for tag in read.find_all(["script", "link", "img", "iframe"]) if tag.get("rel") != ["license"]]
        asked = [tag.get("src") or tag.get("href") or "" for tag in tags]
        assert [address for address in asked if "//" in address] == [], path.name
        assert "thebe" not in path.read_text(encoding="utf-8")


def test_mathematics_is_mathml(book: Path) -> None:
    assert page(book, "chapters/glossary").select_one("math mfrac") is not None


def test_source_links_lead_to_the_markdown_and_there_is_no_edit_button(book: Path) -> None:
    links = [link["href"] for link in page(book, "chapters/trade").select("a[href]")]
    assert "../_sources/chapters/trade.md" in links
    assert not any("_sources" in href and href.endswith(".ipynb") for href in links)
    assert not any("edit" in href or "github" in href for href in links)


@pytest.mark.parametrize("address", ["https://github.com/someone/book", "https://code.example.org/someone/book"])
def test_a_repository_address_makes_edit_links_to_the_markdown(copied: Path, address: str) -> None:
    config = copied / "_config.yml"
    text = config.read_text(encoding="utf-8").replace('repository_url: ""', f"repository_url: {address}")
    config.write_text(text, encoding="utf-8")
    build(copied, progress=False)
    links = [link["href"] for link in page(copied, "chapters/trade").select("a[href]")]
    assert any(href.startswith(address) and "edit" in href and href.endswith("chapters/trade.md") for href in links)


def test_nothing_changed_means_nothing_run_and_nothing_drawn(copied: Path) -> None:
    before = {path.name: path.read_bytes() for path in (copied / "figures").iterdir()}
    done = build(copied, progress=False)
    assert done.outcome.ran == ()
    assert done.figures == ()
    assert {path.name: path.read_bytes() for path in (copied / "figures").iterdir()} == before
    assert set(before) == {"months.csv", "months.svg", "months.vl.json", SEAL}


def test_only_the_page_of_a_changed_sentence_is_written(copied: Path) -> None:
    build(copied, progress=False)
    page = copied / "index.md"
    page.write_text(page.read_text(encoding="utf-8") + "\nA further sentence.\n", encoding="utf-8")
    build(copied, progress=False)
    assert touched == {"index"}


def test_two_books_are_the_same_bytes(copied: Path, tmp_path: Path) -> None:
    other = write_book(tmp_path / "elsewhere", **OWN)
    build(other, progress=False)
    for path in (other / "_build/html").rglob("*"):
        if path.suffix in (".html", ".svg", ".js", ".css"):
            again = copied / "_build/html" / path.relative_to(other / "_build/html")
            assert again.read_bytes() == path.read_bytes(), path.name


def test_a_warning_stops_the_book_each_time_and_the_last_good_one_stays(copied: Path) -> None:
    good = (copied / "_build/html/chapters/glossary.html").read_bytes()
    (copied / "chapters/glossary.md").write_text(GLOSSARY + "\n{ref}`nowhere`\n", encoding="utf-8")
    for _ in range(2):
        with pytest.raises(BookError, match=r"chapters/glossary\.md:7: WARNING: undefined label: 'nowhere'"):
            build(copied, progress=False)
    assert (copied / "_build/html/chapters/glossary.html").read_bytes() == good
    (copied / "chapters/glossary.md").write_text(GLOSSARY, encoding="utf-8")
    build(copied, progress=False)


def test_html_that_a_directive_hides_from_a_check_ends_the_build(copied: Path) -> None:
    """In a cell, a header, a caption or a subtitle that only MyST takes for HTML: nothing of it would be checked."""
    script = "<script>go()</script>"
    hidden = [f"```{{csv-table}}\n`,{script},`\n```", f"```{{csv-table}}\n:header: {script}, b\n\nx, y\n```",
              f"```{{code-block}} python\n:caption: A {script}\nx\n```",
              f"```{{sidebar}} A\n:subtitle: {script}\nx\n```",
              f'{{attribution="{script}"}}\n> A word']
    text = "\n\n".join([GLOSSARY, *hidden, "Of <b>old</b> ~~days~~."])
    (copied / "chapters/glossary.md").write_text(text, encoding="utf-8")
    with pytest.raises(BookError) as told:
        build(copied, progress=False)
    found = re.findall(r"glossary\.md:\d+: WARNING: holds <script>, which no page takes; allowed is", str(told.value))
    assert len(found) == len(hidden) == len(told.value.problems)


def test_a_warning_names_the_line_that_a_person_would_count(copied: Path) -> None:
    """In prose after a blank line, in prose right after a cell, and in a caption (where its cell begins)."""
    broken = TRADE.replace("The end.", "The end.\n\n{ref}`one`").replace("The {term}`Tax`", "{ref}`two`")
    broken = broken.replace("What crossed", "{ref}`three` crossed")
    (copied / "chapters/trade.md").write_text(broken, encoding="utf-8")
    with pytest.raises(BookError) as told:
        build(copied, progress=False)
    lines = broken.splitlines()
    expected = {
        "one": lines.index("{ref}`one`") + 1,
        "two": lines.index("mystnb:"),
        "three": next(i for i, line in enumerate(lines) if "{ref}`three`" in line) + 1,
    }
    found = dict(re.findall(r"trade\.md:(\d+): WARNING: undefined label: '(\w+)'", str(told.value)))
    assert {name: int(line) for line, name in found.items()} == expected


def test_a_failing_chapter_leaves_the_last_good_book(copied: Path) -> None:
    good = (copied / "_build/html/chapters/trade.html").read_bytes()
    (copied / "chapters/trade.md").write_text(chapter_with("1 / 0"), encoding="utf-8")
    with pytest.raises(ChapterError, match="ZeroDivisionError"):
        build(copied, progress=False)
    assert (copied / "_build/html/chapters/trade.html").read_bytes() == good


def test_the_year_is_that_of_the_settings_whatever_a_packing_program_asks_for(copied: Path, monkeypatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "315532800")
    shutil.rmtree(copied / "_build/work")
    build(copied, progress=False)
    assert "1980" not in page(copied, "index").footer.get_text()
    assert os.environ["SOURCE_DATE_EPOCH"] == "315532800"


def test_changed_code_changes_page_and_figure(copied: Path) -> None:
    (copied / "chapters/trade.md").write_text(TRADE.replace("months = 12", "months = 7"), encoding="utf-8")
    assert build(copied, progress=False).figures == ("months",)
    chart = page(copied, "chapters/trade").select_one(".chart")
    assert len(next(iter(json.loads(chart.script.string)["datasets"].values()))) == 7


def test_a_chapter_that_leaves_the_book_leaves_no_page_and_no_figure(copied: Path) -> None:
    toc = copied / "_toc.yml"
    toc.write_text(toc.read_text(encoding="utf-8").replace("  - file: chapters/trade\n", ""), encoding="utf-8")
    (copied / "index.md").write_text("# The book\n", encoding="utf-8")
    pricing = copied / "chapters/pricing.md"
    text = pricing.read_text(encoding="utf-8").replace(", beside {numref}`fig-months`", "")
    pricing.write_text(text, encoding="utf-8")
    build(copied, progress=False)
    assert not (copied / "_build/html/chapters/trade.html").exists()
    assert not list((copied / "figures").iterdir())
    assert not list((copied / "_build/html").rglob("months.svg"))


def test_two_charts_of_one_name_are_an_error(copied: Path) -> None:
    plain = "\n```{code-cell} ipython3\nalt.Chart(pd.DataFrame({'a': [1]})).mark_point()\n```\n"
    (copied / "chapters/pricing.md").write_text(TRADE.replace("fig-months", "fig-other") + plain, encoding="utf-8")
    with pytest.raises(ChapterError, match=r"a chart is called 'months' already, in chapters/trade\.md") as told:
        build(copied, progress=False)
    assert re.search(r"pricing\.md:\d+: a chart without a name; publish it with charts\.publish", str(told.value))


def test_a_font_of_one_machine_is_an_error(copied: Path) -> None:
    (copied / "chapters/trade.md").write_text(TRADE.replace("Liberation Sans", "Comic Sans"), encoding="utf-8")
    with pytest.raises(ChapterError, match="chart 'months' is set in 'Comic Sans'"):
        build(copied, progress=False)


def plain_jupyter_book(root: Path) -> subprocess.CompletedProcess[str]:
    code = "from jupyter_book.cli.main import main; main()"
    command = [sys.executable, "-c", code, "build", ".", "-W", "-n", "--keep-going"]
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)


def test_plain_jupyter_book_works_after_the_chapters_ran(copied: Path) -> None:
    (copied / "redirects.yml").write_text("chapters/old: chapters/trade.html\n", encoding="utf-8")
    build(copied, progress=False)
    # into the folder in which the finished book stands, with its page of the old address
    done = plain_jupyter_book(copied)
    assert done.returncode == 0, done.stderr
    assert page(copied, "chapters/trade").select_one(".chart") is not None
    assert page(copied, "chapters/old").html["data-to"] == "chapters/trade.html"


def test_plain_jupyter_book_says_what_to_do_before_they_ran(tmp_path: Path) -> None:
    done = plain_jupyter_book(write_book(tmp_path))
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "No current results for chapters/trade, chapters/pricing. "
        "Run `make book`: it executes the chapters and builds the book."
    )


def test_stale_results_are_not_shown(copied: Path) -> None:
    chapter = copied / "chapters/trade.md"
    chapter.write_text(chapter.read_text(encoding="utf-8").replace("months = 12", "months = 11"), encoding="utf-8")
    assert "Run `make book`" in plain_jupyter_book(copied).stderr


def test_plain_jupyter_book_prints_no_new_records_beside_old_results(tmp_path: Path, command) -> None:
    new_book(book := tmp_path / "book")
    assert command("build", "--root", book)[0] == 0
    record = book / "seeds/lenn-post-2019-04.yaml"
    text = record.read_text(encoding="utf-8").replace("value: 18", "value: 19").replace("were 18", "were 19")
    record.write_text(text, encoding="utf-8")
    done = plain_jupyter_book(book)
    assert (done.returncode, done.stderr.strip()) == (
        1, "data: older than seeds/lenn-post-2019-04.yaml; run 'compendium data'")


def test_no_header_makes_sphinx_run_a_page(tmp_path: Path) -> None:
    notebook = read("---\nmystnb:\n  execution_mode: force\n---\n\n# A page\n", str(tmp_path))
    assert notebook.metadata["mystnb"]["execution_mode"] == "off"


def test_a_disk_that_is_full_is_told_by_its_file_and_not_by_what_sphinx_says(tmp_path: Path, monkeypatch) -> None:
    def full(*_: object, **__: object) -> Exception:
        print("Exception occurred: Traceback", file=sys.stderr)
        error = ExtensionError("a handler threw an exception")
        error.__cause__ = OSError(errno.ENOSPC, "No space left on device")
        return error

    monkeypatch.setattr("jupyter_book.sphinx.build_sphinx", full)
    root = write_book(tmp_path)
    with pytest.raises(OSError, match="No space left on device") as told:
        build_pages(root, "html")
    assert Path(told.value.filename) == root / WORK / "html"
