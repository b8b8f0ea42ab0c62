"""Some three hundred inputs that would make a book say something wrong, each told in a line with its place.

The inputs stand in ``bad_inputs.yaml``, one of a kind each, and are tried on the example book by 'compendium check'.
A new kind of nonsense is a new row. Below stand those that are no text: links, pipes, folders, sizes.
"""

import os
import re
import shutil
from pathlib import Path

import pytest
import yaml

HERE = Path(__file__).parent
ROWS = yaml.safe_load((HERE / "bad_inputs.yaml").read_text(encoding="utf-8"))
RECORD, QUESTIONS, ANIMALS = "seeds/lenn-post-2019-04.yaml", "seeds/questions.yaml", "chapters/animals.md"
GOOD = "13 claims of 2 sources, 5 questions: no problem"
SAYS = "says: About 40 otters live along the River Lenn."


@pytest.fixture
def check(command, book):
    """Check the spoilt book: the exit code and the lines, but for the last, which counts them."""
    def checked() -> tuple[int, list[str]]:
        code, said = command("check", "--root", book)
        return code, [line for line in said.splitlines() if not re.fullmatch(r"\d+ problems?", line)]
    return checked


@pytest.fixture(scope="module")
def example(command, tmp_path_factory) -> Path:
    book = shutil.copytree(HERE / "example", tmp_path_factory.mktemp("good") / "book",
                           ignore=shutil.ignore_patterns("_build"))
    assert command("data", "--root", book)[0] == 0
    code, said = command("check", "--root", book)
    assert (code, said.strip()) == (0, GOOD)
    return book


@pytest.fixture
def book(example, tmp_path) -> Path:
    """The example book, to be spoilt."""
    # with what the first check kept: Sphinx is not asked again which directives there are
    return shutil.copytree(example, tmp_path / "book")


def edit(book: Path, file: str, old: str, new: str) -> None:
    text = (book / file).read_bytes().decode()
    assert old in text
    (book / file).write_bytes(text.replace(old, new, 1).encode())


def test_there_are_as_many_as_the_measurements_page_says():
    assert len({(row["file"], row.get("old"), row.get("new", row.get("bytes"))) for row in ROWS}) == len(ROWS) >= 300


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{Path(row['file']).stem}-{row['told'].rpartition(':')[2][:40]}")
def test_each_is_told_in_a_line_with_its_place(book, check, row):
    if "old" in row:
        edit(book, row["file"], row["old"], row["new"])
    else:
        (book / row["file"]).write_bytes(row["bytes"].encode("latin-1") if "bytes" in row else row["new"].encode())
    code, lines = check()
    assert code == 1 and any(line.startswith(row["told"]) for line in lines), lines
    assert all(len(line) < 500 for line in lines), lines


LARGE = [
    (None, "- " * 5000 + "x", "nested more than 12 levels deep; a record needs seven"),
    (None, "{a: " * 5000, "nested more than 12 levels"),
    (None, "x" * 6_000_000, "larger than 5 MB; a record holds facts, not texts"),
    (SAYS, "says: About 40 " + "otters " * 200_000, "says: String should have at most 4000 characters"),
]


@pytest.mark.parametrize(("old", "new", "told"), LARGE, ids=["lists", "mappings", "file", "sentence"])
def test_a_record_of_any_size_is_told_in_bounded_time(book, check, old, new, told):
    if old:
        edit(book, RECORD, old, new)
    else:
        (book / RECORD).write_text(new, encoding="utf-8")
    code, lines = check()
    assert code == 1 and lines[0].startswith(f"{RECORD}:") and told in lines[0] and len(lines[0]) < 500


def a_link(book: Path, name: str, to: str) -> None:
    (book / name).unlink(missing_ok=True)
    (book / name).symlink_to(to)


def a_pipe(book: Path, name: str) -> None:
    (book / name).unlink(missing_ok=True)
    os.mkfifo(book / name)


def a_page(book: Path, name: str) -> None:
    """Write a page and name it in the contents."""
    (book / name).parent.mkdir(exist_ok=True)
    (book / f"{name}.md").write_text("(ours)=\n# Our own\n\nOur own words.\n", encoding="utf-8")
    edit(book, "_toc.yml", "- file: chapters/glossary", f"- file: chapters/glossary\n      - file: {name}")


def moved(book: Path, name: str) -> None:
    (book / name).rename(book.parent / "away")


FILES = [
    (lambda book: (book / "seeds/zz.yml").write_text("a: 1"), "seeds/zz.yml: is not read, as the name of a record"),
    (lambda book: (book / "seeds/ZZ.YAML").write_text("a: 1"), "seeds/ZZ.YAML: is not read, as the name of a record"),
    (lambda book: (book / "seeds/zz.yaml~").write_text("a: 1"), "seeds/zz.yaml~: is not read"),
    (lambda book: (book / "seeds/.zz.yaml").write_text("a: 1"), "seeds/.zz.yaml: is hidden by its dot, and so is not"),
    (lambda book: (book / "seeds/zz.yaml").mkdir(), "seeds/zz.yaml: is no file; seeds/ holds records"),
    (lambda book: (book / "seeds/more").mkdir(), "seeds/more: is no file; seeds/ holds records"),
    (lambda book: a_link(book, "seeds/zz.yaml", "zz.yaml"), "seeds/zz.yaml: is a link; a record is a file of its own"),
    (lambda book: a_link(book, "seeds/zz.yaml", "/etc/passwd"), "seeds/zz.yaml: is a link; a record is a file"),
    (lambda book: a_link(book, RECORD, "places.yaml"), f"{RECORD}: is a link; a record is a file of its own"),
    (lambda book: a_pipe(book, "seeds/zz.yaml"), "seeds/zz.yaml: is no file; seeds/ holds records"),
    (lambda book: moved(book, QUESTIONS), f"{QUESTIONS}: file is missing"),
    (lambda book: moved(book, "data"), "book: data/ is missing; 'compendium data' writes it"),
    (lambda book: moved(book, "data/claims.csv"), "data/claims.csv: is missing; run 'compendium data'"),
    (lambda book: edit(book, "data/animals.csv", "40", "41"), "data/animals.csv: was changed by hand; change seeds/"),
    (lambda book: (book / "data/old.csv").write_text("id\n"), "data/old.csv: is no table of this book"),
    (lambda book: (book / "data/notes.txt").write_text("A note.\n"), "data/notes.txt: is no table of this book, and"),
    (lambda book: (book / "data/claims.csv.bak").write_text("id\n"), "data/claims.csv.bak: is no table of this book"),
    (lambda book: (book / "data/sub").mkdir(), "data/sub: is no table of this book, and readers would take it for"),
    (lambda book: a_link(book, "data/link", "/etc/hostname"), "data/link: is no table of this book, and readers"),
    (lambda book: a_pipe(book, "data/x.csv"), "data/x.csv: is no table of this book, and readers would take it"),
    (lambda book: (book / "data/datapackage.json").write_text("{"), "data/datapackage.json: does not tell what"),
    (lambda book: (book / "otters/zz.py").write_text("def broken(:\n"), "otters/zz.py:1: is not Python: invalid"),
    (lambda book: (book / "otters/zz.py").write_bytes(b"a\0"), "otters/zz.py:1: is not Python: source code"),
    (lambda book: moved(book, "_toc.yml"), "_toc.yml: is missing: it names the pages in the order in which they are"),
    (lambda book: moved(book, ANIMALS), "chapters/animals.md: is named in _toc.yml, and there is no"),
    (lambda book: a_link(book, ANIMALS, "animals.md"), "chapters/animals.md: is named in _toc.yml, and there is no"),
    (lambda book: a_link(book, ANIMALS, "/etc/passwd"), "_toc.yml:8: 'chapters/animals' lies outside of the book"),
    (lambda book: a_pipe(book, ANIMALS), "chapters/animals.md: is named in _toc.yml, and there is no"),
    (lambda book: (book / "chapters/zz.md").write_text("# A page\n"), "chapters/zz.md: is not in _toc.yml, and so"),
    (lambda book: a_page(book, "results"), "_toc.yml: names results, and the book makes results.html"
     " itself; call the page otherwise, or put it into a folder, such as chapters/results"),
    (lambda book: a_page(book, "claims/ours"), "_toc.yml: names claims/ours, and the book makes claims/ itself; call"),
    (lambda book: moved(book, "seeds"), "there is no book at"),
]


@pytest.mark.parametrize(("change", "told"), FILES, ids=[told[:40] for _, told in FILES])
def test_what_is_no_file_of_a_book_is_told_and_never_waited_for(book, check, change, told):
    change(book)
    code, lines = check()
    assert code == 1 and any(line.startswith(told) for line in lines), lines


@pytest.mark.parametrize("change", [
    lambda book: a_link(book, "seeds/.#zz.yaml", "somebody@host.1"),  # an editor's lock
    lambda book: [(book / "chapters/.ipynb_checkpoints").mkdir(),
                  (book / "chapters/.ipynb_checkpoints/a-checkpoint.md").write_text("There were 41, {fact}`nope`.")],
    lambda book: (book / "chapters/.draft.md").write_text("# A draft of 41 words\n"),
    lambda book: (book / "data/.~lock.claims.csv#").write_text("Somebody"),  # a spreadsheet's lock
    lambda book: a_link(book, "otters/zz.py", "nowhere.py"),
    lambda book: a_pipe(book, "otters/zz.py"),
    lambda book: (book / "_build/executed/report.json").mkdir(parents=True),
    lambda book: edit(book, ANIMALS, 'animals = datasets.load("animals")', "%%time\n!ls\nfiles = !ls\nlen?"),
    lambda book: (book / ANIMALS).write_bytes(b"\xef\xbb\xbf" + (book / ANIMALS).read_bytes()),
    lambda book: (book / ANIMALS).write_bytes((book / ANIMALS).read_bytes().replace(b"\n", b"\r\n")),
    lambda book: (book / RECORD).write_bytes((book / RECORD).read_bytes().replace(b"\n", b"\r\n")),
], ids=["lock", "checkpoints", "draft", "open", "link", "pipe", "report", "magic", "BOM", "CRLF page", "CRLF record"])
def test_what_means_no_harm_is_passed(book, check, change):
    change(book)
    assert check() == (0, [GOOD])


def test_a_list_of_places_that_lacks_a_page_says_so(book, command):
    moved(book, "chapters/damage.md")
    code, said = command("impact", "lenn-post-2019-04/loss-2018", "--root", book)
    assert code == 1 and "On questions (1)" in said and "chapters/damage.md: is named in _toc.yml, and there" in said


def test_an_edit_behind_a_link_is_noticed(book, check):
    for name in ("seeds", "chapters"):
        (book / name).rename(book.parent / name)
        (book / name).symlink_to(book.parent / name)
    assert check()[0] == 0
    edit(book, RECORD, "value: 40", "value: -1")
    assert "claim otters-2019: value: -1 count" in "".join(check()[1])
    edit(book, RECORD, "value: -1", "value: 40")
    assert check()[0] == 0
    edit(book, ANIMALS, "There are more otters", "There are 41 otters")
    assert "'41' is typed by hand" in "".join(check()[1])
