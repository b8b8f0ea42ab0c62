import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from compendium.evidence.numbers import find_numbers

_ONES = ("zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen"
         " seventeen eighteen nineteen")
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety"
ONES, TENS = _ONES.split(" "), _TENS.split(" ")


def spelled(number: int, link: str) -> str:
    """A number in words, as people say it."""
    if number < 20:
        return ONES[number]
    if number < 100:
        return TENS[number // 10 - 2] + (f"-{ONES[number % 10]}" if number % 10 else "")
    for scale, name in ((10**12, "trillion"), (10**9, "billion"), (10**6, "million"), (10**3, "thousand"),
                        (100, "hundred")):
        if number >= scale:
            rest, between = number % scale, link if number % scale < 100 or scale == 100 else " "
            return f"{spelled(number // scale, link)} {name}" + (f"{between}{spelled(rest, link)}" if rest else "")
    raise AssertionError


@given(st.integers(0, 10**15 - 1), st.sampled_from([" ", " and "]))
@example(999_999_999_999_999, " and ")
@example(250_000, " ")
def test_every_number_in_words_is_one_number_and_worth_itself(number, link):
    words = spelled(number, link)
    found = find_numbers(f"They counted {words} otters.")
    assert [(each.text, each.values) for each in found] == [(words, frozenset({float(number)}))]


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
    ("twenty-one mines", "twenty-one", 21), ("5 1/2 dollars", "5 1/2", 5.5),
    ("Rs 7,280 crore", "7,280 crore", 7.28e10), ("3 lakh people", "3 lakh", 3e5), ("two crores", "two crores", 2e7),
    ("1.2 lakh crore rupees", "1.2 lakh crore", 1.2e12), ("12,34,567 rupees", "12,34,567", 1_234_567),
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
    ("one hundred thousand men", "one hundred thousand", 1e5),
    ("two hundred fifty thousand", "two hundred fifty thousand", 250_000),
    ("two hundred and fifty-four thousand", "two hundred and fifty-four thousand", 254_000),
    ("two million five hundred thousand", "two million five hundred thousand", 2.5e6),
    ("a thousand and five men", "thousand and five", 1005),
    ("two thousand million", "two thousand million", 2e9),
    ("three dozen men", "three dozen", 36),
    ("5 dozen men", "5 dozen", 60),
    ("three score men", "three score", 60),
    ("two decades ago", "two decades", 20),
    ("half a million men", "half a million", 5e5),
    ("half-million", "half-million", 5e5),
    ("half a dozen men", "half a dozen", 6),
    ("a quarter of a million", "quarter of a million", 250_000),
    ("three quarters of a million", "three quarters of a million", 750_000),
    ("two and a half tonnes", "two and a half", 2.5),
    ("two-and-a-half", "two-and-a-half", 2.5),
    ("two and a half million", "two and a half million", 2.5e6),
    ("2 and a half million", "2 and a half million", 2.5e6),
    ("a million and a half", "million and a half", 1.5e6),
    ("a decade and a half", "decade and a half", 15),
    ("a fifth of it", "fifth", 0.2),
    ("fell by a tenth.", "tenth", 0.1),
    ("one-fifth", "one-fifth", 0.2),
    ("nine tenths of it", "nine tenths", 0.9),
    ("a hundredfold rise", "hundredfold", 100),
    ("two hundred-fold", "two hundred-fold", 200),
    ("thrice as much", "thrice", 3),
    ("trebled since", "trebled", 3),
    ("halved since", "halved", 0.5),
    ("\u246b otters", "\u246b", 12),
    ("lost .5 t", ".5", 0.5),
    ("12 mln", "12 mln", 12e6),
    ("2 hundred thousand", "2 hundred thousand", 2e5),
])
def test_every_way_of_writing_a_number_is_found(text, found, value):
    numbers = find_numbers(text)
    assert [number.text for number in numbers] == [found]
    assert list(numbers[0].values) == [pytest.approx(value)]


@pytest.mark.parametrize(("words", "value"), [
    ("one single first", 1), ("two second double doubled doubling twice", 2),
    ("three triple tripled tripling treble thrice", 3),
    ("four quadruple quadrupled quadrupling", 4), ("ten decade decades", 10), ("twelve dozen dozens", 12),
    ("half halves halved halving", 0.5), ("third thirds", 1 / 3), ("quarter quarters", 0.25), ("two-thirds", 2 / 3),
    ("three-quarters", 0.75), ("hundred hundreds", 100), ("thousand thousands", 1e3), ("million millions", 1e6),
    ("billion billions", 1e9), ("trillion", 1e12), ("lakh lakhs", 1e5), ("crore crores", 1e7)])
def test_every_word_for_a_number_has_its_value(words, value):
    for word in words.split():
        assert [list(each.values) for each in find_numbers(word)] == [[pytest.approx(value)]], word


def test_numbers_come_in_order_with_their_places():
    text = "from 12 to forty sites, or 1,500"
    assert [(each.text, text[each.start:each.end]) for each in find_numbers(text)] == [
        ("12", "12"), ("forty", "forty"), ("1,500", "1,500")]


@pytest.mark.parametrize("written", ["0,7", "1,8", "13.456,78", "12'345", "12’345", "1,23,45"])
def test_digits_that_are_joined_as_english_joins_none_are_one_number_that_is_not_read(written):
    assert [(number.text, number.values) for number in find_numbers(f"It was {written} tonnes.")] == [
        (written, frozenset())]


@pytest.mark.parametrize(("text", "values"), [
    ("between one hundred and fifty", [100, 50]),
    ("one hundred and two hundred", [100, 200]),
    ("between one and one hundred and fifty", [1, 150]),
    ("five thousand and ten million", [5000, 10e6]),
    ("one two three", [1, 2, 3]),
    ("twenty eleven", [20, 11]),
    ("two and a fifth of it", [2, 0.2]),
    ("two million three million", [2e6, 3e6]),
])
def test_where_the_grammar_of_number_words_ends_another_number_begins(text, values):
    assert [value for number in find_numbers(text) for value in number.values] == pytest.approx(values)


@pytest.mark.parametrize(("text", "low", "high"), [
    ("2 to 3 million tonnes", 2e6, 3e6), ("between 2 and 3 million", 2e6, 3e6), ("US$2-3bn", 2e9, 3e9),
    ("$2m to $3m", 2e6, 3e6), ("$2-3m", 2e6, 3e6), ("two to three hundred thousand", 2e5, 3e5),
    ("two hundred to three hundred thousand", 2e5, 3e5), ("one or two dozen", 12, 24),
    ("1.5–2.5 billion", 1.5e9, 2.5e9), ("half to three quarters of a million", 5e5, 7.5e5),
    # the lower end is told in full where it would be the higher one otherwise, or is written otherwise
    ("from 900 to 2 million", 900, 2e6), ("from 5 to two hundred", 5, 200), ("2018 to 3 million", 2018, 3e6),
    ("one thousand to two million", 1e3, 2e6), ("2 and 3 million", 2, 3e6), ("9 to 10 m high", 9, 10e6)])
def test_the_scale_behind_a_range_holds_for_both_ends(text, low, high):
    assert [list(each.values) for each in find_numbers(text)] == [[pytest.approx(low)], [pytest.approx(high)]]


def test_number_words_alone_are_read_in_one_go():
    assert len(find_numbers("one and " * 20_000)) == 20_000


@pytest.mark.parametrize("text", ["the fifth man", "a fifth man", "on the way to a fifth man", "rounded to tens",
                                  "in fourth place", "a score of", "once mined there", "someone", "the phone",
                                  "often", "COVID-19 aside"[:5]])
def test_words_that_only_look_like_numbers_are_none(text):
    assert find_numbers(text) == []
