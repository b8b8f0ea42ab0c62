"""Builds are killed, made elsewhere and walked through edits: the book that stands is always that of a clean build.

What is done, and the larger numbers, stand in ``benchmarks/breaking.py``; whatever is drawn is drawn from ``SEED``.
"""

import json
import os
import shlex
import shutil
import subprocess
import sys

import pytest

from benchmarks.breaking import (
    CONTENTS,
    FEW,
    NONE,
    ROOT,
    Books,
    bad_inputs,
    can_print,
    killed,
    made,
    pages_of,
    unlike,
    walked,
)
from compendium.book.site.edition import read_edition
from compendium.fingerprints import changed, prints_of

SEED = 2026
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="builds are forked on Linux alone")


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    opened = Books(tmp_path_factory.mktemp("breaking"), SEED)
    yield opened
    opened.builds.end()


def test_25_builds_killed_at_random_moments_leave_a_whole_book_and_the_next_is_a_clean_one(books):
    counts, faults = killed(books, 25, FEW)
    assert faults == [] and counts["kills"] == 25 and counts["next books compared"] >= 4


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


CHANGES = "# Changes\n\n## 0.1.0 (2026-11-28)\n\n- The otters were {}.\n"


def test_what_leaves_the_book_leaves_its_site_and_what_is_on_no_page_is_renewed(books):
    root = books.begin("leaving")
    animals, glossary = root / "chapters/animals.md", root / "chapters/glossary.md"
    as_it_was = {path: path.read_text(encoding="utf-8") for path in (animals, glossary)}
    animals.write_text(as_it_was[animals].replace('"otters-counts"', '"otters-tally"'), encoding="utf-8")
    glossary.write_text(f"{as_it_was[glossary]}\n{{download}}`Rows <../data/animals.csv>`\n", encoding="utf-8")
    (root / "redirects.yml").write_text("chapters/old: chapters/animals.html\n", encoding="utf-8")
    (root / "CHANGELOG.md").write_text(CHANGES.format("counted"), encoding="utf-8")
    books.built(root)
    site = root / "_build/html"
    added = [site / "embed/otters-tally.html", site / "chapters/old.html", *(site / "_downloads").rglob("animals.csv")]
    assert len(added) == 3 and all(path.is_file() for path in added)
    (root / "CHANGELOG.md").write_text(CHANGES.format("weighed"), encoding="utf-8")
    books.built(root)
    told = (site / "changes.html").read_text(encoding="utf-8")
    assert "were weighed" in told and "were counted" not in told
    for path, text in as_it_was.items():
        path.write_text(text, encoding="utf-8")
    (root / "redirects.yml").unlink()
    (root / "CHANGELOG.md").unlink()
    books.built(root)
    assert changed(made(root), books.clean(NONE)) == []


def test_two_folders_zones_languages_users_and_hashes_give_the_same_bytes(books):
    printed = can_print()
    compared, faults = unlike(books, printed=printed)
    assert faults == [] and compared > 150
    assert any(name.endswith(".pdf") for name in made(books.folder / "here", "_build/pdf")) == printed


@pytest.fixture
def mounted():
    """Runs a script of the shell where it may mount; ``$1`` and so on are what else is given."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rm", "true"], check=False).returncode:
        pytest.skip("no file system can be mounted here: unshare is missing or refused")
    machine = os.environ | {"COMPENDIUM": shlex.join([sys.executable, "-m", "compendium"])}
    return lambda script, *given: subprocess.run(
        ["unshare", "-rm", "sh", "-euc", script, "sh", *map(str, given)], env=machine, capture_output=True, text=True,
        check=False, timeout=900)


def test_a_folder_that_may_not_be_written_is_told_in_a_line_by_every_command_that_writes(books, mounted):
    root = books.begin("read-only")
    ran = mounted("""mount --bind "$1" "$1"; mount -o remount,bind,ro "$1"; cd "$1"
    for word in build data; do echo "== $word"; eval "$COMPENDIUM $word" 2>&1 || echo "left with $?"; done""", root)
    said = dict(part.split("\n", 1) for part in ran.stdout.split("== ")[1:])
    assert said.keys() == {"build", "data"}
    for told in said.values():
        assert "Read-only file system" in " ".join(told.split()) and told.endswith("1 problem\nleft with 1\n"), told
        assert "Traceback" not in told and "bug" not in told and len(told.splitlines()) <= 5, told


def test_a_disk_that_is_full_is_told_in_a_line_and_the_book_that_stands_stays(books, tmp_path, mounted):
    root = books.begin("full")
    books.built(root)
    books.write(root, FEW)
    # the disk lies over the book's own folder, so that what is kept from build to build holds
    ran = mounted("""mkdir "$2/disk"; mount -t tmpfs -o size=100m none "$2/disk"; cp -a "$1/." "$2/disk"
    used=$(du -sk "$2/disk" | cut -f1); mount -o "remount,size=$((used + $3))k" "$2/disk"
    mount --bind "$2/disk" "$1"; cd "$1"
    if eval "$COMPENDIUM build" > "$2/said" 2>&1; then echo "it was large enough"; fi
    cp -a _build/html "$2/html"
    mount -o remount,size=100m "$2/disk"; eval "$COMPENDIUM build"
    mkdir "$2/then"; for each in data figures _build/html; do cp -a --parents $each "$2/then"; done
    find . -name '*.part' -o -name '*.new' -o -name '*.old' > "$2/left" """,
                  root, tmp_path, books.chance.randrange(200))
    assert ran.returncode == 0 and "large enough" not in ran.stdout, ran.stdout + ran.stderr
    said = (tmp_path / "said").read_text(encoding="utf-8")
    assert "No space left on device" in said and "1 problem" in said and "Traceback" not in said and "bug" not in said
    before = {name.removeprefix("_build/"): each for name, each in pages_of(books.clean(NONE)).items()}
    assert changed(prints_of([tmp_path / "html"], tmp_path), before) == []
    assert changed(made(tmp_path / "then"), books.clean(FEW)) == []
    assert (tmp_path / "left").read_text(encoding="utf-8") == ""


@pytest.mark.skipif(not shutil.which("git"), reason="git is missing")
def test_a_worktree_of_git_is_a_book_like_any_other(books, tmp_path):
    root, there = books.begin("cloned"), tmp_path / "tree"
    git = ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", "-C", root]
    for words in (["init", "-q"], ["add", "."], ["commit", "-qm", "The book"], ["worktree", "add", "-q", there]):
        subprocess.run([*git, *words], check=True, capture_output=True)
    assert (there / ".git").is_file()
    books.built(there)
    assert changed(made(there), books.clean(NONE)) == []
    version = read_edition(there).dated
    assert version in (there / "_build/html/index.html").read_text(encoding="utf-8")


def test_the_proofs_can_fail(books):
    """Two states differ where a reader reads, and a book that somebody touched is none of them."""
    assert books.clean(NONE) != books.clean(FEW)
    root = books.begin("touched", FEW)
    books.built(root)
    (root / "_build/html/index.html").write_text("", encoding="utf-8")
    assert made(root) not in (books.clean(NONE), books.clean(FEW))


def test_the_bad_inputs_are_counted_and_the_record_says_its_seed():
    assert bad_inputs() > 300
    record = ROOT / "benchmarks/breaking.json"
    if record.is_file():
        said = json.loads(record.read_text(encoding="utf-8"))
        assert "seed " in said["about"] and "commit " in said["about"] and {len(row) for row in said["rows"]} == {3}
