"""What something was made from is told by content, of any kind of file; what was kept is made again when it differs."""

import os
import resource
import sys

import pytest

from compendium import fingerprints
from compendium.fingerprints import book_print, called_print, kept, mark, marked, write_whole


@pytest.fixture
def engine(tmp_path, monkeypatch):
    """A stand-in for the engine's folder."""
    for name in ("charts/marks.py", "charts/region.json", "book/pages.py"):
        (tmp_path / "engine" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "engine" / name).write_text("one", encoding="utf-8")
    monkeypatch.setattr(fingerprints, "PACKAGE", tmp_path / "engine")
    return tmp_path / "engine"


def test_every_kind_of_file_that_a_chapter_can_call_counts(engine, tmp_path):
    before = called_print(tmp_path)
    (engine / "book/pages.py").write_text("two", encoding="utf-8")
    assert called_print(tmp_path) == before
    (engine / "charts/region.json").write_text("two", encoding="utf-8")
    assert called_print(tmp_path) != before


def test_content_counts_and_time_does_not(engine, tmp_path):
    file = tmp_path / "index.md"
    file.write_text("old", encoding="utf-8")
    times, before = os.stat(file), book_print(tmp_path)
    os.utime(file, (1, 1))
    assert book_print(tmp_path) == before
    file.write_text("new", encoding="utf-8")
    os.utime(file, ns=(times.st_atime_ns, times.st_mtime_ns))
    assert book_print(tmp_path) != before


def test_what_is_kept_is_made_again_when_what_it_rests_on_differs_or_it_cannot_be_read(engine, tmp_path, monkeypatch):
    made = []

    def ask(made_from):
        monkeypatch.setattr(fingerprints, "_HELD", {})
        fingerprints._loaded.cache_clear()  # as in another process
        return kept(tmp_path, "thing", made_from, lambda: made.append(made_from) or made_from)

    assert [ask("a"), ask("a"), ask("b")] == ["a", "a", "b"] and made == ["a", "b"]
    (tmp_path / "_build/cache/thing.pickle").write_bytes(b"cut")
    assert ask("b") == "b" and made == ["a", "b", "b"]
    (engine / "charts/marks.py").write_text("two", encoding="utf-8")
    assert ask("b") == "b" and len(made) == 4


def test_the_mark_keeps_each_thing_and_forgets_it(tmp_path):
    mark(tmp_path, html="x", latex=["y", "z"])
    mark(tmp_path, html=None)
    assert (marked(tmp_path, "html"), marked(tmp_path, "latex")) == (None, ["y", "z"])
    (tmp_path / fingerprints.MARK).write_text("{", encoding="utf-8")
    assert marked(tmp_path, "latex") is None


@pytest.mark.skipif(sys.platform != "linux", reason="limits of this kind are Linux's")
def test_a_disk_without_room_names_the_file_that_it_has_none_for(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    try:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1_000, before[1]))
        with pytest.raises(OSError, match="File too large") as told:
            write_whole(tmp_path / "kept.json", "x" * 2_000)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert told.value.filename == str(tmp_path / "kept.json") and not list(tmp_path.iterdir())
