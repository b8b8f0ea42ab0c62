"""The charts and tables of the volumes: what they draw, and what they tell somebody who does not see them."""

import pandas as pd
import pytest

from compendium import charts, datasets
from kachin.models.volumes import results as tables
from kachin.models.volumes.months import Readings
from kachin.models.volumes.results import volumes
from kachin.models.volumes.statements import constraints

WORDS = {"name": "volumes-x", "finding": "A finding", "shows": "What is drawn"}
CLAIMS = datasets.load("claims")
RANGES = pd.DataFrame({"period": ["2024-10", "2024-11"], "low": [1500.0, 0.0], "high": [None, 800.0], "claims": "a/b"})


def data_of(spec: dict) -> list[dict]:
    return [row for rows in spec["datasets"].values() for row in rows]


def told(spec: dict) -> str:
    return spec["usermeta"]["compendium"]["described"]


def test_an_open_range_goes_to_the_edge_with_an_arrow_head_and_is_told_as_open():
    made = charts.spans(RANGES, top=1000 * 5, **WORDS).to_dict()
    row = next(each for each in data_of(made) if each["label"] == "Oct 2024")
    assert row["beyond"] and row["until"] == 5000
    assert "Oct 2024 at least 1,500 t; Nov 2024 0 to 800 t" in told(made)


def test_a_bar_far_beyond_the_rest_is_cut_with_its_end_written_in_it_and_downloads_whole():
    far = RANGES.assign(high=[250_000.0, 800.0])
    made = charts.spans(far, cut=2_000, **WORDS).to_dict()
    cut, whole = data_of(made)[:2]
    assert (cut["until"], cut["beyond"], cut["told"]) == (2_000, True, "to 250,000 t")
    assert (whole["until"], whole["beyond"], whole["told"]) == (800, False, "")
    assert "Oct 2024 1,500 to 250,000 t" in told(made)
    assert [row["high"] for row in made["usermeta"]["compendium"]["data"]] == [250_000, 800]


def test_figures_from_outside_and_a_path_are_drawn_and_told():
    outside = pd.DataFrame({"period": ["2024-11"], "tonnes": [500.0], "claims": ["c/d"]})
    made = charts.spans(RANGES, points=outside, path=outside[["period", "tonnes"]], top=5000, **WORDS).to_dict()
    assert "From outside: Nov 2024 500 t. One path that fits (an example): Nov 2024 500 t." in told(made)
    assert made["description"] == ("Bar chart of what is possible in 2 periods, Oct 2024 to Nov 2024; the highest bar "
                                   "goes to an open end.")
    assert made["usermeta"]["compendium"]["claims"] == ["a/b", "c/d"]


def test_the_table_of_statements_leads_to_each_claim_and_says_how_it_is_read():
    shown = charts.statements_table(constraints(CLAIMS, Readings()), CLAIMS).set_index("Statement")
    fall = shown.loc["{fact}`a fall after the closing of the gates <frontier-2025-08/imports-fell-80>`"]
    assert fall["As printed"] == "{fact}`frontier-2025-08/imports-fell-80`"
    assert fall["Read as"] == "November 2024 to March 2025, on the average month of 2024 before"
    returns = shown.loc["{fact}`customs weights of each year from 2017 to 2024 <un-comtrade-2846/myanmar-weight-2017>`"]
    assert tuple(returns) == ("one for each year", "as it stands")


def test_the_table_of_conflicts_says_how_far_each_is_off():
    every = constraints(CLAIMS, Readings())
    dropped = volumes(CLAIMS, Readings()).dropped
    shown = charts.conflicts_shown(tables.conflicts_table(every, dropped))
    assert list(shown["Given up"]) == ["a multiple from 2017 to 2023", "a share after the coup"]
    assert list(shown["It would have to give way by"]) == ["about 7,800 t", "about 73,000 t"]


def test_no_conflict_gives_an_empty_table():
    articles = datasets.selected(CLAIMS, "articles")
    assert charts.conflicts_shown(tables.conflicts_table(constraints(articles, Readings()), ())).empty


@pytest.mark.parametrize(("evidence", "words"), [
    ("articles", "By themselves the articles leave each year wide open"),
    ("all", "Each customs figure fits its range, but together they do not"),
])
def test_the_title_follows_the_evidence(evidence, words):
    counted = datasets.selected(CLAIMS, evidence)
    unjudged = counted[counted["source"] != "un-comtrade-2846"]
    assert tables.judgement(unjudged, tables.returns_table(counted), Readings()) == words
