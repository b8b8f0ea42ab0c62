import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.evidence.claims import Claim
from compendium.evidence.intervals import Interval, claim_interval, number_faults, rounding_unit

FALL = {"unit": "%", "against": "2018"}


def claim(**fields) -> Claim:
    given_fields = {"id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
                    "definition": "d",
                    "standing": "reported", "at": {"line": 1, "words": "a"}, **fields}
    return Claim.model_validate(given_fields)


@pytest.mark.parametrize(("value", "unit"), [(311, 1), (290_000, 10_000), (1.4e9, 1e8), (21.9, 0.1), (40, 10), (57, 1),
                                             (0.25, 0.01), (0, 1), (-290_000, 10_000), (-0.5, 0.1), (1e-11, 1e-11),
                                             # as written, and not as the machine holds it
                                             (1234567.1, 0.1), (1234567.12, 0.01), (1e15, 1e15)])
def test_the_last_digit_that_counts(value, unit):
    assert rounding_unit(value) == pytest.approx(unit)


@pytest.mark.parametrize(("fields", "low", "high"), [
    ({"value": 311}, 310.5, 311.5),
    ({"value": 35_000, "rounded_to": 0}, 35_000, 35_000),
    ({"value": 290_000, "comparator": ">"}, 290_000, math.inf),
    ({"value": 500, "comparator": "<="}, -math.inf, 500),
    ({"value": -80, "comparator": ">", **FALL}, -math.inf, -80),
    ({"value": 50, "comparator": "~"}, 45, 55),
    ({"low": 90, "high": 97, "rounded_to": 1}, 89.5, 97.5),
    ({"low": 100, "high": 200, "comparator": "~"}, 50, 250),
    ({"value": 500, "comparator": "<"}, -math.inf, 500),
    ({"value": 500, "comparator": ">="}, 500, math.inf),
    ({"value": -80, "comparator": "<", **FALL}, -80, math.inf),
    ({"value": 0, "comparator": ">"}, 0, math.inf),
    ({"value": -50, "comparator": "~", **FALL}, -55, -45),
    # nearly half is no more than half, and far from nothing
    ({"value": 50, "comparator": "<~"}, 45, 50),
    ({"value": -50, "comparator": "<~", **FALL}, -50, -45),
    # 'about 10' by its rounding: half of ten is more than a tenth
    ({"value": 10, "comparator": "~"}, 5, 15),
    ({"value": 35_000, "rounded_to": 0, "comparator": "~"}, 31_500, 38_500),
    # both ends of a range are as fine as the finer of them
    ({"low": 95, "high": 100}, 94.5, 100.5),
    ({"low": 980, "high": 1_000}, 975, 1_005),
    ({"low": 12.5, "high": 13}, 12.45, 13.05),
    # nothing weighs less than nothing, and no share is more than the whole; what the source leaves open is open
    ({"low": 0, "high": 100}, 0, 100.5),
    ({"value": 0}, 0, 0.5),
    ({"value": 96, "comparator": "~", "unit": "%"}, 86.4, 100),
    ({"value": 60, "comparator": ">", "unit": "%"}, 60, math.inf),
    ({"value": 0.2, "comparator": "~", "unit": "%"}, 0.15, 0.25),
    ({"value": -95, "comparator": "~", "unit": "%", "against": "2018"}, -100, -85.5),
    ({"value": 96, "comparator": "~", "unit": "%", "against": "2018"}, 86.4, 105.6),
])
def test_what_a_printed_number_allows(fields, low, high):
    interval = claim_interval(claim(**fields))
    assert (interval.low, interval.high) == (pytest.approx(low), pytest.approx(high))


def test_a_definition_may_let_a_share_go_beyond_the_whole():
    assert claim_interval(claim(value=96, comparator="~", unit="%"), beyond=True).high == pytest.approx(105.6)


@pytest.mark.parametrize(("interval", "unit", "to", "change", "expected"), [
    ((3, 3.5), "x", "%", True, (200, 250)), ((200, 250), "%", "x", True, (3, 3.5)),
    ((-90, math.inf), "%", "x", True, (0.1, math.inf)), ((0.5, 1), "x", "%", True, (-50, 0)),
    ((3, 3.5), "x", "%", False, (300, 350)), ((1, math.inf), "t", "kg", False, (1000, math.inf)),
    ((20, 30), "%", "%", True, (20, 30))])
def test_an_interval_in_another_unit(interval, unit, to, change, expected):
    found = Interval(*interval).in_unit(unit, to, change=change)
    assert (found.low, found.high) == expected


@given(st.floats(0.01, 1e9, allow_nan=False))
def test_a_number_always_allows_itself(value):
    interval = claim_interval(claim(value=value))
    assert interval.low <= value <= interval.high


@given(st.floats(-1e6, 1e6), st.floats(0, 1e6), st.floats(-1e6, 1e6), st.floats(0, 1e6))
def test_meeting_is_mutual(low, width, other_low, other_width):
    one, other = Interval(low, low + width), Interval(other_low, other_low + other_width)
    assert one.meets(other) == other.meets(one)


@pytest.mark.parametrize(("one", "other", "met"), [
    ((0, 1), (1, 2), True), ((0, 1), (1.01, 2), False), ((0, 9), (3, 4), True), ((0, math.inf), (-math.inf, 0), True)])
def test_a_touching_end_is_a_meeting(one, other, met):
    assert Interval(*one).meets(Interval(*other)) is Interval(*other).meets(Interval(*one)) is met


@pytest.mark.parametrize(("one", "other", "met"), [
    ((26, ">"), (26, "<"), False), ((30, ">"), (30, "<="), False), ((26, ">="), (26, "<="), True),
    ((26, ">"), (27, "<"), True), ((26, ">"), (26, ""), True), ((26, ">"), (26, "<~"), False)])
def test_more_than_a_number_leaves_it_out(one, other, met):
    first, second = (claim_interval(claim(value=value, comparator=sign)) for value, sign in (one, other))
    assert first.meets(second) is second.meets(first) is met
    assert first.in_unit("t", "kg", change=False).meets(second.in_unit("t", "kg", change=False)) is met


@pytest.mark.parametrize(("number", "step", "said"), [
    ({"value": 26}, 25, "25 is no step to which 26 was rounded, as it is no multiple of it; allowed is the step that"),
    ({"low": 50, "high": 60}, 20, "20 is no step to which 50 was"), ({"value": 75}, 25, ""), ({"value": 26}, 0.1, ""),
    ({"low": 50, "high": 66.7}, 1, "")])
def test_a_number_is_a_multiple_of_its_step(number, step, said):
    told = [what for _, what in number_faults(claim(**number, rounded_to=step), None)]
    assert len(told) == bool(said) and all(what.startswith(said) for what in told)


@pytest.mark.parametrize("ends", [(2, 1), (math.nan, 1), (1, math.nan)])
def test_an_interval_runs_upwards(ends):
    with pytest.raises(ValueError, match="an interval runs from low to high, not from"):
        Interval(*ends)


def test_a_single_value_is_an_interval():
    assert Interval(1, 1).meets(Interval(1, 1))


@pytest.mark.parametrize("fields", [{}, {"low": 1.0}, {"high": 1.0}])
def test_a_claim_without_a_number_has_no_interval(fields):
    with pytest.raises(ValueError, match="claim a has no number"):
        claim_interval(claim(value=1).model_copy(update={"value": None, **fields}))
