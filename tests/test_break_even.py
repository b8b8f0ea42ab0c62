"""The premium another buyer would pay: a case worked by hand, and what must hold for any numbers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import datasets
from compendium.results.draws import drawn
from kachin.models.break_even import BUYERS, break_even_rows, inputs, premium, with_levy
from kachin.models.inputs import TradeInputs
from kachin.models.take import TAKE_OF, taken

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
BY_HAND = {"price": 20_000, "levy": 35_000, "share": 20, "rate": 7, "transport": 1_000, "plant": 2_000,
           "loss": 20, "wait": 12, "capital": 10}
RISING = ["levy", "transport", "plant", "loss", "wait", "capital"]


@pytest.mark.parametrize(("reading", "same", "value"), [
    # (20,000 + 5,000 + 3,000) × 1.1 ÷ 0.8 = 38,500, over 20,000
    ("per-tonne", False, 92.5),
    # the same over 25,000
    ("per-tonne", True, 54.0),
    # 25,000 ÷ 0.8 = 31,250, + 3,000 = 34,250, × 1.1 ÷ 0.8 = 47,093.75, over 20,000
    ("both", False, 135.46875),
])
def test_the_premium_agrees_with_the_calculation_by_hand(reading, same, value):
    assert premium(BY_HAND, reading, same) == pytest.approx(value)


@pytest.mark.parametrize("name", RISING)
@given(times=st.floats(1, 3))
def test_the_premium_rises_with_tax_transport_loss_and_time(name, times):
    assert premium(BY_HAND | {name: BY_HAND[name] * times}) >= premium(BY_HAND)


@given(st.floats(0, 40), st.floats(0, 40))
def test_the_premium_rises_with_the_levy_in_per_cent(one, other):
    low, high = (premium(BY_HAND | {"share": each}, "share") for each in sorted((one, other)))
    assert low <= high


@given(st.floats(1e3, 1e5), st.sampled_from(sorted(TAKE_OF)))
def test_the_seller_is_left_with_the_price(price, reading):
    paid = with_levy(price, 5_000.0, 0.2, reading)
    assert paid - taken(reading, paid, 5_000.0, 0.2) == pytest.approx(price)


def test_a_buyer_like_china_pays_no_premium_over_the_same_levy():
    assert premium(BY_HAND | dict.fromkeys(("transport", "plant", "loss", "wait"), 0), "both", True) == pytest.approx(0)


@pytest.mark.parametrize("evidence", ["all", "articles"])
def test_the_model_runs_on_all_evidence_and_on_the_articles_alone(evidence):
    known = TradeInputs(datasets.selected(CLAIMS, evidence), ASSUMPTIONS)
    draws = [premium(drawn(inputs(known, buyer), draws, 200)) for buyer in BUYERS for draws in (1, 1, 2)]
    assert (draws[0] == draws[1]).all() and (draws[0] != draws[2]).any() and min(map(min, draws)) > 0


def test_a_row_names_only_what_it_is_made_of():
    rows = {row["id"]: row["inputs"] for row in break_even_rows(CLAIMS, ASSUMPTIONS)}
    assert len(rows) == 2 * 2 * len(BUYERS)
    levy = "frontier-2025-08/krcg-levy-in-kind"
    assert levy not in rows["premium-india-per-tonne"] and levy in rows["premium-india-both"]
    assert "us-transport" not in rows["premium-india-both"]


def test_prices_in_europe_rose_by_the_calculation_by_hand():
    derived = datasets.load("derived").set_index("id")
    # 700 / 310 and 1,000 / 250
    assert list(derived.loc["europe-rise-dysprosium", ["low", "high"]]) == pytest.approx([125.806, 300], rel=1e-4)
