"""Who stands behind a claim, on claims made for it."""

from types import SimpleNamespace

import pytest

from compendium.evidence.credit import (
    ancestors,
    chain,
    credit_in_words,
    independent,
    lines_of_evidence,
    reliance,
    removes,
    voices,
)


def entry(publisher: str, *credited):
    return SimpleNamespace(source=SimpleNamespace(publisher=publisher), claim=SimpleNamespace(credited_to=credited))


OWN, JOINT = entry("Paper"), entry("Wire", ("A Firm", "B Firm"), "Anna (Customs)")


def test_a_chain_runs_from_the_publication_to_the_first_source():
    assert chain(JOINT) == (("Wire",), ("A Firm", "B Firm"), ("Anna (Customs)",)) and chain(OWN) == (("Paper",),)
    assert (removes(OWN), removes(JOINT)) == (0, 2)
    assert credit_in_words(JOINT) == "Wire, from A Firm and B Firm, from Anna (Customs)"
    assert credit_in_words(OWN) == "Paper"


def test_a_person_and_the_body_in_brackets_both_stand_behind_a_claim():
    assert ancestors(JOINT) == {"Wire", "A Firm", "B Firm", "Anna", "Customs"}


@pytest.mark.parametrize(("other", "alone"), [
    (entry("Paper"), False), (entry("Other", "Paper"), False), (entry("Other", "Wire"), True)])
def test_only_claims_without_a_common_voice_are_independent(other, alone):
    assert independent(OWN, other) is independent(other, OWN) is alone


def test_voices_keep_their_order_and_join_by_several_steps():
    behind = {"a": "x", "b": "y", "c": "z", "d": "xz"}
    assert voices("abcd", behind.__getitem__) == (("b",), ("a", "c", "d"))
    assert lines_of_evidence([OWN, JOINT, entry("Other", "B Firm")])[1:] == ((JOINT, entry("Other", "B Firm")),)


def test_whom_claims_rest_on_is_counted_by_remove_the_most_credited_first():
    found = reliance([JOINT, entry("Other", "B Firm"), entry("Third", "Wire", "B Firm")])
    assert [(name, dict(counts)) for name, counts in found.items()] == [
        ("B Firm", {1: 2, 2: 1}), ("A Firm", {1: 1}), ("Anna (Customs)", {2: 1}), ("Wire", {1: 1})]
