"""A claim's sentence says nothing that its fields contradict."""

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import contradicted, misdated


def claim(**fields) -> Claim:
    return Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
        "definition": "d", "standing": "reported", "at": {"line": 1, "words": "a"}, "value": 12, **fields})


@pytest.mark.parametrize(("unit", "words", "told"), [
    ("t/year", "12 t a week", "week"), ("t/year", "12 t per head", "head"), ("t", "12 t a kilo", "kg"),
    ("USD/kg", "$12 per tonne", "t"), ("USD/t", "$12/kg", "kg"), ("count/month", "12 pits each year", "year"),
    ("t", "12 t of fish a year", ""), ("t/year", "12 t of fish a year", ""), ("USD/kg", "$12/kg", ""),
    ("t", "12 t in a truck", ""), ("t/year", "12 t, a week later", ""),
])
def test_what_a_number_is_counted_by_is_its_units_too(unit, words, told):
    said = [what for what in contradicted(claim(unit=unit), f"It was {words} there.") if "words behind" in what]
    assert said == ([f"is given in {unit}, and the words behind '12' say per {told}; correct one of the two"]
                    if told else [])


@pytest.mark.parametrize(("says", "fields", "told"), [
    ("It was 12 t in April 2018.", {"period": "2018-03"}, "April 2018"),
    ("It was 12 t in March 2019.", {"period": "2018-03"}, "March 2019"),
    ("It was 12 t in April.", {"period": "2018-03/2018-05"}, ""),
    ("It was 12 t in January.", {"period": "2018-11/2019-02"}, ""), ("It was 12 t in May.", {"period": "2018"}, ""),
    ("It rose by 12 t from April.", {"period": "2018-06", "against": "2018-04"}, ""),
    ("It was 12 t in March, more than in April.", {"period": "2018-03"}, ""),
    ("It was 12 t of the April quota.", {"period": "2018-03", "of": "the April quota"}, ""),
    ("It was 12 t in April.", {"period": "../2018"}, ""), ("It was 12 t in April.", {}, ""),
])
def test_a_month_in_the_sentence_lies_in_the_period(says, fields, told):
    found = list(misdated(claim(says=says, **fields)))
    assert found == ([f"says '{told}', which lies outside its period, {fields['period']}; correct one of the two"]
                     if told else [])
