"""Pictures are the same whatever fonts a machine has: one that has another version of ours is tried here."""

import importlib
import os
import subprocess
import sys
from pathlib import Path

import pytest
from fontTools.ttLib import TTFont

from compendium.drawing import drawing_library
from compendium.root import book_root

CHART = "index-take"
DRAW = """
import json, sys
from compendium.drawing import as_svg
print(as_svg(json.load(open(sys.argv[1], encoding="utf-8"))), end="")
"""
CARD = """
import sys
from compendium.drawing import drawing_library
words = '<text y="30" font-family="Liberation Sans">Kio</text>'
svg = f'<svg xmlns="http://www.w3.org/2000/svg" width="200" height="40">{words}</svg>'
sys.stdout.write(drawing_library().svg_to_png(svg).hex())
"""


@pytest.fixture(scope="module")
def other_fonts(tmp_path_factory) -> Path:
    """A configuration of fontconfig in which Liberation Sans is another typeface altogether."""
    folder = tmp_path_factory.mktemp("fonts")
    for style, file in (("Regular", "SourceSansPro-Regular"), ("Bold", "SourceSansPro-Bold")):
        package = importlib.import_module("font_source_sans_pro")
        font = TTFont(next(Path(package.__file__).parent.rglob(f"{file}.otf")))
        for record in font["name"].names:
            if record.nameID in (1, 16):
                where = (record.platformID, record.platEncID, record.langID)
                font["name"].setName("Liberation Sans", record.nameID, *where)
        font.save(folder / f"LiberationSans-{style}.otf")
    config = folder / "fonts.conf"
    config.write_text(f"<fontconfig><dir>{folder}</dir></fontconfig>", encoding="utf-8")
    return config


def drawn(program: str, words: list[str], fonts: Path) -> str:
    return subprocess.run([sys.executable, "-c", program, *words], env=os.environ | {"FONTCONFIG_FILE": str(fonts)},
                          capture_output=True, text=True, check=True).stdout


def test_the_other_typeface_would_be_seen(other_fonts):
    plain = "import json, sys, vl_convert\nprint(vl_convert.vegalite_to_svg(json.load(open(sys.argv[1]))), end='')"
    chart = str(book_root() / "figures" / f"{CHART}.vl.json")
    assert drawn(plain, [chart], other_fonts) != drawn(plain, [chart], Path("/nowhere"))


def test_a_chart_is_drawn_the_same_where_another_typeface_has_our_fonts_name(other_fonts):
    chart = str(book_root() / "figures" / f"{CHART}.vl.json")
    kept = (book_root() / "figures" / f"{CHART}.svg").read_text(encoding="utf-8")
    assert drawn(DRAW, [chart], other_fonts).strip() == kept.strip()


def test_a_picture_in_pixels_is_drawn_the_same_too(other_fonts):
    assert drawn(CARD, [], other_fonts) == drawn(CARD, [], Path("/nowhere"))


def test_other_programs_are_told_of_the_machines_fonts_as_before(other_fonts, monkeypatch):
    monkeypatch.setenv("FONTCONFIG_FILE", str(other_fonts))
    drawing_library.__wrapped__()
    assert os.environ["FONTCONFIG_FILE"] == str(other_fonts)
