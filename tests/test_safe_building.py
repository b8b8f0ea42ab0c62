"""Builds lock each other out, are mended when they are killed, and never publish a mixture of two states."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock
from test_execution_tiny_book import write_book

from compendium.book import standing
from compendium.book.building import Build, build, build_page
from compendium.book.printed.offered import content_print, printed_file, printed_mark
from compendium.book.standing import LOCK, mend, only_build, out_of_step, refuse_changed, replace_folder
from compendium.errors import BookError, ChapterError, Problem
from compendium.execution.all_chapters import Outcome, run_all
from compendium.execution.cache import LastRun
from compendium.execution.output_forms import PNG
from compendium.fingerprints import bytes_print, prints_of, sources

BUILD = "from pathlib import Path; from compendium.book.building import build; build(Path(), progress=False)"
PAGE_ALONE = partial(build_page, page="chapters/pricing")


def build_anew(root: Path) -> None:
    """Build in a process of its own, as a command does."""
    subprocess.run([sys.executable, "-c", BUILD], cwd=root, check=True)


def pages(root: Path, folder: str = "_build/html") -> dict[str, str]:
    return prints_of([root / folder], root / folder)


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = write_book(tmp_path_factory.mktemp("safe"))
    build_anew(root)
    return root


@pytest.fixture
def copied(book: Path, tmp_path: Path) -> Path:
    """The built book, to be changed."""
    return shutil.copytree(book, tmp_path / "book", symlinks=True)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def test_a_second_build_is_told_who_is_at_work_and_writes_nothing(tmp_path: Path) -> None:
    (tmp_path / LOCK).parent.mkdir()
    code = (f"from filelock import FileLock; lock = FileLock('{tmp_path / LOCK}'); lock.acquire(); "
            "print('held', flush=True); input()")
    with subprocess.Popen([sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        assert other.stdout.readline() == b"held\n"
        with pytest.raises(BookError, match=r"another command is making this book anew.*; wait until it has ended"):
            build(tmp_path)
        other.kill()
    with only_build(tmp_path), only_build(tmp_path):
        assert not FileLock(tmp_path / LOCK).is_locked
        assert os.listdir(tmp_path) == ["_build"]


@pytest.mark.parametrize("place", ["_build/html", "_build/pdf"])
def test_a_place_of_pages_that_is_a_link_is_told_and_stays(copied: Path, tmp_path: Path, place) -> None:
    served = tmp_path / "served"
    served.mkdir()
    (served / "index.html").write_text("published", encoding="utf-8")
    shutil.rmtree(copied / place, ignore_errors=True)
    (copied / place).symlink_to(served)
    with pytest.raises(BookError, match=f"{place}: no folder, but a link .*: remove it, and link from there to here"):
        build(copied)
    assert (copied / place).is_symlink() and pages(served, ".") == {"index.html": bytes_print(b"published")}


def test_a_build_killed_between_the_two_renames_is_mended(tmp_path: Path) -> None:
    html = tmp_path / "_build/html"
    for folder, text in (("html.old", "last"), ("html.new", "next")):
        (tmp_path / "_build" / folder).mkdir(parents=True)
        (tmp_path / "_build" / folder / "index.html").write_text(text, encoding="utf-8")
    assert mend(tmp_path, html) == ["_build/html was put back: a build was ended while it was renewed"]
    assert (html / "index.html").read_text(encoding="utf-8") == "last"
    assert sorted(path.name for path in html.parent.iterdir()) == ["html"]
    assert mend(tmp_path, html) == []


def test_half_written_files_of_a_killed_build_are_removed_and_no_others(tmp_path: Path) -> None:
    left = ["data/.claims.csv.new", "figures/.months.svg.123.part", "_build/cache/.ledger.pickle.7.part"]
    kept = ["data/claims.csv", "data/.gitkeep", "figures/a.svg", "notes/.x.new"]
    for name in left + kept:
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    mend(tmp_path)
    assert [name for name in left + kept if (tmp_path / name).exists()] == kept


@pytest.mark.parametrize("at_once", [True, False])
def test_a_book_is_swapped_in_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at_once: bool) -> None:
    stood, rename = list[bool](), Path.rename
    for folder in ("html", "html.new"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / folder).write_text("x", encoding="utf-8")
    if at_once:
        (tmp_path / "one").mkdir()
        (tmp_path / "other").mkdir()
        if not standing._exchanged(tmp_path / "one", tmp_path / "other"):
            pytest.skip("two folders cannot be exchanged on this file system")
        (tmp_path / "one").rmdir()
        (tmp_path / "other").rmdir()
    else:
        monkeypatch.setattr(standing, "_exchanged", lambda one, other: False)

    def noted(path: Path, target: Path) -> Path:
        renamed = rename(path, target)
        stood.append((tmp_path / "html").is_dir())
        return renamed

    monkeypatch.setattr(Path, "rename", noted)
    replace_folder(tmp_path / "html.new", tmp_path / "html")
    assert stood == ([True] if at_once else [False, True])
    assert [path.relative_to(tmp_path).as_posix() for path in sorted(tmp_path.rglob("*"))] == ["html", "html/html.new"]


@pytest.mark.parametrize("make", [build, PAGE_ALONE])
def test_a_source_that_changes_while_chapters_run_stops_the_build(
        copied: Path, monkeypatch: pytest.MonkeyPatch, make: Callable[..., Build]) -> None:
    before = pages(copied)

    def run_and_edit(root: Path, **how: Any) -> Outcome:
        outcome = run_all(root, **how)
        edit(root, "seeds/places.yaml", "\n", "\n# one more line\n")
        return outcome

    monkeypatch.setattr("compendium.book.building.run_all", run_and_edit)
    with pytest.raises(BookError, match=r"seeds/places\.yaml changed while the chapters were run and read; do it"):
        make(copied, progress=False)
    assert pages(copied) == before


@pytest.mark.parametrize(("make", "changed"), [
    (PAGE_ALONE, "chapters/pricing.md"), (PAGE_ALONE, "read.txt"), (build, "pictures/a.png")])
def test_the_printed_edition_is_offered_on_all_pages_or_on_none(copied: Path, make: Callable[..., Build], changed: str
                                                               ) -> None:
    def offering() -> set[str]:
        return {name for name in pages(copied) if name.endswith(".html")
                and printed.name in (copied / "_build/html" / name).read_text(encoding="utf-8")}

    (copied / "pictures").mkdir()
    for name in ("read.txt", "pictures/a.png"):
        (copied / name).write_bytes(PNG + b"\0\0\0\rIHDR" + b"\0\0\0\x01" * 2)
    reads = "import pandas as pd\nfrom pathlib import Path\nprint(len(Path('read.txt').read_bytes()))\n"
    edit(copied, "chapters/pricing.md", "import pandas as pd\n", reads)
    edit(copied, "chapters/glossary.md", "# Glossary", "# Glossary\n\n![A letter](../pictures/a.png)")
    run_all(copied, progress=False)
    printed = printed_file(copied)
    printed.parent.mkdir(parents=True)
    printed.write_bytes(b"%PDF")
    printed_mark(copied).write_text(content_print(copied), encoding="utf-8")
    build(copied, progress=False)
    assert {"chapters/trade.html", "chapters/pricing.html"} <= offering()
    assert (copied / "_build/html" / printed.name).is_file()
    with (copied / changed).open("ab") as file:
        file.write(b"\nMore.\n")
    make(copied, progress=False)
    assert offering() == set() and not (copied / "_build/html" / printed.name).exists()


@pytest.mark.parametrize("stands", [True, False])
def test_one_page_is_refused_by_what_refuses_the_whole_book(copied: Path, stands: bool) -> None:
    if not stands:
        shutil.rmtree(copied / "_build")
    before = pages(copied) if stands else {}
    with pytest.raises(ChapterError, match=r"nowhere\.yaml: leads nowhere"):
        PAGE_ALONE(copied, progress=False, refuse=lambda: [Problem("nowhere.yaml", 0, "leads nowhere")])
    assert (pages(copied) if stands else {}) == before
    assert (copied / "_build/html").exists() == stands


def test_a_file_that_only_a_chapter_reads_stops_the_build_when_it_changes_behind_it(tmp_path: Path) -> None:
    rate = tmp_path / "book/rate.txt"
    rests = {"chapters/trade": LastRun("chapters/trade", "", "ok", 0, "", 1, {}, {"rate.txt": bytes_print(b"1")})}
    rate.parent.mkdir()
    rate.write_text("1", encoding="utf-8")
    before = sources(rate.parent)
    refuse_changed(rate.parent, before, rests)
    rate.write_text("2", encoding="utf-8")
    with pytest.raises(BookError, match=r"rate\.txt changed while the chapters were run and read; do it"):
        refuse_changed(rate.parent, before, rests)


def test_a_result_that_was_cut_short_is_made_again(copied: Path) -> None:
    kept = copied / "_build/executed/chapters/trade.ipynb"
    whole = kept.read_bytes()
    kept.write_bytes(whole[: len(whole) // 2])
    shutil.rmtree(copied / "_build/store")
    assert build(copied, progress=False).outcome.ran == ("chapters/trade",)
    assert kept.read_bytes() == whole


def test_an_old_file_put_back_with_its_old_time_is_noticed(copied: Path) -> None:
    page, aside = copied / "chapters/glossary.md", copied.parent / "aside.md"
    before = pages(copied)
    shutil.copy2(page, aside)
    edit(copied, "chapters/glossary.md", "# Glossary", "# Glossary\n\nOne more sentence.")
    build_anew(copied)
    assert pages(copied) != before
    shutil.copy2(aside, page)
    build_anew(copied)
    assert pages(copied) == before


def test_one_changed_sentence_rewrites_its_page_and_no_other(copied: Path) -> None:
    html = copied / "_build/html"
    before, inodes = pages(copied), {path: path.stat().st_ino for path in html.rglob("*") if path.is_file()}
    edit(copied, "chapters/glossary.md", "What is taken", "Whatever is taken")
    build_anew(copied)
    changed = {name for name, each in pages(copied).items() if before.get(name) != each}
    # the page of the search asks for its index by content
    assert {name for name in changed if name.endswith(".html")} == {"chapters/glossary.html", "search.html"}
    assert {path for path, inode in inodes.items() if path.stat().st_ino != inode} <= {html / name for name in changed}


def test_one_page_is_built_without_the_others_from_chapters_that_all_ran(copied: Path, tmp_path: Path) -> None:
    before = pages(copied)
    edit(copied, "chapters/pricing.md", "a fixed sum", "one fixed sum")
    edit(copied, "chapters/trade.md", "months = 12", "months = 9")
    edit(copied, "chapters/glossary.md", "What is taken", "Whatever is taken")
    made = build_page(copied, "chapters/pricing", progress=False)
    # whatever a page prints of another chapter is of the same state
    assert set(made.outcome.ran) == {"chapters/pricing", "chapters/trade"}
    changed = {name for name, each in pages(copied).items() if before.get(name) != each and name.endswith(".html")}
    assert changed - {"search.html"} == {"chapters/pricing.html", "figures/months.html"}
    assert "_build/html" in out_of_step(copied)
    build_anew(copied)
    assert pages(copied) == clean(copied, tmp_path / "clean")


def test_one_page_is_not_built_upon_what_other_settings_left(copied: Path) -> None:
    configuration = copied / "_config.yml"
    configuration.write_text(f"{configuration.read_text(encoding='utf-8')}\n# another\n", encoding="utf-8")
    edit(copied, "chapters/glossary.md", "What is taken", "Whatever is taken")
    before = set(pages(copied))
    build_page(copied, "chapters/pricing", progress=False)
    html = copied / "_build" / "html"
    assert "Whatever is taken" in (html / "chapters" / "glossary.html").read_text(encoding="utf-8")
    assert "chapters/glossary" in (html / "searchindex.js").read_text(encoding="utf-8")
    assert set(pages(copied)) == before


def clean(root: Path, folder: Path) -> dict[str, str]:
    """The pages of the same book built from nothing."""
    shutil.copytree(root, folder, ignore=shutil.ignore_patterns("_build", "figures"))
    build_anew(folder)
    return pages(folder)
