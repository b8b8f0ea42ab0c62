"""The authors' guide tells of everything that a page can hold, and everything that it tells of is used."""

import re

import pytest

from compendium import charts
from compendium.book.extension import DIRECTIVES
from compendium.execution.chapters import pages
from kachin import charts as own

FOR_CODE = {"Caption", "publish", "SOURCE_NAMES", "SUBJECT_NAMES"}
"""What charts are made with, and the names that tables use."""


@pytest.fixture(scope="module")
def texts(root) -> dict[str, str]:
    return {name: (root / f"{name}.md").read_text(encoding="utf-8") for name in pages(root)}


@pytest.mark.parametrize("name", sorted(DIRECTIVES))
def test_every_directive_is_told_of_and_used(name, texts):
    assert f"`{{{name}}}`" in texts["chapters/authors-guide"]
    assert any(re.search(rf"^\s*(?::::+|```+)\{{{name}\}}", text, re.MULTILINE) for text in texts.values())


@pytest.mark.parametrize("name", sorted({*charts.__all__, *own.__all__} - FOR_CODE))
def test_every_chart_and_table_is_used_and_says_what_it_gives(name, texts, root):
    assert getattr(charts, name).__doc__
    # what a kind of the engine's is for may also be shown by the example
    shown = [*texts.values(), *(path.read_text("utf-8") for path in (root / "tests/example/chapters").glob("*.md"))]
    assert any(re.search(rf"\b{name}\(", text) for text in shown)
