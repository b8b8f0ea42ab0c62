"""Every chapter of the story opens with question, answer and confidence, and ends with what follows."""

import json
from urllib.parse import urljoin

import pytest
from bs4 import BeautifulSoup

from compendium.book.prose.chapter_form import argued_chapters, check_form
from compendium.book.prose.reproduce import commands, tables_loaded
from compendium.execution.chapters import find_chapter

WHOLE = """# A title

:::{answer} Who holds the mines?
:confidence: medium
:because: two articles say so.

The KIA does. It took them.
:::

## What it means

## What follows

They hold ground.

:::{dropdown} What this does not show

The rest.
:::

:::{would-change} who-holds-the-belt
:::
"""


@pytest.fixture
def problems(tmp_path):
    (tmp_path / "_toc.yml").write_text("parts: [{numbered: 1, chapters: [{file: one}]}, {chapters: [{file: two}]}]")
    (tmp_path / "two.md").write_text("# An appendix\n")

    def of(old: str, new: str) -> list[str]:
        assert old in WHOLE
        (tmp_path / "one.md").write_text(WHOLE.replace(old, new, 1))
        return [str(problem) for problem in check_form(tmp_path)]
    return of


def test_every_chapter_of_the_book_has_its_form(root):
    assert len(argued_chapters(root)) >= 9
    assert check_form(root) == []


def test_a_whole_chapter_has_no_problem_and_an_appendix_needs_no_form(problems):
    assert problems("", "") == []


@pytest.mark.parametrize(("old", "new", "what"), [
    ("{answer}", "{note}", "opens without its answer; before the first section stands one block"),
    ("mines?\n", "mines\n", "ends with a question mark"),
    ("medium", "certain", "confidence is 'certain'; allowed: high, medium, low"),
    (":because: two articles say so.\n", "", "':because: …'"),
    ("It took them.", "It took them. Nobody denies it.", "the answer has 3 sentences; a reader expects one or two"),
    ("## What follows", "## What else", "ends without its conclusion"),
    ("## What follows", "## What Follows", "and here it is 'What Follows', which differs in its capitals"),
    ("They hold ground.\n", "", "'What follows' is empty"),
    ("{dropdown}", "{note}", "below the conclusion stands one block"),
    ("{would-change}", "{note}", "for the verdicts that the chapter uses"),
])
def test_what_a_chapter_lacks_is_named(problems, old, new, what):
    found = problems(old, new)
    assert len(found) == 1 and what in found[0] and found[0].startswith("one.md")


def test_the_commands_name_the_chapter_and_a_parameter_with_its_default(root):
    chapter = find_chapter(root, "pricing")
    ours, plain = commands(chapter)
    first = chapter.parameters[0]
    assert ours == f"compendium run pricing -o pricing.ipynb -p {first.name}={first.default}"
    assert plain.startswith("jupytext --to ipynb -o - chapters/pricing.md | papermill - pricing.ipynb -p ")


def test_a_short_name_means_the_chapter_and_not_the_ledger_page(root):
    assert find_chapter(root, "independent").docname == "chapters/independent"


def test_the_tables_are_those_that_the_code_loads(root):
    assert tables_loaded(find_chapter(root, "sources")) == ["sources", "claims"]


@pytest.mark.built
def test_a_built_chapter_shows_its_form_and_its_files_are_there(root):
    html = root / "_build" / "html"
    for path in argued_chapters(root):
        name = path.relative_to(root).with_suffix("").as_posix()
        page = BeautifulSoup((html / f"{name}.html").read_text(encoding="utf-8"), "lxml")
        assert page.select_one(".answer .answer-question").get_text().strip().endswith("?"), name
        assert page.select_one(".answer .answer-confidence strong").get_text().startswith("Confidence: "), name
        files = [link["href"] for link in page.select("details#reproduce p a[href]") if "#" not in link["href"]]
        assert len(files) >= 2, name
        for file in files:
            target = html / urljoin(f"/{name}.html", file).lstrip("/")
            assert target.is_file(), f"{name}: {file}"
        notebook = json.loads((html / "notebooks" / f"{path.stem}.ipynb").read_text(encoding="utf-8"))
        assert any(cell.get("outputs") for cell in notebook["cells"]), name
        assert "{fact}`" not in "".join(cell["source"] for cell in notebook["cells"][:2]), name
