import pandas as pd
import pytest

from compendium import charts, datasets

HELD = [("before", "", "frontier-2025-08/territory-seized-late-2024"), ("after", "reuters-2025-03/belt-seized", ""),
        ("slowly", "rareearthexchanges-2025/taken-step-by-step", "")]


@pytest.fixture
def drawn():
    made = charts.holdings(datasets.load("claims"), HELD, years=(2010, 2025), name="t", finding="Held.",
                           shows="Years.").to_dict()
    rows = [row for each in made["datasets"].values() for row in each if "strength" in row]
    return made, pd.DataFrame(rows).set_index("line")


def test_a_holding_without_a_beginning_runs_from_the_edge_to_a_faint_end(drawn):
    parts = drawn[1].loc["before*"]
    assert list(parts["start"]) == ["2010-01-01T00:00:00Z", "2024-10-01T00:00:00Z"]
    assert list(parts["end"]) == ["2024-10-01T00:00:00Z", "2024-12-31T00:00:00Z"]
    assert list(parts["strength"]) == [1.0, 0.35]


def test_a_holding_without_an_end_runs_to_the_edge(drawn):
    parts = drawn[1].loc["after*"]
    assert list(parts["strength"]) == [0.35, 1.0] and parts["end"].iloc[-1] == "2025-12-31T00:00:00Z"


def test_what_came_step_by_step_is_faint_throughout_and_not_inferred(drawn):
    parts = drawn[1].loc[["slowly"]]
    assert list(parts["strength"]) == [0.35] and list(parts["start"]) == ["2021-01-01T00:00:00Z"]


def test_each_date_is_traced_and_told(drawn):
    kept = drawn[0]["usermeta"]["compendium"]
    assert kept["claims"] == sorted(claim for _, *ids in HELD for claim in ids if claim)
    assert "ended about October 2024 to December 2024 (inferred), Frontier" in kept["described"]
