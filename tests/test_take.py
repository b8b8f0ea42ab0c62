"""The take under each reading of the tax, against calculations written out by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import datasets
from kachin.models.take import TAKE_OF, both_on_the_rest, taken

DERIVED = datasets.load("derived").set_index("id")["value"]
PRICES = st.floats(1e3, 1e6)


def test_the_levy_per_tonne_is_a_fifth_of_175_000():
    assert taken("per-tonne", 175_000, 35_000, 0.2) == 35_000 == taken("share", 175_000, 35_000, 0.2)


def test_both_levies_add_up():
    assert taken("both", 100_000, 35_000, 0.2) == 55_000


def test_tonnes_given_in_kind_may_pay_no_levy():
    assert both_on_the_rest(100_000, 35_000, 0.2) == 20_000 + 28_000


@pytest.mark.parametrize(("name", "value"), [
    # 35,000 / 7.25 / 0.2
    ("break-even-price-usd", 24_137.93),
    # 44,365.512 t at 35,000 / 7.25 dollars
    ("take-per-tonne-2024", 214_178_334),
    # a fifth of 817,835,388 dollars
    ("take-share-2024", 163_567_078),
    # that take of 2024, for 90% of the tonnes, three quarters of which pay
    ("kio-revenue-per-tonne-2024", 214_178_334 * 0.9 * 0.75),
    # 4,827.59 dollars of 18,434.03
    ("levy-weight-per-tonne-2024", 26.188),
])
def test_results_agree_with_the_calculation_by_hand(name, value):
    assert DERIVED[name] == pytest.approx(value, rel=1e-4)


@given(PRICES, st.floats(1.01, 10))
def test_a_fixed_levy_weighs_less_on_a_dearer_tonne(price, times):
    weights = [taken("per-tonne", each, 35_000.0, 0.2) / each for each in (price, price * times)]
    assert weights[1] < weights[0]


@given(PRICES)
def test_in_kind_is_worth_the_share(price):
    assert taken("in-kind", price, 35_000.0, 0.2) == taken("share", price, 35_000.0, 0.2)


@given(PRICES)
def test_both_take_at_least_as_much_as_any_other_reading(price):
    assert taken("both", price, 35_000.0, 0.2) == max(taken(each, price, 35_000.0, 0.2) for each in TAKE_OF)


def test_an_unknown_reading_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match=r"there is no reading 'tax' of the tax; there are: per-tonne, share, in-k"):
        taken("tax", 1.0, 1.0, 0.2)


def test_a_result_names_only_what_it_is_made_of():
    inputs = datasets.load("derived").set_index("id")["inputs"]
    assert "krcg-levy-in-kind" not in inputs["take-per-tonne-2024"]
    assert "cny-per-usd" not in inputs["take-share-2024"]
