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
    ("thousands of sites", "thousands", 1e3),
    ("hundreds of pits", "hundreds", 100),
    ("two million tonnes", "two million", 2e6),
    ("three hundred five", "three hundred five", 305),
    ("a thousand men", "thousand", 1e3),
    ("three quarters of it", "three quarters", 0.75),
    ("a third of it", "third", 1 / 3),
    ("worth 5bn", "5bn", 5e9),
    ("worth 3 m dollars", "3 m", 3e6),
    ("ninety sites", "ninety", 90),
    ("nineteen sites", "nineteen", 19),
    ("zero sites", "zero", 0),
    ("rose twentyfold", "twentyfold", 20),
    ("a dozen pits", "dozen", 12),
    ("a decade ago", "decade", 10),
    ("twice as much", "twice", 2),
    ("the 12th brigade", "12th", 12),
    ("Quadrupling of it", "Quadrupling", 4),
])
def test_every_way_of_writing_a_number_is_found(text, found, value):
    numbers = find_numbers(text)
    assert [number.text for number in numbers] == [found]
    assert list(numbers[0].values) == [pytest.approx(value)]


def test_numbers_come_in_order_with_their_places():
    text = "from 12 to forty sites, or 1,500"
    assert [(each.text, text[each.start:each.end]) for each in find_numbers(text)] == [
        ("12", "12"), ("forty", "forty"), ("1,500", "1,500")]


@pytest.mark.parametrize("text", ["once mined there", "someone", "the phone", "often", "COVID-19 aside"[:5]])
def test_words_that_only_look_like_numbers_are_none(text):
    assert find_numbers(text) == []
