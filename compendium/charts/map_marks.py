"""What stands on the map: towns with their coordinates, circles around them, arrows between them."""

import math
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

import pandas as pd

from compendium.charts.named_claims import named_in
from compendium.charts.plane import Anchor, Box, on_plane, pixels

TOWN_REACH, ROUTE_REACH, STEPS, BEYOND = 7, 9, 40, 0.66


def towns(places: pd.DataFrame) -> pd.DataFrame:
    """The places that have coordinates, ready to draw, with how much the ledger says of each."""
    rows = places[places["latitude"].notna()].copy()
    number = rows["claims"].fillna("").map(lambda cell: len(cell.split("; ")) if cell else 0)
    rows["told"] = ["no claim names it" if each == 0 else f"{each} claim{'s' * (each > 1)}" for each in number]
    rows["claims"] = rows["claims"].map(named_in)
    rows[["latitude", "longitude"]] = rows[["latitude", "longitude"]].astype(float)
    return rows[["id", "name", "what", "latitude", "longitude", "told", "claims"]].astype({"name": str, "what": str})


def areas(places: pd.DataFrame, sketch: pd.DataFrame) -> pd.DataFrame:
    """The circles: their middle between the towns that place them, and their size as the chart counts it."""
    rows = [dict(row) for row in sketch[sketch["kind"] == "area"].to_dict("records")]
    for row in rows:
        points = _points(places, str(row["places"]))
        row["latitude"], row["longitude"] = (sum(each) / len(points) for each in zip(*points, strict=True))
        row["radius"] = pixels(float(row["radius_km"]), row["latitude"])
        row["area"] = (2 * row["radius"]) ** 2
    return pd.DataFrame(rows)[["id", "looks", "label", "says", "claims", "latitude", "longitude", "radius", "area"]]


def routes(places: pd.DataFrame, sketch: pd.DataFrame) -> pd.DataFrame:
    """The arrows, a row for each straight part: from where to where, and how its head is turned."""
    rows = []
    found: list[dict[Any, Any]] = sketch[sketch["kind"] == "route"].to_dict("records")
    for row in found:
        points = _points(places, str(row["places"]))
        if pd.notna(row["to_latitude"]):
            points.append((float(row["to_latitude"]), float(row["to_longitude"])))
        for start, end in pairwise(points):
            rows.append({**{key: row[key] for key in ("id", "looks", "label", "says", "claims")},
                         "from_latitude": start[0], "from_longitude": start[1], "latitude": end[0],
                         "longitude": end[1], "turn": _turn(start, end), "last": end == points[-1]})
    return pd.DataFrame(rows)


def gates(sketch: pd.DataFrame) -> set[str]:
    """The towns that are gates."""
    cells = sketch.loc[sketch["kind"] == "gate", "places"]
    return {place for cell in cells for place in cell.split("; ")}


def anchors(located: pd.DataFrame, marked: pd.DataFrame, arrows: pd.DataFrame) -> Iterator[Anchor]:
    """What wants a label, in the order in which it may choose: towns, then circles, then arrows."""
    for row in located.to_dict("records"):
        yield Anchor(row["id"], *on_plane(row["longitude"], row["latitude"]), TOWN_REACH, (row["name"],), 11)
    for row in marked.to_dict("records"):
        yield Anchor(row["id"], *on_plane(row["longitude"], row["latitude"]), row["radius"] + 4,
                     tuple(row["label"].split("; ")), 11)
    for row in arrows[arrows["last"]].to_dict("records"):
        x, y = _middle(row)
        yield Anchor(row["id"], x, y, ROUTE_REACH, tuple(row["label"].split("; ")), 11)


def line_boxes(arrows: pd.DataFrame) -> Iterator[Box]:
    """The room that arrows take, as small boxes along each of their parts."""
    for row in arrows.to_dict("records"):
        (x, y), (to_x, to_y) = (on_plane(row[f"{end}longitude"], row[f"{end}latitude"]) for end in ("from_", ""))
        for part in range(STEPS + 1):
            at_x, at_y = x + (to_x - x) * part / STEPS, y + (to_y - y) * part / STEPS
            yield at_x - 3, at_y - 3, at_x + 3, at_y + 3


def _points(places: pd.DataFrame, names: str) -> list[tuple[float, float]]:
    known = places.set_index("id")[["latitude", "longitude"]].astype(float)
    return [(known["latitude"][name], known["longitude"][name]) for name in names.split("; ")]


def _turn(start: tuple[float, float], end: tuple[float, float]) -> float:
    """Clockwise from north, in degrees, as the arrow lies on the map."""
    (x, y), (to_x, to_y) = on_plane(start[1], start[0]), on_plane(end[1], end[0])
    return math.degrees(math.atan2(to_x - x, y - to_y))


def _middle(row: dict[Any, Any]) -> tuple[float, float]:
    """Beyond the middle of the last part of an arrow, towards its head."""
    (x, y), (to_x, to_y) = (on_plane(row[f"{end}longitude"], row[f"{end}latitude"]) for end in ("from_", ""))
    return x + BEYOND * (to_x - x), y + BEYOND * (to_y - y)
