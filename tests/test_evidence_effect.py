"""What the evidence from outside changed: every model run without it and with it, and how each range moved."""

import math

import pytest

from compendium import datasets
from compendium.results.register import EFFECTS, effect, effects
from kachin.models.derived import subject

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")


@pytest.fixture(scope="module")
def changed():
    return effects(CLAIMS, ASSUMPTIONS, subject)


def ends(low, high):
    return {"low": low, "high": high}


@pytest.mark.parametrize(("before", "after", "words"), [
    (ends(1, 5), ends(1, 5), "the same"), (ends(1, 5), ends(2, 5), "narrower"), (ends(1, 5), ends(0, 6), "wider"),
    (ends(1, 5), ends(2, 6), "moved"), (ends(1, 5), ends(6, 7), "apart"), (ends(1, None), ends(2, 3), "narrower"),
    (ends(1, None), ends(1, None), "the same"), (ends(1, 5), ends(1, math.nan), "wider"),
])
def test_a_range_that_changes_is_told_how(before, after, words):
    assert effect(before, after) == words and words in EFFECTS


def test_every_result_of_every_model_is_run_both_ways(changed):
    kept = set(datasets.load("derived")["id"])
    assert set(changed["id"]) <= kept
    assert {"volume-2024-all", "leverage-share-all", "stalemate-revenue", "premium-us-both"} <= set(changed["id"])
    assert not changed["id"].str.endswith("-articles").any()


def test_the_run_with_the_articles_alone_is_that_of_the_rows_of_that_name(changed):
    kept, found = datasets.load("derived").set_index("id"), changed.set_index("id")
    for name in ("volume-2018", "volume-2024-11", "leverage-share"):
        assert found["high_articles"][f"{name}-all"] == pytest.approx(kept["high"][f"{name}-articles"])
        assert found["high_all"][f"{name}-all"] == pytest.approx(kept["high"][f"{name}-all"])


def test_the_months_before_the_coup_are_what_the_returns_exclude(changed):
    assert list(changed.loc[changed["effect"] == "apart", "id"]) == ["volume-before-coup-all", "leverage-half-or-more"]


@pytest.mark.parametrize(("name", "words"), [
    ("volume-2024-all", "volumes by year"), ("volume-2024-10-all", "volumes by month"),
    ("volume-before-coup-all", "volumes by year"), ("leverage-share-all", "leverage"),
    ("premium-us-both", "break-even premium"), ("stalemate-price", "scenarios"),
    ("growth-2017-2023-implied-all", "claims on volumes"),
])
def test_each_result_belongs_to_a_subject(name, words):
    assert subject(name) == words
