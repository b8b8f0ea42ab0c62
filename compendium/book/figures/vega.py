"""The program that draws the charts in a reader's browser, taken from a locked package and kept.

It comes from vl-convert, so that no page asks another host for it.
"""

import hashlib
from importlib.metadata import version
from pathlib import Path

from compendium.fingerprints import write_whole

VEGA_LITE = "6.4"
OFFERED = "window.vegaEmbed = vegaEmbed;"
FOLDER = Path("_build") / "cache" / "static"


def bundle_name() -> str:
    """The file's name; it changes with what is in it, so that browsers do not keep an old one."""
    made_from = f"{version('vl-convert-python')} {VEGA_LITE} {OFFERED}"
    return f"vega-{hashlib.sha256(made_from.encode()).hexdigest()[:12]}.js"


def bundle(root: Path) -> Path:
    """The file itself, made once (it takes a second) and kept under ``_build``."""
    path = root / FOLDER / bundle_name()
    if not path.exists():
        import vl_convert

        script = vl_convert.javascript_bundle(OFFERED, vl_version=VEGA_LITE)
        # bare, the bundle's one-letter names collide with those of Sphinx's own scripts
        write_whole(path, f"(function () {{\n{script}\n}})();\n")
    return path
