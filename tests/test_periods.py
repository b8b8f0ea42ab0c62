import pytest

from compendium.evidence.periods import Period


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


@pytest.mark.parametrize("text", ["2025-02-30", "2025-13", "hello", "", "25-03-2025"])
def test_an_impossible_date_says_what_is_allowed(text):
    with pytest.raises(ValueError, match="is not a date; allowed: a year, month or day"):
        Period.parse(text)


def test_a_period_cannot_end_before_it_begins():
    with pytest.raises(ValueError, match="ends before it begins"):
        Period.parse("2024/2020")


def test_overlap_and_sameness():
    assert Period.parse("2024").overlaps(Period.parse("2024-10/.."))
    assert not Period.parse("2023").overlaps(Period.parse("2024-10/.."))
    assert Period.parse("2024-10?").same(Period.parse("2024-10"))
