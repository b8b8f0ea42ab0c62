"""A source is begun from whatever text there is: each is drafted or refused in a line, and no broken record is written.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).parent
GIVEN = ("--publisher", "The Paper", "--published", "2019-03-03", "--role", "seed", "--title", "On farms")
TEXT = "The farm lost 12 tonnes of fish in 2018.\n"


@pytest.fixture(scope="module")
def example(tmp_path_factory) -> Path:
    return shutil.copytree(HERE / "example", tmp_path_factory.mktemp("odd") / "book",
                           ignore=shutil.ignore_patterns("_build"))


@pytest.fixture
def begin(command, example, tmp_path):
    """Begin a source from a text: the exit code, what is told, and the records that were written."""
    seeds = example / "seeds"

    def begun(text: str | bytes, *more: str, name: str = "a.txt") -> tuple[int, str, list[Path]]:
        (tmp_path / name).write_bytes(text.encode() if isinstance(text, str) else text)
        before = set(seeds.iterdir())
        code, said = command("source", "new", tmp_path / name, *GIVEN, *more, "--root", example)
        return code, " ".join(said.split()), sorted(set(seeds.iterdir()) - before)

    yield begun
    for path in seeds.glob("the-paper-*"):
        path.unlink()


def test_a_sentence_that_meets_no_question_is_drafted_without_one(begin):
    code, said, written = begin("Qualms xyzzy 12 tonnes plugh.\n")
    assert code == 0 and "1 numbers" in said, said
    assert "    question:    # one of questions.yaml" in written[0].read_text(encoding="utf-8")


@pytest.mark.parametrize(("more", "told"), [
    (("--url", "javascript:x"), "source.url: is no address"),
    (("--title", "a\u202eb"), "U+202E"),
    (("--author", " "), "source.authors.0: String should have at least 1 character"),
    (("--title", "  "), "give --title"),
    (("--publisher", " "), "give --publisher"),
    (("--id", "needs"), "holds no source, but the needs of the book; give another id with --id"),
    (("--id", "corrections"), "holds no source, but the corrections of the book"),
])
def test_no_record_is_written_that_could_not_be_read(begin, more, told):
    code, said, written = begin("Lost 12 tonnes in 2018.\n", *more)
    assert code == 1 and told in said and not written, said


@pytest.mark.parametrize(("text", "name", "told"), [
    (b"\xff\xfe12 tonnes", "a.txt", "a.txt is not UTF-8 text"),
    (b"\xff\xfe12 tonnes", "a.md", "a.md is not UTF-8 text"),
    (b"12 tonnes\0 in 2018", "a.txt", "U+0000"),
    (b"A title\n", "a.pdf", "a.pdf cannot be read as PDF"),
    (b"%PDF-1.4\n%%EOF\n", "a.pdf", "a.pdf cannot be read as PDF"),
])
def test_what_is_no_text_is_told(begin, text, name, told):
    if name.endswith(".pdf"):
        pytest.importorskip("pypdf")
    code, said, written = begin(text, name=name)
    assert code == 1 and told in said and not written, said


def test_a_pipe_is_not_waited_for(command, example, tmp_path):
    os.mkfifo(tmp_path / "p.txt")
    code, said = command("source", "new", tmp_path / "p.txt", *GIVEN, "--root", example)
    assert code == 1 and "p.txt is no file, such as a pipe; save the text in one" in said


def test_a_source_is_begun_with_its_input_closed(example, tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    ran = subprocess.run(["sh", "-c", 'exec "$@" <&-', "sh", sys.executable, "-m", "compendium", "source", "new",
                          tmp_path / "a.txt", *GIVEN, "--id", "A b", "--root", example],
                         capture_output=True, text=True, check=False)
    assert ran.returncode == 1 and "is no id" in ran.stderr
