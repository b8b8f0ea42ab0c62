import itertools
import json

import pandas as pd
import pytest

from compendium import charts, datasets
from compendium.charts.map_marks import anchors, areas, line_boxes, routes, towns
from compendium.charts.plane import HEIGHT, NARROWEST, _shared, on_earth, on_plane, placed
from compendium.charts.region_map import _name_boxes, _town_boxes, outlines
from compendium.evidence import EvidenceError, read_ledger

WORDS = {"name": "test-map", "finding": "A map.", "shows": "Towns."}
BARELY = 4
"""Square pixels that two labels may share: less than the stroke of one letter."""


@pytest.fixture
def places():
    return datasets.load("places")


@pytest.fixture
def sketch():
    return datasets.load("sketch")


def drawn_towns(places, sketch) -> list[str]:
    spec = charts.region_map(places, sketch, **WORDS).to_dict()
    return sorted(row["name"] for rows in spec["datasets"].values() for row in rows if "told" in row)


def test_the_map_draws_every_place_with_coordinates_and_no_other(places, sketch):
    assert drawn_towns(places, sketch) == sorted(places.loc[places["latitude"].notna(), "name"])
    without = places.assign(latitude=places["latitude"].mask(places["id"] == "ruili"))
    assert "Ruili" not in drawn_towns(without, sketch)


def test_every_mark_rests_on_claims_and_is_traced(places, sketch, ledger):
    traced = charts.region_map(places, sketch, **WORDS).to_dict()["usermeta"]["compendium"]["claims"]
    assert set(traced) == {claim for cell in sketch["claims"] for claim in cell.split("; ")}
    assert all(claim in ledger for claim in traced)


def test_no_label_covers_another_a_town_or_an_arrow(places, sketch):
    located, marked, arrows = towns(places), areas(places, sketch), routes(places, sketch)
    fixed = [*_town_boxes(located), *_name_boxes(), *line_boxes(arrows)]
    labels = placed(anchors(located, marked, arrows), fixed)
    assert len(labels) == len(located) + len(sketch[sketch["kind"] != "gate"])
    assert [f"{one.name} and {other.name}" for one, other in itertools.combinations(labels, 2)
            if _shared(one.box, other.box) > BARELY] == []
    assert [label.name for label in labels if sum(_shared(label.box, each) for each in fixed) > BARELY] == []


def test_every_label_lies_on_the_narrowest_map(places, sketch):
    located, marked, arrows = towns(places), areas(places, sketch), routes(places, sketch)
    for label in placed(anchors(located, marked, arrows), []):
        left, top, right, bottom = label.box
        assert max(-left, right) < NARROWEST / 2 and max(-top, bottom) < HEIGHT / 2


@pytest.mark.parametrize(("longitude", "latitude"), [(97.4, 25.38), (95.74, 27.29), (99.88, 20.43)])
def test_from_the_earth_to_the_plane_and_back(longitude, latitude):
    assert on_earth(*on_plane(longitude, latitude)) == pytest.approx((longitude, latitude))


def test_a_circle_stands_between_the_towns_that_place_it(places, sketch):
    known, belt = places.set_index("id"), areas(places, sketch).set_index("id").loc["belt"]
    assert belt["latitude"] == pytest.approx((known.at["pangwa", "latitude"] + known.at["chipwi", "latitude"]) / 2)


def test_an_arrow_to_the_east_is_turned_a_quarter(places, sketch):
    row = sketch[sketch["id"] == "to-china"].assign(to_latitude=25.6, to_longitude=99.4)
    assert routes(places, row)["turn"].item() == pytest.approx(90)


def test_the_outlines_are_small_cropped_and_credited(root):
    land = outlines()
    assert (root / "compendium" / "charts" / "region.json").stat().st_size < 40_000
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
    assert "Towns from north to south: Ledo, Chipwi" in spec["usermeta"]["compendium"]["described"]


def test_no_mine_is_located(places, sketch):
    known = set(places["id"])
    assert {place for cell in sketch["places"] for place in cell.split("; ")} <= known
    words = json.dumps([*sketch["label"], *places.loc[places["latitude"].notna(), "what"]])
    assert "mine" not in words


@pytest.mark.parametrize(("old", "new", "told"), [
    ("places: [pangwa, chipwi]", "places: [pangwa, kachin]", "'kachin' is not known"),
    ("claims: [frontier-2025-08/joint-control]", "claims: [frontier-2025-08/joint-contrl]", "near it: "),
    ("    radius_km: 36\n", "", "an area has a radius_km")])
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
