"""Before a value is changed, every place that it reaches can be listed."""

import pytest
from typer.testing import CliRunner

from compendium.book.tracing.book_trace import book_trace, dependent_results, impact
from compendium.cli import app
from compendium.errors import Refused
from kachin.models.derived import RESULTS

CLAIM = "rareearthexchanges-2025/share-after-coup"


def test_a_claim_reaches_what_is_computed_from_it_step_by_step(root, ledger):
    reached = dependent_results(CLAIM, book_trace(root, ledger).trace)
    assert "exports-after-coup" in reached and "value-after-coup-if-price" in reached
    assert "pits-per-site-dvb" not in reached


def test_each_kind_of_place_is_listed(root, ledger):
    kinds = {use.kind for use in impact(root, ledger, CLAIM)}
    assert {"prose", "table", "result", "question", "data"} <= kinds


def test_a_place_that_shows_a_computed_result_is_listed_for_its_inputs(root, ledger):
    own = {use for use in impact(root, ledger, "customs-weight-2017-2020") if use.kind == "prose"}
    assert own and own <= set(impact(root, ledger, "un-comtrade-2846/myanmar-weight-2017"))


def test_an_assumption_has_an_impact_too(root, ledger):
    assert any(use.name == "levy-in-dollars" for use in impact(root, ledger, "cny-per-usd"))


def test_a_claim_reaches_the_values_that_chapters_record_and_their_facts(root, ledger):
    places = impact(root, ledger, "rareearthexchanges-2025/price-per-tonne")
    assert {use.name for use in places if use.kind == "recorded"} == {"pricing:value-if-price"}
    own = {use for use in impact(root, ledger, "pricing:value-if-price") if use.kind == "prose"}
    assert own and own <= set(places)


def test_an_unknown_claim_is_refused_with_those_near_it(root, ledger):
    with pytest.raises(ValueError, match="near it: reuters-2025-03/imports-feb-2025"):
        impact(root, ledger, "reuters-2025-03/import-feb-2025")


def test_the_command_names_chapters_with_their_lines(root):
    result = CliRunner().invoke(app, ["impact", CLAIM, "--root", str(root)])
    assert result.exit_code == 0
    assert "In the text" in result.output and "chapters/trade.md:" in result.output and "derived.csv" in result.output


def test_no_result_is_made_of_itself_or_of_a_later_one():
    known: set[str] = set()
    names = {result.id for result in RESULTS}
    for result in RESULTS:
        inputs = {name.partition("#")[0] for name in result.inputs}
        assert inputs & names <= known, f"{result.id} uses itself or a later result"
        known.add(result.id)


def test_a_question_has_no_value_of_which_an_impact_could_be(root, ledger):
    with pytest.raises(Refused, match="'who-stopped-the-trade' is a question, and has no value that could change"):
        impact(root, ledger, "who-stopped-the-trade")
