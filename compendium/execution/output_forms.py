"""Whether what a cell displays is what it says it is: a chart, a recorded value, a picture, a text.

Whoever reads the outputs of a run takes that for granted, so that a run whose outputs are something else has failed.
"""

import base64
from collections.abc import Callable, Iterator, Mapping
from typing import Any
from xml.etree import ElementTree

from compendium.drawing import CHART_TYPE, FACT_TYPE

RECORDED = {"name": str, "value": float | int | None, "low": float | int | None, "high": float | int | None,
            "unit": str, "says": str, "formula": str, "inputs": list}
"""What a recorded value holds, as ``charts.record`` displays it."""
PNG, JPEG = b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff"
"""With what such a picture begins."""


def malformed(data: Mapping[str, Any]) -> Iterator[str]:
    """What of an output is not what its type says, in words that follow 'displays'."""
    for kind, content in data.items():
        is_form = FORMS.get(kind, _is_text if kind.startswith("text/") else _is_anything)
        if not is_form(content):
            yield f"'{kind}' that is {NAMES.get(kind, 'no text')}"


def _is_anything(content: Any) -> bool:
    return True


def _is_text(content: Any) -> bool:
    return isinstance(content, str) or (isinstance(content, list) and all(isinstance(each, str) for each in content))


def _is_chart(content: Any) -> bool:
    if not isinstance(content, dict) or not isinstance(content.get("usermeta", {}), dict):
        return False
    rows = content.get("datasets", {})
    return isinstance(content.get("usermeta", {}).get("compendium", {}), dict) and isinstance(rows, dict) and all(
        isinstance(each, list) for each in rows.values())


def _is_recorded(content: Any) -> bool:
    return isinstance(content, dict) and content.keys() == RECORDED.keys() and all(
        isinstance(content[name], kind) for name, kind in RECORDED.items()) and all(
        isinstance(each, str) for each in content["inputs"])


def _begins_with(beginning: bytes) -> Callable[[Any], bool]:
    def begins(content: Any) -> bool:
        if not _is_text(content):
            return False
        try:
            return base64.b64decode("".join("".join(content).split()), validate=True).startswith(beginning)
        except ValueError:
            return False

    return begins


def _is_drawing(content: Any) -> bool:
    try:
        return _is_text(content) and str(ElementTree.fromstring("".join(content)).tag).rpartition("}")[2] == "svg"
    except (ElementTree.ParseError, ValueError):
        return False


FORMS: dict[str, Callable[[Any], bool]] = {
    CHART_TYPE: _is_chart, FACT_TYPE: _is_recorded, "image/png": _begins_with(PNG), "image/jpeg": _begins_with(JPEG),
    "image/svg+xml": _is_drawing}
NAMES = {CHART_TYPE: "no chart of Vega-Lite", FACT_TYPE: "no value of charts.record", "image/png": "no PNG in base64",
         "image/jpeg": "no JPEG in base64", "image/svg+xml": "no SVG"}
