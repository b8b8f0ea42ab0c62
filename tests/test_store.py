"""Results of earlier runs: found by what they were made from, verified, bounded, shared; and why one runs again."""

import os
import resource
import shutil
import sys
import tempfile
from contextlib import nullcontext
from pathlib import Path

import pytest
from test_execution_tiny_book import PAGES, chapter_with, write_book

from compendium.errors import CompendiumError
from compendium.execution.all_chapters import kept_or_run, run_all
from compendium.execution.cache import executed_path
from compendium.execution.chapters import find_chapter
from compendium.execution.notebooks import as_text
from compendium.execution.running import run_chapter
from compendium.execution.store import LIMIT, NAMED, store_of
from compendium.execution.why import reasons
from compendium.fingerprints import bytes_print

TRADE = "chapters/trade"


def run(root: Path):
    return run_all(root, workers=2, progress=False)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    """A book whose chapters were run once; tests work on copies of it."""
    root = tmp_path_factory.mktemp("made") / "book"
    write_book(root, trade=chapter_with("from pathlib import Path", "len(Path('data/trade.csv').read_text()) > 0"))
    run(root)
    return root


@pytest.fixture
def book(made, tmp_path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "book"))


def entries(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file())


def change(root: Path, old: str, new: str) -> None:
    path = root / f"{TRADE}.md"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_an_earlier_state_of_a_chapter_is_found_and_not_run(book):
    first = executed_path(book, TRADE).read_bytes()
    change(book, "> 0", "> 1")
    assert run(book).ran == (TRADE,)
    change(book, "> 1", "> 0")
    assert run(book).ran == () and executed_path(book, TRADE).read_bytes() == first


def test_an_earlier_state_of_the_data_is_found_and_not_run(book):
    table = book / "data/trade.csv"
    before = table.read_bytes()
    table.write_bytes(before + b"\n")
    assert run(book).ran == (TRADE,)
    table.write_bytes(before)
    assert run(book).ran == ()


@pytest.mark.parametrize("harm", [lambda content: content[:-100], lambda content: content.replace(b"True", b"Fals")])
def test_an_entry_that_was_cut_or_altered_is_told_and_its_chapter_runs(book, harm):
    executed_path(book, TRADE).unlink()
    store = book / "_build/store"
    for path in entries(store):
        path.write_bytes(harm(path.read_bytes()))
    outcome = run(book)
    assert TRADE in outcome.ran
    assert any("was cut short or altered; it was removed" in said for said in outcome.told)
    assert b"True" in executed_path(book, TRADE).read_bytes()


def test_a_shared_store_serves_another_book(book, tmp_path, monkeypatch):
    monkeypatch.setenv(NAMED, str(tmp_path / "shared"))
    run_all(book, progress=False, force=True)
    other = Path(shutil.copytree(book, tmp_path / "other", ignore=shutil.ignore_patterns("_build")))
    assert run(other).ran == ()
    assert executed_path(other, TRADE).read_bytes() == executed_path(book, TRADE).read_bytes()


def test_a_folder_that_is_not_there_yet_is_made_however_it_is_named(book, tmp_path, monkeypatch):
    monkeypatch.setenv(NAMED, f"file://{tmp_path}/a/b")
    assert run_all(book, progress=False, force=True).told == ()
    assert list((tmp_path / "a/b").glob("??/*/*"))


@pytest.mark.parametrize("name", [NAMED, "TMPDIR"])
def test_a_folder_of_the_book_keeps_no_results_and_nothing_of_the_moment(book, monkeypatch, name):
    for folder, taken in (("chapters/kept", False), ("", False), ("_build/kept", True), (".kept", True)):
        (book / folder).mkdir(exist_ok=True)
        monkeypatch.setenv(name, str(book / folder))
        monkeypatch.setattr(tempfile, "tempdir", None)
        refused = pytest.raises(CompendiumError, match=f"{name} names .*, which lies in the book, so")
        with nullcontext() if taken else refused:
            store_of(book)


def test_a_bucket_serves_like_a_folder(book, monkeypatch):
    monkeypatch.setenv(NAMED, "memory://results")
    run_all(book, progress=False, force=True)
    shutil.rmtree(book / "_build/executed")
    assert run(book).ran == ()
    monkeypatch.setenv(NAMED, "nosuch://results")
    with pytest.raises(CompendiumError, match="nosuch://results, which cannot be reached"):
        run_all(book, progress=False, force=True)


def test_a_store_is_bounded_and_tells_what_it_removed(book, monkeypatch):
    monkeypatch.setenv(LIMIT, "0")
    outcome = run_all(book, progress=False, force=True)
    assert not entries(book / "_build/store")
    assert any("over 0 MB; " in said and "results that were not used for longest were removed" in said
               for said in outcome.told)
    for limit in ("many", "٣"):
        monkeypatch.setenv(LIMIT, limit)
        said = f"COMPENDIUM_STORE_MB is '{limit}'; allowed: a whole number of megabytes"
        with pytest.raises(CompendiumError, match=said):
            run(book)


def test_what_lies_in_the_folder_and_is_no_entry_neither_counts_nor_goes(book, tmp_path, monkeypatch):
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv(NAMED, "~/shared")
    monkeypatch.setenv(LIMIT, "1")
    names = ("thesis/data.csv", "ab/notes/data.csv", f"ab/{64 * 'a'}/{24 * 'a'}")
    others = [tmp_path / "shared" / name for name in names]
    for other in others:
        other.parent.mkdir(parents=True)
        other.write_bytes(b"1" * 2_000_000)
        os.utime(other, (1, 1))
    outcome = run_all(book, progress=False, force=True)
    assert outcome.told == () and all(other.stat().st_size == 2_000_000 for other in others)
    assert len(entries(tmp_path / "shared")) == len(others) + 2


@pytest.mark.parametrize("body", [b"[]", b"{}", b"no JSON",
                                  b'{"inputs": {}, "notebook": "x", "seconds": 1, "when": "x"}',
                                  b'{"inputs": {}, "notebook": "{\\"nbformat\\": 4}", "seconds": 1, "when": "x"}'])
def test_an_entry_of_another_form_is_none_of_ours(book, body):
    executed_path(book, TRADE).unlink()
    for path in entries(book / "_build/store"):
        path.write_bytes(bytes_print(body).encode() + b"\n" + body)
    assert TRADE in run(book).ran


def test_what_was_used_last_stays(book):
    from compendium.execution.store import Store

    folder = book / "_build/store"
    oldest, *others = entries(folder)
    os.utime(oldest, (1, 1))
    store = Store(str(folder), sum(path.stat().st_size for path in others))
    store.bound()
    assert entries(folder) == others


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")
def test_a_store_on_a_full_disk_is_told_and_the_results_stand(book):
    # each quotation mark is escaped once in the notebook and once more in the entry: the first fits, the second not
    change(book, "> 0", "> 0\nprint('\"' * 5000)")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (16_000, before[1]))
        outcome = run(book)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert outcome.ran == (TRADE,) and any("could not be kept: File too large" in said for said in outcome.told)
    assert not list((book / "_build/store").rglob("*.part")) and run(book).ran == ()


def test_why_a_chapter_runs_again_is_told_by_part(book):
    assert "nothing changed since its run" in reasons(book, "trade")[0]
    change(book, "> 0", "> 1")
    lines = (book / f"{TRADE}.md").read_text(encoding="utf-8").splitlines()
    at = next(number for number, line in enumerate(lines, start=1) if "> 1" in line)
    assert reasons(book, "trade") == [f"{TRADE}.md:{at}: code cell 2 changed"]
    change(book, "> 1", "> 0")
    (book / "data/trade.csv").write_text("changed\n", encoding="utf-8")
    assert reasons(book, "trade") == ["data/trade.csv changed"]
    run(book)
    (book / "requirements.txt").write_text("pandas==0\n", encoding="utf-8")
    assert reasons(book, "trade") == ["requirements.txt: the locked packages changed"]
    (book / "requirements.txt").unlink()
    executed_path(book, TRADE).write_text("{}", encoding="utf-8")
    assert reasons(book, "trade") == ["_build/executed/chapters/trade.ipynb: the kept result was changed by somebody"]


def test_prose_is_no_reason(book):
    (book / "chapters/pricing.md").write_text(PAGES["chapters/pricing.md"] + "\nMore.\n", encoding="utf-8")
    assert "nothing changed" in reasons(book, "pricing")[0]


@pytest.mark.parametrize("given", [{}, {"months": 6}])
def test_a_kept_result_stands_in_the_prose_of_today(tmp_path, given):
    root = write_book(tmp_path)
    kept_or_run(find_chapter(root, "trade"), given, root)
    change(root, "What crossed the border?", "A first sentence.\n\n+++\n\nWhat crosses it?")
    change(root, "caption: Imports by month.", "caption: Imports of each month.")
    chapter = find_chapter(root, "trade")
    kept = kept_or_run(chapter, given, root)
    assert "A first sentence." in kept.cells[0].source and "What crosses it?" in kept.cells[1].source
    assert as_text(kept) == as_text(run_chapter(chapter, given, root))


def test_why_of_a_chapter_that_never_ran_or_failed(tmp_path):
    root = write_book(tmp_path, trade=chapter_with("1 / 0"))
    assert reasons(root, "trade") == [f"{TRADE}.md was run by no build here: the book has no result of it"]
    with pytest.raises(CompendiumError):
        run(root)
    assert "its last run failed" in reasons(root, "trade")[0]
