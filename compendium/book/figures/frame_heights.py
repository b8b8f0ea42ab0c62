"""How high a frame must be for a figure's page to fit into it on a phone, where its words take the most lines.

The height is an upper estimate: labels and columns are counted as ``chart.js`` breaks and turns them.
"""

from collections.abc import Iterable, Mapping
from math import ceil
from textwrap import wrap
from typing import Any

AROUND = 174
"""The pixels that margins and the two lines that can be opened take."""
LETTERS, LINE = 43, 21.2
"""What a line of the caption holds on a screen 360 pixels wide, and how high it is."""
LABEL_LETTERS, LABEL_LINE, ROW = 42, 16, 48
"""The same of the words above a bar or a point, and the height of a row with one line of them."""
CONTROL, LETTER = 55, 7
"""The height of a slider with its name, and the width of a letter in the name of a column."""
TITLE_LINE = 18
"""What a title or a legend may take more, as both are broken to the width."""


def frame_height(spec: Mapping[str, Any], picture: int, texts: tuple[str, ...]) -> int:
    """The height in pixels, from that of the chart's picture and the texts under it, rounded up to tens."""
    lines = sum(ceil(len(text) / LETTERS) for text in texts)
    controls = sum("bind" in parameter for parameter in spec.get("params", ()))
    height = AROUND + picture + TITLE_LINE + lines * LINE + controls * CONTROL
    layers = spec.get("layer", [spec])
    height += _higher_rows(spec, layers)
    height += max((_upright_columns(spec, layer) for layer in layers), default=0)
    return ceil(height / 10) * 10


def _higher_rows(spec: Mapping[str, Any], layers: Iterable[Mapping[str, Any]]) -> int:
    """What rows add whose words stand beside their marks, as on a phone they stand above them."""
    field = spec.get("usermeta", {}).get("compendium", {}).get("lanes")
    if not field:
        return 0
    rows = {each for layer in layers if layer.get("encoding", {}).get("y", {}).get("field") == field
            for each in layer["encoding"]["y"].get("sort") or ()}
    most = max((len(wrap(each.replace("\n", " "), LABEL_LETTERS)) for each in rows), default=1)
    return max(0, (ROW + (most - 1) * LABEL_LINE) * len(rows) - int(spec["height"]))


def _upright_columns(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> int:
    """What the names of a grid's columns add when they stand upright for want of room."""
    x = layer.get("encoding", {}).get("x", {})
    if (x.get("axis") or {}).get("orient") != "top":
        return 0
    return max((len(str(row.get(x["field"]))) for row in _rows(spec, layer)), default=0) * LETTER


def _rows(spec: Mapping[str, Any], layer: Mapping[str, Any]) -> list[dict[str, Any]]:
    named: list[dict[str, Any]] = spec["datasets"].get(layer.get("data", spec.get("data", {})).get("name"), [])
    return named
