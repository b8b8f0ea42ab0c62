"""A claim's sentence says nothing that its fields contradict."""

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import contradicted


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
