import json
import re
from pathlib import Path

import altair as alt
import pandas as pd
import pytest

from compendium import charts, datasets
from compendium.charts.lanes import marked_days, unbroken
from compendium.charts.output import OPEN_NOTEBOOK
from compendium.charts.points import points
from compendium.datasets.tidy import tidy
from compendium.drawing import CHART_TYPE
from compendium.errors import CompendiumError, Refused

DEPENDENCE = datasets.load("dependence")
SHARES = DEPENDENCE[DEPENDENCE["question"] == "share-of-world-heavy-rare-earths"]
LONGEST_ALTERNATIVE = 320
WORDS = {"name": "test-shares", "finding": "Shares differ.", "shows": "Shares by source."}


def spec(chart) -> dict:
    return chart.to_dict()


def test_a_chart_is_named_titled_described_and_traced():
    made = spec(charts.ranges(SHARES, **WORDS, axis="per cent", domain=(0, 100)))
    drawn = sorted(SHARES[SHARES["unit"].notna()]["id"])
    kept = made["usermeta"]["compendium"]
    assert (kept["name"], kept["claims"]) == ("test-shares", drawn)
    assert made["title"]["text"] == ["Shares differ."]
    assert made["description"] == ("Chart of 3 numbers with the range that each allows, from 40% (DVB (opinion)) to "
                                   "50 to 67% (Frontier); 0 open-ended.")
    assert kept["described"].startswith("Claims, from the highest: Frontier 50 to 67%; Reuters about 50% (by its")


def test_a_chart_is_a_picture_in_a_notebook_that_somebody_has_open(monkeypatch):
    made = charts.ranges(SHARES, **WORDS, axis="per cent", domain=(0, 100))
    monkeypatch.delenv(OPEN_NOTEBOOK, raising=False)
    assert set(made._repr_mimebundle_()) == {CHART_TYPE, "text/plain"}
    monkeypatch.setenv(OPEN_NOTEBOOK, "chapters/trade.md")
    assert "Shares differ." in made._repr_mimebundle_()["image/svg+xml"]


def test_the_description_is_true_to_the_data():
    fewer = SHARES[SHARES["value"].notna()]
    made = spec(charts.ranges(fewer, **WORDS, axis="per cent", domain=(0, 100)))
    said = made["usermeta"]["compendium"]["described"]
    assert "DVB (opinion) 40%" in said and "67%" not in said
    assert "from 40% (DVB (opinion)) to about 50% (Reuters)" in made["description"]


def test_an_open_interval_is_drawn_to_the_edge_with_an_arrow():
    rows = points(DEPENDENCE[DEPENDENCE["question"] == "china-dependence-on-myanmar"].drop_duplicates("source"))
    assert rows["until"].isna().any()
    made = spec(charts.ranges(rows, **WORDS, axis="per cent", domain=(0, 100)))
    data = pd.DataFrame(next(iter(made["datasets"].values())))
    assert set(data.loc[data["open"] == "up", "right"]) == {100}


def test_the_renderer_gives_what_notebooks_accept():
    bundle = alt.renderers.get()(spec(alt.Chart(pd.DataFrame({"a": [1]})).mark_point()))
    assert set(bundle) == {CHART_TYPE, "text/plain"}


def test_charts_are_the_same_every_time():
    made = [charts.matrix(datasets.load("claims"), across="theme", down="kind", **WORDS).to_json() for _ in range(2)]
    assert made[0] == made[1]


def test_bars_begin_at_zero():
    trade = datasets.load("trade")
    made = spec(charts.bars(trade[trade["question"] == "trade-value"], **WORDS, axis="US dollars"))
    scales = [layer["encoding"]["x"].get("scale", {}) for layer in made["layer"] if layer["mark"]["type"] == "bar"]
    assert scales and all(scale.get("zero", True) for scale in scales)


@pytest.mark.parametrize("most", [1, 4])
def test_bars_of_falls_end_at_zero_and_lie_within_their_axis(most):
    trade = datasets.load("trade")
    falls = trade[(trade["unit"] == "%") & (trade["value"] < 0)].drop_duplicates("source").head(most)
    made = spec(charts.bars(falls, **WORDS, axis="per cent", label="id"))
    low, high = next(layer["encoding"]["x"]["scale"]["domain"] for layer in made["layer"]
                     if layer["mark"]["type"] == "bar")
    assert low <= falls["value"].min() and high == 0
    data = pd.DataFrame(next(iter(made["datasets"].values())))
    heads = [layer for layer in made["layer"] if layer["mark"].get("shape") == "triangle-left"]
    assert bool(heads) == bool(data["open"].any())


def test_a_result_without_an_upper_end_lies_within_its_axis_and_has_an_arrow():
    derived = datasets.load("derived")
    rows = derived[derived["id"].isin(["exports-after-coup", "exports-before-coup"])]
    assert rows["high"].isna().all()
    made = spec(charts.intervals(rows, **WORDS, axis="t", label="id"))
    data = pd.DataFrame(next(iter(made["datasets"].values())))
    end = made["layer"][0]["encoding"]["x"]["scale"]["domainMax"]
    assert data["value"].max() < end and set(data["right"]) == {end} and set(data["open"]) == {"up"}
    assert [layer["mark"]["shape"] for layer in made["layer"] if "shape" in layer["mark"]] == ["triangle-right"]


def test_a_table_links_each_number_to_its_claim():
    shown = charts.claims_table(SHARES, "says", "number", "credit")
    assert list(shown.columns) == ["Source", "What it says", "Number", "On whose word"]
    assert "{fact}`dvb-2025/world-share`" in set(shown["Number"])


@pytest.mark.parametrize(("change", "column", "said"), [
    ({"credited_to": "Ida Fenn"}, "credit", "says 'Ida Fenn' as 'credited_to' by the claim dvb-2025/world-share, and"),
    ({"period": "2009"}, "when", "says '2009' as 'period' by the claim"),
    ({"standing": "disputed"}, "standing", "says 'disputed' as 'standing' by the claim"),
    ({"of": None}, "of", "says '' as 'of' by the claim"),
    ({"source": "usgs-heavy-2026"}, "number", "says 'usgs-heavy-2026' as 'source' by the claim")])
def test_what_a_cell_changed_is_not_shown_as_a_claims(change, column, said):
    with pytest.raises(Refused, match=re.escape(f"a table of claims {said}")):
        charts.claims_table(SHARES[SHARES["source"] == "dvb-2025"].assign(**change), column)


def test_a_table_says_what_a_source_says_as_it_is_written():
    rows = pd.DataFrame([{"id": "s/a", "source": "s", "of": "pre-war stock", "against": "2024-02", "need": "know-how"}])
    shown = charts.claims_table(rows, "of", "against", "need").iloc[0]
    assert shown.to_list() == ["s", "pre-war stock", "February 2024", "know how"]


DERIVED = datasets.load("derived").dropna(subset=["low", "high"]).head(2)


@pytest.mark.parametrize("change", [
    {"low": DERIVED["low"] / 2}, {"high": DERIVED["high"] * 2}, {"unit": "x"}, {"high": None},
    {"says": DERIVED["says"].to_numpy()[::-1]}, {"formula": DERIVED["formula"].to_numpy()[::-1]}])
def test_what_a_cell_changed_is_not_shown_as_a_results(change):
    said = rf"^a table of results says '.*' as '{next(iter(change))}' by the result \S+, and not '.*'; allowed is the"
    with pytest.raises(Refused, match=said):
        charts.derived_table(DERIVED.assign(**change), list(DERIVED["id"]))


def test_a_drawn_result_is_called_by_its_own_sentence():
    with pytest.raises(Refused, match=r"^chart test-shares says '.*' as 'says' by the result"):
        charts.intervals(DERIVED.assign(says="Another."), **WORDS, axis="", label="says")


def test_sources_are_shown_with_their_dates_in_words():
    shown = charts.sources_table(datasets.load("sources")).set_index("Article")["Published"]
    assert shown["{ref}`Frontier Myanmar <frontier-2025-08>`"] == "1 August 2025"
    assert shown["{ref}`DVB English <dvb-2025>`"] == "about 2025"


@pytest.mark.parametrize("column", ["publisher", "published", "kind", "quantities"])
def test_a_table_of_sources_says_of_each_what_its_record_does(column):
    with pytest.raises(Refused, match=rf"^a table of sources says '1999' as '{column}' by the source .*; allowed is"):
        charts.sources_table(datasets.load("sources").assign(**{column: "1999"}))


@pytest.mark.parametrize("column", ["standing", "theme", "place"])
def test_a_grid_counts_claims_by_what_they_are(column):
    claims = datasets.load("claims").dropna(subset=[column])
    claims = claims[claims["place"].str.contains("; ", na=False)].head(9)
    charts.matrix(claims.assign(**{column: claims[column].astype(str).str.split("; ")}).explode(column), across=column,
                  down="source", **WORDS)
    with pytest.raises(Refused, match=rf"^chart test-shares says 'another' as '{column}' by the claim .*; allowed is"):
        charts.matrix(claims.assign(**{column: "another"}), across=column, down="source", **WORDS)


ROWS = pd.DataFrame({"id": ["a", "b"], "says": ["One.", "Two."], "name": ["One", "Two"], "value": [9.9, 1.2],
                     "low": [3.14, 0.01], "high": [25.6, 6.4], "unit": "%", "claims": ["s/one", "s/two; s/one"]})


def test_an_estimate_is_told_with_its_range_as_prose_tells_it():
    made = spec(charts.intervals(ROWS, **WORDS, axis="per cent"))
    assert "One: about 10% (3 to 26%); Two: about 1% (0.01 to 6.4%)" in made["usermeta"]["compendium"]["described"]
    assert made["usermeta"]["compendium"]["claims"] == ["s/one", "s/two"]


def test_the_tornados_finding_names_the_widest_swing():
    swings = pd.DataFrame({"input": ["stock", "outage"], "ids": ["a", "s/one"], "at_low": [9.0, 1.0],
                           "at_high": [2.0, 3.0], "middle": [5.0, 5.0], "swing": [7.0, 2.0]})
    made = spec(charts.tornado(swings, unit="%", axis="per cent", **(WORDS | {"finding": "It hangs on {input}"})))
    assert made["title"]["text"] == ["It hangs on stocks in China"]
    assert "Stocks in China: 2 to 9%" in made["usermeta"]["compendium"]["described"]


def test_a_bar_shows_the_room_that_its_number_leaves_and_which_numbers_are_a_least():
    trade = datasets.load("trade")
    made = spec(charts.bars(trade[trade["question"] == "trade-value"], **WORDS, axis="US dollars"))
    rows = pd.DataFrame(next(iter(made["datasets"].values()))).set_index("id")
    assert rows.loc["reuters-2025-03/trade-value-2023", "left"] < 1.4e9 < rows.loc["reuters-2025-03/trade-value-2023",
                                                                                 "right"]
    assert rows.loc["diplomat-2025-09/trade-value-2023", "open"]
    assert not rows.loc["reuters-2025-03/trade-value-2023", "open"]


def events(*sources: str, **window) -> dict:
    claims = datasets.load("claims")
    chosen = claims[claims["question"].eq("when-the-belt-changed-hands") & claims["source"].isin(sources)]
    return spec(charts.timeline(chosen, datasets.load("actors"), **WORDS, **window))


def rows_of(made: dict) -> pd.DataFrame:
    return max((pd.DataFrame(rows) for rows in made["datasets"].values()), key=lambda rows: rows.shape[1])


def test_an_event_is_told_with_its_source_unless_all_have_the_same():
    labels = set(rows_of(events("reuters-2025-03", "dvb-2025", "rareearthexchanges-2025"))["line"].map(unbroken))
    assert "October 2024 (inferred): KIA seized the mining belt (Reuters)" in labels
    alone = set(rows_of(events("reuters-2025-03"))["line"].map(unbroken))
    assert alone == {"October 2024 (inferred): KIA seized the mining belt"}


def test_an_event_that_goes_on_runs_to_the_end_of_the_axis():
    rows = rows_of(events("reuters-2025-03", "rareearthexchanges-2025")).set_index("id")
    assert rows.loc["rareearthexchanges-2025/taken-step-by-step", ["open", "last"]].tolist() == [
        True, "2025-01-01T00:00:00Z"]
    assert not rows.loc["reuters-2025-03/belt-seized", "open"]


def test_at_the_scale_of_days_what_is_dated_no_better_than_by_the_whole_time_is_left_out():
    made = events("reuters-2025-03", "dvb-2024-11", "rareearthexchanges-2025", first="2024-09-01", last="2024-12-31")
    rows = rows_of(made).set_index("id")
    assert "rareearthexchanges-2025/taken-step-by-step" not in rows.index
    assert rows.loc["dvb-2024-11/pangwa-seized", ["start", "last"]].tolist() == [
        "2024-10-19T00:00:00Z", "2024-10-20T00:00:00Z"]
    scales = [scale for layer in made["layer"] if (scale := layer["encoding"]["x"].get("scale"))]
    assert scales and all(scale["type"] == "utc" for scale in scales)


def test_a_line_ends_where_a_year_has_no_figure():
    rows = pd.DataFrame({"id": ["s/a", "s/b", "s/c"], "source": "s", "says": "A.", "of": "", "unit": "t",
                         "value": [1.0, 2.0, 3.0], "low": None, "high": None, "lowest": [1.0, 2.0, 3.0],
                         "highest": [1.0, 2.0, 3.0], "comparator": None, "against": None, "kind": "line",
                         "period": ["2020", "2021", "2023"], "claims": ["s/a", "s/b", "s/c"],
                         "start": pd.to_datetime(["2020-01-01", "2021-01-01", "2023-01-01"])})
    made = spec(charts.years(rows, by="kind", axis="t", **WORDS))
    assert rows_of(made)["run"].tolist() == [1, 1, 2]
    assert made["layer"][0]["encoding"]["x"]["scale"]["domain"] == ["2020", "2021", "2022", "2023"]


def test_a_number_outside_of_the_axis_is_refused_and_not_cut():
    with pytest.raises(Refused, match="do not fit the axis from 0 to 50; give it a wider one"):
        charts.ranges(SHARES, **WORDS, axis="per cent", domain=(0, 50))


TRADE = datasets.load("trade").query("question == 'trade-value'").dropna(subset=["value"]).tail(2)
TWICE = pd.concat([TRADE, TRADE])
DATED = TRADE.assign(start=pd.Timestamp(2023, 1, 1), what="Trade")
EVENTS = datasets.load("claims").query("kind == 'event'").dropna(subset=["start"]).head(2)
YEARS = pd.DataFrame({"period": [2020, 2020], "low": [1.0, 3.0], "high": [2.0, 4.0], "claims": "s/a", "unit": "t"})


@pytest.mark.parametrize(("draw", "place"), [
    (lambda: charts.bars(TWICE, **WORDS, axis=""), "'DVB (opinion): $1.4 billion'"),
    (lambda: charts.bars(TRADE.assign(words="A", value=1.4e9, comparator=None), **WORDS, axis="", label="words"),
     "'A: $1.4 billion'"),
    (lambda: charts.ranges(TWICE, **WORDS, axis="", domain=(0, 1e11)), "'DVB (opinion): $1.4 billion'"),
    (lambda: charts.intervals(pd.concat([ROWS, ROWS]), **WORDS, axis=""), "'One: about 10% (3 to 26%)'"),
    (lambda: charts.timeline(pd.concat([EVENTS.head(1)] * 2).assign(words="A sale"), **WORDS, label="words"),
     f"'A sale {EVENTS['start'].iloc[0]:%Y-%m-%d}'"),
    (lambda: charts.years(DATED, by="what", **WORDS, axis=""), "'Trade in 2023'"),
    (lambda: charts.panels(DATED, by="what", **WORDS), "'Trade in 2023'"),
    (lambda: charts.spans(YEARS, **WORDS), "'2020'"),
])
def test_rows_that_would_be_added_up_or_hide_each_other_are_refused(draw, place):
    with pytest.raises(Refused, match=re.escape(f"chart test-shares: 2 rows stand at {place}, where one would hide")):
        draw()


def test_what_happened_twice_stands_in_one_row_of_a_timeline():
    assert EVENTS["start"].nunique() == len(EVENTS) > 1
    charts.timeline(EVENTS.assign(words="A sale"), **WORDS, label="words")


@pytest.mark.parametrize("draw", [
    lambda: charts.panels(DATED.head(1), by="what", **WORDS, span=(2024, 2025)),
    lambda: charts.spans(YEARS.head(1), **WORDS, cut=5, points=pd.DataFrame({"period": [2020], "tonnes": [9.0],
                                                                             "claims": "s/a"}))])
def test_a_mark_outside_of_its_axis_is_refused(draw):
    with pytest.raises(Refused, match=r"^chart test-shares: numbers from \S+ to \S+ do not fit the axis from"):
        draw()


def test_a_grid_counts_each_claim_once_however_many_rows_hold_it():
    made = spec(charts.matrix(TWICE, across="unit", down="question", **WORDS))
    assert f"holds {len(TRADE)} claims" in made["description"]


@pytest.mark.parametrize("name", ["../../x", "a/b", "A", "", "a b"])
def test_a_charts_name_leads_nowhere_else(name):
    with pytest.raises(Refused, match=r"a chart cannot be called '.*'; allowed: small letters, digits"):
        charts.ranges(SHARES, **(WORDS | {"name": name}), axis="per cent", domain=(0, 100))


@pytest.mark.parametrize(("draw", "said"), [
    (lambda: tidy([{"label": "", "value": 1}]), "a row of a chart's data has no label: "),
    (lambda: tidy([{"label": "A", "kind": "guessed"}]), "a row of a chart's data is of kind 'guessed'; allowed: "),
    (lambda: charts.timeline(datasets.load("claims"), datasets.load("actors"), **WORDS, first="1950-01-01",
                             last="1950-12-31"),
     "chart test-shares: no event is dated between 1950-01-01 and 1951-01-01; give another first and last"),
    (lambda: charts.years(datasets.load("trade").dropna(subset=["unit", "start"]), by="id", **WORDS, axis="tonnes"),
     " lines; at most 4 can be told apart; leave some out"),
    (lambda: charts.plans(datasets.load("claims"), {"no/plan": "A plant"}, **WORDS),
     "chart test-shares: no dated claim is called no/plan; every id stands in claims.csv"),
    (lambda: charts.take_ladder(datasets.load("derived"), years=("1950",), **WORDS),
     "; every id stands in derived.csv"),
    (lambda: charts.bars(SHARES.head(0), **WORDS, axis=""), "none of the 0 rows to draw has a number; select some"),
    (lambda: charts.ranges(SHARES.head(0), **WORDS, axis="", domain=(0, 1)), "none of the 0 rows to draw has a number"),
    (lambda: charts.years(SHARES, by="theem", **WORDS, axis=""), "there is no column 'theem' to draw by; near it:"),
    (lambda: charts.bars(SHARES, **WORDS, axis="", label="plaec"), "there is no column 'plaec' to draw by; near it:"),
    (lambda: charts.ranges(SHARES, **WORDS, axis="", domain=(0, 100), label="plaec"), "there is no column 'plaec'"),
    (lambda: charts.intervals(datasets.load("derived"), **WORDS, axis="", label="sayz"),
     "chart test-shares: there is no column 'sayz' to draw by; near it: says"),
    (lambda: charts.timeline(datasets.load("claims"), **WORDS, label="sayz"), "there is no column 'sayz' to draw by"),
    (lambda: charts.matrix(SHARES, across="theem", down="source", **WORDS), "there is no column 'theem' to draw by"),
    (lambda: charts.years(SHARES.assign(start=pd.NaT), by="of", **WORDS, axis=""),
     " has no year to stand in; leave out what begins at no known time"),
    (lambda: charts.claims_table(SHARES.head(0), "number"), "a table of claims has no rows; select some claims"),
    (lambda: charts.claims_table(SHARES, "plaec"), "a table of claims has no column 'plaec'; near it: place"),
    (lambda: charts.derived_table(datasets.load("derived"), ["imports-feb-2042"]), "imports-feb-2024"),
    (lambda: charts.nothing, "there is no chart or table 'nothing'"),
])
def test_a_chart_of_what_is_not_there_is_refused(draw, said):
    with pytest.raises((CompendiumError, AttributeError), match=re.escape(said)):
        draw()


def test_no_year_line_runs_through_the_words_of_a_timeline():
    made = events("reuters-2025-03", "rareearthexchanges-2025")
    axes = [axis for layer in made["layer"] if (axis := layer["encoding"].get("x", {}).get("axis"))]
    assert axes and not any(axis["grid"] for axis in axes)


def test_every_fifth_of_many_years_is_named():
    first, last = pd.Timestamp("2010-01-01"), pd.Timestamp("2025-12-31")
    assert [each.year for each in marked_days(first, last)] == [2010, 2015, 2020, 2025]
    assert [each.year for each in marked_days(pd.Timestamp("2021-01-01"), last)] == [2021, 2022, 2023, 2024, 2025]
    assert [f"{each:%B}" for each in marked_days(pd.Timestamp("2024-09-01"), pd.Timestamp("2024-12-31"))] == [
        "September", "October", "November", "December"]


def test_the_rows_of_a_grid_stand_in_their_order_and_else_the_fullest_first():
    table = pd.DataFrame({"id": ["s/a", "s/b", "s/c"], "x": ["one", "one", "two"], "y": ["low", "high", "high"]})
    orders = [spec(charts.matrix(table, across="x", down="y", **WORDS, order_down=given))["layer"][0]["encoding"]["y"]
              for given in (None, ["low", "high"])]
    assert [each["sort"] for each in orders] == [["High", "Low"], ["Low", "High"]]


def test_dots_are_counted_on_both_sides_of_the_mark():
    made = spec(charts.dots([30, 45, 50, 55], claims=["s/a"], **WORDS, axis="per cent", domain=(20, 60), width=5,
                            mark=50))
    assert made["usermeta"]["compendium"]["described"].endswith("Of 4 dots 2 lie below 50 and 2 from there on.")


def test_dots_are_in_a_unit_of_a_claim_that_they_are_computed_from():
    """A share that is made of tonnes alone is none; of a share times tonnes one may be."""
    given = {**WORDS, "axis": "per cent", "domain": (0, 100), "width": 5}
    with pytest.raises(Refused, match="chart test-shares: its numbers are in %, and the claims that it names in t;"
                                      " correct the unit, or name the claims that they come from"):
        charts.dots([30, 45], claims=["reuters-2025-03/imports-feb-2025"], **given)
    charts.dots([30, 45], claims=["reuters-2025-03/imports-feb-2025", "reuters-2025-03/levy-share"], **given)


def test_no_dot_lies_outside_of_the_axis():
    ends = [spec(charts.dots(values, claims=["s/a"], **WORDS, axis="%", domain=(0, 5), width=1))
            ["layer"][0]["encoding"]["x"]["scale"]["domain"] for values in ([1, 4], [5], [-3, 99])]
    assert ends == [[0, 5], [0, 6], [-3, 100]]


def test_the_range_of_a_fall_runs_as_the_fall_is_told_and_is_due_to_the_wording_where_that_is_so():
    trade = datasets.load("trade")
    falls = trade[(trade["measure"] == "volume-change") & (trade["unit"] == "%").fillna(False)]
    said = spec(charts.ranges(falls, **WORDS, axis="%", domain=(-100, 0)))["usermeta"]["compendium"]["described"]
    assert "The Diplomat down 50% (by its rounding 45 to 55%)" in said
    shares = spec(charts.ranges(SHARES, **WORDS, axis="%", domain=(0, 100)))["usermeta"]["compendium"]["described"]
    assert "Reuters about 50% (by its wording 45 to 55%)" in shares


def test_zero_is_marked_where_numbers_may_lie_on_either_side_of_it():
    kinds = [[layer["mark"]["type"] for layer in spec(charts.ranges(SHARES, **WORDS, axis="%", domain=ends))["layer"]]
             for ends in ((-25, 225), (0, 100))]
    assert ["tick" in each for each in kinds] == [True, False]


def test_drawn_results_say_what_their_range_is():
    made = spec(charts.intervals(ROWS, **(WORDS | {"shows": "Shares: {range}"}), axis="per cent"))
    assert made["title"]["subtitle"] == ["Shares: median, and the range of nine in ten draws"]


FIGURES = sorted((Path(__file__).parent.parent / "figures").glob("*.vl.json"))


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name.removesuffix(".vl.json"))
def test_every_figure_has_a_short_text_and_a_longer_one_and_neither_is_its_title(path):
    made = json.loads(path.read_text(encoding="utf-8"))
    short, longer = made["description"], made["usermeta"]["compendium"]["described"]
    title = " ".join(made["title"]["text"])
    assert title not in short and len(short) <= LONGEST_ALTERNATIVE, short
    assert longer and longer != short
    assert any(sign.isdigit() for sign in short), "an alternative text says how much"


def test_a_range_narrower_than_three_digits_show_is_not_told_as_exact():
    # 1,665 yuan after a fall by 3.2%, both rounded: 1,718.6 to 1,721.4 before it
    rows = charts.derived_table(datasets.load("derived"), ["dysprosium-price-sep-2024", "customs-unit-value-2024"])
    assert list(rows["Range"]) == ["1,719 to 1,721 yuan per kg", "within its last digit"]
