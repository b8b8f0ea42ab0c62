"""Each claim of the ledger is used in the book, or says why not."""

import shutil

import nbformat
import pytest
from test_execution_tiny_book import HEADER

from compendium.book.tracing import book_trace as tracing
from compendium.book.tracing.book_trace import Use, book_trace, check_uses
from compendium.evidence import read_ledger
from compendium.evidence.disagreement import rival_claims
from compendium.execution.sweep_results import CHART_TYPE
from compendium.fingerprints import write_whole

CLAIM = "reuters-2025-03/imports-feb-2025"


@pytest.fixture
def book(seeds, tmp_path):
    """A book of one chapter, with the ledger's own seeds."""
    (tmp_path / "chapters").mkdir()
    return tmp_path


def used(book, text: str) -> dict[str, tuple[Use, ...]]:
    (book / "chapters" / "a.md").write_text(text, encoding="utf-8")
    return book_trace(book, read_ledger(book / "seeds")).uses


def test_facts_in_text_count_with_or_without_words_and_with_their_line(book):
    found = used(book, f"# A\n\nOne {{fact}}`{CLAIM}`\nand {{fact}}`words <{CLAIM}>`.\n")[CLAIM]
    assert [use for use in found if use.kind == "prose"] == [
        Use("prose", "chapters/a.md", 3), Use("prose", "chapters/a.md", 4)]


def test_a_block_of_rivals_uses_the_claims_that_it_shows(book, ledger):
    found = used(book, "# A\n\n:::{rivals} levy-per-tonne\n:::\n")
    shown = [entry.id for entry in rival_claims(ledger, "levy-per-tonne")]
    assert shown and all(Use("rivals", "chapters/a.md", 3, "levy-per-tonne") in found[name] for name in shown)


def test_inputs_of_results_are_used(book):
    assert any(use.kind == "result" and use.name == "imports-feb-2024" for use in used(book, "# A\n")[CLAIM])


def test_charts_use_what_they_draw_and_not_what_they_count(root, ledger):
    found = book_trace(root, ledger).uses
    figures = {use.name for places in found.values() for use in places if use.kind == "figure"}
    assert "pricing-if-price" in figures and "sources-origins" not in figures
    assert any(use.name == "pricing-if-price" for use in found["dvb-2025/exports-since-coup"])


def test_cells_of_computed_tables_are_used(root, ledger):
    assert any(use.kind == "table" and use.name.startswith("tab-") and use.line
               for places in book_trace(root, ledger).uses.values() for use in places)


def test_a_figure_that_no_chapter_draws_any_more_is_no_use(root, book, ledger):
    shutil.copytree(root / "figures", book / "figures")
    assert not any(use.kind == "figure" for places in used(book, "# A\n").values() for use in places)


def test_no_claim_says_wrongly_that_it_is_unused_and_no_name_leads_nowhere(root, ledger):
    assert [str(problem) for problem in check_uses(root, ledger)] == []


def test_a_verdict_in_a_chapter_is_a_use_of_its_question(book):
    found = used(book, "# A\n\n:::{verdict} levy-per-tonne\n:::\n")
    assert [(use.kind, use.file, use.line) for use in found["levy-per-tonne"]] == [("prose", "chapters/a.md", 3)]


@pytest.mark.parametrize("block", ["rivals", "verdict"])
def test_a_block_for_a_question_that_nobody_asks_is_told_with_its_line_and_the_names_near_it(book, block):
    used(book, f"# A\n\n:::{{{block}}} levy-per-tone\n:::\n")
    told = [str(problem) for problem in check_uses(book, read_ledger(book / "seeds"))]
    assert [each for each in told if "levy-per-tone'" in each] == told
    assert len(told) == 1 and told[0].startswith("chapters/a.md:3: ") and "near it: levy-per-tonne" in told[0]


def test_a_claim_that_is_used_and_says_why_not_is_told(book, edit):
    old = "  - id: imports-feb-2025\n"
    edit("reuters-2025-03.yaml", old, f"{old}    unused: repeats another\n")
    used(book, f"# A\n\n{{fact}}`{CLAIM}`\n")
    told = [str(problem) for problem in check_uses(book, read_ledger(book / "seeds"))]
    assert any("says why it is unused ('repeats another')" in each and "chapters/a.md:3" in each for each in told)


def test_without_chapters_nothing_is_asked(seeds, tmp_path):
    assert check_uses(tmp_path, read_ledger(seeds)) == []


@pytest.mark.parametrize(("holds", "said"), [(False, []), (True, [
    "finding thailand-from-shan: figures: 'x' draws none of its claims and results; name a figure that does"])])
def test_a_headline_names_figures_of_its_own_claims(book, edit, monkeypatch, holds, said):
    drawn_once(book)
    edit("findings.yaml", "figures: [index-shan]", "figures: [x]")
    edit("findings.yaml", "figures: [control-days, index-map]", "figures: [x]")
    used(book, FIGURE)
    monkeypatch.setattr(tracing, "last_run_holds", lambda *_: holds)
    told = [str(problem) for problem in check_uses(book, read_ledger(book / "seeds"))]
    assert [each.partition(": ")[2] for each in told if "finding" in each] == said


FIGURE = HEADER + "# A\n\n```{code-cell} ipython3\n---\nmystnb:\n  figure:\n    name: fig-x\n---\ndraw()\n```\n"


def drawn_once(book) -> None:
    """A chart of a claim, and of one that is gone since, as the chapter was last run."""
    drawn = [{"id": "reuters-2025-03/belt-seized"}, {"id": "dvb-2025/gone"}]
    spec = {"usermeta": {"compendium": {"name": "x"}}, "datasets": {"d": drawn}}
    ran = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(
        "draw()", metadata={"mystnb": {"figure": {"name": "fig-x"}}},
        outputs=[nbformat.v4.new_output("display_data", {CHART_TYPE: spec})])])
    write_whole(book / "_build/executed/chapters/a.ipynb", nbformat.writes(ran))
    write_whole(book / "_toc.yml", "format: jb-book\nroot: chapters/a\n")


def test_what_an_earlier_run_showed_is_told_as_such_and_is_no_use(book, edit):
    """A chart as it was last run: of a claim that is gone since, and of one that its changed cell no longer draws."""
    drawn_once(book)
    edit("reuters-2025-03.yaml", "  - id: belt-seized\n", "  - id: belt-seized\n    unused: repeats another\n")
    for text in (FIGURE, FIGURE.replace("draw()", "draw_less()")):
        used(book, text)
        told = [str(problem) for problem in check_uses(book, read_ledger(book / "seeds"))]
        assert told == ["chapters/a.md:22: figure 'x' showed 'dvb-2025/gone' when it was last run, which is not in the"
                        " ledger now; build again"]
