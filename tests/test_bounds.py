"""What a number can be by its unit, and what a definition takes."""

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.definitions import Definition
from compendium.evidence.intervals import number_faults, why_impossible

SHARE = {"id": "share", "name": "share", "says": "A share of a whole.", "dimension": "share", "numerator": "a",
         "denominator": "b"}
MASS = {"id": "mass", "name": "mass", "says": "A mass of goods.", "dimension": "mass"}


def claim(**fields) -> Claim:
    return Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
        "definition": "mass", "standing": "reported", "at": {"line": 1, "words": "a"}, **fields})


@pytest.mark.parametrize(("number", "unit", "change", "said"), [
    (0, "%", False, ""), (100, "%", False, ""), (100.1, "%", False, "within 0 and 100%"),
    (-0.1, "%", False, "within 0 and 100%"),
    (-100, "%", True, ""), (-100.1, "%", True, "a fall is at most 100%"), (400, "%", True, ""),
    (0.1, "x", False, ""), (0, "x", False, "larger than 0"), (-1, "x", True, "larger than 0"),
    (0, "t", False, ""), (-0.1, "t", False, "less than 0"), (0.5, "t", False, ""), (1e6, "USD/t", False, ""),
    (3, "count", False, ""), (3.5, "count", False, "whole number"), (1.5, "count/month", False, ""),
])
def test_what_a_unit_can_be(number, unit, change, said):
    # a unit that is read from a file is not the same object as the one in the code
    wrong = why_impossible(number, "".join(list(unit)), change=change)
    assert said in wrong if said else wrong == ""


@pytest.mark.parametrize(("fields", "definition", "faults"), [
    ({"value": 311}, MASS, []),
    ({"value": -5}, MASS, ["value"]),
    ({"value": -5}, None, ["value"]),
    ({"value": -5}, {**MASS, "beyond": "a balance"}, []),
    ({"low": -6, "high": -5}, MASS, ["low", "high"]),
    ({"value": 400, "unit": "%", "against": "2024"}, MASS, []),
    ({"value": 400, "unit": "%"}, SHARE, ["value"]),
    ({"value": 5, "equivalent": {"value": 5_000, "unit": "kg"}}, MASS, []),
    # 5 t may be 4.5 to 5.5 t, and 5,600 kg may be 5,550 kg or more
    ({"value": 5, "equivalent": {"value": 5_500, "unit": "kg"}}, MASS, []),
    ({"value": 5, "equivalent": {"value": 5_600, "unit": "kg"}}, MASS, ["equivalent"]),
    ({"value": 5, "equivalent": {"value": 4_400, "unit": "kg"}}, MASS, ["equivalent"]),
    ({"value": 5, "equivalent": {"value": 5, "unit": "USD"}}, MASS, ["equivalent"]),
    ({"value": 5, "unit": "USD", "equivalent": {"value": 35, "unit": "CNY"}}, None, []),
    ({"low": 5, "high": 6, "equivalent": {"value": 35, "unit": "CNY"}, "unit": "USD"}, None, []),
    ({"value": 4_800, "unit": "USD/t", "equivalent": {"value": 35, "unit": "CNY/kg"}}, None, []),
    ({"value": 0, "unit": "USD", "equivalent": {"value": 0, "unit": "CNY"}}, None, []),
    # a dollar was never worth more than a few yuan, nor less than one
    ({"value": 30_000, "unit": "USD", "equivalent": {"value": 1, "unit": "CNY"}}, None, ["equivalent"]),
    ({"value": 35, "unit": "USD", "equivalent": {"value": 5, "unit": "CNY"}}, None, ["equivalent"]),
    ({"value": 350, "unit": "CNY", "equivalent": {"value": 5, "unit": "USD"}}, None, ["equivalent"]),
    ({"value": 0, "unit": "CNY", "equivalent": {"value": 5, "unit": "USD"}}, None, ["equivalent"]),
    # a multiple is what was, and the change to it
    ({"value": 200, "unit": "%", "against": "2018", "equivalent": {"value": 3, "unit": "x"}}, MASS, []),
    ({"value": 210, "unit": "%", "against": "2018", "equivalent": {"value": 2.1, "unit": "x"}}, MASS, ["equivalent"]),
    ({"value": -50, "unit": "%", "against": "2018", "equivalent": {"value": 0.5, "unit": "x"}}, MASS, []),
    ({"value": 5, "unit": "USD", "equivalent": {"value": -35, "unit": "CNY"}}, None, ["equivalent"]),
    ({"value": -50, "unit": "%", "against": "2024", "equivalent": {"value": -50, "unit": "%"}}, MASS, []),
])
def test_a_claims_numbers_are_held_against_their_unit(fields, definition, faults):
    found = list(number_faults(claim(**fields), Definition.model_validate(definition) if definition else None))
    assert [field for field, _ in found] == faults


def test_the_way_out_is_named_where_there_is_a_definition():
    told = dict(number_faults(claim(value=-5), Definition.model_validate(MASS)))["value"]
    assert told == ("-5 t: nothing is counted, weighed, paid or lasts less than 0; if it can be, 'mass' in"
                    " seeds/definitions.yaml says why, as 'beyond'")


@pytest.mark.parametrize("change", [{"numerator": ""}, {"denominator": ""}, {"dimension": "mass"}])
def test_a_share_and_nothing_else_has_two_parts(change):
    with pytest.raises(ValueError, match="a share, and nothing else"):
        Definition.model_validate(SHARE | change)


@pytest.mark.parametrize(("definition", "unit", "change", "taken"), [
    (MASS, "t", False, True), (MASS, "%", False, False), (MASS, "%", True, True), (MASS, "t", True, False),
    (SHARE, "%", False, True), (SHARE, "x", False, False), (SHARE, "x", True, True)])
def test_what_a_definition_takes(definition, unit, change, taken):
    read = Definition.model_validate(definition)
    assert read.takes(unit, change) is taken is (unit in read.units(change))
