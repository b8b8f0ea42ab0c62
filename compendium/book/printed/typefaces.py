"""The typefaces of the printed edition, from locked packages: where they are, and which signs they draw.

A sign that none of them has would be printed as an empty box; it is named instead.
"""

import unicodedata
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import html

from compendium.book.printed.articles import PrintError
from compendium.drawing import drawing_library

SERIF, SANS = "Source Serif Pro", "Source Sans Pro"
FACES = {
    (SERIF, "normal", 400): ("font_source_serif_pro", "SourceSerifPro-Regular.otf"),
    (SERIF, "italic", 400): ("font_source_serif_pro", "SourceSerifPro-It.otf"),
    (SERIF, "normal", 600): ("font_source_serif_pro", "SourceSerifPro-Semibold.otf"),
    (SERIF, "normal", 700): ("font_source_serif_pro", "SourceSerifPro-Bold.otf"),
    (SANS, "normal", 400): ("font_source_sans_pro", "SourceSansPro-Regular.otf"),
    (SANS, "italic", 400): ("font_source_sans_pro", "SourceSansPro-It.otf"),
    (SANS, "normal", 600): ("font_source_sans_pro", "SourceSansPro-Semibold.otf"),
    (SANS, "normal", 700): ("font_source_sans_pro", "SourceSansPro-Bold.otf"),
}
"""Family, style and weight, and the package and file that hold them."""
IGNORED = {"Cc", "Cf", "Zl", "Zp"}
"""Kinds of signs that are not drawn."""


def refuse_missing_signs(place: str, text: str) -> None:
    """PrintError, with where the text stands, for signs that no typeface of the edition draws."""
    if missing := missing_signs(text):
        named = ", ".join(f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}" for sign in missing)
        raise PrintError(f"{place}: the printed edition has no typeface for {named}; write it another way")


@cache
def face_file(package: str, name: str) -> Path:
    """Where the file of a typeface is."""
    return Path(str(files(package))) / "files" / name


def font_faces() -> str:
    """The rules of a style sheet that name all typefaces."""
    return "\n".join(
        f'@font-face {{ font-family: "{family}"; font-style: {style}; font-weight: {weight}; '
        f'src: url("{face_file(package, name).as_uri()}"); }}'
        for (family, style, weight), (package, name) in FACES.items())


def raise_and_lower(body: html.HtmlElement) -> None:
    """Write a raised or lowered sign that no typeface draws, such as a plus, as the plain sign raised or lowered."""
    for element in list(body.iter("*")):
        for before in [None, *element]:
            last = before
            text = (element.text if last is None else last.tail) or ""
            while moved := next(((at, *plain) for at, sign in enumerate(text) if ord(sign) not in _drawn()
                                 and (plain := _plain(sign))), None):
                at, kind, sign = moved
                new = html.Element(kind)
                new.text, new.tail = sign, text[at + 1:]
                if last is None:
                    element.text = text[:at]
                    element.insert(0, new)
                else:
                    last.tail = text[:at]
                    last.addnext(new)
                last, text = new, new.tail


def _plain(sign: str) -> tuple[str, str] | None:
    """'sup' or 'sub' and the plain sign, for a raised or lowered one; None for any other."""
    kind, _, points = unicodedata.decomposition(sign).partition(" ")
    element = {"super": "sup", "sub": "sub"}.get(kind.strip("<>"))
    return (element, "".join(chr(int(point, 16)) for point in points.split())) if element else None


def missing_signs(text: str) -> list[str]:
    """Each sign of a text that no typeface of the edition draws."""
    return [sign for sign in sorted(set(text)) if not sign.isspace()
            and unicodedata.category(sign) not in IGNORED and ord(sign) not in _drawn()]


@cache
def _drawn() -> frozenset[int]:
    """The code points that the upright faces of either family draw."""
    upright = [place for (_, style, weight), place in FACES.items() if style == "normal" and weight == 400]
    return frozenset(point for place in upright for point in (TTFont(face_file(*place)).getBestCmap() or ()))


@cache
def register_typefaces() -> None:
    """Have the drawing library know them."""
    for folder in {str(face_file(*place).parent) for place in FACES.values()}:
        drawing_library().register_font_directory(folder)
