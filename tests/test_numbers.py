import pytest

from compendium.evidence.numbers import find_numbers


@pytest.mark.parametrize(("text", "found", "value"), [
    ("over 290,000 tons", "290,000", 290_000),
    ("down 21.9% since", "21.9", 21.9),
    ("worth $1.4 billion", "1.4 billion", 1.4e9),
    ("rose tenfold", "tenfold", 10),
    ("a 10-fold rise", "10-fold", 10),
    ("two-thirds of it", "two-thirds", 2 / 3),
    ("half of it", "half", 0.5),
    ("more than quadrupled", "quadrupled", 4),
    ("a tripling of sites", "tripling", 3),
    ("since the 2010s", "2010s", 2010),
    ("four hundred men", "four hundred", 400),
    ("twenty-one mines", "twenty-one", 21),
    ("dozens of pits", "dozens", 12),
])
def test_every_way_of_writing_a_number_is_found(text, found, value):
    numbers = find_numbers(text)
    assert [number.text for number in numbers] == [found]
    assert list(numbers[0].values) == [pytest.approx(value)]


@pytest.mark.parametrize("text", ["once mined there", "someone", "the phone", "often", "COVID-19 aside"[:5]])
def test_words_that_only_look_like_numbers_are_none(text):
    assert find_numbers(text) == []
