"""Every mark leads back: its tooltip names the claims, or the results, that it rests on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from compendium import charts, datasets
from compendium.charts.lanes import GROUND
from compendium.charts.output import MOST, grouped, short_list

FIGURES = sorted((Path(__file__).parent.parent / "figures").glob("*.vl.json"))
UNTRACED = {"text", "geoshape"}
"""Words stand beside a mark that names its claims, and the outlines of countries rest on none."""
WORDS = {"name": "t", "finding": "A finding.", "shows": "What is drawn."}
CLAIMS = pd.DataFrame({"id": [f"s/{at}" for at in range(9)], "kind": ["event"] * 8 + ["quantity"],
                       "subject": ["trade"] * 9})


def marks(part: dict, around: dict) -> Iterator[dict]:
    """Each mark of a chart with the data and the tooltip that it has from the layers around it."""
    here = {"data": part.get("data", around.get("data")),
            "encoding": around.get("encoding", {}) | part.get("encoding", {})}
    if "layer" in part:
        for layer in part["layer"]:
            yield from marks(layer, here)
    else:
        mark = part["mark"] if isinstance(part["mark"], dict) else {"type": part["mark"]}
        yield here | {"mark": mark["type"], "style": mark.get("style")}


def traced(spec: dict) -> Iterator[dict]:
    return (mark for mark in marks(spec, {}) if mark["mark"] not in UNTRACED and mark["style"] != GROUND)


def told(spec: dict, mark: dict) -> set[str]:
    """What the tooltips of a mark say, over all its rows."""
    tooltip = mark["encoding"].get("tooltip", [])
    fields = [each["field"] for each in (tooltip if isinstance(tooltip, list) else [tooltip])]
    rows = spec["datasets"][mark["data"]["name"]]
    return {part for row in rows for field in fields for part in str(row.get(field, "")).split("; ")}


@pytest.mark.parametrize("path", FIGURES, ids=lambda path: path.name.partition(".")[0])
def test_every_mark_of_a_figure_names_claims_of_the_figure_or_a_result(path):
    spec = json.loads(path.read_text(encoding="utf-8"))
    known = {*datasets.load("derived")["id"], *spec["usermeta"]["compendium"]["claims"]}
    # lines of a diagram only join or part the marks that do name them
    joined = {"rule"} if path.name.startswith(("alternatives-needs",)) else set()
    drawn = [mark for mark in traced(spec) if mark["mark"] not in joined]
    assert drawn and all(told(spec, mark) & known for mark in drawn), [
        mark["mark"] for mark in drawn if not told(spec, mark) & known]


def test_of_many_claims_the_first_are_named_and_the_rest_counted():
    assert short_list(CLAIMS["id"]).endswith(f"s/{MOST - 1}; and {9 - MOST} more")
    assert short_list(["b/two", "a/one", "b/two"]) == "a/one; b/two"
    assert short_list([]) == "no claim"


def test_claims_are_named_by_group_also_where_a_row_rests_on_several():
    rows = pd.DataFrame({"side": ["x", "x", "y"], "claims": ["s/b; s/a", "s/b", None]})
    assert grouped(rows, ["side"])["claims"].to_list() == ["s/a; s/b", "no claim"]


def test_a_cell_names_its_own_claims_alone():
    spec = charts.matrix(CLAIMS, across="subject", down="kind", **WORDS).to_dict()
    mark = next(traced(spec))
    rows = {row["kind"].lower(): row["claims"] for row in spec["datasets"][mark["data"]["name"]]}
    assert rows["quantity"] == "s/8" and rows["event"].startswith("s/0; s/1") and "s/8" not in rows["event"]
