import math

import pytest

from compendium.evidence.printing import printed, printed_range, significant


@pytest.mark.parametrize(("given", "shown"), [
    ((311, "t"), "311 t"),
    ((290_000, "t", ">"), "more than 290,000 t"),
    ((50, "%", "~"), "about 50%"),
    ((-89, "%", "", True), "down 89%"),
    ((-80, "%", ">", True), "down more than 80%"),
    ((21.9, "%", "", True), "up 21.9%"),
    ((1.4e9, "USD", "~"), "about $1.4 billion"),
    ((478e6, "USD"), "$478 million"),
    ((35_000, "CNY/t"), "35,000 yuan per tonne"),
    ((4_800, "USD/t", "~"), "about $4,800 per tonne"),
    ((10, "x"), "tenfold"),
    ((4, "x", ">"), "more than fourfold"),
    ((3.9, "x", "~"), "about 3.9 times"),
    ((2.63e9, "t"), "2.63 billion t"),
    ((2_700, "count"), "2,700"),
])
def test_a_number_reads_as_a_person_would_write_it(given, shown):
    assert printed(*given) == shown


@pytest.mark.parametrize(("given", "shown"), [
    ((50, 66.7, "%"), "50 to 67%"),
    ((2_700, 2_967, "t"), "2,700 to 2,967 t"),
    ((4.8e8, 1.2e9, "USD"), "$480 million to $1.2 billion"),
    ((2.1e9, 2.3e9, "USD"), "$2.1 to $2.3 billion"),
    ((5.7, 6.1, "x"), "5.7 to 6.1 times"),
    ((340, math.inf, "count"), "at least 340"),
    ((-math.inf, 7.4, "count"), "at most 7.4"),
])
def test_a_range_is_printed_with_the_coarser_ends_decimals(given, shown):
    assert printed_range(*given) == shown


def test_computed_numbers_keep_three_digits():
    assert significant(2827.2727) == 2830 and significant(5373.26, 4) == 5373 and significant(0) == 0
