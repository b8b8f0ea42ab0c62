"""The computed results against calculations written out by hand."""

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium import datasets
from compendium.errors import Refused
from compendium.evidence import Interval
from compendium.results.formulas import Result, compute_all, value_and_interval
from kachin.models.derived import RESULTS

DERIVED = datasets.load("derived").set_index("id")


@pytest.mark.parametrize(("name", "value", "low", "high"), [
    # 310.5 / (1 - 0.885) and 311.5 / (1 - 0.895)
    ("imports-feb-2024", 2827.27, 2700.0, 2966.67),
    # 6,550 / 1.219, with 6,545 / 1.2195 and 6,555 / 1.2185
    ("terbium-price-sep-2024", 5373.26, 5366.95, 5379.57),
    # 1,665 / 0.968
    ("dysprosium-price-sep-2024", 1720.04, 1718.64, 1721.45),
    # 35,000 is 20% of 175,000, both rates as set
    ("break-even-price", 175_000, 175_000, 175_000),
    # 35,000 / 4,800, the dollars rounded to hundreds
    ("exchange-rate-implied", 7.2917, 35_000 / 4_850, 35_000 / 4_750),
    # 44 of the 47 months from February 2021 to December 2024
    ("months-without-kia", 93.617, 93.617, 93.617),
    # (85 / 47) / (15 / 49)
    ("monthly-exports-growth", 5.9078, 5.6836, 6.1475),
])
def test_results_agree_with_the_calculation_by_hand(name, value, low, high):
    row = DERIVED.loc[name]
    assert list(row[["value", "low", "high"]]) == [pytest.approx(each, rel=1e-4) for each in (value, low, high)]


def test_every_result_lies_in_its_interval():
    low, high = DERIVED["low"].fillna(-math.inf), DERIVED["high"].fillna(math.inf)
    # a result that is a range alone has no value, and still has its ends in order
    value = DERIVED["value"].fillna(low)
    assert ((low <= value) & (value <= high)).all()


def test_every_result_names_inputs_that_exist(ledger):
    for row in DERIVED.reset_index().to_dict("records"):
        for name in row["inputs"].split("; "):
            claim = name.split("#")[0]
            assert claim in ledger or claim in ledger.assumptions or claim in DERIVED.index
        assert all(claim in ledger for claim in row["claims"].split("; "))


def test_a_missing_input_is_named(ledger):
    lost = Result("x", "Something.", "a ÷ b", ("no/such-claim",), "t", lambda a: a)
    with pytest.raises(ValueError, match=r"^test_derived\.py:\d+: result x: there is no input 'no/such-claim'; "):
        list(compute_all((lost,), ledger))


def test_ids_are_given_once():
    names = [result.id for result in RESULTS]
    assert len(names) == len(set(names))


INPUT = st.tuples(st.floats(1, 1e6), st.floats(0, 100), st.floats(0, 1))


@given(INPUT, INPUT)
def test_no_choice_within_the_inputs_leaves_the_interval(one, other):
    inputs = [(low, Interval(low, low + width)) for low, width, _ in (one, other)]
    _, interval = value_and_interval(lambda x, y: x / y, inputs)
    chosen = [low + share * width for low, width, share in (one, other)]
    inside = chosen[0] / chosen[1]
    assert interval.low * (1 - 1e-9) <= inside <= interval.high * (1 + 1e-9)


def test_a_division_by_nothing_is_told():
    with pytest.raises(ValueError, match="no value where the inputs are 1, 0"):
        value_and_interval(lambda x, y: x / y, [(1, Interval(1, 1)), (2, Interval(0, 2))])


@pytest.mark.parametrize("formula", [lambda x: 1 / (x - 2), lambda x: (x - 3) ** 0.5, lambda x: 1e308 ** x])
def test_a_formula_without_a_value_is_told(formula):
    with pytest.raises(Refused, match="no value where the inputs are 2"):
        value_and_interval(formula, [(2, Interval(2, 2))])
