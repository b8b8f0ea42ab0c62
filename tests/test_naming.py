"""How things are named, and how lists of names stand in cells: what is written is what is read."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from compendium.columns import Reference, as_cell, claims_among, equivalent_of, items_of, reference

ITEMS = st.lists(st.text(st.characters(blacklist_characters=";"), min_size=1).filter(lambda each: each.strip() == each))


@pytest.mark.parametrize(("written", "taken_apart"), [
    ("cny-per-usd", Reference("", "cny-per-usd")), ("dvb/levy", Reference("dvb", "levy")),
    ("dvb/levy#equivalent", Reference("dvb", "levy", "equivalent"))])
def test_a_name_is_taken_apart_and_put_together_again(written, taken_apart):
    assert reference(written) == taken_apart and str(taken_apart) == written
    assert taken_apart.whole == written.removesuffix("#equivalent") == str(replace(taken_apart, part=""))


def test_a_part_of_a_claim_is_that_claim():
    assert reference(equivalent_of("dvb/levy")).whole == "dvb/levy"
    assert claims_among(["rate", "dvb/levy", "dvb/levy#equivalent"]) == ["dvb/levy", "dvb/levy#equivalent"]


@given(ITEMS)
def test_a_list_is_read_from_a_cell_as_it_was_written(items):
    assert list(items_of(as_cell(items))) == items == list(items_of(items))


@pytest.mark.parametrize("empty", ["", None, float("nan"), (), []])
def test_an_empty_cell_holds_no_item(empty):
    assert items_of(empty) == ()
