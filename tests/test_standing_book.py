"""A book that was made from what is here is not made again; whatever changes, it no longer stands."""

import pickle
import shutil
from pathlib import Path

import pytest
from test_execution_tiny_book import write_book

from compendium.book.building import build, standing
from compendium.book.site.sphinx_run import WORK
from compendium.fingerprints import write_whole

ROOT = Path(__file__).parent.parent


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("standing"))
    assert standing(root) is None
    build(root, progress=False)
    return root


def test_a_book_stands_until_a_source_changes(book):
    made = standing(book)
    assert made is not None
    assert made.book == book / "_build/html/index.html"
    assert made.outcome.kept == ("chapters/pricing", "chapters/trade")
    glossary = book / "chapters/glossary.md"
    before = glossary.read_text(encoding="utf-8")
    glossary.write_text(f"{before}\nOne more sentence.\n", encoding="utf-8")
    assert standing(book) is None
    glossary.write_text(before, encoding="utf-8")
    assert standing(book) is not None


@pytest.mark.parametrize("file", ["_build/html/index.html", "_build/executed/chapters/trade.ipynb",
                                  "_build/pdf/kachin-rare-earths.pdf", "figures/months.svg", "seeds/new.yaml"])
def test_a_book_no_longer_stands_when_what_was_written_is_touched_or_something_is_added(book, file):
    path = book / file
    before = path.read_bytes() if path.exists() else None
    write_whole(path, "other\n")
    assert standing(book) is None
    if before is None:
        path.unlink()
    else:
        path.write_bytes(before)
    assert standing(book) is not None


def test_a_book_whose_pages_are_gone_does_not_stand(book):
    kept = shutil.move(book / "_build/html", book / "_build/elsewhere")
    assert standing(book) is None
    shutil.move(kept, book / "_build/html")


def test_a_book_no_longer_stands_where_python_would_find_other_modules(book, monkeypatch):
    monkeypatch.setenv("PYTHONPATH", str(book.parent / "away"))
    assert standing(book) is None
    monkeypatch.undo()
    assert standing(book) is not None


def test_what_only_programs_leave_behind_is_no_change(book):
    write_whole(book / ".cache/anything", "kept")
    write_whole(book / "chapters/__pycache__/x.pyc", "kept")
    assert standing(book) is not None


def test_the_pages_stand_although_no_printed_book_was_made(book):
    assert standing(book, printed=True) is None


def test_a_file_that_says_the_same_is_left_as_it_is(tmp_path):
    file = tmp_path / "report.json"
    write_whole(file, "one\n")
    before = file.stat().st_mtime_ns
    write_whole(file, "one\n")
    assert file.stat().st_mtime_ns == before
    write_whole(file, "two\n")
    assert file.read_text(encoding="utf-8") == "two\n"


@pytest.mark.built
def test_no_page_waits_for_a_file_that_does_not_exist():
    """Sphinx would read such a page again with every build."""
    with (ROOT / WORK / "html" / "doctrees" / "environment.pickle").open("rb") as kept:
        pages = pickle.load(kept)
    missing = {(page, file) for page, files in pages.dependencies.items() for file in files
               if not (Path(pages.srcdir) / file).exists()}
    assert missing == set()
