"""What an edit rewrites of a built book, and that nothing else is: prose, values, times, files that code reads."""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from compendium.fingerprints import prints_of
from compendium.new_book import new_book

pytestmark = pytest.mark.proof

PLACES = ("data", "figures", "_build/html")


def build(root: Path, *more: str) -> str:
    """Build as a person does; what was said."""
    command = [sys.executable, "-m", "compendium", "build", *more]
    ran = subprocess.run(command, cwd=root, capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    return ran.stdout


def made(root: Path) -> dict[str, str]:
    """Everything that a reader gets, by name and content: pages, cards, search, list of objects, data, figures."""
    return prints_of([root / name for name in PLACES], root)


def edit(root: Path, name: str, old: str, new: str) -> None:
    path = root / name
    text = path.read_text(encoding="utf-8")
    assert old in text, f"{old!r} is not in {name}"
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def differences(one: dict[str, str], other: dict[str, str]) -> list[str]:
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("incremental") / "book"
    new_book(root)
    build(root)
    return root


@pytest.fixture
def copied(book: Path, tmp_path: Path) -> Path:
    return shutil.copytree(book, tmp_path / "book", symlinks=True)


def test_one_changed_sentence_rewrites_its_page_and_the_search(copied: Path) -> None:
    before = made(copied)
    nodes = {path: path.stat().st_ino for path in (copied / "_build/html").rglob("*") if path.is_file()}
    edit(copied, "chapters/damage.md", "A fence would cost", "A solid fence would cost")
    build(copied)
    changed = differences(before, made(copied))
    assert set(changed) <= {f"_build/html/{name}" for name in (
        "chapters/damage.html", "_sources/chapters/damage.md", "notebooks/damage.ipynb", "search.html",
        "searchindex.js", "_static/search_texts.js")}
    assert "_build/html/chapters/damage.html" in changed
    assert {path for path, node in nodes.items() if path.stat().st_ino != node} == {copied / name for name in changed}


def test_a_changed_claim_rewrites_what_prints_it_and_no_other_page(copied: Path) -> None:
    before = made(copied)
    edit(copied, "seeds/lenn-post-2019-04.yaml", "There were 18 otters along", "There were 18 otters all along")
    build(copied)
    pages = {name for name in differences(before, made(copied)) if name.endswith(".html")}
    assert "_build/html/claims/lenn-post-2019-04/otters-2009.html" in pages
    others = {name for name in pages if name.startswith("_build/html/claims/")}
    assert "_build/html/claims/river-trust-2019-11/fence-cost.html" not in others
    assert "_build/html/chapters/damage.html" not in pages


def test_an_old_file_put_back_with_its_old_time_is_noticed(copied: Path) -> None:
    page, aside = copied / "chapters/glossary.md", copied.parent / "aside.md"
    before = made(copied)
    shutil.copy2(page, aside)
    page.write_text(page.read_text(encoding="utf-8") + "\nOne more sentence.\n", encoding="utf-8")
    build(copied)
    assert made(copied) != before
    shutil.copy2(aside, page)
    build(copied)
    assert differences(made(copied), before) == []


def test_any_file_that_called_code_reads_counts(copied: Path) -> None:
    """An outline beside the subject's modules is no Python, and decides what is drawn all the same."""
    (copied / "otters/outline.json").write_text("[1, 2]", encoding="utf-8")
    assert "0 chapters run" not in build(copied)
    (copied / "otters/outline.json").write_text("[1, 3]", encoding="utf-8")
    assert "0 chapters run" not in build(copied)


def test_nothing_is_done_where_nothing_has_changed(book: Path) -> None:
    assert "nothing has changed" in build(book)


def test_the_list_of_exemptions_follows_what_other_pages_mark(copied: Path) -> None:
    def listed() -> bool:
        return "seven beavers" in (copied / "_build/html/chapters/glossary.html").read_text(encoding="utf-8")

    page = copied / "chapters/glossary.md"
    page.write_text(page.read_text(encoding="utf-8") + "\n:::{exemptions}\n:::\n", encoding="utf-8")
    build(copied)
    assert not listed()
    edit(copied, "chapters/damage.md", "A fence would cost", "Nobody saw {plain}`seven beavers`. A fence would cost")
    build(copied)
    assert listed()
    before = made(copied)
    edit(copied, "chapters/damage.md", "Nobody saw {plain}`seven beavers`. ", "")
    build(copied)
    assert not listed()
    assert "_build/html/chapters/glossary.html" in differences(before, made(copied))


def test_what_other_pages_call_a_figure_or_a_heading_follows_it(copied: Path) -> None:
    edit(copied, "chapters/damage.md", "A fence", "See {numref}`fig-otters-counts` and {ref}`traps`. A fence")
    edit(copied, "chapters/animals.md", "The county says", "(traps)=\n## Traps\n\nThe county says")
    build(copied)
    (copied / "chapters/dot.svg").write_text('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>')
    edit(copied, "chapters/animals.md", "## Traps\n", "## Snares\n\n:::{figure} dot.svg\n:name: fig-dot\n:alt: A dot."
         "\n\nA dot.\n:::\n\n{numref}`fig-dot` is a dot.\n")
    build(copied)
    page = (copied / "_build/html/chapters/damage.html").read_text(encoding="utf-8")
    assert "Figure 1.2" in page and "Snares" in page and "Figure 1.1" not in page and "Traps" not in page
    index = (copied / "_build/html/chapters/ledger/figures.html").read_text(encoding="utf-8")
    # a chart is called by what it finds, and any other figure by its caption alone
    assert "The two counts differ because they count different otters</a>" in index and "A dot.</a>" in index
    edit(copied, "chapters/animals.md", "(traps)=\n## Snares", "## Snares")
    edit(copied, "chapters/glossary.md", "# Glossary\n", "# Glossary\n\n(traps)=\n## Traps\n")
    edit(copied, "chapters/animals.md", "A dot.\n:::", "A spot.\n:::")
    build(copied)
    assert "glossary.html#traps" in (copied / "_build/html/chapters/damage.html").read_text(encoding="utf-8")
    edit(copied, "chapters/animals.md", "because they count different otters", "as they count different otters")
    build(copied)
    index = (copied / "_build/html/chapters/ledger/figures.html").read_text(encoding="utf-8")
    assert "The two counts differ as they count different otters</a>" in index and "A spot.</a>" in index
    grown = made(copied)
    shutil.rmtree(copied / "_build")
    build(copied)
    assert differences(grown, made(copied)) == []
