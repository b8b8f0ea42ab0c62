"""How computed numbers are printed: rounded as their ranges allow, and never without a wide range."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import datasets
from compendium.evidence.printing import at_least, at_most
from compendium.results.draws import Range
from compendium.results.rounding import printed_estimate, printed_row, rounded, rounded_as

CLOSED = datasets.load("derived").dropna(subset=["value", "low", "high"])


@pytest.mark.parametrize(("numbers", "unit", "words"), [
    ((140, 89, 210), "%", "about 140% (89 to 210%)"),
    # sixty and not sixty-two: between 21 and 120 the second digit says nothing
    ((62e6, 21e6, 120e6), "USD/year", "about $60 million per year ($21 million to $120 million)"),
    ((3.1e6, 0, 22e6), "USD/year", "about $3 million per year ($0 to $22 million)"),
    ((0.73, 0.26, 1.7), "count", "about 0.7 (0.3 to 1.7)"),
    ((2827.3, 2700, 2966.7), "t", "about 2,800 t"),
    ((72073.76, 72000, 72100), "t", "about 72,100 t"),
    ((59.6752, 59.6752, 59.6752), "%", "59.7%"),
    ((float("nan"), 310.5, 311.5), "t", "310 to 312 t"),
    ((246_500, 245_050, float("inf")), "t", "at least 245,000 t"),
    ((246_500, float("-inf"), 247_400), "t", "at most 248,000 t"),
    ((100, 85, 115), "t", "about 100 t"),
    ((100, 85, 116), "t", "about 100 t (85 to 120 t)"),
    ((-100, -150, -60), "t", "about −100 t (−150 to −60 t)"),
    ((25, 0, 100), "t", "about 25 t (0 to 100 t)"),
    ((24, 0, 100), "t", "about 20 t (0 to 100 t)"),
    ((4.1e6, 0, 45e6), "USD", "nearly nothing, at most about $45 million"),
    ((24, 0, 97), "%", "about 20% (0 to 97%)"), ((10, 0, 60), "month", "about 10 months (0 to 60 months)"),
    ((4, 0, 100), "t", "nearly nothing, at most about 100 t"), ((0, 0, 9), "t", "nearly nothing, at most about 9 t"),
    ((5, -0.4, 28), "%", "about 5% (−0.4 to 28%)"), ((4, 0.4, 15), "%", "about 4% (0.4 to 15%)"),
    # midway between two digits: which of them is nearer to the number before it was rounded, nobody knows
    ((65e6, 26e6, 120e6), "USD", "about $65 million ($26 million to $120 million)"),
    ((85, 40, 150), "%", "about 85% (40 to 150%)"),
    # no number stands outside of the range behind it
    ((8.79, 0, 8.8), "t", "about 8.8 t (0 to 8.8 t)"),
    ((15, 8.6, 28), "%", "about 15% (9 to 28%)"),
    ((0.0321, 0.0123, 0.0456), "t", "about 0.032 t (0.012 to 0.046 t)"),
    ((4.4, 2.26, 9.87), "t", "about 4 t (2.3 to 9.9 t)")])
def test_a_number_is_printed_as_its_range_allows(numbers, unit, words):
    assert printed_estimate(*numbers, unit) == words


@pytest.mark.parametrize(("numbers", "shown"), [
    ((0, -1, 1), 0), ((62, 62, 62), 62), ((62.4, 40, 80), 60), ((62.4, 61, 63), 62), ((62.4, 62.3, 62.5), 62),
    ((3, 0, 1_000), 3), ((62.4, 0, float("inf")), 62.4), ((1_234, 800, 1_600), 1_200)])
def test_a_number_keeps_the_digits_of_which_its_range_holds_a_few_steps(numbers, shown):
    assert rounded_as(*numbers) == shown


def test_a_row_of_results_has_two_digits_each():
    assert rounded(Range(1_156, 1_234, 1_349)) == {"value": 1_200, "low": 1_200, "high": 1_300}


def test_an_end_that_a_row_leaves_empty_is_open():
    row = {"value": 10.0, "low": 5.0, "high": float("nan"), "unit": "t"}
    assert printed_row(row) == "at least 5 t"
    assert printed_row(row | {"low": float("nan"), "high": 20.0}) == "at most 20 t"


@given(st.floats(1e-6, 1e9), st.integers(1, 4))
def test_what_is_said_to_be_at_least_or_at_most_is_true_and_no_more_than_a_digit_off(value, digits):
    below, above = at_least(value, digits), at_most(value, digits)
    assert below <= value <= above and above - below <= 1.001 * 10.0 ** (math.floor(math.log10(value)) - digits + 1)


@given(st.floats(0.001, 1e9), st.floats(0.01, 0.99), st.floats(0.01, 5))
def test_rounding_stays_within_the_range(value, below, above):
    low, high = value * (1 - below), value * (1 + above)
    assert abs(rounded_as(value, low, high) - value) <= max((high - low) / 2, 0.06 * value)


def test_no_published_result_that_is_wide_is_printed_without_its_range():
    for row in CLOSED.to_dict("records"):
        words, width = printed_row(row), row["high"] - row["low"]
        if width > 0.3 * abs(row["value"]):
            assert "(" in words or words.startswith("nearly nothing, at most"), row["id"]


def test_no_result_is_printed_with_more_than_three_digits():
    for row in CLOSED.to_dict("records"):
        number = printed_row(row).partition(" (")[0]
        digits = "".join(each for each in number if each.isdigit() or each == ".").replace(".", "").strip("0")
        assert len(digits) <= 3, (row["id"], number)
