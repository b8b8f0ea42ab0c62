"""Builds are killed, made elsewhere and walked through edits: the book that stands is always that of a clean build.

What is done, and the larger numbers, stand in ``benchmarks/breaking.py``; whatever is drawn is drawn from ``SEED``.
"""

import json
import shutil
import sys

import pytest

from benchmarks.breaking import BAD, CONTENTS, FEW, NONE, ROOT, Books, can_print, killed, made, unlike, walked
from compendium.fingerprints import changed

SEED = 2026
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="builds are forked on Linux alone")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    opened = Books(tmp_path_factory.mktemp("breaking"), SEED)
    yield opened
    opened.builds.end()


def test_25_builds_killed_at_random_moments_leave_a_whole_book_and_the_next_is_a_clean_one(books):
    counts, faults = killed(books, 25, FEW)
    assert faults == [] and counts["kills"] == 25 and counts["next books compared"] >= 5


def test_a_published_book_that_is_away_is_put_back_whole(books):
    """As after a build that was killed when all pages were written, and none was published."""
    root = books.begin("away")
    books.built(root)
    books.write(root, FEW)
    books.built(root)
    shutil.rmtree(root / "_build/html")
    books.built(root)
    assert changed(made(root), books.clean(FEW)) == []


def test_a_random_walk_of_edits_ends_where_a_clean_build_does(books):
    steps = [*FEW, CONTENTS, CONTENTS]
    books.chance.shuffle(steps)
    assert walked(books, steps, 1) == (1, [])


def test_two_folders_zones_languages_users_and_hashes_give_the_same_bytes(books):
    printed = can_print()
    compared, faults = unlike(books, printed=printed)
    assert faults == [] and compared > 150
    assert any(name.endswith(".pdf") for name in made(books.folder / "here", "_build/pdf")) == printed


def test_the_proofs_can_fail(books):
    """Two states differ where a reader reads, and a book that somebody touched is none of them."""
    assert books.clean(NONE) != books.clean(FEW)
    root = books.begin("touched", FEW)
    books.built(root)
    (root / "_build/html/index.html").write_text("", encoding="utf-8")
    assert made(root) not in (books.clean(NONE), books.clean(FEW))


def test_what_is_counted_as_a_bad_input_is_there_and_the_record_says_its_seed():
    assert [name for name in BAD if not (ROOT / "tests" / f"{name}.py").is_file()] == []
    record = ROOT / "benchmarks/breaking.json"
    if record.is_file():
        said = json.loads(record.read_text(encoding="utf-8"))
        assert "seed " in said["about"] and "commit " in said["about"] and {len(row) for row in said["rows"]} == {3}
