import math

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.printing import (
    printed,
    printed_claim,
    printed_estimate_range,
    printed_range,
    printed_result,
    significant,
)


@pytest.mark.parametrize(("given", "shown"), [
    ((311, "t"), "311 t"),
    ((290_000, "t", ">"), "more than 290,000 t"),
    ((50, "%", "~"), "about 50%"),
    ((50, "%", "<~"), "nearly 50%"),
    ((3e6, "%"), "3 million%"), ((3e6, "%", "", True), "up 3 million%"), ((3e6, "x"), "3 million times"),
    ((-89, "%", "", True), "down 89%"),
    ((-80, "%", ">", True), "down more than 80%"),
    ((21.9, "%", "", True), "up 21.9%"),
    ((1.4e9, "USD", "~"), "about $1.4 billion"),
    ((478e6, "USD"), "$478 million"),
    ((999_999_999, "USD"), "$999,999,999"),
    ((999.96e6, "t"), "999.96 million t"),
    ((999_999_999_999, "USD"), "$1,000 billion"),
    ((0.99999, "t"), "0.99999 t"),
    ((-1.00001, "%"), "\N{MINUS SIGN}1.00001%"),
    ((2.9999999999, "t"), "3 t"),
    ((35_000, "CNY/t"), "35,000 yuan per tonne"),
    ((4_800, "USD/t", "~"), "about $4,800 per tonne"),
    ((10, "x"), "tenfold"),
    ((4, "x", ">"), "more than fourfold"),
    ((3.9, "x", "~"), "about 3.9 times"),
    ((2.63e9, "t"), "2.63 billion t"),
    ((2_700, "count"), "2,700"),
    ((0, "%", "", True), "unchanged"),
    ((2, "x"), "double"),
    ((3, "x"), "threefold"),
    ((5, "x"), "fivefold"),
    ((6, "x"), "6 times"), ((1, "x"), "1 time"), ((1, "x", "~"), "about 1 time"), ((-98e6, "USD"), "−$98 million"),
    ((1e9, "USD"), "$1 billion"),
    ((1e6, "t"), "1 million t"),
    ((999_999, "t"), "999,999 t"),
    ((-2e6, "t"), "−2 million t"),
    ((18, "month", "<"), "less than 18 months"),
    ((3, "year", "<="), "at most 3 years"),
    ((40, "count/month", ">="), "at least 40 per month"),
    ((7.2917, "CNY/USD"), "7.2917 yuan per dollar"),
    ((0.123456, "t"), "0.1235 t"),
    ((1, "month"), "1 month"), ((1, "year", "~"), "about 1 year"), ((0.00004, "t"), "0.00004 t"),
    ((-0.000123, "t"), "−0.00012 t"), ((1.5, "month"), "1.5 months"),
])
def test_a_number_reads_as_a_person_would_write_it(given, shown):
    assert printed(*given) == shown


@pytest.mark.parametrize(("given", "shown"), [
    ((50, 66.7, "%"), "50 to 67%"),
    ((2_700, 2_967, "t"), "2,700 to 2,967 t"),
    ((4.8e8, 1.2e9, "USD"), "$480 million to $1.2 billion"),
    ((2.1e9, 2.3e9, "USD"), "$2.1 billion to $2.3 billion"),
    ((5.7, 6.1, "x"), "5.7 to 6.1 times"),
    ((340, math.inf, "count"), "at least 340"),
    ((-math.inf, 7.4, "count"), "at most 7.4"),
    ((-math.inf, math.inf, "t"), "unknown"),
    ((0, 22e6, "USD"), "$0 to $22 million"),
    ((50, 66.7, "%", "~"), "about 50 to 67%"),
    ((8e5, 1.2e6, "t", ">"), "more than 800,000 to 1.2 million t"),
    # 1.5 is not said as 2: that would move it by more than a half per cent
    ((1.5, 3, "t"), "1.5 to 3.0 t"),
    ((199, 200.9, "t"), "199 to 201 t"),
    # nor is a narrow range said as none, or as another
    ((99.96, 100, "t"), "99.96 to 100.00 t"),
    ((310.6, 312, "t"), "310.6 to 312.0 t"),
    ((-3, -1, "t"), "−3 to −1 t"), ((-98e6, 180e6, "USD"), "−$98 million to $180 million"),
    # an end of plain units is not read as one of millions, nor the other way round
    ((5, 49e6, "USD"), "$5 to $49,000,000"), ((5e6, 49e6, "USD"), "$5 million to $49 million"),
    ((200, 3e6, "count"), "200 to 3,000,000"), ((2e8, 3e9, "USD/year"), "$200 million to $3 billion per year"),
    ((-22e6, 0, "t"), "−22 million to 0 t"), ((-1.5e6, 5, "t"), "−1,500,000 to 5 t"),
    ((0, 6.4, "%"), "0 to 6.4%"),
    # a change goes up or down, and a range that holds both has signs
    ((-10, -5, "%", "", True), "down 5 to 10%"),
    ((5, 10, "%", "~", True), "up about 5 to 10%"),
    ((-5, 10, "%", "", True), "−5 to 10%"), ((1e6, 2e6, "%", "", True), "up 1 million to 2 million%"),
    ((-10, -5, "t", "", True), "−10 to −5 t"),
    ((-math.inf, -5, "%", "", True), "down at least 5%"),
])
def test_a_range_is_printed_with_the_coarser_ends_decimals(given, shown):
    assert printed_range(*given) == shown


@pytest.mark.parametrize(("given", "shown"), [
    ((2_345, 6_789, "t"), "2,300 to 6,800 t"),
    ((2_345, 6_789, "t", 3), "2,340 to 6,790 t"),
    ((123, 67_890, "t"), "120 to 68,000 t"),
    ((1_505, 253_912, "t"), "1,500 to 250,000 t"),
    ((8.6, 28.4, "%"), "9 to 28%"),
    ((5.55e6, 48.55e6, "USD"), "$5.6 million to $49 million"),
    # an end that is not nothing is not said to be, and keeps its sign
    ((0.3, 4, "year"), "0.3 to 4 years"), ((-0.4, 28, "%"), "−0.4 to 28%"), ((0, 28, "%"), "0 to 28%"),
    ((-5.26, 0, "t"), "−5.26 to 0 t"),
    ((2_345, math.inf, "t"), "at least 2,345 t"),
    ((0.123, 0.456, "t"), "0.12 to 0.46 t"),
    ((99.96, 100, "t"), "about 100 t"),
    ((100, 100, "t"), "100 to 100 t"),
])
def test_an_estimated_range_has_so_many_digits_and_no_finer_decimals_than_its_upper_end(given, shown):
    assert printed_estimate_range(*given) == shown


@pytest.mark.parametrize(("given", "shown"), [
    ((1_234.5, 1_234.5, 1_234.5), "1,230 t"),
    ((1_234.5, 1_200, 1_250), "about 1,230 t"),
    # a range that ends before the last digit printed leaves nothing to say about it
    ((1_234.5, 1_234.4, 1_234.6), "1,230 t"),
    ((1_234.5, 1_200, 1_262), "about 1,200 t"),
    # exactly five per cent is not yet wide
    ((1_000, 975, 1_025), "about 1,000 t"),
    ((1_234, 1_200, math.inf), "at least 1,200 t"),
    ((1_234, -math.inf, 1_256), "at most 1,260 t"),
    ((1_216, 1_215, math.inf), "at least 1,210 t"),
    ((-1_216, -1_215, math.inf), "at least −1,220 t"),
    ((1_234, -math.inf, 1_251), "at most 1,260 t"),
    ((-1_234.5, -1_300, -1_200), "about −1,200 t"),
    ((math.nan, 120, 340), "120 to 340 t"),
    ((math.nan, 310.5, 345), "310 to 345 t"),
])
def test_a_computed_number_is_as_sure_as_its_inputs(given, shown):
    assert printed_result(*given, "t") == shown


def claim(**fields) -> Claim:
    return Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
        "definition": "d", "standing": "reported", "at": {"line": 1, "words": "a"}, **fields})


@pytest.mark.parametrize(("fields", "shown"), [
    ({"value": 311}, "311 t"),
    ({"value": 311, "comparator": "~"}, "about 311 t"),
    ({"low": 50, "high": 60, "comparator": "~"}, "about 50 to 60 t"),
    ({"value": -89, "unit": "%", "against": "2024-02"}, "down 89%"),
    ({"value": 89, "unit": "%"}, "89%"),
])
def test_a_claims_number_is_printed_from_its_fields(fields, shown):
    assert printed_claim(claim(**fields)) == shown


def test_a_claim_without_a_number_asks_for_words():
    with pytest.raises(ValueError, match="claim a has no number; give it words"):
        printed_claim(claim(value=1).model_copy(update={"unit": None}))


def test_computed_numbers_keep_three_digits():
    assert significant(2827.2727) == 2830 and significant(5373.26, 4) == 5373 and significant(0) == 0
    assert significant(-2827.2727) == -2830 and significant(math.inf) == math.inf and significant(0.012345) == 0.0123
