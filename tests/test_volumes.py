"""The feasible ranges of the trade: worked out by hand, and by what must be true of any such range."""

import math

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from compendium import datasets
from kachin.models.volumes.months import (
    CHOICES,
    MONTHS,
    Constraint,
    Demand,
    Readings,
    all_readings,
    average,
    span,
    year,
)
from kachin.models.volumes.programs import (
    NoPathError,
    bounds_of,
    calmest_path,
    constraint_conflicts,
    feasible,
    filtered,
    ratio_bounds,
    relaxation,
    remaining_constraints,
    smallest_drop,
)
from kachin.models.volumes.results import implied, ranges, ranges_table, volume_rows, volumes
from kachin.models.volumes.statements import constraints

CLAIMS = datasets.load("claims")
ARTICLES = datasets.selected(CLAIMS, "articles")
QUICK = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def one(*demands: Demand, name: str = "a", claims: tuple[str, ...] = ("s/c",)) -> Constraint:
    return Constraint(name, "something", claims, demands, "goods")


def read(table=ARTICLES, **readings):
    return constraints(table, Readings(**readings))


def test_311_t_at_89_per_cent_less_both_rounded_imply_2700_to_2967_t_a_year_earlier():
    # 310.5 / (1 - 0.885) and 311.5 / (1 - 0.895)
    two = [each for each in read() if each.id in ("february", "on-year")]
    found = bounds_of(span("2024-02"), two)
    assert (found.low, found.high) == (pytest.approx(2700.0), pytest.approx(2966.67, abs=0.01))


def test_a_share_of_tonnes_after_the_coup_leaves_at_most_45725_t_before_it():
    # (1 - 0.845) x 295,000, the highest total that the highlight's rounding allows
    assert bounds_of(span("2017-01", "2021-01"), read()).high == pytest.approx(0.155 * 295_000)


def test_tenfold_from_a_month_of_100_t_is_950_to_1050_t():
    march = one(Demand(span("2025-03"), 100, 100), name="march")
    found = bounds_of(span("2025-04"), [march, *(each for each in read() if each.id == "tenfold")])
    assert (found.low, found.high) == (pytest.approx(950), pytest.approx(1050))


def test_the_multiple_from_2017_to_2023_by_the_returns_is_72074_over_19958():
    kept = [each for each in read(CLAIMS) if each.id in ("customs", "quadrupled")]
    found = implied(kept, "quadrupled")
    # the returns are printed to a thousandth of a tonne, and as little the multiple is open
    ends = [72_073.755 / 19_957.7175, 72_073.765 / 19_957.7165]
    assert [found.low, found.high] == pytest.approx(ends)


def test_a_quantity_that_nothing_holds_is_open_and_not_made_up():
    assert bounds_of(year(2025), read()).high == math.inf
    assert bounds_of(span("2018-01"), []).low == 0


def test_the_articles_go_together_as_the_book_reads_them():
    assert feasible(read())
    assert volumes(ARTICLES, Readings()).dropped == ()


def test_each_year_of_the_returns_lies_in_its_range_but_not_all_of_them_together():
    returned = {number: float(CLAIMS.set_index("id")["value"][f"un-comtrade-2846/myanmar-weight-{number}"])
                for number in range(2017, 2025)}
    for number, tonnes in returned.items():
        found = bounds_of(year(number), read())
        assert found.low <= tonnes <= found.high
    assert not feasible(read(CLAIMS))


def test_the_returns_exclude_the_share_of_tonnes_and_the_quadrupling():
    assert constraint_conflicts(read(CLAIMS)) == [frozenset({"customs", "quadrupled"}),
                                       frozenset({"customs", "share-after-coup"})]
    assert smallest_drop(read(CLAIMS), "customs") == ("quadrupled", "share-after-coup")


def test_as_a_share_of_value_it_is_no_longer_excluded():
    assert constraint_conflicts(read(CLAIMS, share="value")) == [frozenset({"customs", "quadrupled"})]


def test_what_the_quadrupling_lacks_is_four_times_2017_less_2023():
    given = relaxation(read(CLAIMS, share="value"), "customs")
    assert given.pop("quadrupled") == pytest.approx(4 * 19_957.717 - 72_073.76)
    assert sum(given.values()) == pytest.approx(0, abs=1e-6)


def test_two_falls_of_the_same_months_cannot_both_be():
    same = read(fall="january-april", early="january-april")
    # February alone does not clash; it only rules out that no month had any imports at all
    assert constraint_conflicts(same) == [frozenset({"fall", "early", "february"})]


def test_a_path_that_moves_least_meets_every_constraint():
    kept = read()
    path = calmest_path(kept, "2024-01", "2025-05")
    assert all(demand.met_by(path) for each in kept for demand in each.demands)


def test_a_conflict_is_irreducible():
    every = read(CLAIMS)
    conflict = filtered(every)
    inside = [each for each in every if each.id in conflict]
    assert not feasible(inside)
    assert all(feasible([each for each in inside if each.id != name]) for name in conflict)


def test_there_is_no_conflict_to_find_where_all_can_be_met():
    with pytest.raises(ValueError, match="there is no conflict"):
        filtered(read())


def test_bounds_where_no_path_exists_are_refused():
    clash = [one(Demand(span("2024-01"), 2, 3)), one(Demand(span("2024-01"), 0, 1), name="b")]
    for ask in (lambda: bounds_of(year(2024), clash), lambda: ratio_bounds(year(2024), year(2023), clash),
                lambda: calmest_path(clash, "2024-01", "2024-03")):
        with pytest.raises(NoPathError):
            ask()


def test_only_what_states_a_multiple_is_implied_as_one():
    with pytest.raises(ValueError, match="'tonnes' states tonnes, and no multiple of others"):
        implied([one(Demand(span("2024-01"), 2, 3), name="tonnes")], "tonnes")


def test_a_judge_that_cannot_be_met_by_itself_is_told():
    clash = [one(Demand(span("2024-01"), 2, 3), Demand(span("2024-01"), 0, 1), name="judge")]
    for ask in (smallest_drop, relaxation):
        with pytest.raises(ValueError, match="'judge' cannot be met even by itself"):
            ask(clash, "judge")


def test_leaving_a_source_out_leaves_out_its_constraints():
    left = read(datasets.selected(CLAIMS, "without-frontier-2025-08"))
    assert not {"quadrupled", "fall", "tenfold", "similar"} & {each.id for each in left}
    assert {"february", "on-year", "early", "customs"} <= {each.id for each in left}


def test_the_fewer_goods_are_taken_for_the_same_the_fewer_claims_count():
    kept = [{each.id for each in read(CLAIMS, goods=goods)} for goods in ("as-shipped", "customs", "same")]
    kept = [{name for name in each if not name.startswith("ceiling-")} for each in kept]
    assert kept[0] == {"february", "on-year", "after-october", "customs"}
    assert kept[0] < kept[1] < kept[2] and "tenfold" in kept[1] and "early" in kept[2] - kept[1]


def test_tonnes_of_oxide_content_are_not_mixed_with_weight_as_shipped():
    other = CLAIMS.copy()
    other.loc[other["source"] == "un-comtrade-2846", "definition"] = "rare-earth-oxide-content"
    with pytest.raises(ValueError, match="'rare-earth-oxide-content', which cannot be mixed with weight as shipped"):
        read(other)


def test_a_reading_that_does_not_exist_is_refused_with_what_there_is():
    with pytest.raises(ValueError, match="'tons' is no reading of 'share'; there are: weight, value"):
        Readings(share="tons")
    with pytest.raises(ValueError, match="there is no choice 'shares'"):
        all_readings("shares")
    with pytest.raises(ValueError, match="'similar' cannot be off by 100%; allowed: 0 to 100"):
        Readings(similar_within=100)


@pytest.mark.parametrize("choice", ["fall", "early", "similar"])
def test_every_reading_of_the_months_gives_another_set_of_demands(choice):
    compared = {option: [tuple(np.concatenate([demand.part, demand.whole])) for each in read(**{choice: option})
                         if each.id == choice for demand in each.demands] for option in CHOICES[choice]}
    assert len({tuple(demands) for demands in compared.values()}) == len(CHOICES[choice])


def test_the_rows_of_the_table_are_those_of_the_model():
    kept = datasets.load("derived").set_index("id")
    rows = list(volume_rows(CLAIMS, datasets.load("assumptions")))
    assert len(rows) == 2 * (1 + 9 + 8 + 2)
    for row in rows:
        assert kept["low"][row["id"]] == pytest.approx(row["low"])
        assert kept["high"].isna()[row["id"]] == (row["high"] is None)


PATHS = st.lists(st.floats(1, 10_000), min_size=17, max_size=17)
SPANS = st.tuples(st.integers(84, 100), st.integers(84, 100)).map(sorted)
SLACKS = st.floats(0, 0.5)


def around(path: np.ndarray, which: tuple[tuple[list[int], list[int], float], ...]) -> list[Constraint]:
    """Constraints that a path meets: of sums and of ratios, each with some room."""
    found = []
    for number, (first, second, room) in enumerate(which):
        part, whole = (span(MONTHS[start], MONTHS[end]) for start, end in (first, second))
        tonnes, ratio = part @ path, (part @ path) / (whole @ path)
        found.append(one(Demand(part, tonnes * (1 - room), tonnes * (1 + room)),
                         Demand(part, ratio * (1 - room), ratio * (1 + room), whole), name=str(number)))
    return found


def full(months: list[float]) -> np.ndarray:
    return np.concatenate([np.zeros(84), months, np.zeros(len(MONTHS) - 101)])


KNOWN = st.lists(st.tuples(SPANS, SPANS, SLACKS), min_size=1, max_size=4)


@given(PATHS, KNOWN, SPANS)
@QUICK
def test_a_path_that_meets_the_constraints_is_always_inside_the_bounds(months, which, asked):
    path = full(months)
    quantity = span(MONTHS[asked[0]], MONTHS[asked[1]])
    found = bounds_of(quantity, around(path, which))
    room = 1e-6 * max(1.0, quantity @ path)
    assert found.low - room <= quantity @ path <= found.high + room


@given(PATHS, KNOWN, SPANS, SPANS)
@QUICK
def test_a_ratio_of_such_a_path_is_inside_its_bounds(months, which, part, whole):
    path = full(months)
    above, below = (span(MONTHS[each[0]], MONTHS[each[1]]) for each in (part, whole))
    found = ratio_bounds(above, below, around(path, which))
    ratio = (above @ path) / (below @ path)
    assert found.low * (1 - 1e-6) - 1e-6 <= ratio <= found.high * (1 + 1e-6) + 1e-6


@given(PATHS, KNOWN, SPANS)
@QUICK
def test_a_further_constraint_never_widens_the_bounds(months, which, asked):
    some = around(full(months), which)
    quantity = span(MONTHS[asked[0]], MONTHS[asked[1]])
    fewer, more = bounds_of(quantity, some[:-1]), bounds_of(quantity, some)
    room = 1e-6 * max(1.0, float(sum(months)))
    assert more.low >= fewer.low - room and more.high <= fewer.high + room


@given(PATHS, KNOWN)
@QUICK
def test_what_can_be_met_needs_no_relaxation(months, which):
    given = relaxation(around(full(months), which))
    assert sum(given.values()) == pytest.approx(0, abs=1e-5 * sum(months))


@given(st.floats(0, 1000), st.floats(1, 1000))
@QUICK
def test_giving_up_what_the_model_says_restores_a_path(low, gap):
    clash = [one(Demand(span("2024-01"), low + gap, math.inf), name="more", claims=("s/a", "s/b")),
             one(Demand(span("2024-01"), 0, low), name="less")]
    dropped = smallest_drop(clash)
    assert dropped == ("less",) and feasible(list(remaining_constraints(clash, dropped)))
    assert sum(relaxation(clash).values()) == pytest.approx(gap, rel=1e-6)


def test_an_average_month_is_a_twelfth_of_the_year():
    assert average("2024-01", "2024-12") @ np.full(len(MONTHS), 12.0) == pytest.approx(12.0)


def test_a_span_that_runs_backwards_is_refused():
    with pytest.raises(ValueError, match="a span runs forwards, not from 2024-05 to 2024-01"):
        span("2024-05", "2024-01")


def bound(name, **readings):
    return ranges(volumes(CLAIMS, Readings(**readings)), [name])[name].high


def test_what_came_from_everywhere_is_a_ceiling_for_what_came_from_myanmar():
    # May as printed; April is May ÷ 1.385 at the most; March is April ÷ 9.5, the least that 'tenfold' allows
    assert bound("2025-05") == pytest.approx(9076.4)
    assert bound("2025-04") == pytest.approx(9076.4 / 1.385, abs=0.1)
    assert bound("2025-03") == pytest.approx(9076.4 / 1.385 / 9.5, abs=0.1)
    # 4,163 t of January and February less at least 310.5 t
    assert bound("2025-01") == pytest.approx(4163 - 310.5)


def test_without_the_ceilings_the_months_reach_much_further():
    reach = [bound(name, ceiling="none") for name in ("2025-03", "2025-04", "2025-05")]
    assert reach == pytest.approx([2215.5, 21239.8, 23262.6])


def test_the_rows_say_that_a_ceiling_was_used():
    rows = {row["id"]: row for row in volume_rows(CLAIMS, datasets.load("assumptions"))}
    assert "ceiling" in rows["volume-2025-03-all"]["across"]
    assert "ceiling" not in rows["volume-2025-03-articles"]["across"]
    assert "smm-2025-06/oxides-may-2025" in rows["volume-2025-03-all"]["claims"]


def test_a_bound_names_the_claims_without_which_it_would_be_wider():
    months = ranges_table(volumes(CLAIMS, Readings()), "2025-02", "2025-05").set_index("period")
    assert months["claims"]["2025-02"] == "reuters-2025-03/imports-feb-2025" and months["kind"]["2025-02"] == "reported"
    assert months["claims"]["2025-05"] == "smm-2025-06/oxides-may-2025" and months["kind"]["2025-05"] == "modelled"
    assert list(months) == ["low", "high", "unit", "kind", "claims"]


def test_what_is_given_up_states_the_fewest_claims_and_not_the_fewest_statements():
    # one statement of three claims, or two of one claim each: two claims are fewer than three
    big = one(Demand(span("2024-01"), 80, 90), name="big", claims=("s/1", "s/2", "s/3"))
    others = [one(Demand(span("2024-01"), 10, 20), name=name, claims=(f"s/{name}",)) for name in ("m", "n")]
    assert smallest_drop([big, *others]) == ("m", "n")
