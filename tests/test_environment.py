import pandas as pd
import pytest

from compendium import datasets
from kachin.models.environment import PARTS, comparisons, counts, intensities, yearly


@pytest.fixture
def claims():
    return datasets.load("claims")


@pytest.fixture
def derived():
    return datasets.load("derived").set_index("id")


def test_a_doubling_in_one_year_and_an_eightfold_in_three_are_one_rate():
    assert yearly(2, 1) == pytest.approx(100) and yearly(8, 3) == pytest.approx(100)
    assert yearly(1, 7) == pytest.approx(0)


def test_growth_near_mong_bawk_by_hand(derived):
    """26 ÷ 3 = 8.667; its tenth root is 1.2410; at least 26 leaves the upper end open."""
    grown = derived.loc["mong-bawk-growth-yearly"]
    assert grown["value"] == pytest.approx(24.10, abs=0.01)
    assert grown["low"] == pytest.approx(24.10, abs=0.01) and pd.isna(grown["high"])


def test_a_tripling_since_the_coup_by_hand(derived):
    """The root of 3 over 3.5 years is 1.3687."""
    grown = derived.loc["sites-growth-yearly"]
    assert grown["value"] == pytest.approx(36.87, abs=0.01)
    assert grown["low"] < grown["value"] < grown["high"]


def test_tonnes_for_each_pool_are_a_bound_from_above(derived, claims):
    """23,705.389 t ÷ more than 2,700 pools is at most 8.78 t."""
    known, bound = claims.set_index("id"), derived.loc["tonnes-per-pool-2022"]
    weight = float(known.loc["un-comtrade-2846/myanmar-weight-2022", "value"])
    assert bound["high"] == pytest.approx(weight / 2700) and bound["low"] == 0


def test_only_areas_of_shan_state_were_counted_twice(claims):
    pairs = comparisons(claims)
    may = pairs[pairs["refused"] == ""]
    areas = [{name for name in ("mong-bawk", "mong-yawng") if name in one and name in other}
             for one, other in zip(may["one"], may["other"], strict=True)]
    assert len(may) > 0 and all(areas)


@pytest.mark.parametrize(("one", "other", "told"), [
    ("global-witness-2022/locations", "rareearthexchanges-2025/sites", "they count different things"),
    ("frontier-2025-08/sites-2023", "frontier-2025-08/sites-kio-2023", "the areas differ; they are of the same time"),
    ("dvb-2025/sites", "frontier-2025-08/sites-2023", "one is undated")])
def test_a_refusal_says_why(claims, one, other, told):
    pairs = comparisons(claims)
    found = [refused for first, second, refused in zip(pairs["one"], pairs["other"], pairs["refused"], strict=True)
             if {first, second} == {one, other}]
    assert len(found) == 1 and told in found[0]


def test_counts_of_one_thing_in_one_area_at_two_times_may_be_compared(claims):
    pool = claims[claims["id"] == "global-witness-2022/pools"]
    later = pool.assign(id="another/pools", start=pd.Timestamp(2024, 3, 1), end=pd.Timestamp(2024, 3, 31))
    assert list(comparisons(pd.concat([pool, later]))["refused"]) == [""]


def test_a_weight_goes_with_a_count_of_its_year_in_all_of_kachin_alone(claims):
    found = intensities(claims).merge(claims[["id", "place"]], on="id")
    weighed = found[found["refused"] == ""]
    assert len(weighed) > 0 and set(weighed["place"]) == {"kachin"}
    assert all(weight.endswith(str(int(year))) for weight, year in zip(weighed["weight"], weighed["year"], strict=True))
    assert found.loc[found["place"].isin(PARTS), "refused"].ne("").all()


def test_without_the_customs_no_weight_is_divided(claims):
    alone = datasets.selected(claims, "articles")
    assert intensities(alone)["refused"].ne("").all() and len(counts(alone)) < len(counts(claims))


@pytest.mark.parametrize(("start", "end", "refused"), [
    ((2022, 3, 15), (2022, 5, 31), True),  # begins within March 2022 and ends after it
    ((2022, 1, 1), (2022, 3, 10), True),  # begins before it and ends within it
    ((2022, 4, 1), (2022, 4, 30), False)])
def test_counts_whose_periods_overlap_in_part_are_of_the_same_time(claims, start, end, refused):
    pool = claims[claims["id"] == "global-witness-2022/pools"].assign(start=pd.Timestamp(2022, 3, 1),
                                                                      end=pd.Timestamp(2022, 3, 31))
    other = pool.assign(id="another/pools", start=pd.Timestamp(*start), end=pd.Timestamp(*end))
    assert list(comparisons(pd.concat([pool, other]))["refused"]) == ["they are of the same time" if refused else ""]
