"""A silence is asserted only as far as the reading reached, and a verdict begins with what a reader can use."""

import re

import pytest

READ = re.compile(r"\b(?:[Rr]ead whole|[Rr]ead in|[Nn]ot read here)\b")
SILENCE = re.compile(r"\b[Nn]o source\b(?! that this book could read)")
GIVEN = re.compile(r"\b(?:has|have|names?|without a|and) no source\b")
"""Of one figure or one text it may be said that it has, or names, no source: that can be seen in it."""
LONGEST_READING = 32


@pytest.fixture(scope="module")
def verdicts(ledger):
    return {name: asked.adjudication for name, asked in ledger.questions.items() if asked.adjudication}


def test_each_outside_source_says_how_much_of_it_was_read(ledger):
    outside = [record.source for record in ledger.records if record.source.role == "check"]
    assert [source.id for source in outside if not READ.search(source.caution)] == []


def test_no_verdict_asserts_a_silence_beyond_what_was_read(verdicts):
    spoken = {f"{name}.{field}": GIVEN.sub("", text) for name, verdict in verdicts.items()
              for field, text in verdict.texts() if field != "articles_alone"}
    assert [where for where, text in spoken.items() if SILENCE.search(text)] == []


def test_a_reading_is_one_plain_sentence_or_two(verdicts):
    assert {name: len(verdict.reading.split()) for name, verdict in verdicts.items()
            if len(verdict.reading.split()) > LONGEST_READING} == {}


def test_what_the_first_edition_missed_is_in_the_verdict_now(verdicts):
    assert {name: set(claims) <= set(verdicts[name].claims) for name, claims in {
        "share-of-world-heavy-rare-earths": ["reuters-2025-07-bhamo/nearly-half-from-kachin"],
        "china-share-of-processing": ["reuters-2025-07-us/processing-capacity"],
        "growth-of-sites": ["stimson-2025-06/sites-2020", "stimson-2025-06/sites-2024"],
        "who-stopped-the-trade": ["bni-2024-12/kan-paik-ti-closed", "rfa-2024-11/kia-closed-gates"],
        "pollution-across-the-border": ["irrawaddy-2025-04/gold-mining-blamed"],
        "how-mining-grew": ["reuters-2021-09/tengchong-shut"],
    }.items()} == dict.fromkeys(["share-of-world-heavy-rare-earths", "china-share-of-processing", "growth-of-sites",
                                 "who-stopped-the-trade", "pollution-across-the-border", "how-mining-grew"], True)
