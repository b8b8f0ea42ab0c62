"""The region on a map: Kachin State, the mining belt, and how far it is from there to the ends of the ways out."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.output import CLAIMS_TOOLTIP, Caption, Drawn, cell_short_list, claims_of, publish
from compendium.charts.theme import ACCENT, INK, QUIET
from compendium.columns import items_of
from kachin.charts.plane import LETTER, LINE, NARROWEST, SIZE, Anchor, Box, Label, Plane, kilometres

LAND, OWN, BORDER = "#f1f2f4", "#ffffff", "#b9bec6"
SHADES = {"held": ACCENT, "contested": INK, "neighbour": QUIET, "shared": QUIET}
TOWN_REACH, STEPS = 7, 40
BELT = ("pangwa", "chipwi")
"""The towns between which distances begin, and around which the belt is drawn."""
BAR_KM = 100
TENS = -1
"""Distances are rounded to ten kilometres, as the belt is no point."""


@dataclass(frozen=True)
class View:
    """What one map shows: its plane, the towns and marks by id, the towns to measure to, and names of lands."""

    plane: Plane
    towns: tuple[str, ...]
    marks: tuple[str, ...]
    measured: tuple[str, ...]
    lands: tuple[tuple[str, float, float], ...]


VIEWS = {
    "region": View(Plane((97.7, 23.85), 1950.0, 300), ("ruili", "ledo", "mae-sai"), ("belt",),
                   ("ruili", "ledo", "mae-sai"),
                   (("INDIA", 95.2, 26.35), ("CHINA", 99.6, 26.6), ("MYANMAR", 96.2, 22.0), ("THAILAND", 98.5, 20.0),
                    ("Kachin", 96.9, 25.0))),
    "kachin": View(Plane((97.1, 25.75), 3800.0, 450),
                   ("pangwa", "chipwi", "kan-paik-ti", "laiza", "bhamo", "ruili", "ledo"),
                   ("belt", "kio-south"), ("ruili", "ledo"),
                   (("INDIA", 95.75, 28.1), ("CHINA", 98.5, 27.5), ("MYANMAR", 95.75, 24.2),
                    ("KACHIN STATE", 96.75, 25.05))),
}
"""The maps of the book: the way from the belt to three borders, and Kachin State itself."""


def outlines() -> dict[str, Any]:
    """The outlines as GeoJSON, with their attribution and their box; made by ``tools/region_outline.py``."""
    return dict(json.loads((files("kachin") / "charts" / "region.json").read_text(encoding="utf-8")))


def region_map(places: pd.DataFrame, sketch: pd.DataFrame, *, name: str, finding: str, shows: str,
               view: str = "region") -> Drawn:
    """The towns and schematic areas of a view (``region`` or ``kachin``), Kachin State shaded, with a scale bar.

    ``places`` and ``sketch`` are the tables of these names. Dashed lines are straight ways from the middle of the
    belt, in kilometres rounded to tens. No label covers another or a town, at any width; neighbouring countries are
    drawn over the areas, which so end at the border.
    """
    shown, land = VIEWS[view], outlines()
    located, marked = towns(places, shown), areas(places, sketch, shown)
    ways = distances(places, shown)
    labels = shown.plane.placed(label_anchors(located, marked, ways, shown),
                                [*town_boxes(located, shown), *land_boxes(shown), *line_boxes(ways, shown),
                                 scale_box(shown)])
    chart = alt.layer(
        *_land(land, marked, shown), _lines(ways), _names(shown), _points(located),
        *_texts(labels, sketch, shown), *_scale_bar(shown)).project(
        "mercator", scale=shown.plane.scale, center=list(shown.plane.centre),
        translate=alt.ExprRef("[width / 2, height / 2]"), clipExtent=alt.ExprRef("[[0, 0], [width, height]]"))
    told = [f"Belt to {row['name']}: about {row['km']:.0f} km" for row in ways.to_dict("records")]
    described = " ".join([f"{'. '.join(told)}, straight.", _spoken(located),
                          *(str(row["says"]) for row in marked.to_dict("records")), "All areas are schematic."])
    summary = f"Map with {len(located)} towns and {len(marked)} schematic areas; {'; '.join(told).lower()}."
    data = [{"label": f"Mining belt to {row['name']}, straight", "value": row["km"], "unit": "km",
             "kind": "modelled", "what": "distance"} for row in ways.to_dict("records")]
    data += [{"label": str(row["label"]).replace("; ", " "), "what": "schematic area", "says": row["says"],
              "claims": row["all_claims"]} for row in marked.to_dict("records")]
    data += [{"label": row["name"], "what": row["what"], "claims": "", "kind": "reported"}
             for row in located.to_dict("records")]
    return publish(chart.properties(width="container", height=shown.plane.height),
                   Caption(name, finding, f"{shows} {land['credit']}", described, summary),
                   claims_of(marked.assign(claims=marked["all_claims"])), data)


def towns(places: pd.DataFrame, view: View) -> pd.DataFrame:
    """The towns of a view, ready to draw, with how much the ledger says of each."""
    rows = places.set_index("id", drop=False).loc[list(view.towns)].copy()
    number = [len(items_of(cell)) for cell in rows["claims"]]
    rows["told"] = ["no claim names it" if each == 0 else f"{each} claim{'s' * (each > 1)}" for each in number]
    rows["claims"] = rows["claims"].map(cell_short_list)
    rows[["latitude", "longitude"]] = rows[["latitude", "longitude"]].astype(float)
    return rows[["id", "name", "what", "latitude", "longitude", "told", "claims"]].astype({"name": str, "what": str})


def areas(places: pd.DataFrame, sketch: pd.DataFrame, view: View) -> pd.DataFrame:
    """The circles of a view: their middle between the towns that place them, and their size as the chart counts it."""
    rows = [dict(row) for row in sketch[sketch["id"].isin(view.marks)].to_dict("records")]
    for row in rows:
        row["longitude"], row["latitude"] = middle(places, list(items_of(row["places"])))
        row["radius"] = view.plane.pixels(float(row["radius_km"]), row["latitude"])
        row["area"] = (2 * row["radius"]) ** 2
        row["all_claims"], row["claims"] = row["claims"], cell_short_list(row["claims"])
    return pd.DataFrame(rows)[
        ["id", "looks", "label", "says", "claims", "all_claims", "latitude", "longitude", "radius", "area"]]


def distances(places: pd.DataFrame, view: View) -> pd.DataFrame:
    """From the middle of the belt to each measured town: both ends, and the kilometres rounded to tens."""
    start, known = middle(places, BELT), places.set_index("id")
    rows = []
    for each in view.measured:
        end = middle(places, (each,))
        rows.append({"id": each, "name": str(known.loc[each, "name"]), "from_longitude": start[0],
                     "from_latitude": start[1], "longitude": end[0], "latitude": end[1],
                     "km": round(kilometres(start, end), TENS)})
    return pd.DataFrame(rows)


def middle(places: pd.DataFrame, ids: tuple[str, ...] | list[str]) -> tuple[float, float]:
    """The longitude and latitude between some towns."""
    rows = places.set_index("id").loc[list(ids), ["longitude", "latitude"]].astype(float)
    return float(rows["longitude"].mean()), float(rows["latitude"].mean())


def label_anchors(located: pd.DataFrame, marked: pd.DataFrame, ways: pd.DataFrame, view: View) -> Iterator[Anchor]:
    """What wants a label, in the order in which it may choose: towns with their distance, then circles."""
    km = dict(zip(ways["id"], ways["km"], strict=True))
    for row in located.to_dict("records"):
        lines = (row["name"], f"{km[row['id']]:.0f} km") if row["id"] in km else (row["name"],)
        yield Anchor(row["id"], *view.plane.on_plane(row["longitude"], row["latitude"]), TOWN_REACH, lines)
    for row in marked.to_dict("records"):
        yield Anchor(row["id"], *view.plane.on_plane(row["longitude"], row["latitude"]), row["radius"] + 4,
                     items_of(row["label"]))


def line_boxes(ways: pd.DataFrame, view: View) -> Iterator[Box]:
    """The room that lines take, as small boxes along each of them."""
    for row in ways.to_dict("records"):
        x, y = view.plane.on_plane(row["from_longitude"], row["from_latitude"])
        to_x, to_y = view.plane.on_plane(row["longitude"], row["latitude"])
        for part in range(STEPS):
            at_x, at_y = x + (to_x - x) * part / STEPS, y + (to_y - y) * part / STEPS
            yield at_x - 6, at_y - 6, at_x + 6, at_y + 6


def town_boxes(located: pd.DataFrame, view: View) -> list[Box]:
    """The room that the marks of towns take."""
    points = [view.plane.on_plane(row["longitude"], row["latitude"]) for row in located.to_dict("records")]
    return [(x - 4, y - 4, x + 4, y + 4) for x, y in points]


def land_boxes(view: View) -> list[Box]:
    """The room that the names of lands take."""
    points = [(*view.plane.on_plane(longitude, latitude), len(text) * LETTER * SIZE / 2)
              for text, longitude, latitude in view.lands]
    return [(x - half - 6, y - 7, x + half + 6, y + 7) for x, y, half in points]


def scale_box(view: View) -> Box:
    """The room that the scale bar takes on the narrowest map, in its lower left corner."""
    left, bottom = -NARROWEST / 2, view.plane.height / 2
    return left, bottom - 34, left + 20 + view.plane.pixels(BAR_KM, view.plane.centre[1]), bottom


def _land(land: dict[str, Any], marked: pd.DataFrame, view: View) -> list[alt.Chart]:
    """Myanmar with Kachin State shaded, the schematic areas, and over them the neighbours."""
    shapes: dict[str, list[Any]] = {"own": [], "shaded": [], "line": [], "other": []}
    for each in land["features"]:
        kind = {"state borders": "line", "shaded state": "shaded", "Myanmar": "own"}
        shapes[kind.get(each["properties"]["name"], "other")].append(each)

    def drawn(kind: str, fill: str, **looks: Any) -> alt.Chart:
        shape: alt.Chart = alt.Chart(alt.InlineData(values=shapes[kind])).mark_geoshape(
            style="ground", fill=fill, stroke=BORDER, strokeWidth=1, **looks)
        return shape

    line = alt.Chart(alt.InlineData(values=shapes["line"])).mark_geoshape(
        style="ground", filled=False, stroke=BORDER, strokeWidth=0.8, strokeDash=[3, 2])
    return [drawn("own", OWN), drawn("shaded", ACCENT, fillOpacity=0.14), line, _circles(marked), drawn("other", LAND)]


def _circles(marked: pd.DataFrame) -> alt.Chart:
    """The schematic areas, each as large as its radius; what is fought over is a ring."""
    rows = marked.assign(shade=[SHADES[looks] for looks in marked["looks"]],
                         filling=[0.0 if looks == "contested" else 0.4 for looks in marked["looks"]])
    base = alt.Chart(rows.drop(columns="all_claims")).mark_point(
        shape="circle", filled=True, strokeWidth=1.2, strokeDash=[3, 2])
    circles: alt.Chart = base.encode(
        longitude="longitude:Q", latitude="latitude:Q", size=alt.Size("area:Q", scale=None),
        fill=alt.Fill("shade:N", scale=None), stroke=alt.Stroke("shade:N", scale=None),
        fillOpacity=alt.FillOpacity("filling:Q", scale=None),
        tooltip=[alt.Tooltip("says:N", title="Schematic"), alt.Tooltip("claims:N", title="Claims")])
    return circles


def _lines(ways: pd.DataFrame) -> alt.Chart:
    """The straight ways that are measured."""
    lines: alt.Chart = alt.Chart(ways).mark_rule(style="ground", color=INK, strokeWidth=1.2, strokeDash=[5, 4]).encode(
        longitude="from_longitude:Q", latitude="from_latitude:Q", longitude2="longitude:Q", latitude2="latitude:Q")
    return lines


def _points(located: pd.DataFrame) -> alt.Chart:
    """The towns."""
    points: alt.Chart = alt.Chart(located).mark_point(
        style="ground", filled=True, size=36, opacity=1, color=INK).encode(
        longitude="longitude:Q", latitude="latitude:Q", tooltip=[
            alt.Tooltip("name:N", title="Place"), alt.Tooltip("what:N", title="What it is"),
            alt.Tooltip("told:N", title="In the ledger"), CLAIMS_TOOLTIP])
    return points


def _texts(labels: list[Label], sketch: pd.DataFrame, view: View) -> list[alt.Chart]:
    """The labels, a layer for each alignment, in the colour of what they name."""
    looks = dict(zip(sketch["id"], sketch["looks"], strict=True))
    rows = pd.DataFrame([{
        "text": label.text, "align": label.align, "longitude": view.plane.on_earth(label.x, label.y)[0],
        "latitude": view.plane.on_earth(label.x, label.y - label.box[3] / 2 + label.box[1] / 2 + LINE / 2)[1],
        "shade": SHADES[looks[label.name]] if label.name in looks else INK,
        "weight": "bold" if label.name == "belt" else "normal"} for label in labels])
    return [alt.Chart(rows[(rows["align"] == align) & (rows["weight"] == weight)]).mark_text(
        align=align, baseline="middle", fontSize=SIZE, fontWeight=weight, lineHeight=LINE, lineBreak="\n").encode(
            longitude="longitude:Q", latitude="latitude:Q", text="text:N", color=alt.Color("shade:N", scale=None))
            for align, weight in dict.fromkeys(zip(rows["align"], rows["weight"], strict=True))]


def _names(view: View) -> alt.Chart:
    """The names of lands, in the background."""
    rows = pd.DataFrame(view.lands, columns=["text", "longitude", "latitude"])
    names: alt.Chart = alt.Chart(rows).mark_text(fontSize=SIZE, color=QUIET, fontStyle="italic").encode(
        longitude="longitude:Q", latitude="latitude:Q", text="text:N")
    return names


def _scale_bar(view: View) -> list[alt.Chart]:
    """A bar of a round length in the lower left corner, with its name above it."""
    length = view.plane.pixels(BAR_KM, view.plane.centre[1])
    base = alt.Chart(pd.DataFrame({"words": [f"{BAR_KM} km"]}))
    low = view.plane.height - 10
    return [base.mark_rule(style="ground", color=INK, strokeWidth=2).encode(
                x=alt.value(10), x2=alt.value(10 + length), y=alt.value(low)),
            base.mark_text(align="left", baseline="bottom", dy=-4).encode(
                x=alt.value(10), y=alt.value(low), text="words:N")]


def _spoken(located: pd.DataFrame) -> str:
    """The towns from north to south, for somebody who does not see the map."""
    ordered = located.sort_values("latitude", ascending=False)["name"]
    return f"Towns from north to south: {', '.join(ordered)}."
