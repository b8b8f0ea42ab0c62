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
    (folder / "chapters/fence.png").write_bytes(b"")
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
    ("Both can be right.", "\n:::{figure} fence.png\n:alt: A fence.\n:::\nBoth can be right.", 33,
     "a figure without a caption; write the caption below its options"),
    ("Both can be right.", "\n\n41. otters live here.", 34, "a list that begins with 41; a list begins with 1, and a"),
    ("Both can be right.", "Both &#x202e;can be right.", 32, "holds U+202E (RIGHT-TO-LEFT OVERRIDE), which cannot"),
    ("Both can be right.", "Both can [not]{.d-none} be right.", 32, "the class 'd-none' hides what stands there from"),
    ("Both can be right.", '\n:::{note}\n:class: sr-only\nBoth.\n:::', 33, "the class 'sr-only' hides what stands"),
    ("Both can be right.", 'Both <span class="invisible">not</span>.', 32, "the class 'invisible' hides what"),
    ("Both can be right.", "Both {fact} `a/b`.", 32, "'{fact}' before `a/b` is no role as it stands there; write {f"),
    ("Both can be right.", "Both { fact }`a/b`.", 32, "'{ fact }' before `a/b` is no role as it stands there"),
    ("Both can be right.", "Both :fact:`a/b`.", 32, "':fact:' before `a/b` is no role as it stands there"),
    ("Both can be right.", "Both \\{fact}`a/b`.", 32, "'{fact}' before `a/b` is no role as it stands there"),
    ("Both can be right.", "\n\n    Both {fact}`a/b`.", 34, "role {fact} stands in lines that begin with four spaces"),
    ("Both can be right.", "\n\n\tBoth {fact}`a/b`.", 34, "role {fact} stands in lines that begin with four spaces"),
    ("Both can be right.", "Both {fact}` <a/b>`.", 32, "has no words before '<', and would be an empty link"),
    ("Both can be right.", "Both {fact}`**about 40** <a/b>`.", 32, "are shown as they are, and '**' too; leave the"),
    (":tags: [hide-input]", ":tags: [hide-inptu]", 24, "the cell's tag 'hide-inptu' says nothing; near it: hide-input"),
    (":tags: [hide-input]", ":tags: [Parameters]", 24, "the cell's tag 'Parameters' says nothing; near it: parameters"),
    ("tags: [hide-input]\n---", "tags: [remove-output]\n---", 36, "the tag 'remove-output' takes away the figure"),
    ("Both can be right.", "\n<<<<<<< HEAD\nBoth can be right.", 33, "mark of git's own"),
    ("Both can be right.", "Both can be right.\n\n||||||| base\n\nNone is.", 34, "mark of git's own"),
    ("Both can be right.", "Both can be right.\n>>>>>>> feature", 33, "mark of git's own"),
    ("Both can be right.", f"\n\n{'> ' * 25}Both can be right.", 34, "stands too deep in lists or quotations: what is"),
    ("Both can be right.", "\n\n" + "\n".join(f"{'  ' * deep}- Both." for deep in range(14)), 43,
     "stands too deep in lists or quotations: what is"),
])
def test_a_mistake_is_told_once_with_its_line(told, old, new, line, words):
    found = told(old, new)
    assert [each for each in found if each.startswith(f"{PAGE}:{line}: ") and words in each], found
    assert len(found) == 1, found


@pytest.mark.parametrize("words", ["import os.path", "from os.path import join"])
def test_a_module_that_another_gives_is_imported(told, words):
    assert told("from compendium import charts", f"{words}\nfrom compendium import charts") == []


def test_what_a_role_that_is_not_closed_hides_is_not_told_as_a_number(book, told):
    told("in 2009, when", "in {fact}`lenn-post-2019-04/otters-2009, when")
    found = call("check", cwd=book)
    assert found.returncode == 1
    assert [line for line in found.stderr.splitlines() if PAGE in line and "not closed" not in line] == []


@pytest.mark.parametrize(("words", "told_of"), [
    ("{download}`text <../texts/lenn-post-2019-04.txt>`", "../texts/lenn-post-2019-04.txt"),
    ("[text](../texts/river-trust-2019-11.txt)", "../texts/river-trust-2019-11.txt"),
    ("[text](path:../texts/river-trust-2019-11.txt)", "../texts/river-trust-2019-11.txt"),
    ("[text](/texts/river-trust-2019-11.txt)", "/texts/river-trust-2019-11.txt"),
    ("[text][a]\n\n[a]: ../texts/river-trust-2019-11.txt", "../texts/river-trust-2019-11.txt"),
    ("\n```{literalinclude} ../texts/lenn-post-2019-04.txt\n```", "../texts/lenn-post-2019-04.txt"),
    ("\n:::{card} A card\n:img-top: ../texts/lenn-post-2019-04.txt\nWords.\n:::", "../texts/lenn-post-2019-04.txt"),
    ("![A text.](../texts/lenn-post-2019-04.txt)", "../texts/lenn-post-2019-04.txt"),
    ("[settings](../_config.yml)", "../_config.yml"), ("[record](../seeds/places.yaml)", "../seeds/places.yaml"),
    ("[a](../Makefile)", "../Makefile"),
])
def test_a_file_that_is_not_for_readers_is_refused(told, words, told_of):
    found = told("Both can be right.", f"Both can be right. {words}")
    assert [each.partition(": ")[2] for each in found] == [
        f"leads to '{told_of}', which is not for readers, and would be published; allowed are pages, pictures, and "
        "files of data/ and figures/"]


@pytest.mark.parametrize("words", [
    "[a](../data/animals.csv)", "[a](damage.md)", "{download}`a <../data/claims.csv>`", "[a](../index.md)",
    "![A fence.](fence.png)", "[a](../chapters)", "[a](#animals)", "[a](damage.html)",
])
def test_a_file_that_is_for_readers_is_passed(told, words):
    assert told("Both can be right.", f"Both can be right. {words}") == []


def test_a_link_to_a_label_that_no_page_gives_is_told(told):
    found = told("Both can be right.", "[Both](#animal) can [be](#what-follows) right.")
    assert [each for each in found if "[…](#animal) leads to no label; a heading is none by itself" in each
            and "near it: animals" in each] and len(found) == 2
