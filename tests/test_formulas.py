"""How results are worked out and what they mean, on numbers made for it."""

import sys
from dataclasses import replace

import pytest

from compendium.errors import Refused
from compendium.evidence import Interval
from compendium.evidence.periods import Period
from compendium.results.formulas import (
    Meaning,
    Result,
    check_mixing,
    compute_all,
    given_meanings,
    implied_meaning,
    stated_meaning,
    value_and_interval,
)
from compendium.results.unit_check import check_unit

VALUE, WEIGHT, OTHER = Meaning("value", "money"), Meaning("weight", "mass"), Meaning("other", "money")
SHARE = Meaning("share", "share", VALUE)


@pytest.mark.parametrize(("formula", "value", "ends"), [
    (lambda a, b: a - b, 7, (5, 9)),
    (lambda a, b: b - a, -7, (-9, -5)),
    (lambda a, b: a / b, 4.5, (8 / 3, 10)),
])
def test_a_result_reaches_as_far_as_its_inputs_corners(formula, value, ends):
    found, interval = value_and_interval(formula, [(9, Interval(8, 10)), (2, Interval(1, 3))])
    assert (found, interval.low, interval.high) == (value, *ends)


@pytest.mark.parametrize("formula", [lambda a: 1 / a, lambda a: a * float("inf")])
def test_a_corner_without_a_value_is_refused(formula):
    with pytest.raises(ValueError, match="no value where the inputs are 0"):
        value_and_interval(formula, [(1, Interval(0, 2))])


@pytest.mark.parametrize(("inputs", "unit", "meaning"), [
    ([VALUE, WEIGHT], "USD", VALUE), ([VALUE, VALUE], "USD", VALUE), ([VALUE, OTHER], "USD", Meaning("r", "money")),
    ([WEIGHT], "USD", Meaning("r", "money")), ([], "t", Meaning("r", "mass")),
    ([WEIGHT], "no unit", Meaning("r", "no unit")),
])
def test_a_result_means_what_its_only_input_of_the_kind_does(inputs, unit, meaning):
    assert implied_meaning("r", unit, inputs) == meaning


@pytest.mark.parametrize(("inputs", "said"), [
    ({"a": VALUE, "b": WEIGHT}, ""), ({"a": VALUE, "b": VALUE}, ""), ({"a": SHARE, "b": VALUE}, ""),
    ({"a": SHARE, "b": WEIGHT}, ""), ({"a": SHARE}, ""),
    ({"a": VALUE, "b": OTHER}, "result r mixes definitions: a is value; b is other. If that is meant, the result says"),
    ({"a": SHARE, "b": OTHER}, "result r takes share, a share of value, together with b, which is other. If that is"),
    ({"a": WEIGHT, "b": VALUE, "c": OTHER}, "mixes definitions: b is value; c is other."),
])
def test_only_what_goes_together_is_computed_with(inputs, said):
    if said:
        with pytest.raises(ValueError, match=said):
            check_mixing("r", inputs, "")
    check_mixing("r", inputs if not said else {}, "")
    check_mixing("r", inputs, "it is meant")


def test_a_meaning_carries_its_whole(ledger):
    assert stated_meaning("share-of-value", ledger) == Meaning(
        "share-of-value", "share", Meaning("customs-value-cif", "money"))
    assert stated_meaning("weight-as-shipped", ledger) == Meaning("weight-as-shipped", "mass")


def test_every_claim_with_a_definition_means_what_that_says_and_no_other_does(ledger):
    found = given_meanings(ledger)
    defined = {entry.id: entry.claim.definition for entry in ledger if entry.claim.definition}
    assert {name: each.definition for name, each in found.items() if "#" not in name} == defined
    assert all(found[f"{name}#equivalent"] == found[name] for name in defined)


def computed(ledger, *results: Result):
    return list(compute_all(results, ledger))


def one_of(ledger, name: str, unit: str, **more) -> Result:
    return Result("r", "A thing.", "a", (name,), unit, lambda a: a, **more)


def test_what_a_formula_is_given_of_a_claim(ledger):
    between = next(e for e in ledger if e.claim.kind == "quantity" and e.claim.value is None)
    event = next(e for e in ledger if (e.claim.kind == "event" and str(e.claim.period) == "2024-10-22")
                 or (e.claim.kind == "event" and e.claim.period and e.claim.period.end is None))
    twin = next(e for e in ledger if e.claim.equivalent and e.claim.equivalent.unit != e.claim.unit)
    row, = computed(ledger, one_of(ledger, between.id, between.claim.unit))
    assert row["value"] == (between.claim.low + between.claim.high) / 2 and row["claims"] == (between.id,)
    assert row["low"] <= between.claim.low and row["high"] >= between.claim.high
    row, = computed(ledger, one_of(ledger, event.id, "month"))
    assert row["value"] == 12 * event.claim.period.start.year + event.claim.period.start.month
    row, = computed(ledger, one_of(ledger, f"{twin.id}#equivalent", twin.claim.equivalent.unit))
    assert row["low"] <= row["value"] == twin.claim.equivalent.value <= row["high"]


def test_a_result_rests_on_all_claims_behind_it_and_says_what_it_is(ledger):
    first = Result("one", "A.", "a", ("reuters-2025-03/imports-feb-2025",), "t", lambda a: a)
    second = Result("two", "B.", "a + b", ("one", "one"), "t", lambda a, b: a + b, definition="weight-as-shipped")
    third = Result("three", "C.", "a", ("two",), "kg per day", lambda a: a)
    rows = computed(ledger, first, second, third)
    assert [row["claims"] for row in rows] == [("reuters-2025-03/imports-feb-2025",)] * 3
    assert [row["definition"] for row in rows] == ["weight-as-shipped", "weight-as-shipped", ""]
    with pytest.raises(ValueError, match="result r: there is no definition 'lost'; there are: "):
        computed(ledger, one_of(ledger, first.inputs[0], "t", definition="lost"))


TONNES, YUAN = "reuters-2025-03/imports-feb-2025", "dvb-2025/levy-per-tonne"


@pytest.mark.parametrize(("inputs", "unit", "formula", "said"), [
    ((TONNES,), "kg", lambda a: a, "does not give kg from reuters-2025-03/imports-feb-2025 in t; give the inputs in"),
    ((TONNES, YUAN), "USD", lambda a, b: a * b, f"does not give USD from {TONNES} in t, {YUAN} in CNY/t"),
    ((TONNES, YUAN), "CNY", lambda a, b: b / a, "does not give CNY from"),
    ((TONNES,), "%", lambda a: a, "does not give % from"),
])
def test_a_unit_follows_from_those_of_the_inputs(ledger, inputs, unit, formula, said):
    result = Result("r", "A thing.", "f", inputs, unit, formula, across="tried")
    with pytest.raises(Refused, match=f"result r: its formula {said}"):
        computed(ledger, result)
    computed(ledger, replace(result, converts="one unit into another"))


PITS, SITES = "dvb-2025/pits", "dvb-2025/sites"


@pytest.mark.parametrize("unit", ["x", "%"])
@pytest.mark.parametrize("formula", [lambda a, b: a - b, lambda a, b: a * b])
def test_a_multiple_or_a_share_of_counts_is_their_ratio(ledger, unit, formula):
    result = Result("r", "A thing.", "f", (PITS, SITES), unit, formula, across="tried")
    with pytest.raises(Refused, match=f"result r: its formula does not give {unit} from {PITS} in count, {SITES} in"):
        computed(ledger, result)
    computed(ledger, replace(result, unit="x", compute=lambda a, b: a / b))
    computed(ledger, replace(result, unit="%", compute=lambda a, b: 100 * (a / b - 1)))


@pytest.mark.parametrize(("inputs", "unit", "formula"), [
    ((TONNES,), "t", lambda a: -a), ((PITS, SITES), "x", lambda a, b: -a / b),
    ((PITS, SITES), "x", lambda a, b: a / -b)])
def test_what_is_multiplied_keeps_its_sign(ledger, inputs, unit, formula):
    result = Result("r", "A thing.", "f", inputs, unit, formula, across="tried")
    told = f"result r: its formula gives less than 0 from {inputs[0]} in .*, none of which is; it only multiplies and"
    with pytest.raises(Refused, match=told):
        computed(ledger, result)
    # what is left may be less than nothing, and a fall may be one to nothing
    computed(ledger, Result("r", "A thing.", "f", (SITES, PITS), "count", lambda a, b: a - b, across="tried"))
    check_unit(Result("r", "A thing.", "f", ("a", "b"), "count", lambda a, b: a - b), -5, [0, 5],
               {"a": "count", "b": "count"})


SEIZED = "frontier-2025-08/pangwa-seized"


@pytest.mark.parametrize(("inputs", "unit", "formula"), [
    ((TONNES, TONNES), "year", lambda a, b: a / b), ((TONNES, TONNES), "month", lambda a, b: a / b),
    ((TONNES, SEIZED), "t", lambda a, b: a * b), ((TONNES, SEIZED), "t", lambda a, b: a / b)])
def test_time_comes_from_time_and_a_date_is_no_amount(ledger, inputs, unit, formula):
    result = Result("r", "A thing.", "f", inputs, unit, formula)
    with pytest.raises(Refused, match=f"result r: its formula does not give {unit} from {TONNES} in t, "):
        computed(ledger, result)
    computed(ledger, replace(result, converts="one into another"))


@pytest.mark.parametrize(("inputs", "unit", "formula"), [
    ((TONNES, SEIZED), "t", lambda a, b: a / (b - 24000)), ((TONNES, SEIZED, "months-of-fall"), "month",
                                                          lambda a, b, c: b + c * (a > 5))])
def test_what_is_counted_from_a_date_is_an_amount(ledger, inputs, unit, formula):
    computed(ledger, Result("r", "A thing.", "f", inputs, unit, formula))


@pytest.mark.parametrize(("formula", "ignored"), [
    (lambda a, b: a, YUAN), (lambda a, b: b / b * a, YUAN), (lambda a, b: b / b, TONNES), (lambda a, b: 5 * b, TONNES),
    (lambda a, b: 7.0, TONNES)])
def test_an_input_that_changes_nothing_is_told(ledger, formula, ignored):
    with pytest.raises(Refused, match=f"result r: its formula gives the same whatever '{ignored}' is; an input that"):
        computed(ledger, Result("r", "A.", "f", (TONNES, YUAN), "t", formula, across="tried", converts="all"))


@pytest.mark.parametrize("formula", [
    max, min, lambda a, b: max(0.0, a - b), lambda a, b: 0 * a if a < b else b, lambda a, b: a if b > 1e7 else 0.0,
    lambda a, b: min(a, 100.0) + max(b, 1.0)])
def test_an_input_that_counts_only_for_other_numbers_is_one(ledger, formula):
    computed(ledger, Result("r", "A.", "f", (TONNES, YUAN), "t", formula, across="tried", converts="all"))


@pytest.mark.parametrize(("printed", "formula", "gives"), [
    ("sites ÷ pits", lambda a, b: b / a, "0.137037 for its inputs, and its code 7.2973"),
    ("pits + sites", lambda a, b: b - a, "3070 for its inputs, and its code 2330"),
    ("pits − sites", lambda a, b: a - b, "2330 for its inputs, and its code -2330"),
    ("sites − pits", lambda a, b: abs(a - b), "-2330 for its inputs, and its code 2330"),
    ("(sites + pits) × 2", lambda a, b: 3 * (a + b), "6140 for its inputs, and its code 9210"),
    ("(sites + pits) ÷ 47 months", lambda a, b: (a + b) / 49, "65.3191 for its inputs, and its code 62.6531"),
    ("sites ÷ pits − 1", lambda a, b: a / b + 1, "-0.862963 for its inputs, and its code 1.13704"),
    ("the largest of sites and pits", min, "2700 for its inputs, and its code 370"),
    ("sum of all that was counted", lambda a, b: (a + b) / 2, "3070 for its inputs, and its code 1535")])
def test_the_formula_that_is_printed_is_that_of_the_code(ledger, printed, formula, gives):
    with pytest.raises(Refused) as refused:
        computed(ledger, Result("r", "A thing.", printed, (SITES, PITS), "count", formula, across="tried"))
    assert f"result r: its formula, '{printed}', gives {gives}" in str(refused.value)
    assert "print what the code does, with names that tell the inputs apart" in str(refused.value)


@pytest.mark.parametrize(("printed", "formula"), [
    ("sites × (1 + pits) ^ 2 − 3", lambda a, b: a * (1 + b) ** 2 - 3),
    ("2 × 1,000 × pits - sites", lambda a, b: 2000 * b - a), ("pits / (sites * 50%)", lambda a, b: b / (a * 0.5)),
    ("one − other + one", lambda a, b: 2 * b - a), ("the sum of sites and pits", lambda a, b: a + b),
    ("the smallest of the counts", min), ("half of the sites + pits", lambda a, b: a / 2 + b),
    ("what both counts imply of one another", lambda a, b: a * b), ("(sites + pits", lambda a, b: a * b),
    ("sites + pits + others", lambda a, b: a * b), ("pits × ÷ sites", lambda a, b: a * b)])
def test_a_formula_that_is_right_or_cannot_be_read_is_left_as_it_is(ledger, printed, formula):
    computed(ledger, Result("r", "A thing.", printed, (SITES, PITS), "count", formula, across="tried"))


def test_inputs_are_a_tuple():
    with pytest.raises(Refused, match=rf"^test_formulas.py:\d+: result r: its inputs are the text '{TONNES}'; "):
        Result("r", "A.", "a", (TONNES), "t", lambda a: a)


HEAVY, WHOLE, SHARE_OF = "global-witness-2022/pools", "global-witness-2022/locations", "reuters-2025-03/levy-share"


@pytest.mark.parametrize(("inputs", "unit", "wrong", "right"), [
    ((HEAVY, WHOLE), "%", lambda a, b: a / b, lambda a, b: 100 * a / b),
    ((HEAVY, WHOLE), "x", lambda a, b: 100 * a / b, lambda a, b: a / b),
    ((TONNES, SHARE_OF), "t", lambda a, b: a * b, lambda a, b: a * b / 100),
    ((YUAN, SHARE_OF), "CNY/t", lambda a, b: a / b, lambda a, b: a / (b / 100)),
    ((SHARE_OF, SHARE_OF), "%", lambda a, b: a * b, lambda a, b: a * b / 100),
    ((SHARE_OF,), "x", lambda a: a, lambda a: a / 100),
    # what adds, or takes from the whole, has no one factor
    ((TONNES, SHARE_OF), "t", lambda a, b: a * b, lambda a, b: a * (1 - b)),
])
def test_a_hundred_that_is_lost_or_added_is_told(ledger, inputs, unit, wrong, right):
    result = Result("r", "A thing.", "f", inputs, unit, wrong, across="tried")
    with pytest.raises(Refused, match=f"as it makes {unit} from {inputs[0]} in .*; what is in % is multiplied"):
        computed(ledger, result)
    computed(ledger, replace(result, compute=right))
    computed(ledger, replace(result, converts="parts into per cent"))


def test_months_do_not_count_as_years(ledger):
    in_years, in_months = (Result("r", "A thing.", "f", (TONNES, name), "t", lambda a, b: a * b)
                           for name in ("years-of-tripling", "months-of-fall"))
    computed(ledger, in_years)
    with pytest.raises(Refused, match=f"does not give t from {TONNES} in t, months-of-fall in month"):
        computed(ledger, in_months)
    computed(ledger, replace(in_months, converts="tonnes a month into tonnes"))


def dated(ledger, *periods: str):
    """The ledger, in which its first events happened then, and their ids."""
    events = [each for each in ledger if each.claim.kind == "event"][:len(periods)]
    moved = {each.id: each.claim.model_copy(update={"period": Period.parse(period)})
             for each, period in zip(events, periods, strict=True)}
    records = tuple(record.model_copy(update={"claims": tuple(
        moved.get(f"{record.source.id}/{claim.id}", claim) for claim in record.claims)}) for record in ledger.records)
    return replace(ledger, records=records), tuple(moved)


@pytest.mark.parametrize(("then", "numbers"), [
    ("2009-12", (112, 112, 112)), ("2009", (123, 112, 123)), ("../2009", (112, 112, None)),
    ("2009/..", (123, None, 123)),
])
def test_an_open_period_leaves_the_months_since_it_open(ledger, then, numbers):
    other, ids = dated(ledger, then, "2019-04")
    row, = computed(other, Result("r", "A thing.", "f", ids, "month", lambda then, now: now - then))
    assert (row["value"], row["low"], row["high"]) == numbers


@pytest.mark.parametrize(("unit", "wrong", "right"), [
    ("year", lambda then, now: now - then, lambda then, now: (now - then) / 12),
    ("month", lambda then, now: 12 * (now - then), lambda then, now: max(now, then) - 24_000),
])
def test_dates_are_counted_in_months(ledger, unit, wrong, right):
    other, ids = dated(ledger, "2009-12", "2019-04")
    result = Result("r", "A thing.", "f", ids, unit, wrong)
    with pytest.raises(Refused, match=f"does not give {unit} from .* in months, .* in months; give the inputs in"):
        computed(other, result)
    computed(other, replace(result, compute=right))
    computed(other, replace(result, converts="months into something else"))


def test_a_formula_that_turns_back_between_its_ends_is_told():
    with pytest.raises(Refused, match="gives 0 for the inputs as printed and -4 to -4 for their ends; it has to rise"):
        value_and_interval(lambda a: -(a - 2) ** 2, [(2, Interval(0, 4))])


@pytest.mark.parametrize(("formula", "said"), [
    (str, "the formula gives '2', which is no number, where the inputs are 2"),
    (lambda a: None, "the formula gives None, which is no number, where"),
    (lambda a, b: a, "the formula cannot be worked out: TypeError: .* missing 1 required"),
    (lambda a: sys.exit(0), "the formula cannot be worked out: SystemExit: 0"),
    (lambda a: lost, "cannot be worked out: NameError: name 'lost' is not"),  # noqa: F821
])
def test_a_formula_that_gives_no_number_is_told(formula, said):
    with pytest.raises(Refused, match=said):
        value_and_interval(formula, [(2, Interval(2, 2))])


def test_an_equivalent_keeps_what_its_number_is_said_with_and_the_claim(ledger):
    entry = next(each for each in ledger if each.claim.equivalent)
    more = entry.claim.equivalent.model_copy(update={"comparator": ">"})
    records = tuple(record.model_copy(update={"claims": tuple(
        claim.model_copy(update={"equivalent": more}) if claim is entry.claim else claim for claim in record.claims)})
        for record in ledger.records)
    row, = computed(replace(ledger, records=records), one_of(ledger, f"{entry.id}#equivalent", more.unit))
    assert (row["low"], row["high"], row["claims"]) == (more.value, None, (entry.id,))


def test_a_claim_given_in_another_unit_changes_no_result_in_silence(ledger):
    held = Result("r", "A thing.", "a × b", (TONNES, YUAN), "CNY", lambda a, b: a * b, across="tried")
    assert computed(ledger, held)[0]["value"] > 0
    in_kilograms = {"value": 1000 * ledger[TONNES].claim.value, "unit": "kg"}
    records = [record.model_copy(update={"claims": tuple(
        claim.model_copy(update=in_kilograms) if f"{record.source.id}/{claim.id}" == TONNES else claim
        for claim in record.claims)}) for record in ledger.records]
    with pytest.raises(Refused, match=f"does not give CNY from {TONNES} in kg"):
        computed(replace(ledger, records=tuple(records)), held)
