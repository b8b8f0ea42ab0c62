"""The scenarios: a case worked by hand, what must hold for any numbers, and the file that people edit."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import datasets
from compendium.evidence import EvidenceError, read_ledger
from compendium.results.draws import Range, drawn, exact_range, interval, swings
from kachin.charts.kinds import INPUTS
from kachin.models.break_even import inputs as premium_inputs
from kachin.models.inputs import TradeInputs
from kachin.models.scenarios import (
    FORMULAS,
    LEVIED,
    OUTCOMES,
    _ranges,
    calibrated,
    calibration,
    drivers,
    gap,
    inputs,
    multiple,
    outcomes,
    response,
    run,
    scenario_rows,
    summary,
)

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
PARTS, POSITIVE = st.floats(0, 1), st.floats(0.1, 3)
BY_HAND = {"supply": 50, "outage": 60, "substitution": 25, "diversion": 10, "paid": 80, "months": 12, "stock": 1.2,
           "elasticity": 0.5, "tonnes": 40_000, "held": 90, "levy": 35_000, "rate": 7, "share": 20,
           "unit-value": 20_000, "dependence": 60}


@pytest.mark.parametrize(("outcome", "value"), [
    # half the world's supply comes from Myanmar, 60% of it is missing, a quarter of that replaced
    ("supply", 50 * 0.6 * 0.75),
    # 0.6 × 0.75 − 1.2 / 12 = 0.35 of Myanmar's, 0.175 of the world's supply; 1 / √0.825 − 1
    ("price", 100 * (1 / math.sqrt(0.825) - 1)),
    # 40,000 t, nine tenths of them from KIA land, less the 60%; 80% pay 5,000 dollars
    ("revenue", 40_000 * (0.9 - 0.6) * 0.8 * 5_000),
    # China gets 0.4 × 0.9 = 0.36, lacks 0.64, three quarters of it unreplaced, less a tenth from stocks
    ("exposure", 60 * (0.64 * 0.75 - 0.1)),
    # 1.2 months of stock against 0.48 months lacking each month
    ("cover", 1.2 / 0.48),
])
def test_a_scenario_agrees_with_the_calculation_by_hand(outcome, value):
    assert outcomes(BY_HAND)[outcome] == pytest.approx(value)


def test_where_more_is_missing_than_the_kia_s_land_ships_its_revenue_is_nothing():
    assert outcomes(BY_HAND | {"outage": 95})["revenue"] == 0


def test_myanmars_share_takes_the_belts_for_a_part_of_it():
    share = TradeInputs(datasets.selected(CLAIMS, "articles"), ASSUMPTIONS).supply()
    # DVB's 40 with its rounding from 35; Castilloux' up to 67.2; the belt's 50 over nine tenths
    assert (share.low, share.high) == (35, 67.2) and share.value == pytest.approx(50 / 0.9)
    assert "kia-share-of-tonnes" in share.inputs


def test_the_fall_reaches_as_far_as_rounding_allows():
    falls = calibration(TradeInputs(CLAIMS, ASSUMPTIONS))["fall"]
    assert (falls.low, falls.value, falls.high) == (45, 80, 89.5)


def test_both_levies_follow_the_price():
    dearer = 1 / math.sqrt(0.825)
    paid = 40_000 * 0.3 * 0.8 * (5_000 + 0.2 * 20_000 * dearer)
    assert outcomes(BY_HAND, "both")["revenue"] == pytest.approx(paid)


def test_the_elasticity_agrees_with_the_calculation_by_hand():
    # a rise of 10% where a fifth of supply is gone: log 1.1 / log 1.25
    assert response(0.1, 0.2) == pytest.approx(0.42713, rel=1e-4)
    # terbium +21.9%, dysprosium −3.2%, half each: +9.35%; 80% less for 4.5 of 6 months are 3.6 months
    # of shipments, 1.5 of them in stock: 2.1 of 6 months lack, of half of the world's supply
    values = {"terbium-rise": 21.9, "dysprosium-fall": -3.2, "terbium-weight": 50, "other-price-change": 0,
              "fall": 80, "months-down": 4.5, "stock": 1.5, "supply": 50}
    assert calibrated(values) == pytest.approx(math.log(1.0935) / -math.log(1 - 0.5 * 2.1 / 6))


@given(PARTS, POSITIVE, st.floats(1, 60), st.floats(0, 0.9))
def test_no_outage_means_no_gap_and_no_rise(replaced, elasticity, months, supply):
    assert multiple(supply * gap(0.0, replaced, 1.0, months), elasticity) == 1


@given(PARTS, PARTS, PARTS, POSITIVE)
def test_a_longer_outage_never_lowers_the_price(one, other, replaced, elasticity):
    rises = [multiple(0.6 * gap(each, replaced, 1.0, 12.0), elasticity) for each in sorted((one, other))]
    assert rises[0] <= rises[1]


@given(st.floats(0.03, 0.6), POSITIVE)
def test_the_calibrated_elasticity_gives_the_rise_back(world_gap, elasticity):
    rise = multiple(world_gap, elasticity) - 1
    assert response(rise, world_gap) == pytest.approx(elasticity, rel=1e-6)


def test_a_fall_in_price_shows_no_answer_to_a_shortage():
    assert response(-0.1, 0.3) == 0


def test_a_seed_reproduces_and_another_does_not():
    ranges = {"a": Range(0, 1, 2), "b": exact_range(3)}
    one, same, other = (drawn(ranges, seed, 100) for seed in (1, 1, 2))
    assert (one["a"] == same["a"]).all() and (one["a"] != other["a"]).any() and (one["b"] == 3).all()


def test_another_input_leaves_the_draws_of_the_first_as_they_were():
    alone, beside = drawn({"a": Range(0, 1, 2)}, 1, 50), drawn({"b": Range(0, 1, 2), "a": Range(0, 1, 2)}, 1, 50)
    assert (alone["a"] == beside["a"]).all() and (beside["a"] != beside["b"]).any()


@given(st.floats(-10, 10), st.floats(0.1, 5), st.floats(0.1, 5))
def test_draws_stay_within_their_range(low, left, right):
    draws = drawn({"a": Range(low, low + left, low + left + right)}, 1, 200)["a"]
    assert low <= draws.min() and draws.max() <= low + left + right
    assert interval(draws).low <= interval(draws).value <= interval(draws).high


@pytest.mark.parametrize("evidence", ["all", "articles", "without-dvb-2025", "without-frontier-2025-08",
                                      "without-diplomat-2025-09", "without-un-comtrade-2846"])
def test_the_model_runs_with_any_evidence_that_prints_the_prices(evidence):
    made = summary(run(datasets.selected(CLAIMS, evidence), ASSUMPTIONS, draws=500))
    assert len(made) == 6 * len(OUTCOMES) and np.isfinite(made[["value", "low", "high"]].to_numpy()).all()


def test_without_reuters_it_says_what_is_missing():
    said = "none of these claims counts: reuters-2025-03/terbium-rise.*; the model needs one of them"
    with pytest.raises(ValueError, match=said):
        run(datasets.selected(CLAIMS, "without-reuters-2025-03"), ASSUMPTIONS, draws=10)


def test_without_a_claim_on_myanmars_share_it_says_what_is_missing():
    with pytest.raises(ValueError, match=r"none of these claims counts: .*; the model needs one of them"):
        TradeInputs(CLAIMS.iloc[:0], ASSUMPTIONS).supply()


def test_the_articles_alone_give_no_tonnes_and_no_value_of_a_tonne():
    known = TradeInputs(datasets.selected(CLAIMS, "articles"), ASSUMPTIONS)
    assert known.tonnes().inputs == ("tonnes-a-year",) and known.unit_value().inputs == ("concentrate-price",)
    assert "un-comtrade-2846/myanmar-weight-2024" in TradeInputs(CLAIMS, ASSUMPTIONS).tonnes().inputs


def test_a_readers_own_number_counts_as_exact():
    known = TradeInputs(CLAIMS, ASSUMPTIONS)
    chosen = inputs(known, elasticity=0.4, unit_value=15_000, rate=7.2)
    assert [chosen[name] for name in ("elasticity", "unit-value", "rate")] == [
        exact_range(0.4), exact_range(15_000), exact_range(7.2)]
    assert "elasticity" not in inputs(known)


def test_the_rows_are_those_of_the_table():
    derived = datasets.load("derived").set_index("id")
    for row in scenario_rows(CLAIMS, ASSUMPTIONS):
        assert derived.loc[row["id"], "value"] == pytest.approx(row["value"])


@pytest.mark.parametrize("outcome", list(FORMULAS))
def test_an_outcome_names_every_input_that_moves_it_and_no_other(outcome):
    known = TradeInputs(CLAIMS, ASSUMPTIONS)
    ranges = inputs(known) | drivers(ASSUMPTIONS, known)["stalemate"]
    moving = swings(lambda values: outcomes(values, "both")[outcome], ranges)
    made_of = _ranges((*FORMULAS[outcome][1], *(LEVIED["both"] if outcome == "revenue" else ())), ranges)
    named = {name for name, each in made_of.items() if each.low < each.high}
    if outcome == "cover":  # its length caps it only where stocks would outlast the scenario
        named.discard("months")
    if outcome == "exposure":  # the world's share bounds China's dependence from below only in a part of the draws
        named.discard("supply")
    assert set(moving.loc[moving["swing"] > 0, "input"]) == named


def test_every_input_of_the_models_has_a_name_for_the_chart_of_swings():
    known = TradeInputs(CLAIMS, ASSUMPTIONS)
    ranges = inputs(known) | drivers(ASSUMPTIONS, known)["stalemate"] | premium_inputs(known, "india")
    assert {name for name, each in ranges.items() if each.low < each.high} <= set(INPUTS)


def test_the_widest_swing_comes_first():
    table = swings(lambda values: values["a"] + 3 * values["b"], {
        "a": Range(0, 1, 2), "b": Range(0, 1, 2), "c": exact_range(1)})
    assert list(table["input"]) == ["b", "a"] and list(table["swing"]) == pytest.approx([6, 2])


@pytest.mark.parametrize(("old", "new", "told"), [
    ("value: 15\n", "value: 55\n", "low, value and high stand in that order"),
    ("high: 40\n", "high: 140\n", "allowed are numbers from 0 to 100"),
    ("driver: paid", "driver: piad", "'piad' drives no scenario; allowed: "),
    ("driver: paid", "driver: outage", "each driver stands once: outage, "),
    ("claims: [frontier-2025-08/few-alternatives]", "claims: [frontier-2025-08/few]",
     "'frontier-2025-08/few' is not known"),
    ("claims: [reuters-2025-03/full-capacity-needs-china, frontier-2025-08/asked-lower-taxes]", "claims: []",
     "name at least one claim that suggests it"),
])
def test_a_wrong_scenario_is_refused_with_the_reason(seeds, edit, old, new, told):
    edit("scenarios.yaml", old, new)
    with pytest.raises(EvidenceError) as raised:
        read_ledger(seeds)
    assert any("scenarios.yaml" in str(problem) and told in str(problem) for problem in raised.value.problems)


def test_a_range_whose_ends_do_not_stand_around_its_middle_is_refused():
    with pytest.raises(ValueError, match="a range's ends stand around its middle: 3, 1, 2"):
        Range(3, 1, 2)


def test_a_driver_stands_among_the_assumptions(ledger):
    assert ledger.assumptions["closure-outage"].says == (
        "Renewed closure: 85% of Myanmar's normal shipments to China are missing.")
