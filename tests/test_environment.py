import pandas as pd
import pytest

from compendium import datasets
from kachin.models.derived import yearly


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
