from dataclasses import replace
from itertools import combinations

import pytest

from compendium import datasets
from compendium.columns import items_of
from compendium.evidence import conflicts
from compendium.evidence.credit import (
    ancestors,
    credit_in_words,
    independent,
    lines_of_evidence,
    removes,
    voices,
)
from compendium.evidence.disagreement import comparable, disagreement


def test_price_and_tax_are_opposite_readings_of_one_figure(ledger):
    question = ledger.questions["levy-per-tonne"]
    price, tax = ledger["rareearthexchanges-2025/price-per-tonne"], ledger["dvb-2025/levy-per-tonne"]
    assert disagreement(question, price, tax) == (
        "one says that the figure is a fixed price per tonne, the other that the figure is a tax per tonne exported")


def test_a_share_of_imports_is_never_held_against_a_share_of_heavy_imports(ledger):
    question = ledger.questions["china-dependence-on-myanmar"]
    all_imports, heavy = ledger["dvb-2025/china-dependence"], ledger["rareearthexchanges-2025/china-dependence"]
    assert not comparable(question, all_imports.claim, heavy.claim)


def test_rounding_can_reconcile_two_numbers(ledger):
    question = ledger.questions["china-share-of-processing"]
    ninety, eighty_five = ledger["dvb-2025/processing-90"], ledger["dvb-2025/processing-85"]
    assert comparable(question, ninety.claim, eighty_five.claim)
    assert disagreement(question, ninety, eighty_five) == ""
    exact = ninety.__class__(ninety.source, ninety.claim.model_copy(update={"rounded_to": 1}))
    assert disagreement(question, exact, eighty_five) == "same definition and period, and no value fits both"


def test_every_contested_question_has_a_verdict(ledger):
    contested = conflicts(ledger)
    assert len(contested) >= 8
    assert all(ledger.questions[name].adjudication for name in contested)


def test_claims_with_a_common_ancestor_do_not_corroborate_each_other(ledger):
    fall, tenfold = ledger["reuters-2025-03/imports-fall-year"], ledger["frontier-2025-08/imports-tenfold"]
    assert "Chinese customs" in ancestors(fall) & ancestors(tenfold)
    assert not independent(fall, tenfold)


def test_removes_count_the_hands_between(ledger):
    tenfold = ledger["frontier-2025-08/imports-tenfold"]
    assert removes(tenfold) == len(tenfold.claim.credited_to) == 2
    assert credit_in_words(tenfold) == "Frontier Myanmar, from Adamas Intelligence, from Chinese customs"


def test_tables_pages_and_models_count_the_same_independent_voices(ledger):
    told = datasets.load("claims").set_index("id")["rests_on"]
    for one, other in combinations(ledger, 2):
        assert independent(one, other) == (not {*items_of(told[one.id])} & {*items_of(told[other.id])}), (one, other)


def test_two_reports_of_one_newsroom_are_one_voice(ledger):
    tax, bhamo = ledger["reuters-2025-03-tax/levy-per-tonne"], next(
        entry for entry in ledger if entry.source.id == "reuters-2025-07-bhamo")
    assert tax.source.id != bhamo.source.id and not independent(tax, bhamo)
    assert len(lines_of_evidence([tax, bhamo])) == 1


def test_voices_that_hang_together_by_a_third_are_one():
    behind = {"a": "x", "b": "y", "c": "xy"}
    assert [len(group) for group in voices("ab", behind.__getitem__)] == [1, 1]
    assert voices("abc", behind.__getitem__) == (("a", "b", "c"),)


def change(ledger, **fields):
    """The fall of China's imports on the year, with some of its fields changed."""
    return ledger["reuters-2025-03/imports-fall-year"].claim.model_copy(update=fields)


@pytest.mark.parametrize(("against", "other", "held"), [
    ("2024-02", "2024-02?", True),
    ("2024-02", "2025-01", False),
    ("2024-02", "2024", False),
    ("2024-02", "unstated", False),
    ("unstated", "unstated", False),
    ("2024-02", "", False),
])
def test_changes_are_held_against_each_other_only_from_one_base(ledger, against, other, held):
    question = ledger.questions["change-in-china-imports-from-myanmar"]
    one, two = change(ledger, against=against, value=-9.0), change(ledger, against=other, value=-17.6)
    assert comparable(question, one, two) is comparable(question, two, one) is held


@pytest.mark.parametrize(("dollars", "found"), [
    (4_810.0, ""), (2_010.0, "same definition and period, and no value fits both")])
def test_what_a_source_repeats_in_another_currency_is_held_against_who_has_that_alone(ledger, dollars, found):
    entry = ledger["frontier-2025-08/levy-per-tonne"]
    question = ledger.questions[entry.claim.question]
    alone = entry.claim.model_copy(update={"value": dollars, "unit": "USD/t", "equivalent": None, "comparator": "~"})
    other = replace(entry, claim=alone)
    assert disagreement(question, entry, other) == disagreement(question, other, entry) == found
    assert comparable(question, entry.claim, alone)
