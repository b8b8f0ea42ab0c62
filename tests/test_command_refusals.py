"""What the commands refuse before they do anything, on the example book: nothing of it is written over."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.book.standing import only_build

HERE = Path(__file__).parent
BESIDE = {
    "mine.parquet": b"somebody's", "runs.csv": b"somebody's", "latin.csv": b"\xff",
    "head.csv": b"share_from_the_farm\n",
    "cells.csv": b"share_from_the_farm\n1,2\n", "blank.txt": b" \n", "twin.md": b"# Otters\n\nThere are 26.\n",
    "twin.txt": b"Otters\n", "odd;name.txt": b"Words.\n\nThere are 26.\n",
    "plain.txt": b"Otters in the river\n\nWords without any.\n"}
VARIED = ("sweep", "damage", "-g", "share_from_the_farm=1")


@pytest.fixture
def book(tmp_path) -> Path:
    return shutil.copytree(HERE / "example", tmp_path / "book", ignore=shutil.ignore_patterns("_build"))


@pytest.mark.parametrize(("words", "code", "said"), [
    ((*VARIED, "-o", "index.md"), 1, "'index.md' does not end in .parquet; a sweep is written into a table"),
    ((*VARIED, "-o", "seeds/x.parquet"), 1, "'seeds/x.parquet' lies in seeds/ of the book, which is not written to"),
    ((*VARIED, "-o", "mine.parquet"), 1, "'mine.parquet' is there already and is no table of a sweep; add --force"),
    ((*VARIED, "--keep-notebooks", "chapters"), 1, "'chapters' lies in chapters/ of the book"),
    ((*VARIED[:3], "share_from_the_farm=1:2", "--latin-hypercube", "1000001"), 1,
     "1,000,001 samples are asked for; allowed are 1,000,000 runs"),
    ((*VARIED, "--runs", "runs.csv"), 1, "--runs names every run; allowed beside it: neither -g nor"),
    (("sweep", "damage", "--runs", "latin.csv"), 1, "latin.csv: is not UTF-8"),
    (("sweep", "damage", "--runs", "head.csv"), 1, "head.csv: names no run: a head with parameters, then a row"),
    (("sweep", "damage", "--runs", "cells.csv"), 1, "cells.csv:2: has 2 cells, the head 1"),
    ((*VARIED[:3], "share_from_the_farm=1:2:0"), 1, "has no values; allowed: low:high:step with a step above 0"),
    ((*VARIED[:3], "share_from_the_farm=0:100:0.0000001"), 1, "has 1,000,000,001 values; allowed are 1,000,000 runs"),
    ((*VARIED[:3], "share_from_the_farm=,"), 1, "leaves a value out; allowed: values with commas between"),
    ((*VARIED, "--timeout", "inf"), 2, "less than or equal to 86400"),
    ((*VARIED[:3], "share_from_the_farm=1:2:x"), 1, "is no range; allowed: low:high:step, such as 0.2:1.0:0.1"),
    ((*VARIED, "--latin-hypercube", "-3"), 1, "-3 samples cannot be drawn; allowed: 1 or more"),
    (("question", "show", "fences"), 1, "'fences' is not known as a question; near it: fence"),
    (("source", "new", "plain.txt", "--publisher", "X", "--published", "2019-05-01", "--role", "seed"), 1,
     "plain.txt holds no number and no date that a claim could begin with"),
    (("sweep", "damage"), 1, "nothing is varied; allowed: -g name=low:high:step"),
    (("sweep", "glossary", "-g", "a=1"), 1, "chapters/glossary.md: holds no code, so there is nothing to run"),
    (("serve", "--port", "70000"), 2, "less than or equal to 65535"),
    (("build", "ANIMALS"), 1, "no chapter is called 'ANIMALS'; did you mean 'animals'?"),
    (("build", "damage", "--pdf"), 2, "the printed edition is made whole; leave out the chapter, or --pdf"),
    (("chapter", "new", "zz", "--title", "A\nB"), 1, "a title is one line of characters that can be seen"),
    (("chapter", "new", "zz", "--title", "A\u202eB"), 1, "a title is one line of characters that can be seen"),
    (("chapter", "new", "con"), 1, "'con' is what Windows calls a device, where no file can be called so; name the"),
    (("chapter", "new", "search"), 1, "'search' is what one of the book's own lists is called; name the chapter other"),
    (("chapter", "new", "Damage"), 1, "'Damage' is no name of a chapter; allowed are small letters"),
    (("chapter", "new", "sources-index"), 1, "chapters/ledger/sources.md: has the label 'sources-index' already; name"),
    (("chapter", "new", "damage"), 1, "chapters/damage.md: is there already; name another chapter"),
    (("source", "status", "actors"), 1, "'actors' is not known as a source; there are: lenn-post-2019-04, river-trust"),
    (("source", "new", "_config.yml"), 1, "_config.yml is not read; allowed are .txt, .md, .html, .htm, .pdf"),
    (("source", "new", "plain.txt", "--publisher", "X", "--published", "2019-05-01", "--role", "seed", "--id", "A b"),
     1, "'A b' is no id; allowed are small letters, digits and single hyphens"),
    (("source", "new", "odd;name.txt", "--publisher", "X", "--published", "2019-05-01", "--role", "seed"), 1,
     "'odd;name.txt' is no name of a text; allowed are letters, digits, points, hyphens, underscores and spaces"),
    (("source", "new", "blank.txt", "--role", "seed"), 1,
     "there is no text in blank.txt; one that was scanned has to be recognised first"),
    (("source", "new", "twin.md", "--role", "seed"), 1,
     "twin.txt stands already and holds another text; name the document otherwise"),
    (("sensitivity", "nope"), 1, "there is no study 'nope'; there are: none"),
    (("why", "nope"), 1, "no chapter is called 'nope'; known: chapters/animals"),
    (("impact", "nope"), 1, "'nope' is not in the ledger; none is near it"),
    (("diff", "HEAD"), 1, "'HEAD' is no commit of which git gives data/"),
    (("new", "."), 1, "is not empty; name a folder for the new book"),
])
def test_what_no_command_should_do_is_refused_in_a_line(command, book, words, code, said):
    for name, content in BESIDE.items():
        (book / name).write_bytes(content)
    assert command("data", "--root", book)[0] == 0
    before = contents(book)
    ended, told = command(*words, folder=book)
    assert (ended, "Traceback" in told) == (code, False) and said in " ".join(told.replace("│", " ").split()), told
    assert contents(book) == before


@pytest.mark.parametrize(("file", "old", "new", "words", "said"), [
    ("_config.yml", "otters.subject", "odd_subject", ("check",),
     "_config.yml: compendium_subject names 'odd_subject', which gives no SUBJECT: its SUBJECT is of type int; allowed:"
     " a Subject of compendium.subject"),
    ("_toc.yml", "numbered:", "tall:", ("chapter", "new", "zz"),
     "_toc.yml: has no numbered part that ends with one chapter in a line, behind which a new one could stand; add"),
])
def test_a_book_that_is_put_together_wrongly_is_told(command, book, file, old, new, words, said):  # noqa: PLR0917
    (book / "odd_subject.py").write_text("SUBJECT = 3\n", encoding="utf-8")
    text = (book / file).read_text(encoding="utf-8")
    assert old in text
    (book / file).write_text(text.replace(old, new), encoding="utf-8")
    code, told = command(*words, folder=book)
    assert code == 1 and said in " ".join(told.split()), told


def test_what_cannot_be_made_is_told_with_its_place(command, book):
    (book / "CITATION.cff").write_text("{", encoding="utf-8")
    assert command("data", "--root", book)[0] == 0
    assert command("release", "--root", book)[1].startswith("CITATION.cff:1: cannot be read: ")
    record = book / "seeds/lenn-post-2019-04.yaml"
    text = record.read_text(encoding="utf-8").replace("value: 18", "value: 0").replace("18 otters", "0 otters")
    record.write_text(text, encoding="utf-8")
    code, said = command("data", "--root", book)
    assert code == 1 and "otters/model.py:9: result growth-since-2009: no value where the inputs are 40, 0" in said
    assert "; change an input, or say in the formula what then holds" in " ".join(said.split())


@pytest.mark.parametrize("words", [
    ("run", "damage", "-o", "x.ipynb"), VARIED, ("sensitivity",), ("sensitivity", "--check"), ("reference",),
    ("export",), ("release",), ("diff", "HEAD")], ids=" ".join)
def test_what_reads_records_and_tables_is_of_one_state_of_them(command, book, words):
    assert command("data", "--root", book)[0] == 0
    record = book / "seeds/lenn-post-2019-04.yaml"
    text = record.read_text(encoding="utf-8").replace("value: 18", "value: 19").replace("were 18", "were 19")
    record.write_text(text, encoding="utf-8")
    before = contents(book)
    assert command(*words, folder=book) == (
        1, "data: older than seeds/lenn-post-2019-04.yaml; run 'compendium data'\n1 problem\n")
    assert contents(book) == before


@pytest.mark.parametrize("words", [("data",), ("build",), ("reference",), ("export",), ("clean",)], ids=" ".join)
def test_what_is_made_of_a_book_is_made_by_one_command_at_a_time(command, book, words):
    assert command("data", "--root", book)[0] == 0
    with only_build(book):
        code, said = command(*words, "--root", book)
    assert code == 1 and "another command is making this book anew (process " in said, said


def contents(book: Path) -> dict[Path, bytes]:
    """Every file of a book but what it keeps for itself, and the bytecode that Python leaves."""
    return {path: path.read_bytes() for path in book.rglob("*")
            if path.is_file() and path.suffix != ".pyc" and "_build" not in path.relative_to(book).parts}


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no /dev/full")
def test_a_full_disk_below_the_help_and_a_terminal_without_width_are_told(tmp_path):
    words = [sys.executable, "-m", "compendium"]
    with open("/dev/full", "w", encoding="utf-8") as full:
        ran = subprocess.run([*words, "--help"], stdout=full, stderr=subprocess.PIPE, text=True, check=False)
    assert (ran.returncode, ran.stderr) == (1, "the machine: No space left on device\n1 problem\n")
    ran = subprocess.run([*words, "check", "--root", tmp_path], env=os.environ | {"COLUMNS": "0"}, check=False,
                         capture_output=True, text=True)
    assert ran.returncode == 1 and ran.stderr.startswith(f"there is no book at {tmp_path}")
