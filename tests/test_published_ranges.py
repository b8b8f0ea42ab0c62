"""Results that are told as ranges, and two of them worked out by hand."""

from compendium import datasets
from kachin.models.scenarios import scenario_rows

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
DERIVED = datasets.load("derived")


def test_no_scenario_s_revenue_or_price_is_published_without_its_range():
    for row in scenario_rows(CLAIMS, ASSUMPTIONS):
        assert row["low"] < row["high"], row["id"]


def test_a_year_of_22_000_t_after_one_of_27_000_t_was_short_by_five_in_27():
    fell = DERIVED.set_index("id").loc["production-short-2025"]
    assert abs(fell["value"] - 100 * 5 / 27) < 1e-6 and fell["low"] <= fell["value"] <= fell["high"]


def test_dysprosium_was_bought_near_china_s_price_by_hand():
    # 224 over 1,665 ÷ 7.25 ÷ 1.13 = 203.2
    paid = DERIVED.set_index("id").loc["dysprosium-paid-over-china"]
    assert abs(paid["value"] - 100 * (224 / (1665 / 7.25 / 1.13) - 1)) < 0.01 and paid["low"] < 0 < paid["high"]
