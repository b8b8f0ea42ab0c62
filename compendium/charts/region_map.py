"""The region on a map: towns, a gate, and schematic marks for who holds what and which way goods go."""

import json
from importlib.resources import files
from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.map_marks import anchors, areas, gates, line_boxes, routes, towns
from compendium.charts.named_claims import CLAIMS
from compendium.charts.output import Caption, Drawn, claims_of, publish
from compendium.charts.plane import CENTRE, HEIGHT, SCALE, Label, on_earth, on_plane, placed
from compendium.charts.theme import ACCENT, INK, MUTED, QUIET

LAND, OWN, BORDER = "#f1f2f4", "#ffffff", "#b9bec6"
SHADES = {"held": ACCENT, "contested": INK, "neighbour": "#2f6f9f", "shared": MUTED, "used": ACCENT,
          "proposed": QUIET, "gate": INK}
NAMES = (("INDIA", 95.15, 27.85), ("CHINA", 99.75, 26.75), ("Yunnan", 99.75, 26.5), ("MYANMAR", 95.7, 22.9),
         ("THAILAND", 100.0, 20.1), ("LAOS", 102.0, 20.5), ("Kachin State", 96.7, 25.0), ("Shan State", 98.1, 21.75))
"""What the land is called, where there is room for it."""
NAME_SIZE = 11


def outlines() -> dict[str, Any]:
    """The outlines as GeoJSON, with their attribution and their box; made by ``tools/region_outline.py``."""
    return dict(json.loads((files("compendium") / "charts" / "region.json").read_text(encoding="utf-8")))


def region_map(places: pd.DataFrame, sketch: pd.DataFrame, *, name: str, finding: str, shows: str) -> Drawn:
    """Every place that has coordinates, and the marks of ``sketch`` (the table of that name) around them.

    The subtitle ends with the attribution of the outlines. No label covers another or a town, at any width.
    """
    land = outlines()
    located, marked = towns(places), areas(places, sketch)
    located["shape"] = ["square" if each in gates(sketch) else "circle" for each in located["id"]]
    arrows = routes(places, sketch)
    labels = placed(anchors(located, marked, arrows), [*_town_boxes(located), *_name_boxes(), *line_boxes(arrows)])
    chart = alt.layer(*_land(land), _circles(marked), *_arrows(arrows), _names(), _points(located),
                      *_texts(labels, sketch)).project(
        "mercator", scale=SCALE, center=list(CENTRE), translate=alt.ExprRef("[width / 2, height / 2]"),
        clipExtent=alt.ExprRef("[[0, 0], [width, height]]"))
    described = " ".join([_spoken(located), *(f"{row['says']}" for row in sketch.to_dict("records")),
                          "All areas and arrows are schematic."])
    summary = f"Map with {len(located)} towns and {len(sketch)} schematic areas and routes."
    caption = Caption(name, finding, f"{shows} {land['credit']}", described, summary)
    return publish(chart.properties(width="container", height=HEIGHT),
                   caption, claims_of(sketch))


def _land(land: dict[str, Any]) -> list[alt.Chart]:
    """The countries, Myanmar apart from its neighbours, and the borders of its two states."""
    shapes = {kind: [each for each in land["features"] if _kind(each) == kind] for kind in ("own", "other", "line")}
    drawn = [alt.Chart(alt.InlineData(values=shapes[kind])).mark_geoshape(fill=fill, stroke=BORDER, strokeWidth=1)
             for kind, fill in (("other", LAND), ("own", OWN))]
    line = alt.Chart(alt.InlineData(values=shapes["line"])).mark_geoshape(
        filled=False, stroke=BORDER, strokeWidth=0.8, strokeDash=[3, 2])
    return [*drawn, line]


def _kind(feature: dict[str, Any]) -> str:
    return {"state borders": "line", "Myanmar": "own"}.get(feature["properties"]["name"], "other")


def _circles(marked: pd.DataFrame) -> alt.Chart:
    """The schematic areas, each as large as its radius; what is fought over is a ring."""
    rows = marked.assign(shade=[SHADES[looks] for looks in marked["looks"]],
                         filling=[0.0 if looks == "contested" else 0.28 for looks in marked["looks"]])
    base = alt.Chart(rows).mark_point(shape="circle", filled=True, strokeWidth=1.2, strokeDash=[3, 2])
    circles: alt.Chart = base.encode(
        longitude="longitude:Q", latitude="latitude:Q", size=alt.Size("area:Q", scale=None),
        fill=alt.Fill("shade:N", scale=None), stroke=alt.Stroke("shade:N", scale=None),
        fillOpacity=alt.FillOpacity("filling:Q", scale=None), tooltip=_tooltip())
    return circles


def _arrows(arrows: pd.DataFrame) -> list[alt.Chart]:
    """The routes: a line, dashed where it is only proposed, with a head at its end."""
    rows = arrows.assign(shade=[SHADES[looks] for looks in arrows["looks"]])
    shade = alt.Color("shade:N", scale=None)
    lines = [alt.Chart(part).mark_rule(strokeWidth=2, strokeDash=dash).encode(
        longitude="from_longitude:Q", latitude="from_latitude:Q", longitude2="longitude:Q", latitude2="latitude:Q",
        color=shade, tooltip=_tooltip())
        for looks, dash in (("used", [1, 0]), ("proposed", [5, 4])) if len(part := rows[rows["looks"] == looks])]
    heads = alt.Chart(rows[rows["last"]]).mark_point(shape="triangle-up", filled=True, size=90, opacity=1).encode(
        longitude="longitude:Q", latitude="latitude:Q", angle=alt.Angle("turn:Q", scale=None), color=shade,
        tooltip=_tooltip())
    return [*lines, heads]


def _points(located: pd.DataFrame) -> alt.Chart:
    """The towns; a gate is a square."""
    points: alt.Chart = alt.Chart(located).mark_point(filled=True, size=34, opacity=1, color=INK).encode(
        longitude="longitude:Q", latitude="latitude:Q",
        shape=alt.Shape("shape:N", scale=None), tooltip=[
            alt.Tooltip("name:N", title="Place"), alt.Tooltip("what:N", title="What it is"),
            alt.Tooltip("told:N", title="In the ledger"), CLAIMS])
    return points


def _texts(labels: list[Label], sketch: pd.DataFrame) -> list[alt.Chart]:
    """The labels, a layer for each alignment, in the colour of what they name."""
    looks = dict(zip(sketch["id"], sketch["looks"], strict=True))
    rows = pd.DataFrame([{
        "text": label.text, "align": label.align, "longitude": on_earth(label.x, label.y)[0],
        "latitude": on_earth(label.x, label.y - label.box[3] / 2 + label.box[1] / 2 + 6.5)[1],
        "shade": SHADES[looks[label.name]] if label.name in looks else INK} for label in labels])
    return [alt.Chart(rows[rows["align"] == align]).mark_text(
        align=align, baseline="middle", fontSize=11, lineHeight=13, lineBreak="\n").encode(
            longitude="longitude:Q", latitude="latitude:Q", text="text:N", color=alt.Color("shade:N", scale=None))
            for align in dict.fromkeys(rows["align"])]


def _names() -> alt.Chart:
    """The names of countries and states, in the background."""
    rows = pd.DataFrame(NAMES, columns=["text", "longitude", "latitude"])
    names: alt.Chart = alt.Chart(rows).mark_text(fontSize=NAME_SIZE, color=QUIET, fontStyle="italic").encode(
        longitude="longitude:Q", latitude="latitude:Q", text="text:N")
    return names


def _tooltip() -> list[alt.Tooltip]:
    return [alt.Tooltip("says:N", title="Schematic"), alt.Tooltip("claims:N", title="Claims")]


def _town_boxes(located: pd.DataFrame) -> list[tuple[float, float, float, float]]:
    points = [on_plane(row["longitude"], row["latitude"]) for row in located.to_dict("records")]
    return [(x - 4, y - 4, x + 4, y + 4) for x, y in points]


def _name_boxes() -> list[tuple[float, float, float, float]]:
    points = [(*on_plane(longitude, latitude), len(text) * 0.31 * NAME_SIZE) for text, longitude, latitude in NAMES]
    return [(x - half, y - 6, x + half, y + 6) for x, y, half in points]


def _spoken(located: pd.DataFrame) -> str:
    """The towns from north to south, for somebody who does not see the map."""
    ordered = located.sort_values("latitude", ascending=False)["name"]
    return f"Towns from north to south: {', '.join(ordered)}."
