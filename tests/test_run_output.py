"""Where 'run' may write: into a notebook that is new, and never over a source, a result or somebody's file."""

import os
import shutil
from pathlib import Path

import pytest

from compendium.errors import CompendiumError
from compendium.execution import notebooks
from compendium.execution.notebooks import cleaned, write_notebook

HERE = Path(__file__).parent


@pytest.fixture
def book(tmp_path) -> Path:
    return shutil.copytree(HERE / "example", tmp_path / "book", ignore=shutil.ignore_patterns("_build"))


def files(book: Path) -> dict[Path, bytes]:
    """Every file of a book but the bytecode that Python leaves."""
    return {path: path.read_bytes() for path in book.rglob("*") if path.is_file() and path.suffix != ".pyc"}


@pytest.fixture
def run(command, book):
    def ran(output: object, *more: str) -> tuple[int, str]:
        code, said = command("run", "damage", "-o", output, "--root", book, *more, folder=book)
        assert "Traceback" not in said
        return code, said
    return ran


@pytest.mark.parametrize(("output", "said"), [
    ("chapters/damage.md", "is not called like a notebook, such as out.ipynb; a chapter is run into one alone"),
    ("seeds/places.yaml", "is not called like a notebook"), ("_config.yml", "is not called like a notebook"),
    ("chapters/damage.ipynb", "lies in chapters/ of the book, which is not written to; name a place elsewhere"),
    ("_build/executed/chapters/damage.ipynb", "lies in _build/ of the book"),
    (".git/damage.ipynb", "lies in .git/ of the book"),
    ("tests/notebooks/damage.ipynb", "lies in tests/notebooks/ of the book"),
    ("data/../seeds/x.ipynb", "lies in seeds/ of the book"), ("link.ipynb", "which is not called like a notebook"),
    ("there.ipynb", "is there already; add --force to write over it, or name another"),
    ("folder.ipynb", "is a directory"), ("pipe.ipynb", "pipe.ipynb' is no file; name one that ends in .ipynb"),
    ("there.ipynb/out.ipynb", "there.ipynb', which is a file"),
])
def test_nothing_that_is_there_is_written_over(run, book, output, said):
    (book / "link.ipynb").symlink_to(book / "seeds/places.yaml")
    (book / "there.ipynb").write_text("somebody's", encoding="utf-8")
    (book / "folder.ipynb").mkdir()
    os.mkfifo(book / "pipe.ipynb")
    before = files(book)
    code, told = run(book / output)
    assert code in (1, 2) and said in " ".join(told.replace("│", " ").split()), told
    assert files(book) == before


def test_a_file_that_came_while_the_chapter_ran_is_not_written_over(tmp_path):
    import nbformat

    notebook = cleaned(nbformat.v4.new_notebook())
    (tmp_path / "out.ipynb").write_text("somebody's", encoding="utf-8")
    with pytest.raises(CompendiumError, match="is there already; add --force to write over it, or name another"):
        write_notebook(tmp_path / "out.ipynb", notebook, over=False)
    assert (tmp_path / "out.ipynb").read_text(encoding="utf-8") == "somebody's"
    write_notebook(tmp_path / "more/new.ipynb", notebook, over=False)
    assert [path.name for path in (tmp_path / "more").iterdir()] == ["new.ipynb"]
    with pytest.raises(OSError, match="full"), pytest.MonkeyPatch.context() as patch:
        patch.setattr(notebooks, "write_whole", lambda *_: _full())
        write_notebook(tmp_path / "more/full.ipynb", notebook, over=False)
    assert not (tmp_path / "more/full.ipynb").exists()


def _full():
    raise OSError("full")


@pytest.mark.parametrize("output", ["-", "/dev/full", "/dev/null"])
def test_what_is_no_notebook_is_refused_before_anything_runs(run, book, output):
    assert run(output)[0] == 1 and "is not called like a notebook" in run(output)[1]
    assert not (book / "-").exists()


@pytest.mark.parametrize(("given", "said"), [
    ("7,1", "'7,1' is not allowed; allowed: float, 0 to 100; a number is written with a point and not with a comma"),
    ("1_0", "; a number is written in digits from 0 to 9, with a point before decimals"), ("٧", "digits from 0 to 9"),
    ("７", "digits from 0 to 9"), (" 5", "digits from 0 to 9"), ("nan", "digits from 0 to 9"),
    ("", "digits from 0 to 9"), ("inf", "digits from 0 to 9"), ("0x7", "digits from 0 to 9"),
    ("1e999", "'1e999' is not allowed; allowed: float, 0 to 100"),
    ("101", "'101' is not allowed; allowed: float, 0 to 100"),
    ("-0.1", "'-0.1' is not allowed; allowed: float, 0 to 100"),
])  # fmt: skip
def test_a_number_that_is_written_otherwise_is_told_how(run, book, tmp_path, given, said):
    code, told = run(tmp_path / "out.ipynb", "-p", f"share_from_the_farm={given}")
    assert code == 1 and "chapters/damage.md:35: parameter share_from_the_farm: " in told and said in told
    assert not (tmp_path / "out.ipynb").exists()


def test_a_parameter_that_is_given_twice_is_no_choice_of_ours(run, book, tmp_path):
    code, told = run(tmp_path / "out.ipynb", "-p", "share_from_the_farm=5", "-p", "share_from_the_farm=6")
    said = " ".join(told.replace("│", " ").split())
    assert code == 2 and "'share_from_the_farm' is given twice; give each parameter once" in said
    code, told = run(tmp_path / "out.ipynb", "-p", "share_from_the_farm")
    assert code == 2 and "'share_from_the_farm' is not name=value" in " ".join(told.replace("│", " ").split())
