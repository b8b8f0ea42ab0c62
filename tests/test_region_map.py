import itertools
import json

import pandas as pd
import pytest

from compendium import charts, datasets
from compendium.evidence import EvidenceError, read_ledger
from compendium.evidence.checking import check_ledger
from kachin.charts.plane import shared
from kachin.charts.region_map import (
    VIEWS,
    areas,
    distances,
    label_anchors,
    land_boxes,
    line_boxes,
    outlines,
    scale_box,
    town_boxes,
    towns,
)

WORDS = {"name": "test-map", "finding": "A map.", "shows": "Towns."}
BARELY = 4
"""Square pixels that two labels may share: less than the stroke of one letter."""


@pytest.fixture
def places():
    return datasets.load("places")


@pytest.fixture
def sketch():
    return datasets.load("sketch")


@pytest.fixture(params=VIEWS)
def view(request):
    return VIEWS[request.param]


def labels_of(places, sketch, view, taken):
    located, marked, ways = towns(places, view), areas(places, sketch, view), distances(places, view)
    return view.plane.placed(label_anchors(located, marked, ways, view), taken)


@pytest.mark.parametrize("view", VIEWS)
def test_every_mark_rests_on_claims_and_is_traced(places, sketch, ledger, view):
    traced = charts.region_map(places, sketch, view=view, **WORDS).to_dict()["usermeta"]["compendium"]["claims"]
    shown = sketch[sketch["id"].isin(VIEWS[view].marks)]
    assert set(traced) == {claim for cell in shown["claims"] for claim in cell.split("; ")}
    assert all(claim in ledger for claim in traced)


def test_no_label_covers_another_a_town_or_the_scale(places, sketch, view):
    fixed = [*town_boxes(towns(places, view), view), *land_boxes(view), scale_box(view)]
    labels = labels_of(places, sketch, view, [*fixed, *line_boxes(distances(places, view), view)])
    assert len(labels) == len(view.towns) + len(view.marks)
    assert [f"{one.name} and {other.name}" for one, other in itertools.combinations(labels, 2)
            if shared(one.box, other.box) > BARELY] == []
    assert [label.name for label in labels if sum(shared(label.box, each) for each in fixed) > BARELY] == []


def test_everything_lies_on_the_narrowest_map(places, sketch, view):
    boxes = [label.box for label in labels_of(places, sketch, view, [])]
    assert all(view.plane.holds(box) for box in [*boxes, *town_boxes(towns(places, view), view), *land_boxes(view)])


def test_distances_are_those_over_the_ground_rounded_to_tens(places):
    km = distances(places, VIEWS["region"]).set_index("id")["km"]
    assert km["ruili"] == 200 and km["ledo"] == 300 and km["mae-sai"] == 610


@pytest.mark.parametrize(("longitude", "latitude"), [(97.4, 25.38), (95.74, 27.29), (99.88, 20.43)])
def test_from_the_earth_to_the_plane_and_back(longitude, latitude):
    plane = VIEWS["region"].plane
    assert plane.on_earth(*plane.on_plane(longitude, latitude)) == pytest.approx((longitude, latitude))


def test_a_circle_stands_between_the_towns_that_place_it(places, sketch):
    known, belt = places.set_index("id"), areas(places, sketch, VIEWS["kachin"]).set_index("id").loc["belt"]
    assert belt["latitude"] == pytest.approx((known.at["pangwa", "latitude"] + known.at["chipwi", "latitude"]) / 2)


def test_the_outlines_are_small_cropped_and_credited(root):
    land = outlines()
    assert (root / "kachin" / "charts" / "region.json").stat().st_size < 40_000
    assert "Natural Earth" in land["attribution"] and "public domain" in land["attribution"]
    west, south, east, north = land["bbox"]
    points = [point for feature in land["features"] for point in _points(feature["geometry"]["coordinates"])]
    assert all(west <= x <= east and south <= y <= north for x, y in points)
    assert {"Myanmar", "China", "India", "Thailand", "Laos"} <= {f["properties"]["name"] for f in land["features"]}


def _points(coordinates):
    if isinstance(coordinates[0], (int, float)):
        return [coordinates]
    return [point for part in coordinates for point in _points(part)]


def test_the_map_says_whose_outlines_it_shows(places, sketch):
    spec = charts.region_map(places, sketch, **WORDS).to_dict()
    assert "Natural Earth" in " ".join(spec["title"]["subtitle"])
    assert "Towns from north to south: Ledo, Ruili, Mae Sai" in spec["usermeta"]["compendium"]["described"]


def test_no_mine_is_located(places, sketch):
    known = set(places["id"])
    assert {place for cell in sketch["places"] for place in cell.split("; ")} <= known
    words = json.dumps([*sketch["label"], *places.loc[places["latitude"].notna(), "what"]])
    assert "mine" not in words


@pytest.mark.parametrize(("old", "new", "told"), [
    ("places: [pangwa, chipwi]", "places: [pangwa, kachin]", "'kachin' is not known"),
    ("claims: [frontier-2025-08/joint-control]", "claims: [frontier-2025-08/joint-contrl]", "near it: "),
    ("    radius_km: 36\n", "    radius_km: 20\n",
     "mark belt: radius_km: pangwa lies 20.4 km from the middle of its places, outside its circle of 20 km;"
     " correct the radius, or the coordinates of a town"),
    ("    radius_km: 36\n", "", "an area has a radius_km, and nothing else has one"),
    ("    towards: {latitude: 26.1, longitude: 99.75}\n", "",
     "a route leads from a place to another, or towards a point")])
def test_a_mark_that_stands_nowhere_or_rests_on_nothing_is_named(seeds, old, new, told):
    path = seeds / "sketch.yaml"
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")
    with pytest.raises(EvidenceError) as problem:
        read_ledger(seeds)
    assert "sketch.yaml" in str(problem.value) and told in str(problem.value)


def test_places_agree_with_the_towns_they_were_entered_from(places):
    """The coordinates that stand in the table of towns, to its own two decimals."""
    located = places[places["latitude"].notna()]
    assert (located["coordinates_from"].str.len() > 5).all()
    assert ((located["latitude"].astype(float) * 100).round(6) % 1 == 0).all()
    assert pd.Series(located["id"]).is_unique


@pytest.mark.parametrize(("says", "told"), [
    ("311 kg came here.", "is given in t, and the words beside '311' say kg"),
    ("More than 311 t came here.", "has no comparator, and the words before '311' say more"),
    ("What came here rose by 311 t.", "is given as a level, and the words at '311' say a change"),
    ("311 t a day came here.", "is given in t, and the words beside '311' say per day"),
    ("311 t came here in May.", "says 'May', which lies in none of the periods of its claims"),
    ("312 t came here.", "says '312', which none of its claims carries"), ("311 t came here in February 2025.", "")])
def test_a_mark_says_of_numbers_what_its_claims_do(ledger, monkeypatch, says, told):
    name, mark = next(iter(ledger.sketch.items()))
    changed = mark.model_copy(update={"says": says, "label": (), "claims": ("reuters-2025-03/imports-feb-2025",)})
    monkeypatch.setitem(ledger.sketch, name, changed)
    found = [str(each) for each in check_ledger(ledger) if f"mark {name}" in str(each)]
    assert len(found) == bool(told) and told in "".join(found)
