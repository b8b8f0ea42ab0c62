"""Values that chapters compute from their parameters: recorded once, printed as facts, refused if something is off."""

import math
from pathlib import Path

import nbformat
import pytest
from bs4 import BeautifulSoup
from test_execution_tiny_book import chapter_with, write_book
from typer.testing import CliRunner

from compendium.book.building import build
from compendium.book.ledger.cards import card
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book
from compendium.book.site.sphinx_run import BookError
from compendium.book.tracing.book_trace import book_trace, check_uses
from compendium.book.tracing.cells import _circle, _unmeasured
from compendium.charts import output, record
from compendium.cli import app
from compendium.errors import ChapterError
from compendium.evidence import read_ledger
from compendium.execution.sweep_results import FACT_TYPE
from compendium.results.register import varied

PARAMETERS = ":tags: [parameters]\n\nrate = 7.25  # float, 7 to 8: yuan per dollar"
RECORD = ("from compendium import charts\n"
          "charts.record('worth', value=1.4e9 / rate, low=1.4e9 / rate, high=float('inf'), unit='USD',\n"
          "              says='The trade.', formula='trade ÷ rate', inputs=['cny-per-usd'])")
PROSE = """
Worth {fact}`trade:worth`.

| Worth |
|---|
| {fact}`trade:worth` |

:::{admonition} Worth {fact}`trade:worth`
It is.
:::
"""
SHOWN = "at least $193 million"


def book_with(root: Path, *cells: str, prose: str = PROSE) -> Path:
    """The tiny book with a chapter on trade of these cells, and with its value in the other pages."""
    write_book(root, trade=chapter_with(PARAMETERS, *cells) + prose)
    (root / "index.md").write_text("# The book\n\nElsewhere: {fact}`trade:worth`.\n", encoding="utf-8")
    pricing = root / "chapters" / "pricing.md"
    pricing.write_text(pricing.read_text(encoding="utf-8").replace("{numref}`fig-months`", "{fact}`trade:worth`")
                       .replace("{term}`Tax`", "{fact}`trade:worth`"), encoding="utf-8")
    return root


def told(root: Path) -> list[str]:
    return [str(problem) for problem in check_uses(root, read_ledger(root / "seeds"))
            if "record" in problem.what]


def line_of(root: Path, words: str, last: bool = False) -> int:
    """The first or last line of the chapter on trade with these words."""
    lines = (root / "chapters/trade.md").read_text(encoding="utf-8").split("\n")
    return [number for number, line in enumerate(lines, start=1) if words in line][-1 if last else 0]


def test_the_cell_shows_what_it_records(monkeypatch):
    shown = []
    monkeypatch.setattr("IPython.display.display", lambda bundle, raw: shown.append(bundle))
    record("worth", value=1.4e9, low=1.4e9, high=math.inf, unit="USD", says="The trade.", formula="all of it",
                     inputs=[])
    assert shown[0]["text/plain"] == "worth: at least $1.4 billion"
    assert shown[0][FACT_TYPE]["high"] is None and output.FACT_TYPE == FACT_TYPE


@pytest.mark.parametrize(("wrong", "words"), [
    ({"name": "Worth it"}, "a value cannot be recorded as 'Worth it'; allowed: small letters, digits and hyphens"),
    ({"unit": "kT"}, "unit 'kT' is not known"), ({"low": 3}, "'worth': the value 2 is not between 3 and 2"),
    ({"says": "It, in pounds."}, "'worth' says that it is in pounds, and its unit is t; correct one of the two"),
    ({"value": math.nan}, "is not between"), ({"says": ""}, "say what the value is, and give its formula in words"),
])
def test_a_value_that_cannot_be_is_refused(wrong, words):
    given = {"name": "worth", "value": 2, "low": 1, "high": 2, "unit": "t", "says": "It.", "formula": "a", "inputs": []}
    with pytest.raises(ValueError, match=words):
        record(**given | wrong)


def test_a_result_is_varied_by_the_formula_of_the_book_itself(root):
    kept = Evidence(root).derived["value-if-price"]
    found = varied("value-if-price", {"cny-per-usd": 7.25})
    assert found["value"] == pytest.approx(kept["value"]) and found["high"] == math.inf
    assert varied("value-if-price", {"cny-per-usd": 14.5})["value"] == pytest.approx(kept["value"] / 2)
    assert "cny-per-usd" not in found["inputs"]


def test_what_is_varied_reaches_results_made_of_results(root):
    once, twice = (varied("monthly-exports-after-coup", {"exports-after-coup": tonnes}) for tonnes in (47.0, 94.0))
    assert (once["value"], twice["value"]) == (1, 2)


@pytest.mark.parametrize(("name", "given", "said"), [
    ("value-if-price", "cny-per-us", "result value-if-price is not made of 'cny-per-us', which is to be varied; near"
     " it: cny-per-usd"),
    ("value-if-price", "months-of-fall", "is not made of 'months-of-fall', which is to be varied; there are: "),
    ("value-if-price", "value-if-price", "is not made of 'value-if-price', which is to be varied; "),
    ("value-if-pric", "cny-per-usd", "'value-if-pric' is not known as a result; near it: value-if-price"),
])
def test_what_a_result_is_not_made_of_is_not_varied_in_silence(name, given, said):
    with pytest.raises(ValueError, match=said):
        varied(name, {given: 7.25})


def test_a_recorded_value_is_a_fact_wherever_facts_stand_and_has_its_entry_and_cell(tmp_path):
    root = book_with(tmp_path, RECORD)
    build(root, progress=False)
    pages = {name: BeautifulSoup((root / f"_build/html/{name}.html").read_text(encoding="utf-8"), "lxml")
             for name in ("index", "chapters/trade", "chapters/pricing", "results/trade/worth")}
    counts = {name: [fact.get_text() for fact in page.select("article span.fact-derived")].count(SHOWN)
              for name, page in pages.items()}
    assert counts == {"index": 1, "chapters/trade": 3, "chapters/pricing": 2, "results/trade/worth": 0}
    cell = pages["chapters/trade"].find(id="recorded/worth")
    assert "charts.record" in cell.get_text() and not cell.select(".cell_output")
    entry = pages["results/trade/worth"].article
    assert SHOWN in entry.get_text() and "rate = 7.25" in entry.get_text() and "trade ÷ rate" in entry.get_text()
    assert entry.select_one('a[href="../../chapters/trade.html#recorded/worth"]')
    cards = (root / "_build/html/cards/index.js").read_text(encoding="utf-8")
    assert "results/trade/worth.html" in cards
    assert "7.25 yuan per dollar (assumption, 7.10 to 7.35 yuan per dollar)" in cards


def test_another_chapter_follows_when_the_value_changes(tmp_path):
    root = book_with(tmp_path, RECORD)
    build(root, progress=False)
    trade = root / "chapters/trade.md"
    trade.write_text(trade.read_text(encoding="utf-8").replace("1.4e9", "1.6e9"), encoding="utf-8")
    build(root, progress=False)
    for name in ("index", "chapters/trade", "chapters/pricing", "results/trade/worth"):
        text = (root / f"_build/html/{name}.html").read_text(encoding="utf-8")
        assert "$220 million" in text and "$193 million" not in text, name


def test_a_misspelt_name_fails_the_check_and_the_build_with_its_line(tmp_path):
    root = book_with(tmp_path, RECORD, prose="\nWorth {fact}`trade:wroth`.\n")
    line, near = line_of(root, "trade:wroth"), "near it: trade:worth"
    what = f"chapters/trade.md:{line}: refers to 'trade:wroth', which is recorded by no cell; {near}"
    assert what in told(root)
    with pytest.raises(BookError, match=rf"trade\.md:{line}: .*'trade:wroth' is recorded by no chapter; {near}"):
        build(root, progress=False)


def test_a_value_recorded_twice_fails_the_check_and_the_build(tmp_path):
    root = book_with(tmp_path, RECORD, RECORD.replace("1.4e9", "1.5e9"))
    first, second = line_of(root, "charts.record("), line_of(root, "charts.record(", last=True)
    what = f"'trade:worth' is recorded twice, first on line {first}; a value is recorded once"
    problem = f"chapters/trade.md:{second}: {what}"
    assert told(root) == [problem]
    with pytest.raises(ChapterError) as error:
        build(root, progress=False)
    assert str(error.value) == problem


def test_an_input_that_does_not_exist_fails_with_the_line_of_its_value(tmp_path):
    root = book_with(tmp_path, RECORD.replace("cny-per-usd", "cny-per-use"))
    line = line_of(root, "charts.record(")
    said = "'worth' is recorded with the input 'cny-per-use', which is neither in the ledger nor recorded"
    with pytest.raises(ChapterError, match=rf"trade\.md:{line}: {said}"):
        build(root, progress=False)
    assert any("'cny-per-use'" in each for each in told(root))


def test_a_value_that_is_computed_from_itself_fails_with_its_line(tmp_path):
    root = book_with(tmp_path, RECORD.replace("['cny-per-usd']", "['cny-per-usd', 'trade:worth']"))
    line = line_of(root, "charts.record(")
    with pytest.raises(ChapterError, match=rf"trade\.md:{line}: 'worth' is computed from itself: trade:worth from"
                                           " trade:worth; leave one of them out"):
        build(root, progress=False)


@pytest.mark.parametrize(("inputs", "circle"), [
    ({"a:x": ["b:y", "c"], "b:y": ["c", "a:z"], "a:z": ["a:x"]}, ["a:x", "b:y", "a:z", "a:x"]),
    ({"a:x": ["b:y", "b:z"], "b:y": ["b:z"], "b:z": ["c"]}, []), ({"a:x": ["b:y"], "b:y": ["b:y"]}, []),
])
def test_a_circle_of_values_is_found_over_chapters(inputs, circle):
    assert _circle("a:x", inputs) == circle


def test_a_unit_that_no_input_gives_fails_the_check_and_the_build(tmp_path):
    root = book_with(tmp_path, RECORD.replace("unit='USD'", "unit='t'"))
    with pytest.raises(ChapterError) as error:
        build(root, progress=False)
    problem = (f"chapters/trade.md:{line_of(root, 'charts.record(')}: 'worth' is recorded in t, and none of its inputs "
               "measures mass; correct the unit, or name the input that has it")
    assert str(error.value) == problem and problem in told(root)


@pytest.mark.parametrize(("unit", "inputs", "comments", "found"), [
    ("USD", ["t", "%"], [], {"money"}), ("USD", ["CNY/t", "t"], [], set()), ("USD/t", ["USD"], [], {"mass"}),
    ("t", [], [], {"mass"}), ("count", [], [], set()), ("%", ["t", "t"], [], set()), ("month", ["count"], [], set()),
    ("kg", ["t"], [], set()), ("USD", ["t"], ["how many yuan one dollar bought"], set()),
])
def test_what_is_weighed_or_paid_comes_from_an_input_or_a_parameter(unit, inputs, comments, found):
    value = {"unit": unit, "inputs": [str(at) for at in range(len(inputs))]}
    assert _unmeasured(value, lambda: comments, {str(at): each for at, each in enumerate(inputs)}) == found


def test_a_unit_typed_behind_a_recorded_value_is_told(tmp_path):
    root = book_with(tmp_path, RECORD)
    build(root, progress=False)
    page = root / "index.md"
    page.write_text("# The book\n\nElsewhere: {fact}`trade:worth` dollars.\n", encoding="utf-8")
    assert "index.md:3: 'USD' stands beside {fact}`trade:worth`" in CliRunner().invoke(
        app, ["check", "--root", str(root)]).output


def test_a_call_that_is_taken_out_leaves_its_facts_without_a_value(tmp_path):
    root = book_with(tmp_path, RECORD)
    build(root, progress=False)
    assert told(root) == []
    trade = root / "chapters/trade.md"
    trade.write_text(trade.read_text(encoding="utf-8").replace("charts.record(", "print("), encoding="utf-8")
    assert {problem.partition(":")[0] for problem in told(root)} == {
        "index.md", "chapters/pricing.md", "chapters/trade.md"}


def test_names_made_in_a_loop_are_known_from_the_run(tmp_path):
    loop = RECORD.replace("charts.record('worth'", "for name in ['worth']:\n    charts.record(name")
    root = book_with(tmp_path, loop)
    assert told(root) == [], "before the run nobody can tell"
    build(root, progress=False)
    assert list(Evidence(root).recorded) == ["trade:worth"] and told(root) == []
    (root / "index.md").write_text("# The book\n\n{fact}`trade:wroth`\n", encoding="utf-8")
    assert [problem.partition(" ")[0] for problem in told(root)] == ["index.md:3:"]


def test_words_with_a_number_for_a_recorded_value_are_refused(tmp_path):
    book = book_with(tmp_path, RECORD, prose="\n{fact}`some $193 million <trade:worth>`\n")
    code = CliRunner().invoke(app, ["check", "--root", str(book)])
    words = f"chapters/trade.md:{line_of(book, 'some')}: '193 million' in the words of"
    assert f"{words} {{fact}}`… <trade:worth>`" in code.output


def test_a_run_with_other_parameters_prints_its_own_values_in_its_text(tmp_path):
    root = book_with(tmp_path, RECORD)
    for given, words in (([], SHOWN), (["-p", "rate=8"], "at least $175 million")):
        out = tmp_path / f"{len(given)}.ipynb"
        assert CliRunner().invoke(app, ["run", "trade", "-o", str(out), "--root", str(root), *given]).exit_code == 0
        text = "\n".join(cell.source for cell in nbformat.read(out, 4).cells if cell.cell_type == "markdown")
        assert text.count(words) == 3 and "{fact}" not in text


def test_the_card_of_a_recorded_value_names_its_formula_inputs_and_parameters(root):
    shown = card(Book(Evidence(root)), "pricing:value-if-price")
    assert (shown.kind, shown.value) == ("Computed in a chapter", "at least $1.4 billion")
    said = {each.key: each.words for each in (*shown.first, *shown.then)}
    assert "yuan_per_dollar = 7.25" in said["run_with"]
    assert "Exports total: more than 290,000 t (Rare Earth Exchanges)" in said["inputs"].split("; ")


def test_no_id_of_the_ledger_can_be_taken_for_a_recorded_one(root, ledger):
    named = book_trace(root, ledger).trace.named
    assert {":" in name for name, node in named.items() if node.kind == "recorded"} == {True}
    assert {":" in name for name, node in named.items() if node.kind != "recorded"} == {False}
