import pytest

from compendium.evidence.period_words import in_words
from compendium.evidence.periods import Period


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
