import pytest

from compendium.evidence.units import convert, known_unit, same_dimension


def test_conversion_between_units_of_one_kind():
    assert convert(35, "CNY/kg", "CNY/t") == pytest.approx(35_000)
    assert convert(1, "t", "kg") == pytest.approx(1_000)
    assert convert(50, "%", "x") == pytest.approx(0.5)


def test_yuan_are_not_turned_into_dollars():
    with pytest.raises(ValueError, match="CNY cannot be turned into USD"):
        convert(1, "CNY", "USD")


def test_an_unknown_unit_names_the_known_ones():
    with pytest.raises(ValueError, match="unit 'kT' is not known; known: t, kg"):
        known_unit("kT")


def test_tonnes_and_dollars_are_not_alike():
    assert same_dimension("t", "kg") and not same_dimension("t", "USD")
