"""Every dial begins at the published median, each of its inputs within its range."""

import pytest

from compendium import datasets
from compendium.errors import Refused
from compendium.evidence.printing import significant
from kachin.models import break_even
from kachin.models.dials import premium_start, scenario_start
from kachin.models.inputs import TradeInputs
from kachin.models.scenarios import outcomes, ranges_of

CLAIMS, ASSUMPTIONS = datasets.load("claims"), datasets.load("assumptions")
PUBLISHED = datasets.load("derived").set_index("id")
SCENARIOS = ("stalemate", "india", "us-truce")
"""Those of the middle, in which nothing is cut off at nothing."""


def same(shown: float, result: str) -> bool:
    """Whether a number is the published one, to its two digits."""
    return significant(shown, 2) == pytest.approx(float(PUBLISHED.loc[result, "value"]))


@pytest.mark.parametrize("reading", ["per-tonne", "both"])
@pytest.mark.parametrize("scenario", SCENARIOS)
def test_the_dial_of_a_scenario_begins_at_its_published_price_and_revenue(scenario, reading):
    start, ranges = scenario_start(scenario, CLAIMS, ASSUMPTIONS, reading=reading), ranges_of(
        scenario, CLAIMS, ASSUMPTIONS)
    shown = outcomes(start, reading)
    assert same(float(shown["price"]), f"{scenario}-price")
    assert same(float(shown["revenue"]), f"{scenario}-revenue{'-both' if reading == 'both' else ''}")
    assert start["elasticity"] == PUBLISHED.loc["price-elasticity", "value"]
    assert all(ranges[name].low <= start[name] <= ranges[name].high for name in ranges)


@pytest.mark.parametrize("reading", ["per-tonne", "both"])
@pytest.mark.parametrize("buyer", break_even.BUYERS)
def test_the_dial_of_a_premium_begins_at_the_published_one(buyer, reading):
    start = premium_start(buyer, CLAIMS, ASSUMPTIONS, reading=reading)
    ranges = break_even.inputs(TradeInputs(CLAIMS, ASSUMPTIONS), buyer)
    assert same(float(break_even.premium(start, reading)), f"premium-{buyer}-{reading}")
    assert all(ranges[name].low <= start[name] <= ranges[name].high for name in ranges)


def test_a_start_that_no_input_reaches_is_told():
    with pytest.raises(Refused, match=r"a dial cannot begin at 17.*: 'supply' would leave its range of .* draws"):
        scenario_start("india", CLAIMS, ASSUMPTIONS, seed=0, draws=1)


def test_the_middles_alone_would_not_have_begun_there():
    # what the dials began with before: the elasticity at the middle of its inputs and not at its median
    from compendium.results.draws import midpoints

    at = midpoints(ranges_of("stalemate", CLAIMS, ASSUMPTIONS))
    assert not same(float(outcomes(at)["price"]), "stalemate-price")
