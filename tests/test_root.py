"""Everything is read from one book: its records, its tables and its chapters, wherever the software stands."""

import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.errors import NoBook, NoData
from compendium.new_book import new_book
from compendium.root import book_root, data_folder, find_root, reading_from

PARTS = ("seeds", "data", "chapters", "figures", "kachin", "index.md", "_config.yml", "_toc.yml", "CITATION.cff",
         "tests/notebooks")
RECORD = "seeds/reuters-2025-03.yaml"


def call(*words, cwd) -> subprocess.CompletedProcess[str]:
    """The command, as from a shell in a folder."""
    return subprocess.run([sys.executable, "-m", "compendium", *map(str, words)], cwd=cwd, capture_output=True,
                          text=True, check=False)


@pytest.fixture(scope="module")
def copied(root, tmp_path_factory) -> Path:
    """The book in another folder, without the software, and with 311 t changed to 999 t."""
    book = tmp_path_factory.mktemp("elsewhere") / "my book"
    book.mkdir()
    for part in PARTS:
        source = root / part
        (shutil.copytree if source.is_dir() else shutil.copy)(source, book / part)
    for record in (book / RECORD, book / "seeds" / "questions.yaml"):
        record.write_text(re.sub(r"\b311\b", "999", record.read_text(encoding="utf-8")), encoding="utf-8")
    return book


def test_tables_older_than_their_records_are_told_and_nothing_runs(copied, tmp_path):
    said = f"data: older than seeds/questions.yaml, {RECORD}; run 'compendium data'\n"
    checked = call("check", "--root", copied, cwd=tmp_path)
    assert checked.returncode == 1 and said in checked.stderr
    ran = call("run", "trade", "-o", tmp_path / "out.ipynb", "--root", copied, cwd=tmp_path)
    assert (ran.returncode, ran.stderr) == (1, said + "1 problem\n")
    assert not (tmp_path / "out.ipynb").exists()


def test_a_run_prints_what_another_chapter_would_record_now(command, tmp_path):
    new_book(book := tmp_path / "book")

    def printed() -> str:
        assert command("data", "--root", book)[0] == 0
        assert command("run", "animals", "-o", tmp_path / "out.ipynb", "--force", "--root", book) == (
            0, f"{tmp_path / 'out.ipynb'} written\n")
        return (tmp_path / "out.ipynb").read_text(encoding="utf-8")

    def edit(file: str, old: str, new: str) -> None:
        text = (book / file).read_text(encoding="utf-8")
        assert old in text
        (book / file).write_text(text.replace(old, new), encoding="utf-8")

    edit("chapters/animals.md", "## What follows", "From there come {fact}`damage:from-the-farm`.\n\n## What follows")
    # nothing has been run or built yet
    assert "From there come about 4 t" in printed()
    edit("seeds/assumptions.yaml", "30% comes", "45% comes")
    edit("seeds/assumptions.yaml", "value: 30", "value: 45")
    edit("chapters/damage.md", "share_from_the_farm = 30.0", "share_from_the_farm = 45.0")
    assert "From there come about 7 t" in printed()
    edit("chapters/damage.md", "charts.record(", "raise ValueError('broken')\ncharts.record(")
    code, said = command("run", "animals", "-o", tmp_path / "out.ipynb", "--force", "--root", book)
    assert code == 1 and "out.ipynb written" in said and "ValueError: broken" in said
    assert "From there come {fact}`damage:from-the-farm`" in (tmp_path / "out.ipynb").read_text(encoding="utf-8")


def test_a_changed_value_is_the_same_everywhere_in_a_copied_book(copied, root, tmp_path):
    before = (root / "data" / "claims.csv").read_bytes()
    assert call("data", "--root", copied, cwd=tmp_path).returncode == 0
    assert (root / "data" / "claims.csv").read_bytes() == before
    loaded = subprocess.run([sys.executable, "-c", (
        "from compendium import datasets; t = datasets.load('claims').set_index('id');"
        "print(t.loc['reuters-2025-03/imports-feb-2025', 'value'])")], cwd=copied / "chapters", capture_output=True,
        text=True, check=True)
    assert loaded.stdout.split() == ["999.0"]
    ran = call("run", "trade", "-o", tmp_path / "out.ipynb", "--root", copied, cwd=tmp_path)
    assert ran.returncode == 0, ran.stderr
    prose = "".join("".join(cell["source"]) for cell in json.loads((tmp_path / "out.ipynb").read_text("utf-8"))["cells"]
                    if cell["cell_type"] == "markdown")
    assert "999 t" in prose and "311 t" not in prose


def test_a_table_changed_by_hand_is_told(copied, tmp_path):
    call("data", "--root", copied, cwd=tmp_path)
    table = copied / "data" / "prices.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("terbium", "dysprosium", 1), encoding="utf-8")
    told = call("check", "--root", copied, cwd=tmp_path).stderr
    assert "data/prices.csv: was changed by hand; change seeds/ and run 'compendium data'" in told
    ran = call("run", "pricing", "-o", tmp_path / "out.ipynb", "--root", copied, cwd=tmp_path)
    assert ran.returncode == 1 and ran.stderr.startswith("data/prices.csv: was changed by hand")


def test_the_book_is_found_from_any_of_its_folders(root, tmp_path, monkeypatch):
    assert find_root(root / "chapters" / "ledger") == root
    assert find_root(tmp_path) is None
    monkeypatch.chdir(tmp_path)
    with pytest.raises(NoBook, match=r"at .* or above it: a book is a folder with _config.yml and seeds/; go into"):
        book_root()
    assert call("check", cwd=tmp_path).returncode == 1


def test_a_book_without_tables_is_told_to_make_them(tmp_path):
    (tmp_path / "seeds").mkdir()
    with reading_from(tmp_path), pytest.raises(NoData, match="'compendium data' writes it"):
        data_folder()


def test_the_packages_own_tables_serve_only_where_there_is_no_book_around(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert (data_folder() / "claims.csv").is_file()
