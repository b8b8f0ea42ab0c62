"""A trail drawn in layers: sources on the left, then claims, tables and results, and the figure on the right."""

from typing import Any

import altair as alt
import pandas as pd

from compendium.charts.lanes import HALO
from compendium.charts.names import SOURCE_NAMES
from compendium.charts.output import Caption, Drawn, publish
from compendium.charts.theme import ACCENT, GRID, INK, MUTED, QUIET, SIZE
from compendium.results.trails import LAYERS

STEP = 44
LONGEST = 12
ABOVE_OR_BELOW = (14, -12)
"""Labels of neighbouring columns stand on different sides of their marks: on a phone they would touch."""


def trail(links: pd.DataFrame, *, name: str, finding: str, shows: str) -> Drawn:
    """The links behind a finding (see ``results.trails.trail``), a column for each layer.

    Labels are cut to fit; the whole id is in each mark's tooltip and in the description.
    """
    nodes = _nodes(links)
    places = nodes.set_index(["layer", "id"])[["x", "y"]]
    starts = places.loc[list(zip(links["from_layer"], links["from_id"], strict=True))].reset_index(drop=True)
    ends = places.loc[list(zip(links["to_layer"], links["to_id"], strict=True))].reset_index(drop=True)
    lines = starts.assign(x2=ends["x"], y2=ends["y"])
    layers = [each for each in LAYERS if (nodes["layer"] == each).any()]
    x = alt.X("x:Q", scale=alt.Scale(domain=[-0.35, len(layers) - 0.55]), axis=None)
    y = alt.Y("y:Q", scale=alt.Scale(domain=[1, 0]), axis=None)
    heads = pd.DataFrame({"layer": [f"{layer}s" for layer in layers], "x": range(len(layers))})
    points = alt.Chart(nodes).encode(x=x, y=y, tooltip=["layer:N", "id:N"])
    named = [points.transform_filter(f"datum.x % 2 == {odd}").encode(text="label:N")
             for odd in range(len(ABOVE_OR_BELOW))]
    chart = alt.layer(
        alt.Chart(lines).mark_rule(color=GRID, strokeWidth=1.5).encode(x=x, y=y, x2="x2:Q", y2="y2:Q"),
        points.mark_point(filled=True, size=70, opacity=1).encode(
            color=alt.Color("layer:N", scale=alt.Scale(domain=list(LAYERS), range=_colours()), legend=None)),
        # first a ground that holds the lines off, then the words
        *(layer.mark_text(dy=dy, fontSize=SIZE, **look) for look in (HALO, {"color": INK})
          for layer, dy in zip(named, ABOVE_OR_BELOW, strict=True)),
        alt.Chart(heads).mark_text(fontSize=SIZE, fontWeight="bold", color=QUIET, dy=-2).encode(
            x=x, y=alt.value(0), text="layer:N"),
    ).properties(width="container", height=STEP * int(nodes.groupby("layer").size().max() + 1))
    counted = nodes["layer"].value_counts()
    summary = f"Diagram of a trail: {', '.join(_number(counted[each], each) for each in LAYERS if each in counted)}."
    data: list[dict[str, Any]] = [{"label": f"{row['from_id']} to {row['to_id']}", "kind": "counted",
             **{str(key): value for key, value in row.items()},
             "claims": "; ".join(row[end] for end in ("from_id", "to_id") if "/" in row[end])}
            for row in links[["from_layer", "from_id", "to_layer", "to_id"]].astype(str).to_dict("records")]
    return publish(chart, Caption(name, finding.rstrip("."), shows, _described(nodes), summary), _claims(nodes), data)


def _number(number: int, layer: str) -> str:
    return f"{number} {layer}{'' if number == 1 else 's'}"


def _nodes(links: pd.DataFrame) -> pd.DataFrame:
    """Every thing of the trail once, spread evenly over its layer."""
    ends = [links[["from_layer", "from_id"]].to_numpy(), links[["to_layer", "to_id"]].to_numpy()]
    nodes = pd.DataFrame([row for part in ends for row in part], columns=["layer", "id"]).drop_duplicates()
    place = nodes.groupby("layer").cumcount()
    nodes["y"] = (place + 1) / (nodes["layer"].map(nodes["layer"].value_counts()) + 1)
    # a layer that nothing stands in gets no column
    nodes["x"] = nodes["layer"].map([each for each in LAYERS if (nodes["layer"] == each).any()].index)
    nodes["label"] = [_label(str(each)) for each in nodes["id"]]
    return nodes


def _label(name: str) -> str:
    """A short label: a source's name, a claim's own id without its source."""
    shown = SOURCE_NAMES.get(name, name.rsplit("/", maxsplit=1)[-1])
    return shown if len(shown) <= LONGEST else f"{shown[:LONGEST - 1]}…"


def _colours() -> list[str]:
    return [MUTED, "#3f6f8f", "#5f5f5f", "#8f7a3f", "#a58bb5", ACCENT]


def _claims(nodes: pd.DataFrame) -> list[str]:
    return [str(each) for each in nodes.loc[nodes["layer"] == "claim", "id"]]


def _described(nodes: pd.DataFrame) -> str:
    parts = [f"{layer}s: {', '.join(nodes.loc[nodes['layer'] == layer, 'id'])}" for layer in LAYERS
             if (nodes["layer"] == layer).any()]
    return f"The trail: {'; '.join(parts)}."
