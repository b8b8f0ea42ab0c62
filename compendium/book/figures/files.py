"""Keeping every chart of the book as a file: its Vega-Lite specification and a picture of it.

Both stand in ``figures/`` and are the same on every machine: the picture is drawn with the one font that
the drawing library brings along. Charts come from runs with default parameters only.
"""

import hashlib
import json
import re
from importlib.metadata import version
from pathlib import Path
from typing import Any

from compendium.book.figures.chart_specs import chart_name, collect
from compendium.charts.output import as_csv, data_of
from compendium.errors import Problem
from compendium.execution import ChapterError, read_chapters
from compendium.fingerprints import write_whole

FONT = "Liberation Sans"
PICTURE_WIDTH = 680
ENDINGS = ("vl.json", "svg", "csv")
CLIP = re.compile(r"\b(clip|gradient_)(\d+)\b")
"""The names of parts of a picture, which the drawing program counts from its own start."""
DRAWN = Path("_build") / "cache" / "figures.json"


def write_figures(root: Path) -> list[str]:
    """Write the files of all charts, remove those of charts that are gone; names of what changed.

    A file that belongs to no chart of this book, now or before, stays as it is.
    """
    specs = collect(root, read_chapters(root))
    folder = root / "figures"
    drawn = _read_drawn(root)
    changed = [name for name, spec in specs.items() if not _is_drawn(folder, name, spec, drawn)]
    for name in changed:
        write_whole(folder / f"{name}.vl.json", _as_text(specs[name]))
        write_whole(folder / f"{name}.svg", picture(name, specs[name]))
        write_whole(folder / f"{name}.csv", as_csv(data_of(specs[name])))
    gone = [path for path in folder.glob("*") if _is_ours(folder, path) and path.name.partition(".")[0] not in specs]
    for path in gone:
        path.unlink()
    prints = {name: _fingerprint(folder, name, spec) for name, spec in specs.items()}
    write_whole(root / DRAWN, json.dumps(prints, indent=1, sort_keys=True))
    return sorted({*changed, *(path.name.partition(".")[0] for path in gone)})


def picture(name: str, spec: dict[str, Any]) -> str:
    """A chart as SVG, as wide as a page where it would otherwise fill what there is."""
    import vl_convert

    from compendium.book.figures.vega import VEGA_LITE

    family = str(spec.get("config", {}).get("font", "")).split(",")[0].strip("'\" ")
    if family != FONT:
        what = f"chart '{name}' is set in '{family}'; only '{FONT}' looks the same on every machine"
        raise ChapterError([Problem("figures", 0, what)])
    fixed = spec | ({"width": PICTURE_WIDTH} if spec.get("width") == "container" else {})
    return _numbered(str(vl_convert.vegalite_to_svg(fixed, vl_version=VEGA_LITE))) + "\n"


def _numbered(svg: str) -> str:
    """A picture whose parts are counted from its own beginning, whatever the program drew before it."""
    numbers: dict[str, int] = {}
    return CLIP.sub(lambda found: f"{found[1]}{numbers.setdefault(found[0], len(numbers))}", svg)


def _as_text(spec: dict[str, Any]) -> str:
    return json.dumps(spec, indent=1, sort_keys=True, ensure_ascii=False) + "\n"


def _is_ours(folder: Path, path: Path) -> bool:
    """Whether a file is one of those that a chart of this book has or had: its specification says so."""
    name, _, ending = path.name.partition(".")
    if ending not in ENDINGS:
        return False
    try:
        return chart_name(json.loads((folder / f"{name}.vl.json").read_text(encoding="utf-8"))) == name
    except (OSError, ValueError, AttributeError):
        return False


def _fingerprint(folder: Path, name: str, spec: dict[str, Any]) -> str:
    """What a chart's files are made from and hold: unchanged, the chart is not drawn again."""
    files = [folder / f"{name}.{ending}" for ending in ENDINGS]
    held = [path.read_text(encoding="utf-8") if path.exists() else "" for path in files]
    made_from = [version("vl-convert-python"), PICTURE_WIDTH, spec, held]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def _is_drawn(folder: Path, name: str, spec: dict[str, Any], drawn: dict[str, str]) -> bool:
    return drawn.get(name) == _fingerprint(folder, name, spec)


def _read_drawn(root: Path) -> dict[str, str]:
    try:
        return dict(json.loads((root / DRAWN).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
