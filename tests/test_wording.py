"""Every figure of a sentence stands in the fields of its claim."""

import pytest

from compendium.evidence.carried import unsupported, unsupported_numbers
from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import contradicted


def claim(**fields) -> Claim:
    return Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "unit": "t", "of": "x",
        "definition": "d", "standing": "reported", "at": {"line": 1, "words": "a"}, "value": 311, **fields})


@pytest.mark.parametrize(("says", "fields", "left"), [
    ("Imports were 311 t.", {}, []),
    ("Imports were 312 t.", {}, ["312"]),
    # every digit counts; with a word for its size, a number goes as far as its own digits
    ("Imports were 1,001 t.", {"value": 1_000}, ["1,001"]),
    ("Imports were 6,550 t.", {"value": 6_556}, ["6,550"]),
    ("Imports were 1.4419 million t.", {"value": 1_441_885}, []),
    ("Imports were 1.4419 million t.", {"value": 1_441_835}, ["1.4419 million"]),
    ("Two-thirds of it.", {"value": 66.7, "unit": "%"}, []),
    ("A third of it.", {"value": 33, "unit": "%"}, ["third"]),
    ("Imports fell by 89%.", {"value": -89, "unit": "%", "against": "2024"}, []),
    ("It was 50 to 60%.", {"value": None, "low": 50, "high": 60, "unit": "%"}, []),
    ("It was 5 t, or 5,000 kg.", {"value": 5, "equivalent": {"value": 5_000, "unit": "kg"}}, []),
    ("It was 5 t, or 4,000 kg.", {"value": 5, "equivalent": {"value": 5_000, "unit": "kg"}}, ["4,000"]),
    # of a share also its tenths and its part of one, and of nothing else
    ("Half of it.", {"value": 50, "unit": "%"}, []),
    ("Nine in ten.", {"value": 90, "unit": "%"}, []),
    # and never as the hundredth part of itself
    ("It was 0.5% of it.", {"value": 50, "unit": "%"}, ["0.5"]),
    ("It was half a per cent.", {"value": 50, "unit": "%"}, ["half"]),
    ("It was 0.3 to 0.6%.", {"value": None, "low": 30, "high": 60, "unit": "%"}, ["0.3", "0.6"]),
    ("It was 0.8% in ten years.", {"value": 80, "unit": "%"}, ["0.8"]),
    ("It was half to 60%.", {"value": None, "low": 50, "high": 60, "unit": "%"}, []),
    ("Half of it.", {"value": 50}, ["Half"]),
    ("Nine of it.", {"value": 90}, ["Nine"]),
    ("It was 311 t in 2025.", {"period": "2025-03-28"}, []),
    ("It was 311 t on 28 March.", {"period": "2025-03-28"}, []),
    ("It was 311 t from 2021 to 2024.", {"period": "2021/2024"}, []),
    ("It was 311 t since 2021.", {"period": "2021/.."}, []),
    # a number that two fields carry is carried
    ("It was 311 t in 2024.", {"period": "2024", "of": "the quota of 2024"}, []),
    ("It was 311 t.", {"of": "311 t"}, []),
    ("It was 10 or 1 in all.", {"value": 10, "unit": "%", "of": "1 in 10", "hedge": "0.1"}, []),
    ("It was 311 t until 2024.", {"period": "../2024"}, []),
    ("It was 311 t in 2020.", {"period": "2024"}, ["2020"]),
    # the year and the day of a period are its dates, and count nothing
    ("There were 2009 otters, 311 t.", {"period": "2009"}, ["2009"]),
    ("It was 311 t, 12 of them wet.", {"period": "2019-04-12"}, ["12"]),
    ("2009 otters ate 311 t.", {"period": "2009"}, ["2009"]),
    ("It was 2018 t.", {"period": "2018"}, ["2018"]),
    ("Between 2017 and 2020 it was 311 t.", {"period": "2017/2020"}, []),
    ("From 12 to 14 April it was 311 t.", {"period": "2019-04-12/2019-04-14"}, []),
    ("The loss of 2009 was 311 t; 2009's was the first.", {"period": "2009"}, []),
    ("2009 was bad: 311 t.", {"period": "2009"}, []),
    ("There were 2009 grown otters, 311 t.", {"period": "2009"}, ["2009"]),
    *((f"{words}, 311 t.", {"period": "2018"}, []) for words in (
        "Throughout 2018 it lost", "The 2018 loss", "China's 2018 imports", "Compared with 2018 it fell", "Q1 2018 saw",
        "In fiscal 2018 it was", "January 2018 imports")),
    ("On 11 Apr. it was 311 t.", {"period": "2018-04-11"}, []),
    # a part of a number is not the number
    ("One in 311 boats sank.", {"unit": "count"}, ["311"]),
    ("It was 311 t in 2023.", {}, ["2023"]),
    # only a period that was given with days has some
    ("It was 311 t in 31 pits.", {"period": "2018"}, ["31"]),
    ("It was 311 t in 12 pits.", {"period": "2018-12", "against": "2017-12"}, ["12"]),
    # a year is a name: its neighbour is another year, though less than a thousandth away
    ("It was 311 t in 2025.", {"period": "2024"}, ["2025"]),
    ("It rose by 311 t from 2024.", {"against": "2024-02"}, []),
    ("It rose by 311 t from 31 May.", {"against": "2024-05-31"}, []),
    ("All 40 pits gave 311 t.", {"of": "what 40 pits gave"}, []),
    ("All 40 pits gave 311 t.", {"about": {"pits": "forty"}}, []),
    ("All 40 pits gave 311 t.", {"hedge": "some 40"}, []),
    ("All 40 pits gave 311 t.", {}, ["40"]),
    ("The first and the second, one by one: 311 t.", {}, []),
    ("Two of them: 311 t, and third.", {}, ["Two", "third"]),
    ("Dozens of pits gave 311 t.", {"at": {"line": 1, "words": "dozens of pits"}}, []),
    ("Dozens of pits gave 311 t.", {"at": {"line": 1, "words": "hundreds of pits"}}, ["Dozens"]),
    ("It has 40 pits.", {"kind": "statement", "value": None, "unit": None, "definition": None, "of": "40 pits"}, []),
    ("It was 2 to 3 million t.", {"value": None, "low": 2e6, "high": 3e6}, []),
    ("It was 2 to 3 million t.", {"value": None, "low": 2, "high": 3e6}, ["2 million"]),
    ("It lost 311 t, a fifth of it.", {}, ["fifth"]),
    ("It lost a fifth of it.", {"value": 20, "unit": "%"}, []),
    ("It halved.", {"value": -50, "unit": "%", "against": "2024"}, []),
    ("It halved, 311 t.", {}, ["halved"]),
    ("It lost 311 t, thrice.", {}, ["thrice"]),
    ("Special Region 1 gave 311 t.", {}, []),
    # tenths of a share are told in words alone
    ("Eight in ten of it.", {"value": 80, "unit": "%"}, []), ("8 out of every 10.", {"value": 80, "unit": "%"}, []),
    ("It fell by 8%.", {"value": -80, "unit": "%", "against": "unstated"}, ["8"]),
    # a quarter of a year is no fourth, and the months of a stretch are counted by its dates
    *((f"It was 311 t {words}.", {"period": "2018"}, []) for words in (
        "in the quarter", "in the September quarter of 2018", "at the end of the quarter", "in the quarter of 2018",
        "from one quarter to the next", "in the first eight months of 2018", "in the 12 months to December 2018",
        "in the two years ended December 2018")),
    *((f"It was 311 t, {words}.", {"period": "2018"}, [left]) for words, left in (
        ("the quarter of the fish", "quarter"), ("a quarter", "quarter"), ("12 months to build", "12"))),
])
def test_what_no_field_carries_is_told(says, fields, left):
    assert list(unsupported_numbers(claim(says=says, **fields))) == left


def test_a_sentence_may_rest_on_several_claims():
    assert list(unsupported("From 5 to 311, or 7.", [claim(value=5), claim()])) == ["7"]


@pytest.mark.parametrize(("says", "value", "left"), [
    ("It was 72,100 t.", 72_123, []), ("It was 72,100 t.", 72_151, ["72,100"]), ("It was 6,550 t.", 6_554, []),
    ("It was 1,442 million t.", 1_441_885_000, []), ("It was 72,101 t.", 72_123, ["72,101"]),
    ("It was 2020 t.", 2021, ["2020"]), ("It was 20 t.", 21, ["20"]),
])
def test_a_verdict_may_round_what_its_claims_say_and_a_claim_may_not(says, value, left):
    assert list(unsupported(says, [claim(value=value)])) == left


@pytest.mark.parametrize("words", [
    "Landings rose from 980 t in 2019 to 1,250 t in 2020.", "Sales tripled to 1,250 t.",
    "The stock rose 900 to 1,250 t.", "Lower quotas raised exports to 1,250 t.",
    "The trust took over 1,250 t.", "Exports went up to 1,250 t."])
def test_what_moves_to_a_number_or_takes_it_over_makes_no_range_and_no_bound_of_it(words):
    assert list(contradicted(claim(value=1250, unit="t"), words)) == []


@pytest.mark.parametrize(("words", "value"), [
    ("A lower quota lifted prices by 11%.", 11), ("Falling prices pushed demand higher by 11%.", 11),
    ("The drop was caused by 11% more sales.", 11), ("Prices gave up 11%.", -11), ("Growth was slower by 11%.", -11)])
def test_the_word_nearest_to_a_change_says_which_way_it_went(words, value):
    assert list(contradicted(claim(value=value, unit="%", against="2018"), words)) == []


@pytest.mark.parametrize(("words", "fields"), [
    ("It cannot exceed 40 t.", {"value": 40, "unit": "t", "comparator": "<="}),
    ("More than 30 but fewer than 40 t came.", {"value": None, "low": 30, "high": 40, "unit": "t"}),
    ("Nobody sold more than 40 t.", {"value": 40, "unit": "t", "comparator": "<="})])
def test_a_bound_is_denied_by_whatever_denies(words, fields):
    assert list(contradicted(claim(**fields), words)) == []


@pytest.mark.parametrize(("words", "fields"), [
    ("Tens of thousands of eels died.", {"value": 10_000, "comparator": ">="}),
    ("One in five boats sank.", {"value": 20, "unit": "%"}),
    ("A third of the boats sank.", {"value": 33.3, "unit": "%"}),
    ("One boat in a hundred sank.", {"value": 1, "unit": "%"}),
    ("In the first quarter of 2019, 40 boats sank.", {"value": 40, "period": "2019-01/2019-03"}),
    ("In the 2010s 40 boats sank.", {"value": 40})])
def test_a_right_number_is_found_however_it_is_told(words, fields):
    assert list(unsupported_numbers(claim(says=words, **{"unit": "count", **fields}))) == []
