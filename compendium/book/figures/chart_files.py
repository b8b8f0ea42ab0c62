"""Keeping every chart of the book as a file, specification and picture, and the program that draws it in a browser.

The files stand in ``figures/`` and are the same on every machine: the picture is drawn with the one font that
the drawing library brings along. Charts come from runs with default parameters only. The program comes from vl-convert,
so that no page asks another host for it.
"""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Mapping
from importlib.metadata import version
from pathlib import Path
from typing import Any

from compendium.datasets.loading import plain_rows
from compendium.datasets.tidy import NUMBERS, as_csv, data_of, in_unit
from compendium.drawing import CHART_NAME, CHART_TYPE, PICTURE_WIDTH, VEGA_LITE, as_svg, how_it_draws
from compendium.errors import ChapterError, Problem
from compendium.evidence.vocabulary import Row
from compendium.execution import cache
from compendium.execution.chapters import Chapter, read_chapters
from compendium.execution.notebooks import ran_cells
from compendium.fingerprints import write_whole
from compendium.sealed import seal

OFFERED = "window.vegaEmbed = vegaEmbed;"
BUNDLES = Path("_build") / "cache" / "static"
UNKNOWN = ("a chart that the book cannot show: import charts from compendium first, and hand the chart to "
           "charts.publish")
FOREIGN = re.compile(r"application/vnd\.vega(?:lite)?\b")
"""What other programs call a chart: the book cannot show these, and says so."""
KEPT = {"claims": "the ids of its claims", "described": "a description of all that it draws",
        "data": "the data that it draws"}
"""What a chart says about itself in ``usermeta.compendium``, beside its name."""
FONT = "Liberation Sans"
ENDINGS = ("vl.json", "svg", "csv")
ROUNDED = 0.005
"""By so much of itself a number may differ from its result's: charts round it, to three digits."""
CLIP = re.compile(r"\b(clip|gradient_)(\d+)\b")
"""The names of parts of a picture, which the drawing program counts from its own start."""
DRAWN = Path("_build") / "cache" / "figures.json"


def bundle_name() -> str:
    """The file's name; it changes with what is in it, so that browsers do not keep an old one."""
    made_from = f"{version('vl-convert-python')} {VEGA_LITE} {OFFERED}"
    return f"vega-{hashlib.sha256(made_from.encode()).hexdigest()[:12]}.js"


def bundle(root: Path) -> Path:
    """The file itself, made once (it takes a second) and kept under ``_build``."""
    path = root / BUNDLES / bundle_name()
    if not path.exists():
        import vl_convert

        script = vl_convert.javascript_bundle(OFFERED, vl_version=VEGA_LITE)
        # bare, the bundle's one-letter names collide with those of Sphinx's own scripts
        write_whole(path, f"(function () {{\n{script}\n}})();\n")
    return path


def chart_name(spec: dict[str, Any]) -> str:
    """The name under which a chart's files stand in ``figures/``."""
    return str(spec.get("usermeta", {}).get("compendium", {}).get("name", ""))


def charts_by_name(root: Path, chapters: list[Chapter]) -> dict[str, dict[str, Any]]:
    """Every chart of the book by its name; ChapterError where two share one, or one says too little about itself."""
    specs: dict[str, dict[str, Any]] = {}
    makers: dict[str, str] = {}
    problems = []
    results = {str(row["id"]): row for row in plain_rows("derived", root)}
    for chapter in chapters:
        ran = [(place, outputs) for place, _, outputs in
               ran_cells(chapter.notebook, cache.read_executed(root, chapter.docname))]
        problems += [chapter.problem(index, UNKNOWN) for index in _foreign(ran)]
        for index, spec in _charts(ran):
            name = chart_name(spec)
            wrong = [_naming_problem(name, makers), _missing(name, spec) or _other(name, spec, results)]
            problems += [chapter.problem(index, what) for what in wrong if what]
            specs[name], makers[name] = spec, chapter.file
    if problems:
        raise ChapterError(problems)
    return specs


def _charts(ran: list[tuple[int, list[Any]]]) -> Iterator[tuple[int, dict[str, Any]]]:
    for index, outputs in ran:
        for output in outputs:
            if CHART_TYPE in output.get("data", {}):
                yield index, output.data[CHART_TYPE]


def _foreign(ran: list[tuple[int, list[Any]]]) -> Iterator[int]:
    """The cells that show a chart in a form that the book does not know."""
    for index, outputs in ran:
        for output in outputs:
            data = output.get("data", {})
            drawn = any(FOREIGN.match(kind) and kind != CHART_TYPE for kind in data)
            if CHART_TYPE not in data and (drawn or "vegaEmbed" in str(data.get("text/html", ""))):
                yield index


def _naming_problem(name: str, makers: dict[str, str]) -> str:
    if not name:
        return "a chart without a name; publish it with charts.publish"
    if not CHART_NAME.fullmatch(name):
        return f"a chart cannot be called '{name}'; allowed: small letters, digits and hyphens"
    return f"a chart is called '{name}' already, in {makers[name]}" if name in makers else ""


def _missing(name: str, spec: dict[str, Any]) -> str:
    """What a chart does not say about itself, though its page has to show it."""
    kept = spec.get("usermeta", {}).get("compendium", {})
    lacking = [words for key, words in KEPT.items() if key not in kept]
    lacking += [words for key, words in (("title", "a title"), ("description", "a short description"))
                if not spec.get(key)]
    return f"chart '{name}' lacks {', '.join(lacking)}; charts.publish gives a chart all of them" if lacking else ""


def _other(name: str, spec: dict[str, Any], results: Mapping[str, Row]) -> str:
    """What a chart says by a result's id that is not the result's own number, in whatever unit.

    Asked of the book's own runs alone: with other parameters a chapter works out other numbers by the same ids.
    """
    for row in data_of(spec):
        own = results.get(str(row.get("result"))) or {}
        for column in (each for each in NUMBERS if own and row[each] is not None):
            number, unit = own[column], str(row["unit"])
            if number is None or not math.isclose(row[column], in_unit(number, own["unit"], unit), rel_tol=ROUNDED):
                known = "none" if number is None else f"{number:.10g} {own['unit']}"
                return (f"chart {name}: the row '{row['label']}' says {row[column]:.10g} {unit} as '{column}' by the"
                        f" result {row['result']}, and not {known}; draw the result's own number, or give what was"
                        " computed from it an id of its own")
    return ""


def write_figures(root: Path) -> list[str]:
    """Write the files of all charts, remove those of charts that are gone; names of those whose files are others now.

    A file that belongs to no chart of this book, now or before, stays as it is. A clone has the files and not the note
    of what they were drawn from: all charts are drawn, and only what comes out otherwise has changed.
    """
    specs = charts_by_name(root, read_chapters(root))
    folder = root / "figures"
    drawn = _read_drawn(root)
    changed = [name for name, spec in specs.items()
               if not _is_drawn(folder, name, spec, drawn) and _write_chart(folder, name, spec)]
    gone = [path for path in folder.glob("*") if _is_ours(folder, path) and path.name.partition(".")[0] not in specs]
    for path in gone:
        path.unlink()
    prints = {name: _fingerprint(folder, name, spec) for name, spec in specs.items()}
    write_whole(root / DRAWN, json.dumps(prints, indent=1, sort_keys=True))
    seal(folder, [f"{name}.{ending}" for name in specs for ending in ENDINGS])
    return sorted({*changed, *(path.name.partition(".")[0] for path in gone)})


def _write_chart(folder: Path, name: str, spec: dict[str, Any]) -> bool:
    """Draw a chart into its files; whether any of them was not there yet, or held something else."""
    before = _held(folder, name)
    made = (_as_text(spec), picture(name, spec), as_csv(data_of(spec)))
    for ending, text in zip(ENDINGS, made, strict=True):
        write_whole(folder / f"{name}.{ending}", text)
    return before != list(made)


def picture(name: str, spec: dict[str, Any]) -> str:
    """A chart as SVG, as wide as a page where it would otherwise fill what there is."""
    family = str(spec.get("config", {}).get("font", "")).split(",")[0].strip("'\" ")
    if family != FONT:
        what = f"chart '{name}' is set in '{family}'; only '{FONT}' looks the same on every machine"
        raise ChapterError([Problem("figures", 0, what)])
    return _numbered(as_svg(spec)) + "\n"


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
    made_from = [how_it_draws(), PICTURE_WIDTH, spec, _held(folder, name)]
    return hashlib.sha256(json.dumps(made_from, sort_keys=True).encode()).hexdigest()


def _held(folder: Path, name: str) -> list[str]:
    """What a chart's files hold; a file that is not there holds nothing."""
    files = [folder / f"{name}.{ending}" for ending in ENDINGS]
    return [path.read_text(encoding="utf-8") if path.exists() else "" for path in files]


def _is_drawn(folder: Path, name: str, spec: dict[str, Any], drawn: dict[str, str]) -> bool:
    return drawn.get(name) == _fingerprint(folder, name, spec)


def _read_drawn(root: Path) -> dict[str, str]:
    try:
        return dict(json.loads((root / DRAWN).read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}
