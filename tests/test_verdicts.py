"""Verdicts: every contested question is covered, each was tried, and evidence from outside is kept apart."""

import re

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from compendium import datasets
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.question_pages import told_apart, verdict_facts
from compendium.evidence import EvidenceError, Ledger, conflicts, read_ledger
from compendium.evidence.claims import Claim
from compendium.evidence.credit import independent, lines_of_evidence
from compendium.evidence.disagreement import (
    comparable,
    disagreement,
    not_followed,
    relation,
    rival_claims,
    why_not_followed,
)
from compendium.evidence.intervals import Interval, claim_interval
from compendium.evidence.questions import Question
from compendium.evidence.sources import Entry
from compendium.results.formulas import value_and_interval
from compendium.results.register import data_files
from kachin.models.derived import share

DERIVED = datasets.load("derived").set_index("id")


def test_the_chapter_covers_every_contested_and_every_judged_question(ledger: Ledger, root):
    judged = {question.id for question in ledger.questions.values() if question.adjudication}
    assert set(conflicts(ledger)) <= judged
    # the directive lists every question with a verdict
    assert ":::{verdicts}\n" in (root / "chapters" / "disagreements.md").read_text(encoding="utf-8")
    assert len(judged) >= 30


def test_a_verdict_without_an_answer_to_its_counter_argument_is_refused(seeds, edit):
    text = (seeds / "questions.yaml").read_text(encoding="utf-8")
    answer = re.search(r"      answer: >-\n(?:        .*\n)+", text)
    assert answer
    edit("questions.yaml", answer.group(), "")
    with pytest.raises(EvidenceError, match=r"adjudication\.answer: is missing"):
        read_ledger(seeds)


@pytest.mark.parametrize(("old", "new", "said"), [
    ("      articles_alone: {confidence: high}\n", "", "articles_alone: is missing, as the verdict weighs"),
    ("        dvb-2025/dysprosium-rise: ", "        dvb-2025/dysprosium-rize: ", "near it: dvb-2025/dysprosium-rise"),
    ("claims: [reuters-2025-03/terbium-rise, ", "claims: [dvb-2025/dysprosium-rise, ", "stands among the claims"),
])
def test_a_verdict_names_claims_that_exist_and_weighs_the_outside_openly(seeds, edit, old, new, said):
    edit("questions.yaml", old, new)
    with pytest.raises(EvidenceError) as caught:
        read_ledger(seeds)
    assert said in str(caught.value)


def test_a_verdict_tried_on_nothing_that_is_computed_is_refused(seeds, edit):
    edit("questions.yaml", "tests: [months-without-kia]", "tests: [months-without-kio]")
    with pytest.raises(ValueError, match=(
            r"^seeds/questions\.yaml:\d+: question .*: adjudication\.tests names 'months-without-kio', which nothing"
            r" computes; near it: months-without-kia")):
        dict(data_files(read_ledger(seeds)))


def test_outside_claims_never_count_among_the_articles(ledger: Ledger):
    questions = datasets.load("questions").set_index("id")["sources"]
    for name, entries in ledger.by_question.items():
        assert questions[name] == len({entry.source.id for entry in entries if entry.source.role == "seed"})


def test_what_the_outside_changed_follows_from_the_two_readings():
    judged = datasets.load("questions").query("reading.notna()")
    for row in judged.to_dict("records"):
        same = (row["reading"] == row["reading_alone"], row["confidence"] == row["confidence_alone"])
        assert (row["outside"] == "reading changed") == (not same[0])
        assert row["outside"] != "confidence changed" or same == (True, False)


def test_a_claim_held_to_be_wrong_stays_and_says_why(ledger: Ledger):
    price = "rareearthexchanges-2025/price-per-tonne"
    assert price in ledger
    assert "tax" in why_not_followed(ledger, price)
    assert "levy-per-tonne" in {question.id for question, _ in not_followed(ledger, "rareearthexchanges-2025")}
    assert why_not_followed(ledger, "dvb-2025/levy-per-tonne") == ""
    told = datasets.load("claims").set_index("id")["not_followed"]
    assert told[price] == why_not_followed(ledger, price)


def test_the_outside_stands_after_the_articles_and_only_where_it_is_weighed(ledger: Ledger):
    shown = rival_claims(ledger, "china-imports-from-myanmar")
    roles = [entry.source.role for entry in shown]
    assert roles == sorted(roles, key=lambda role: role == "check")
    assert "un-comtrade-2846/myanmar-weight-2015" not in {entry.id for entry in shown}


def test_reports_of_one_report_are_one_line_of_evidence(ledger: Ledger):
    memo, cited = ledger["reuters-2025-03-tax/levy-per-tonne"], ledger["frontier-2025-08/levy-per-tonne"]
    visit, opinion = ledger["frontier-2025-08/krcg-levy-per-tonne"], ledger["dvb-2025/levy-per-tonne"]
    assert not independent(memo, cited)
    assert [len(line) for line in lines_of_evidence([memo, opinion, cited])] == [1, 2]
    assert len(lines_of_evidence([memo, visit, cited, opinion])) == 2


@pytest.mark.parametrize(("name", "value", "low", "high"), [
    # 19,957.717 + 33,976.426 + 28,740.944 + 35,453.640
    ("customs-weight-2017-2020", 118_128.727, 118_128.727, 118_128.727),
    # 850 / 203.235 − 1, and 700 / 234.577 − 1 to 1,000 / 200.409 − 1
    ("europe-over-china-dysprosium", 318.2, 198.4, 399.0),
    # (5 x 2,827.27 x 0.5 - 311) / 4
    ("months-needed-for-halving", 1689.30, 1440.88, 1961.96),
    # 3,675,667,932 − 0.85 × 4,292,450,817, and with 0.855 and 0.845
    ("value-january-2021-needed", 27_084_738, 5_622_483, 48_546_992),
    # 1,665 / 7.25 / 1.13, with the tax and the rate at their ends: 1,664.5 / 7.35 / 1.13 and 1,665.5 / 7.1
    ("dysprosium-price-before-tax", 203.235, 200.409, 234.577),
    # 41,700 / 72,073.76, the oxides rounded to hundreds
    ("heavy-part-2023", 57.857, 57.788, 57.927),
    # 34,700 / 34,669.74, and with 34,650 and 34,750
    ("survey-over-customs-2021", 1.00087, 0.99943, 1.00232),
    # 1 - 22,000 / 27,000, both rounded to thousands: 22,500 / 26,500 and 21,500 / 27,500
    ("production-short-2025", 18.5185, 15.0943, 21.8182),
    # 817,835,388 / 1,386,613,152
    ("customs-value-share-2024", 58.981, 58.981, 58.981),
    # 41,700 / 0.40, with 41,650 / 0.45 and 41,750 / 0.35
    ("world-heavy-if-dvb", 104_250, 92_555.6, 119_285.7),
    # 8.65 / 2,630, the rock rounded to tens of millions and the oxides to tens of thousands
    ("halleck-oxide-part", 0.32890, 8.645 / 26.35, 8.655 / 26.25),
    # 1,720.04 x 3.1
    ("dysprosium-if-surged", 5332.1, 5241.8, 5422.6),
    # 1,441,901,598 - 1.4 billion, which 'around' lets reach a tenth either way
    ("value-left-for-light", 41_901_598, -98_098_402, 181_901_598),
])
def test_what_readings_were_tried_on_agrees_with_the_calculation_by_hand(name, value, low, high):
    row = DERIVED.loc[name]
    assert list(row[["value", "low", "high"]]) == [pytest.approx(each, rel=1e-3) for each in (value, low, high)]


QUESTION = Question.model_validate({"id": "q", "asks": "How much is it?", "theme": "trade", "table": "trade",
                                    "periods": "overlap"})
NUMBERS = st.floats(0.01, 1e9)
CLAIMS = st.builds(
    lambda value, reach, definition, place, comparator: Claim.model_validate({
        "id": "a", "theme": "trade", "question": "q", "says": "Something is so.", "value": value, "unit": "t",
        "definition": definition, "of": "x", "place": place, "rounded_to": reach, "comparator": comparator,
        "standing": "reported", "at": {"line": 1, "words": "a"}}),
    NUMBERS, st.floats(0, 1e9), st.sampled_from(["d", "e"]), st.sampled_from([[], ["p"]]),
    st.sampled_from(["", "~", ">", "<"]))


@pytest.fixture(scope="module")
def source(ledger: Ledger):
    return ledger.records[0].source


@given(one=CLAIMS, other=CLAIMS)
def test_comparing_and_disagreeing_are_mutual(source, one, other):
    first, second = Entry(source, one), Entry(source, other)
    assert comparable(QUESTION, one, other) == comparable(QUESTION, other, one)
    assert disagreement(QUESTION, first, second) == disagreement(QUESTION, second, first)
    assert relation(QUESTION, first, second) == relation(QUESTION, second, first)


@given(one=CLAIMS, other=CLAIMS)
def test_numbers_of_different_definitions_never_conflict(source, one, other):
    assume(one.definition != other.definition)
    assert disagreement(QUESTION, Entry(source, one), Entry(source, other)) == ""
    assert relation(QUESTION, Entry(source, one), Entry(source, other)) == "of different definitions"


@given(one=CLAIMS, other=CLAIMS, wider=st.floats(1, 100))
def test_rounding_more_coarsely_never_creates_a_conflict(source, one, other, wider):
    assume(disagreement(QUESTION, Entry(source, one), Entry(source, other)) == "")
    coarser = one.model_copy(update={"rounded_to": one.rounded_to * wider})
    assert disagreement(QUESTION, Entry(source, coarser), Entry(source, other)) == ""


@given(claim=CLAIMS)
def test_a_claim_never_disagrees_with_itself(source, claim):
    assert disagreement(QUESTION, Entry(source, claim), Entry(source, claim)) == ""


@given(whole=st.tuples(NUMBERS, st.floats(0, 1e6)), percent=st.tuples(st.floats(0, 99), st.floats(0, 1)),
       inside=st.tuples(st.floats(0, 1), st.floats(0, 1)))
def test_a_share_of_a_whole_lies_inside_its_bounds_and_never_above_the_whole(whole, percent, inside):
    ends = [Interval(low, low + width) for low, width in (whole, percent)]
    _, interval = value_and_interval(share, [(each.low, each) for each in ends])
    chosen = [each.low + part * (each.high - each.low) for each, part in zip(ends, inside, strict=True)]
    assert interval.low * (1 - 1e-9) - 1e-9 <= share(*chosen) <= interval.high * (1 + 1e-9) + 1e-9
    assert interval.high <= ends[0].high * (1 + 1e-9)


@given(claim=CLAIMS)
def test_a_claims_interval_holds_its_value(claim):
    interval = claim_interval(claim)
    assert interval.low <= claim.value <= interval.high


def test_the_claims_that_a_verdict_rests_on_can_be_told_apart_by_their_words(ledger: Ledger):
    for question in ledger.questions.values():
        entries = [ledger[name] for name in question.adjudication.claims] if question.adjudication else []
        shown = told_apart(entries)
        assert len(set(shown)) == len(shown), question.id


def test_a_verdict_tells_the_answers_to_its_own_question_from_those_to_others(root):
    known = Evidence(root)
    for question in known.ledger.questions.values():
        verdict = question.adjudication
        if verdict is None:
            continue
        facts = {each.key: each for each in verdict_facts(known, question, verdict)}
        for key, own in (("rests_on", True), ("rests_also_on", False)):
            shown = {line[0].to for line in facts[key].lines} if key in facts else set()
            assert shown == {known.address(name) for name in verdict.claims
                             if (known.ledger[name].claim.question == question.id) is own}, question.id
