"""How high a frame must be for a figure's page to fit into it on a phone, where its words take the most lines.

The height is an upper estimate: labels and columns are counted as ``chart.js`` breaks and turns them.
"""

from collections.abc import Mapping
from math import ceil
from textwrap import wrap
from typing import Any

AROUND = 124
"""The pixels that margins and the two lines that can be opened take."""
LETTERS, LINE = 43, 21.2
"""What a line of the caption holds on a screen 360 pixels wide, and how high it is."""
LABEL_LETTERS, LABEL_LINE = 48, 14
"""The same of a label above a bar or a point."""
CONTROL, LETTER = 55, 6
"""The height of a slider with its name, and the width of a letter in the name of a column."""
TITLE_LINE = 18
"""What a title or a legend may take more, as both are broken to the width."""


def frame_height(spec: Mapping[str, Any], picture: int, texts: tuple[str, ...]) -> int:
    """The height in pixels, from that of the chart's picture and the texts under it, rounded up to tens."""
    lines = sum(ceil(len(text) / LETTERS) for text in texts)
    controls = sum("bind" in parameter for parameter in spec.get("params", ()))
    height = AROUND + picture + TITLE_LINE + lines * LINE + controls * CONTROL
    layers = spec.get("layer", [spec])
    height += max((_broken_labels(spec, layer) for layer in layers), default=0)
    height += max((_upright_columns(spec, layer) for layer in layers), default=0)
    return ceil(height / 10) * 10


def _broken_labels(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> int:
    """What labels that begin at the left edge add: every row becomes as high as the longest needs."""
    encoding = layer.get("encoding", {})
    if not (layer["mark"].get("align") == "left" and encoding.get("x", {}).get("value") == 0):
        return 0
    rows, field = _rows(spec, layer), encoding.get("text", {}).get("field")
    most = max((len(wrap(str(row.get(field) or ""), LABEL_LETTERS)) for row in rows), default=1)
    return (most - 1) * LABEL_LINE * len({str(row.get(encoding["y"]["field"])) for row in rows})


def _upright_columns(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> int:
    """What the names of a grid's columns add when they stand upright for want of room."""
    x = layer.get("encoding", {}).get("x", {})
    if (x.get("axis") or {}).get("orient") != "top":
        return 0
    return max((len(str(row.get(x["field"]))) for row in _rows(spec, layer)), default=0) * LETTER


def _rows(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = spec["datasets"].get(layer.get("data", spec.get("data", {})).get("name"), [])
    return named
