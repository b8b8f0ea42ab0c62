"""How a chart becomes a picture: the drawing library, what it is told, and what its specification is called.

Neither pandas nor Altair is loaded here: a build that draws nothing anew needs the names alone.
"""

import os
import re
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from xml.etree.ElementTree import Element, SubElement, tostring

CHART_TYPE, FACT_TYPE = "application/vnd.vegalite.v6+json", "application/vnd.compendium.fact+json"
"""The types of output that hold a chart and a recorded value."""
CHART_NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a chart may be called, as its name is that of its files."""
VEGA_LITE = "6.4"
PICTURE_WIDTH = 680
SUBTITLE_WIDTH = 100
"""Letters in a line of an exported picture; in a page the program that draws breaks them to the width there is."""
SVG = "http://www.w3.org/2000/svg"
FONTS_OF_THE_MACHINE = "FONTCONFIG_FILE"
"""The variable that tells programs which fonts there are."""


def as_svg(spec: dict[str, Any]) -> str:
    """A chart as a picture, as wide as a page where it would otherwise fill what there is."""
    fixed = spec | ({"width": PICTURE_WIDTH} if spec.get("width") == "container" else {})
    return str(drawing_library().vegalite_to_svg(fixed, vl_version=VEGA_LITE))


def how_it_draws() -> str:
    """What a picture depends on beside its specification: the library's version, and whose typefaces it sets."""
    return f"vl-convert {version('vl-convert-python')} in its own typefaces"


@cache
def drawing_library() -> Any:
    """vl-convert, with the typefaces that it brings along and none of this machine's.

    It prefers a machine's own Liberation Sans to its own, and another version of a typeface sets words a pixel wider.
    Which fonts there are it asks fontconfig when it first draws, and never again.
    """
    import vl_convert

    with TemporaryDirectory() as folder:
        config = Path(folder) / "fonts.conf"
        none = Element("fontconfig")
        SubElement(none, "dir").text = folder
        config.write_bytes(tostring(none))
        before = os.environ.get(FONTS_OF_THE_MACHINE)
        os.environ[FONTS_OF_THE_MACHINE] = str(config)
        try:
            vl_convert.svg_to_png(tostring(Element("svg", xmlns=SVG, width="1", height="1"), encoding="unicode"))
        finally:
            os.environ.pop(FONTS_OF_THE_MACHINE)
            if before is not None:
                os.environ[FONTS_OF_THE_MACHINE] = before
    return vl_convert
