import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.evidence.claims import Claim
from compendium.evidence.intervals import Interval, claim_interval, rounding_unit


def claim(**fields) -> Claim:
    given_fields = {"id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
                    "definition": "d",
                    "standing": "reported", "at": {"line": 1, "words": "a"}, **fields}
    return Claim.model_validate(given_fields)


@pytest.mark.parametrize(("value", "unit"), [(311, 1), (290_000, 10_000), (1.4e9, 1e8), (21.9, 0.1), (40, 10), (57, 1),
                                             (0.25, 0.01), (0, 1)])
def test_the_last_digit_that_counts(value, unit):
    assert rounding_unit(value) == pytest.approx(unit)


@pytest.mark.parametrize(("fields", "low", "high"), [
    ({"value": 311}, 310.5, 311.5),
    ({"value": 35_000, "rounded_to": 0}, 35_000, 35_000),
    ({"value": 290_000, "comparator": ">"}, 290_000, math.inf),
    ({"value": 500, "comparator": "<="}, -math.inf, 500),
    ({"value": -80, "comparator": ">"}, -math.inf, -80),
    ({"value": 50, "comparator": "~"}, 45, 55),
    ({"low": 90, "high": 97, "rounded_to": 1}, 89.5, 97.5),
])
def test_what_a_printed_number_allows(fields, low, high):
    interval = claim_interval(claim(**fields))
    assert (interval.low, interval.high) == (pytest.approx(low), pytest.approx(high))


@given(st.floats(0.01, 1e9, allow_nan=False))
def test_a_number_always_allows_itself(value):
    interval = claim_interval(claim(value=value))
    assert interval.low <= value <= interval.high


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_meeting_is_mutual(low, width, other_low, other_width):
    one, other = Interval(low, low + width), Interval(other_low, other_low + other_width)
    assert one.meets(other) == other.meets(one)


def test_an_interval_runs_upwards():
    with pytest.raises(ValueError, match="from low to high"):
        Interval(2, 1)
