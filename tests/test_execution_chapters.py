"""Which pages are chapters, what their parameters allow, and what is refused before anything runs."""

import sys
from pathlib import Path

import pytest
from test_execution_tiny_book import GLOSSARY, HEADER, TRADE, chapter_with, write_book

from compendium.errors import ChapterError
from compendium.execution.chapters import find_chapter, pages, read_chapter, read_chapters, run_values
from compendium.execution.text_form import canonical


def test_pages_come_in_the_order_of_the_book(tmp_path: Path) -> None:
    assert pages(write_book(tmp_path)) == ["index", "chapters/trade", "chapters/pricing", "chapters/glossary"]


def test_only_pages_with_a_header_are_chapters(tmp_path: Path) -> None:
    names = [chapter.docname for chapter in read_chapters(write_book(tmp_path))]
    assert names == ["chapters/trade", "chapters/pricing"]


def test_each_cell_knows_its_line(tmp_path: Path) -> None:
    chapter = find_chapter(write_book(tmp_path), "trade")
    written = chapter.path.read_text(encoding="utf-8").splitlines()
    for cell, line in zip(chapter.notebook.cells, chapter.lines, strict=True):
        assert written[line - 1] == cell.source.splitlines()[0]


def test_a_code_cell_without_a_header_is_an_error_with_its_line(tmp_path: Path) -> None:
    root = write_book(tmp_path, glossary="# Glossary\n\n```{code-cell} ipython3\n1\n```\n")
    with pytest.raises(ChapterError, match=r"^chapters/glossary\.md:3: a code cell on a page without"):
        read_chapters(root)


@pytest.mark.skipif(sys.platform != "linux", reason="there is no file here that is there and cannot be read")
def test_a_page_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    root = write_book(tmp_path)
    (root / "chapters/trade.md").unlink()
    (root / "chapters/trade.md").symlink_to("/proc/self/mem")
    with pytest.raises(ChapterError, match=r"^chapters/trade\.md: cannot be read: "):
        read_chapter(root, "chapters/trade")


def test_an_option_that_a_notebook_does_not_have_so_is_told(tmp_path: Path) -> None:
    root = write_book(tmp_path, trade=chapter_with(":collapsed: 3\n\n1 + 1"))
    with pytest.raises(ChapterError, match=r"^chapters/trade\.md:1: the header or a cell's options are not those of"):
        read_chapters(root)


def test_a_missing_page_and_a_broken_cell_are_told_together(tmp_path: Path) -> None:
    root = write_book(tmp_path, trade=HEADER + "# T\n\n```{code-cell} ipython3\n---\na: [\n---\n1\n```\n")
    (root / "chapters/pricing.md").unlink()
    with pytest.raises(ChapterError) as told:
        read_chapters(root)
    assert [(problem.file, problem.line) for problem in told.value.problems] == [
        ("chapters/pricing.md", 0), ("chapters/trade.md", 16)]  # fmt: skip


def test_an_unreadable_table_of_contents_is_one_message(tmp_path: Path) -> None:
    (write_book(tmp_path) / "_toc.yml").write_text("format: jb-book\n", encoding="utf-8")
    with pytest.raises(ChapterError, match=r"^_toc\.yml: root is missing: it names the first page"):
        pages(tmp_path)


@pytest.mark.parametrize("name", ["trade", "chapters/trade", "chapters/trade.md"])
def test_a_chapter_is_found_by_any_of_its_names(tmp_path: Path, name: str) -> None:
    assert find_chapter(write_book(tmp_path), name).docname == "chapters/trade"


def test_an_unknown_chapter_is_answered_with_the_nearest(tmp_path: Path) -> None:
    with pytest.raises(ChapterError, match=r"no chapter is called 'trad'; did you mean 'trade'\?"):
        find_chapter(write_book(tmp_path), "trad")


def test_given_texts_become_values_of_the_right_type(tmp_path: Path) -> None:
    chapter = find_chapter(write_book(tmp_path), "trade")
    given = {"months": "3", "share": "1.5", "evidence": "reported"}
    assert run_values(chapter, given) == {"months": 3, "share": 1.5, "evidence": "reported"}


@pytest.mark.parametrize(("name", "text", "value"), [
    ("months", "1", 1), ("months", "24", 24), ("share", "0", 0.0), ("evidence", "all", "all")])
def test_the_limits_themselves_are_allowed(tmp_path: Path, name: str, text: str, value: object) -> None:
    assert run_values(find_chapter(write_book(tmp_path), "trade"), {name: text}) == {name: value}


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("mnths", "3", "30: parameter 'mnths' does not exist; did you mean 'months'? known: months, share, evidence"),
        ("months", "3.5", "30: parameter months: '3.5' is not allowed; allowed: int, 1 to 24;"
         " a whole number is written without point and exponent"),
        ("months", "25", "30: parameter months: '25' is not allowed; allowed: int, 1 to 24"),
        ("share", "-1", "31: parameter share: '-1' is not allowed; allowed: float, at least 0"),
        ("share", "nan", "31: parameter share: 'nan' is not allowed; allowed: float, at least 0;"
         " a number is written in digits from 0 to 9, with a point before decimals"),
        ("evidence", "some", "32: parameter evidence: 'some' is not allowed; allowed: one of: all, reported"),
    ],
)
def test_what_is_not_allowed_is_refused_with_its_line(tmp_path: Path, name: str, text: str, message: str) -> None:
    chapter = find_chapter(write_book(tmp_path), "trade")
    with pytest.raises(ChapterError) as told:
        run_values(chapter, {name: text})
    assert str(told.value) == f"chapters/trade.md:{message}"


def test_yes_and_no_are_truth_values(tmp_path: Path) -> None:
    root = write_book(tmp_path, trade=chapter_with(":tags: [parameters]\n\nrounded = True"))
    chapter = find_chapter(root, "trade")
    assert run_values(chapter, {"rounded": "no"}) == {"rounded": False}
    with pytest.raises(ChapterError, match="'maybe' is not allowed; allowed: bool"):
        run_values(chapter, {"rounded": "maybe"})


def test_a_chapter_without_parameters_says_so(tmp_path: Path) -> None:
    with pytest.raises(ChapterError, match="known: none, this chapter has no parameters"):
        run_values(find_chapter(write_book(tmp_path), "pricing"), {"months": "3"})


@pytest.mark.parametrize(
    ("assignment", "message"),
    [
        ("months = 12  # int, 1 to 6", "'12' is not allowed; allowed: int, 1 to 6"),
        ("months = 12  # str", "'12' is not allowed; allowed: str"),
        ("months = len('abc')", "the default of 'months' must be written out"),
        ("import os", "holds only assignments"),
        ("months = ", "is not Python"),
    ],
)
def test_a_wrong_parameters_cell_is_refused_with_its_line(tmp_path: Path, assignment: str, message: str) -> None:
    root = write_book(tmp_path, trade=chapter_with(f":tags: [parameters]\n\n{assignment}"))
    with pytest.raises(ChapterError, match=message) as told:
        read_chapters(root)
    assert told.value.problems[0].line == 19


def test_canonical_brings_a_chapter_into_the_one_form() -> None:
    version = "    format_version: 0.13\n"
    other = TRADE.replace(version, version + "    jupytext_version: 1.0.0\n")
    other = other.replace("    name: fig-months", "     name:   fig-months").replace("    caption: ", "     caption: ")
    assert other != TRADE
    assert canonical(other).count("jupytext_version") == 1
    assert canonical(canonical(other)) == canonical(other)
    assert "    name: fig-months\n" in canonical(other)


def test_canonical_keeps_what_describes_a_page() -> None:
    described = "myst:\n  html_meta:\n    description: What crossed the border.\n"
    tidy = canonical(TRADE.replace("kernelspec:", f"{described}kernelspec:", 1))
    assert described in tidy and canonical(tidy) == tidy
    # what is told to keep it is kept, too: JupyterLab saves by it
    assert "  notebook_metadata_filter: myst,-jupytext" in tidy


def test_canonical_leaves_a_plain_page_alone() -> None:
    assert canonical(GLOSSARY) == GLOSSARY


@pytest.mark.parametrize("asks", [
    "pd.Timestamp('today')", "pd.Timestamp.now()", "pd.to_datetime(['2020', 'now'])", "np.datetime64('today')",
    "time.strftime('%Y')", "time.localtime()", "time.time_ns()", "clock()", "t.ctime()", "formatdate()", "uuid.uuid1()",
    "today()", "datetime.datetime.now(tz=zone)", "hour()"])
def test_a_cell_that_asks_for_the_time_of_now_is_told(tmp_path: Path, asks: str) -> None:
    imports = ("import time as t\nfrom time import time as clock\nfrom email.utils import formatdate\n"
               "from datetime import date")
    root = write_book(tmp_path, trade=chapter_with(imports, "today, hour = date.today, 1\nhour = t.localtime", asks))
    with pytest.raises(ChapterError) as error:
        read_chapters(root)
    assert f"'{asks}' asks for the time of now" in str(error.value)


def test_an_option_by_which_displayed_markdown_would_do_what_no_page_may_is_told(tmp_path: Path) -> None:
    cell = "---\nmystnb:\n  markdown_format: myst\n---\nshown"
    with pytest.raises(ChapterError, match="what a cell displays as Markdown is text, without directives and roles"):
        read_chapters(write_book(tmp_path, trade=chapter_with(cell)))


@pytest.mark.parametrize("asks", [
    "path.stat().st_mtime", "path.lstat().st_ctime_ns", "os.path.getctime", "written", "made", "getatime"])
def test_a_cell_that_asks_for_the_time_of_a_file_is_told(tmp_path: Path, asks: str) -> None:
    imports = "import os\nfrom os.path import getatime, getctime as made\nwritten = os.path.getmtime"
    root = write_book(tmp_path, trade=chapter_with(imports, f"print({asks}(path))\nsorted(paths, key={asks})"))
    with pytest.raises(ChapterError) as error:
        read_chapters(root)
    told = f"'{asks}' asks for the time of a file, which is another in each copy of the book; write the day out"
    assert str(error.value).count(told) == 2


def test_a_time_that_is_given_and_how_long_something_takes_are_no_time_of_now(tmp_path: Path) -> None:
    cells = ("import time\nbegan = time.perf_counter()\nmoment = time.gmtime(0)\ntime.strftime('%Y', moment)",
             "days = pd.to_datetime(table['now'])\ndays.dt.strftime('%Y')\nprint('now')", "now = table['now']",
             "path.stat().st_size, record.mtime\nst_mtime = 3\nprint(st_mtime)\nmade = table['st_mtime']",
             "def today(row):\n    return row.day\ntable.apply(today)\ntoday(row)")
    assert read_chapters(write_book(tmp_path, trade=chapter_with(*cells)))
