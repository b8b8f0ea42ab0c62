"""The reference notebooks are the chapters' own code and results, and a wrong number in one is noticed."""

import json
import subprocess
import sys

import pytest
from test_execution_tiny_book import write_book

from compendium.book.reference import REFERENCE_FOLDER, reference_files, write_references
from compendium.errors import BookError
from compendium.execution.all_chapters import run_all
from compendium.execution.chapters import read_chapters
from compendium.fingerprints import prints_of
from compendium.new_book import new_book


def code(cells) -> list[str]:
    return [cell["source"] for cell in cells if cell["cell_type"] == "code"]


def test_each_reference_holds_its_chapters_code(root):
    chapters = {chapter.docname.split("/")[-1]: chapter for chapter in read_chapters(root)}
    kept = {path.stem: json.loads(path.read_text(encoding="utf-8"))
            for path in (root / REFERENCE_FOLDER).glob("*.ipynb")}
    assert set(kept) == set(chapters)
    for name, notebook in kept.items():
        written = ["".join(source) for source in code(notebook["cells"])]
        assert written == code(chapters[name].notebook.cells), f"{name}: run 'make reference'"


@pytest.mark.built
def test_the_references_are_what_the_last_run_gave(root):
    for name, text in reference_files(root):
        assert (root / REFERENCE_FOLDER / name).read_text(encoding="utf-8") == text, f"{name}: run 'make reference'"


def test_a_reference_does_not_count_the_prose_between_its_cells(root):
    for path in (root / REFERENCE_FOLDER).glob("*.ipynb"):
        cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
        assert [cell["id"] for cell in cells] == [f"code-{number}" for number in range(len(cells))], path.name


def test_an_author_s_own_notebook_stays_beside_the_references(command, tmp_path):
    new_book(book := tmp_path / "book")
    folder = book / REFERENCE_FOLDER
    folder.mkdir(parents=True)
    assert command("data", "--root", book)[0] == 0
    (folder / "own.ipynb").write_text('{"cells": [{"cell_type": "code", "id": "mine", "source": ""}]}', "utf-8")
    (folder / "gone.ipynb").write_text('{"cells": [{"cell_type": "code", "id": "code-0", "source": ""}]}', "utf-8")
    code, said = command("reference", "--root", book)
    assert code == 0 and "gone.ipynb" in said and "own.ipynb" not in said
    assert {path.name for path in folder.iterdir()} == {"own.ipynb", "animals.ipynb", "damage.ipynb", "facts.json"}


def test_references_are_of_one_state_of_the_book(tmp_path, monkeypatch):
    book = write_book(tmp_path / "book")
    write_references(book)
    page = book / "chapters/trade.md"

    def run_and_edit(root, **how):
        run_all(root, **how)
        page.write_text(f"{page.read_text(encoding='utf-8')}\nOne more sentence.\n", encoding="utf-8")

    kept = prints_of([book / REFERENCE_FOLDER], book)
    monkeypatch.setattr("compendium.book.reference.run_all", run_and_edit)
    with pytest.raises(BookError, match=r"chapters/trade\.md changed while the chapters were run and read; do"):
        write_references(book)
    assert kept and prints_of([book / REFERENCE_FOLDER], book) == kept


def test_references_name_no_machine_and_no_time(root):
    for path in (root / REFERENCE_FOLDER).glob("*.ipynb"):
        text = path.read_text(encoding="utf-8")
        assert str(root) not in text and "/home/" not in text and "papermill" not in text


def test_nbval_fails_on_a_wrong_number(root, tmp_path):
    text = (root / REFERENCE_FOLDER / "pricing.ipynb").read_text(encoding="utf-8")
    wrong = text.replace("6550", "6551").replace("6,550", "6,551")
    assert wrong != text
    (tmp_path / "pricing.ipynb").write_text(wrong, encoding="utf-8")
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval", "--rootdir", tmp_path, "-p", "no:cacheprovider", tmp_path],
        cwd=root, capture_output=True, text=True, check=False)
    assert run.returncode == 1 and "failed" in run.stdout.splitlines()[-1]
