"""Each quantity has one centre, and what differs from it means something else and says what."""

from compendium import datasets
from kachin.models.dials import QUANTITIES, centres
from kachin.models.scenarios import against_year, scenario_rows

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
DERIVED = datasets.load("derived")


def test_every_number_of_a_quantity_has_a_range_and_a_meaning_of_its_own():
    table = centres(DERIVED)
    assert (table["low"] < table["high"]).all() and table["means"].is_unique
    assert (table.groupby("quantity")["unit"].nunique() <= 2).all() and len(table) == sum(map(len, QUANTITIES.values()))


def test_no_scenario_s_revenue_or_price_is_published_without_its_range():
    for row in scenario_rows(CLAIMS, ASSUMPTIONS):
        assert row["low"] < row["high"], row["id"]


def test_a_year_of_22_000_t_after_one_of_27_000_t_was_short_by_five_in_27():
    fell = DERIVED.set_index("id").loc["production-short-2025"]
    assert abs(fell["value"] - 100 * 5 / 27) < 1e-6 and fell["low"] <= fell["value"] <= fell["high"]


def test_the_stalemate_holds_what_2025_showed_and_a_closure_does_not():
    table = against_year(DERIVED, ASSUMPTIONS).set_index("id")
    assert table.loc["stalemate", "fits"] == "holds it" and table.loc["closure", "fits"] == "begins above it"
    assert list(table.index) == list(dict.fromkeys(datasets.load("scenarios")["scenario"]))


def test_dysprosium_was_bought_near_china_s_price_by_hand():
    # 224 over 1,665 ÷ 7.25 ÷ 1.13 = 203.2
    paid = DERIVED.set_index("id").loc["dysprosium-paid-over-china"]
    assert abs(paid["value"] - 100 * (224 / (1665 / 7.25 / 1.13) - 1)) < 0.01 and paid["low"] < 0 < paid["high"]
