import pytest

from compendium.evidence.periods import Period, in_words


@pytest.mark.parametrize(("text", "bounds"), [
    ("2025", ("2025-01", "2025-12")),
    ("2025-02", ("2025-02", "2025-02")),
    ("2025-03-28", ("2025-03-28", "2025-03-28")),
    ("2017/2024", ("2017-01", "2024-12")),
    ("2024-09~/2025-03-24", ("2024-09", "2025-03-24")),
    ("2024-10/..", ("2024-10", "")),
    ("../2023", ("", "2023-12")),
])
def test_bounds_are_as_precise_as_the_source(text, bounds):
    assert Period.parse(text).bounds() == bounds


def test_inferred_and_vague_dates_are_told_apart():
    assert Period.parse("2024-10?").inferred and not Period.parse("2024-10?").vague
    assert Period.parse("2024~").vague and not Period.parse("2024~").inferred
    assert Period.parse("2024-09%").vague and Period.parse("2024-09%").inferred


@pytest.mark.parametrize("text", [
    "2025-02-30", "2025-13", "hello", "", "25-03-2025", "?2025", "20XX", "2025-XX", "{2025,2026}", "[2025..2027]",
    "2025-21", "1985-04-12T23:20:30Z", "2024-25", "2024-1X", "../..", "..", "2025/", "/2025", "2025-3", "2025?~",
    "Y20250", "-2025", "2025 ", "٢٠٢٥", "2025/2026/2027", "2025\n"])
def test_what_is_outside_the_stated_part_of_edtf_is_refused_with_what_is_allowed(text):
    with pytest.raises(ValueError, match=r"is not a date.*; allowed: a year, month or day"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2999", "9999-12-31", "0001", "1899-12-31", "2025/2999"])
def test_a_year_beyond_the_subject_is_refused(text):
    with pytest.raises(ValueError, match="the year is one from 1900 to 2100"):
        Period.parse(text)


@pytest.mark.parametrize("text", ["2024/2020", "2025-03-28/2025-03", "2025/2025", "2025-03/2025", "2018/2018-06",
                                  "2018-06/2018-06-15", "2018~/2018-06?"])
def test_a_period_cannot_end_before_or_where_it_begins(text):
    with pytest.raises(ValueError, match=r"ends before it begins, .* neither of the two dates of a/b lies in"):
        Period.parse(text)


def test_overlap_and_sameness():
    assert Period.parse("2024").overlaps(Period.parse("2024-10/.."))
    assert not Period.parse("2023").overlaps(Period.parse("2024-10/.."))
    assert Period.parse("2024-10?").same(Period.parse("2024-10"))


def test_a_touching_day_is_an_overlap():
    march = Period.parse("2025-03")
    assert march.overlaps(Period.parse("2025-03-31/..")) and march.overlaps(Period.parse("../2025-03-01"))
    assert not march.overlaps(Period.parse("2025-04-01"))


@pytest.mark.parametrize(("text", "words"), [
    ("2025-03-28", "28 March 2025"),
    ("2024-10", "October 2024"),
    ("2025", "2025"),
    ("2024-10?", "October 2024 (inferred)"),
    ("2025~", "about 2025"),
    ("2024-10%", "about October 2024 (inferred)"),
    ("2021/..", "since 2021"),
    ("2024-10?/..", "since October 2024 (inferred)"),
    ("../2024-12~", "until about December 2024"),
    ("2017/2024", "2017 to 2024"),
    ("2010~/2019~", "about 2010 to 2019"),
    ("2025-01/2025-04~", "January 2025 to about April 2025"),
    ("2024-03?/2025-08-01", "March 2024 to 1 August 2025 (partly inferred)"),
    ("2025-01?/2025-07-22?", "January 2025 to 22 July 2025 (inferred)"),
])
def test_a_period_is_said_as_precisely_as_it_was_given(text, words):
    assert in_words(Period.parse(text)) == words


@pytest.mark.parametrize(("text", "latest"), [
    ("2025", "2025-01-01"), ("2025-03~", "2025-03-01"), ("2025-03-28", "2025-03-28"), ("2021/2024-11", "2024-11-01"),
    ("2021/..", "2021-01-01"), ("../2024", "2024-01-01")])
def test_a_source_must_be_later_than_the_last_date_that_is_written(text, latest):
    assert Period.parse(text).latest.isoformat() == latest


@pytest.mark.parametrize("text", ["1900", "2100", "2099-12-31/2100"])
def test_the_first_and_the_last_year_are_allowed(text):
    assert str(Period.parse(text)) == text


@pytest.mark.parametrize(("one", "other", "same"), [
    ("2025", "2025-01-01/2025-12-31", True), ("2025~", "2025", True), ("2025-01/..", "2025-01", False),
    ("../2025", "2025", False), ("2025-02", "2025-02-28", False)])
def test_the_same_stretch_has_both_ends_in_common(one, other, same):
    assert Period.parse(one).same(Period.parse(other)) is Period.parse(other).same(Period.parse(one)) is same
