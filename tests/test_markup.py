"""What 'check' tells of a page's markup: one line a mistake, with its place, what is near and what to do."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.book.prose.markup import check_markup
from compendium.evidence import read_ledger
from compendium.root import reading_from

EXAMPLE = Path(__file__).parent / "example"
PAGE = "chapters/animals.md"


@pytest.fixture(scope="module")
def book(tmp_path_factory) -> Path:
    folder = shutil.copytree(EXAMPLE, tmp_path_factory.mktemp("markup") / "book")
    assert call("data", cwd=folder).returncode == 0
    return folder


def call(*words: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    """The command in a process of its own, as one process works on one book."""
    return subprocess.run([sys.executable, "-m", "compendium", *words], cwd=cwd, capture_output=True, text=True,
                          check=False)


@pytest.fixture
def told(book):
    """What is told of the page once a text in it is another."""
    path = book / PAGE
    text = path.read_text(encoding="utf-8")

    def of(old: str, new: str) -> list[str]:
        assert old in text
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        return [str(problem) for problem in check_markup(book, read_ledger(book / "seeds"))]
    with reading_from(book):
        yield of
    path.write_text(text, encoding="utf-8")


def test_the_example_has_no_such_mistake(told):
    assert told("", "") == []


def test_the_book_has_no_such_mistake(root, ledger):
    assert check_markup(root, ledger) == []


@pytest.mark.parametrize(("old", "new", "line", "words"), [
    (":::{would-change}", ":::{would-chnage}", 60, "no directive 'would-chnage'; near it: would-change"),
    ("{numref}`fig-otters-counts`", "{numreff}`fig-otters-counts`", 34, "no role 'numreff'; near it: numref"),
    ("{numref}`fig-otters-counts`", "{numref}`fig-otter-counts`", 34, "near it: fig-otters-counts"),
    ("{numref}`fig-otters-counts`", "{ref}`animal`", 34, "{ref}`animal` refers to no label; near it: animals"),
    ("Both can be right.", "Both {term}`sprainting`.", 32, "refers to no term of the glossary; "),
    ("Both can be right.", "Both {cite}`river-trust-2019`.", 32, "near it: river-trust-2019-11"),
    ("Both can be right.", "Both {ref}`questions/how-many-oters`.", 32, "refers to no label"),
    ("Both can be right.", "Both {fact}`lenn-post-2019-04/otters-2009.", 32, "role {fact} is not closed; a backtick"),
    ("Both can be right.", "Both can be right.[^none]", 32, "footnote [^none] is written nowhere"),
    ("# The otters\n", "# The otters\n\n(animals)=\n## Again\n", 17, "'animals' is given at chapters/animals.md:14"),
    ('datasets.load("animals")\n```', 'datasets.load("animals")\n', 24, "not closed before line 36, where another"),
    ("    caption: What was counted, and by whom. The bars are the ranges that rounding\n"
     "      and wording allow.\n", "", 36, "figure 'fig-otters-counts' has no caption"),
    ('datasets.load("animals")', 'datasets.load("animals"', 29, "not Python: '(' was never closed"),
    ("import charts, datasets", "import chart, datasets", 27, "which 'compendium' does not hold; near it: charts"),
    ("from compendium import", "import pandsa\nfrom compendium import", 27, "not installed; near it: pandas"),
    ("Both can be right.", "\n:::{figure} ../_config.yml\n:alt: A fence.\n:::\nBoth can be right.", 33,
     "a figure without a caption; write the caption below its options"),
    ("Both can be right.", "\n<<<<<<< HEAD\nBoth can be right.", 33, "mark of git's own"),
])
def test_a_mistake_is_told_once_with_its_line(told, old, new, line, words):
    found = told(old, new)
    assert [each for each in found if each.startswith(f"{PAGE}:{line}: ") and words in each], found
    assert len(found) == 1, found


def test_what_a_role_that_is_not_closed_hides_is_not_told_as_a_number(book, told):
    told("in 2009, when", "in {fact}`lenn-post-2019-04/otters-2009, when")
    found = call("check", cwd=book)
    assert found.returncode == 1
    assert [line for line in found.stderr.splitlines() if PAGE in line and "not closed" not in line] == []
