"""Which numbers can agree or disagree, on claims made for it."""

from types import SimpleNamespace

import pytest

from compendium.evidence.claims import Claim
from compendium.evidence.disagreement import (
    comparable,
    conflicts,
    disagreement,
    relation,
    rival_claims,
)

ASKED, DISPUTES = "-".join(("how", "much")), "".join(("dis", "putes"))
"""Words made when the tests run, equal to those in the code and no longer the same object, as if read from a file."""
APART, TOLD = "differing in place, subject, base or period", "same definition and period, and no value fits both"


def entry(name="a", role="seed", **fields):
    claim = Claim.model_validate({
        "id": name, "theme": "trade", "question": "how-much", "says": "Something is so.", "of": "x",
        "standing": "reported", "at": {"line": 1, "words": "a"},
        **({} if fields.get("kind") else {"value": 311, "unit": "t", "definition": "d"}), **fields})
    return SimpleNamespace(id=f"s/{name}", claim=claim, source=SimpleNamespace(role=role))


def question(periods="same"):
    positions = {"tax": "it is a tax", "price": "it is a price"}
    return SimpleNamespace(periods=periods, positions=positions, adjudication=None)


@pytest.mark.parametrize(("one", "other", "periods", "held"), [
    ({}, {}, "same", True),
    ({}, {"unit": "kg"}, "same", True),
    ({}, {"unit": "USD"}, "same", False),
    ({}, {"definition": "e"}, "same", False),
    ({"place": ["a", "b"]}, {"place": ["b", "a"]}, "same", True),
    ({"place": ["a"]}, {"place": ["a", "b"]}, "same", False),
    ({"to": "china"}, {}, "same", False),
    ({"about": {"good": "oxide"}}, {"about": {"good": "ore"}}, "same", False),
    ({"of": "x"}, {"of": "y"}, "same", True),
    ({"period": "2024"}, {}, "same", True),
    ({"period": "2024"}, {"period": "2024~"}, "same", True),
    ({"period": "2024"}, {"period": "2024-03"}, "same", False),
    ({"period": "2024"}, {"period": "2024-03"}, "overlap", True),
    ({"period": "2024"}, {"period": "2025"}, "overlap", False),
    ({"period": "2024"}, {"period": "2025"}, "any", True),
    ({"against": "2024"}, {}, "same", False),
    ({"against": "2024"}, {"against": "2024~"}, "same", True),
    ({"against": "2024"}, {"against": "2023"}, "same", False),
    ({"against": "2024"}, {"against": "unstated"}, "same", False),
    ({"against": "unstated"}, {"against": "unstated"}, "same", False),
    ({"kind": "statement"}, {}, "same", False),
])
def test_what_is_held_against_each_other(one, other, periods, held):
    first, second = entry(**one).claim, entry(**other).claim
    assert comparable(question(periods), first, second) is comparable(question(periods), second, first) is held


GROWN = {"unit": "%", "against": "2018"}


@pytest.mark.parametrize(("one", "other", "said", "stands"), [
    ({"value": 311}, {"value": 311}, "", "leaving room for both"),
    ({"value": 311}, {"value": 312}, "", "leaving room for both"),  # 311.5 is in both
    ({"value": 311}, {"value": 313}, TOLD, "excluding each other"),
    ({"value": 313}, {"value": 311}, TOLD, "excluding each other"),
    ({"value": 5}, {"value": 5_100, "unit": "kg"}, "", "leaving room for both"),
    ({"value": 5}, {"value": 6_100, "unit": "kg"}, TOLD, "excluding each other"),
    ({"value": 5_100, "unit": "kg"}, {"value": 4}, TOLD, "excluding each other"),
    # up 210% is three times as much and a tenth, and down 90% is a tenth
    ({"value": 210, **GROWN}, {"value": 3.1, **GROWN, "unit": "x"}, "", "leaving room for both"),
    ({"value": 210, **GROWN}, {"value": 2.1, **GROWN, "unit": "x"}, TOLD, "excluding each other"),
    ({"value": 0.1, **GROWN, "unit": "x"}, {"value": -90, **GROWN}, "", "leaving room for both"),
    ({"value": 1_234_567.1}, {"value": 1_234_567.12}, "", "leaving room for both"),
    ({"value": None, "low": 95, "high": 100}, {"value": 140, "rounded_to": 1}, TOLD, "excluding each other"),
    ({"value": 311}, {"value": 900, "definition": "e"}, "", "of different definitions"),
    ({"value": 311}, {"value": 900, "to": "china"}, "", APART),
    ({"position": "tax"}, {"position": "price"}, "one says that it is a tax, the other that it is a price",
     "excluding each other"),
    ({"position": "tax"}, {"position": "tax"}, "", "leaving room for both"),
    ({"position": "tax"}, {}, "", "leaving room for both"),
    ({"answers": {"claim": "s/b", "as": DISPUTES}}, {}, "one disputes the other", "excluding each other"),
    ({}, {"answers": {"claim": "s/a", "as": DISPUTES}}, "one disputes the other", "excluding each other"),
    ({"answers": {"claim": "s/b", "as": "supports"}}, {}, "", "leaving room for both"),
    ({"answers": {"claim": "s/c", "as": DISPUTES}}, {}, "", "leaving room for both"),
])
def test_how_two_claims_stand_to_each_other(one, other, said, stands):
    first, second = entry("a", **one), entry("b", **other)
    assert (disagreement(question(), first, second), relation(question(), first, second)) == (said, stands)


def ledger(*entries, named=None):
    asked = question()
    if named is not None:
        asked.adjudication = SimpleNamespace(named=named)
    return SimpleNamespace(questions={"how-much": asked, "r": question()}, by_question={"how-much": entries, "r": ()},
                           entries={each.id: each for each in entries})


def test_every_pair_that_excludes_each_other_is_a_conflict():
    one, two, three = entry("a"), entry("b", value=900), entry("c", value=311)
    found = conflicts(ledger(one, two, three))
    assert list(found) == ["how-much"]
    assert [(each.one.id, each.other.id, each.how) for each in found["how-much"]] == [
        ("s/a", "s/b", TOLD), ("s/b", "s/c", TOLD)]


def test_the_articles_numbers_and_what_the_verdict_weighs_are_set_side_by_side():
    word, number, stand = entry("w", kind="statement"), entry("n"), entry("p", kind="statement", position="tax")
    check, other = entry("c", role="check"), entry("o", role="check")
    asked = (check, other, word, number, stand)
    assert rival_claims(ledger(*asked), ASKED) == (number, stand)
    assert rival_claims(ledger(*asked, named=("s/c", "s/w", "s/lost")), ASKED) == (number, stand, word, check)
    assert rival_claims(ledger(word, check), ASKED) == (word, check)


def test_a_named_claim_on_another_question_is_a_rival_only_from_outside():
    number, far, outside = entry("n"), entry("f", question="r"), entry("c", role="check", question="r")
    known = ledger(number, named=("s/f", "s/c"))
    known.entries.update({"s/f": far, "s/c": outside})
    assert rival_claims(known, ASKED) == (number, outside)
