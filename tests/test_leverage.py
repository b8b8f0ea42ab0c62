"""The share of the world's heavy rare earths from the KIA's land: each claim brought to one land, mixed, left out."""

from itertools import combinations

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from compendium import charts, datasets
from compendium.evidence.credit import independent
from compendium.results.draws import Range, exact_range
from kachin.models import leverage as tables
from kachin.models.inputs import TradeInputs
from kachin.models.leverage import (
    IMPORTS,
    UNCITED,
    WEIGHTINGS,
    Share,
    by_claim,
    given_ranges,
    half_or_more,
    leverage_rows,
    pooled,
    share_voices,
    shares,
    summary,
    weights_of,
)

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
ARTICLES = datasets.selected(CLAIMS, "articles")
FOUND = shares(ARTICLES)
RANGES = given_ranges(CLAIMS, ASSUMPTIONS)
EXACT = {"held": exact_range(90), "likely": exact_range(80), "reaching": exact_range(75),
         "at-most": exact_range(80)}
NAMES = charts.SOURCE_NAMES
DVB, REUTERS = "dvb-2025/world-share", "reuters-2025-03/world-share"
BHAMO = "reuters-2025-07-bhamo/nearly-half-from-kachin"
FRONTIER = "frontier-2025-08/share-half-to-two-thirds"
REEX = "rareearthexchanges-2025/china-dependence"


def share(name, low, high, *, place="myanmar", likely=False, of_imports=False, ancestors=()):
    return Share(f"{name}/share", name, low, high, place, of_imports, likely, False, frozenset({name, *ancestors}))


def test_the_three_claims_on_the_world_are_taken_and_shares_of_imports_are_not():
    assert [each.id for each in FOUND] == [DVB, FRONTIER, REUTERS]


def test_a_share_of_imports_enters_only_where_it_is_let_in():
    assert [each.id for each in shares(ARTICLES, "heavy")][-2:] == [REEX, REUTERS]
    assert "dvb-2025/china-dependence" in {each.id for each in shares(ARTICLES, "all")}
    with pytest.raises(ValueError, match="'some' is no way to read shares of imports; there are: apart, heavy, all"):
        shares(CLAIMS, "some")


def test_the_figures_from_outside_add_no_claim_but_that_on_kachin_state():
    assert {each.id for each in shares(CLAIMS)} - {BHAMO} == {each.id for each in FOUND}


@pytest.mark.parametrize("imports", IMPORTS)
def test_voices_are_independent_as_the_credit_chains_have_it(ledger, imports):
    groups = share_voices(shares(CLAIMS, imports))
    of = {each.id: number for number, group in enumerate(groups) for each in group}
    for one, other in combinations(of, 2):
        assert (of[one] != of[other]) == independent(ledger[one], ledger[other])


def test_voices_that_hang_together_by_a_third_are_one():
    one, other, link = (share(name, 0, 1, ancestors=known) for name, known in (("a", "x"), ("b", "y"), ("c", "xy")))
    assert len(share_voices([one, other])) == 2 and len(share_voices([one, other, link])) == 1


def test_forty_per_cent_of_which_nine_tenths_are_held_is_31_and_a_half_to_40_and_a_half():
    # 0.9 x 35 and 0.9 x 45, evenly spread: the median is 0.9 x 40
    draws = by_claim([each for each in FOUND if each.id == DVB], EXACT)[DVB]
    assert draws.min() == pytest.approx(31.5, abs=0.01) and draws.max() == pytest.approx(40.5, abs=0.01)
    assert np.median(draws) == pytest.approx(36, abs=0.2)


def test_the_captured_sites_are_land_that_is_held_and_need_no_part_taken():
    draws = by_claim([each for each in FOUND if each.id == REUTERS], EXACT)[REUTERS]
    assert (draws.min(), draws.max()) == (pytest.approx(45, abs=0.01), pytest.approx(55, abs=0.01))


def test_what_is_only_likely_misses_its_range_so_often_and_by_at_most_half_its_width():
    draws = by_claim([share("a", 50, 60, likely=True)], {**EXACT, "held": exact_range(100)}, number=100_000)["a/share"]
    assert ((draws < 50) | (draws > 60)).mean() == pytest.approx(0.2, abs=0.01)
    assert draws.min() >= 45 and draws.max() <= 65


def test_a_share_of_imports_becomes_one_of_the_world_by_what_reaches_china():
    draws = by_claim([share("a", 60, 60, of_imports=True)], EXACT)["a/share"]
    assert draws == pytest.approx(np.full(10_000, 60 * 0.75 * 0.9))


def test_more_than_sixty_per_cent_goes_no_higher_than_the_assumption():
    draws = by_claim([share("a", 60, float("nan"))], {**EXACT, "held": exact_range(100)})["a/share"]
    assert draws.min() >= 60 and draws.max() <= 80


def nearly_half(table=CLAIMS):
    """The claims with what Reuters wrote in July: nearly half of the world's supply comes from Kachin State."""
    march = table[table["id"] == REUTERS]
    july = march.assign(id=BHAMO, source="reuters-2025-07-bhamo", role="check", comparator="<~", lowest=45.0,
                        highest=50.0, place="kachin", definition="share-of-world-heavy-supply")
    return pd.concat([table[table["id"] != BHAMO], july], ignore_index=True)


def test_about_half_and_nearly_half_by_one_newsroom_are_one_voice_between_45_and_50():
    found = {each.id: each for each in shares(nearly_half())}
    assert [(found[name].low, found[name].high) for name in (REUTERS, BHAMO)] == [(45, 50), (45, 50)]
    assert len(share_voices(list(found.values()))) == 3
    # by itself 'nearly half' reaches a tenth of it down
    alone = shares(nearly_half()[lambda table: table["id"] == BHAMO])
    assert (alone[0].low, alone[0].high) == (45, 50)


def test_with_nearly_half_the_median_is_about_46_and_half_or_more_in_about_a_sixth_of_the_draws():
    # equal weights: only Castilloux reaches one half, in half of a third of the draws
    found = shares(nearly_half())
    draws = by_claim(found, RANGES)
    equal = pooled(found, draws, "voices")
    assert np.median(equal) == pytest.approx(46, abs=0.5) and (equal >= 50).mean() == pytest.approx(0.16, abs=0.015)
    part = half_or_more(found, draws)
    assert part.low == pytest.approx(16, abs=1.5) and part.value == part.high == pytest.approx(20, abs=1.5)


def test_the_uncited_figure_of_an_opinion_piece_is_marked_and_counts_half(ledger):
    uncited = {each.id for each in FOUND
               if ledger[each.id].source.kind == "opinion" and not ledger[each.id].claim.credited_to}
    assert uncited == UNCITED
    assert weights_of(FOUND, "uncited-half") == pytest.approx({DVB: 0.2, FRONTIER: 0.4, REUTERS: 0.4})


def test_myanmars_share_takes_kachin_states_for_a_part_of_it():
    # (45 + 50) / 2 over nine tenths, the median of it, DVB's 40 and Castilloux' 58.35
    assert TradeInputs(nearly_half(), ASSUMPTIONS).supply().value == pytest.approx(47.5 / 0.9)


def test_weights_are_one_together_and_an_opinion_piece_can_count_half():
    for weighting in WEIGHTINGS:
        assert sum(weights_of(FOUND, weighting, ["dvb-2025"]).values()) == pytest.approx(1)
    assert weights_of(FOUND, "opinion-half", ["dvb-2025"]) == pytest.approx({DVB: 0.2, FRONTIER: 0.4, REUTERS: 0.4})
    assert weights_of(FOUND, "named") == {DVB: 0, FRONTIER: 1, REUTERS: 0}


def test_two_claims_of_one_voice_share_its_weight():
    found = shares(ARTICLES, "all")
    weights = weights_of(found, "voices")
    assert weights[DVB] == weights["dvb-2025/china-dependence"] == pytest.approx(0.125)
    assert weights_of(found, "claims")[DVB] == pytest.approx(0.2)


def test_a_weighting_that_is_unknown_or_leaves_nobody_is_told():
    with pytest.raises(ValueError, match="'loud' is no weighting; there are: uncited-half"):
        weights_of(FOUND, "loud")
    with pytest.raises(ValueError, match="no claim is left to count under the weighting 'named'"):
        weights_of([each for each in FOUND if not each.named], "named")


def test_the_mixture_takes_each_voice_as_often_as_its_weight():
    apart = [share("a", 10, 11), share("b", 80, 81), share("c", 90, 91)]
    draws = pooled(apart, by_claim(apart, {**EXACT, "held": exact_range(100)}, number=60_000))
    parts = [((draws >= low) & (draws <= low + 1)).mean() for low in (10, 80, 90)]
    assert parts == pytest.approx([1 / 3] * 3, abs=0.01)


def test_the_same_seed_gives_the_same_draws_and_another_seed_others():
    one, same, other = (by_claim(FOUND, RANGES, seed)[REUTERS] for seed in (1, 1, 2))
    assert (one == same).all() and (one != other).any()


def test_leaving_a_source_out_leaves_the_draws_of_the_others_as_they_were():
    rest = [each for each in FOUND if each.id != DVB]
    assert (by_claim(rest, RANGES)[REUTERS] == by_claim(FOUND, RANGES)[REUTERS]).all()


@pytest.mark.parametrize(("share_above", "words"), [(0.5, "is open"), (0.9, "half or more"), (0.1, "less than half")])
def test_the_title_says_on_which_side_of_one_half_the_draws_lie(share_above, words):
    draws = np.where(np.arange(100) < 100 * share_above, 60.0, 40.0)
    assert words in tables.side_of_half(draws)


def test_the_rows_of_the_table_are_those_of_the_model():
    kept = datasets.load("derived").set_index("id")
    rows = {row["id"]: row for row in leverage_rows(CLAIMS, ASSUMPTIONS)}
    assert len(rows) == 2 * 2 + 1 + 2 * len({each.source for each in shares(CLAIMS)})
    for name, row in rows.items():
        assert [kept[end][name] for end in ("low", "value", "high")] == [row["low"], row["value"], row["high"]]
    assert all(row["low"] < row["high"] for name, row in rows.items() if name != "leverage-half-or-more")


def test_each_dot_is_drawn_once_and_those_beyond_the_mark_stand_out():
    values = tables.dots(by_claim(FOUND, RANGES)[REUTERS])
    made = charts.dots(values, claims=[REUTERS], name="leverage-x", finding="F", shows="S", axis="per cent", width=2.5,
                       mark=50, domain=(20, 75)).to_dict()
    rows = [row for rows in made["datasets"].values() for row in rows if "rank" in row]
    assert len(rows) == tables.DOTS and len({(row["at"], row["rank"]) for row in rows}) == tables.DOTS
    assert {row["colour"] for row in rows if row["value"] >= 50}.isdisjoint(
        {row["colour"] for row in rows if row["value"] < 50})


@given(st.floats(1, 60), st.floats(0, 30), st.floats(50, 100))
@settings(max_examples=30, deadline=None)
def test_the_draws_stay_between_the_ends_that_their_inputs_allow(low, width, held):
    ranges = {**EXACT, "held": Range(held / 2, held, held)}
    draws = by_claim([share("a", low, low + width)], ranges, number=1000)["a/share"]
    assert draws.min() >= low * held / 200 - 1e-9 and draws.max() <= (low + width) * held / 100 + 1e-9
    assert summary(draws).low <= summary(draws).value <= summary(draws).high
