"""The typefaces of the printed edition, which come with the locked packages and are the same everywhere.

A sign that none of them has would be printed as an empty box; it is named before anything is set.
"""

import unicodedata
from collections.abc import Iterator
from functools import cache
from importlib.resources import files
from pathlib import Path

from fontTools.ttLib import TTFont
from lxml import html

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
        for child in [*element, None]:
            text = (element.text if child is None else child.tail) or ""
            at = next((at for at, sign in enumerate(text) if ord(sign) not in _drawn() and _plain(sign)), None)
            if at is None:
                continue
            kind, sign = _plain(text[at]) or ("span", text[at])
            moved = html.Element(kind)
            moved.text, moved.tail = sign, text[at + 1:]
            if child is None:
                element.text = text[:at]
                element.insert(0, moved)
            else:
                child.tail = text[:at]
                child.addnext(moved)
            # the rest of the text stands behind the new element, and may hold another
            raise_and_lower(body)
            return


def _plain(sign: str) -> tuple[str, str] | None:
    """'sup' or 'sub' and the plain sign, for a raised or lowered one; None for any other."""
    kind, _, points = unicodedata.decomposition(sign).partition(" ")
    element = {"super": "sup", "sub": "sub"}.get(kind.strip("<>"))
    return (element, "".join(chr(int(point, 16)) for point in points.split())) if element else None


def missing_signs(text: str) -> Iterator[str]:
    """Each sign of a text that no typeface of the edition draws, named by code point."""
    for sign in sorted(set(text)):
        if not sign.isspace() and unicodedata.category(sign) not in IGNORED and ord(sign) not in _drawn():
            yield f"U+{ord(sign):04X} {unicodedata.name(sign, 'without a name')}"


@cache
def _drawn() -> frozenset[int]:
    """The code points that the upright faces of either family draw."""
    upright = [place for (_, style, weight), place in FACES.items() if style == "normal" and weight == 400]
    return frozenset(point for place in upright for point in (TTFont(face_file(*place)).getBestCmap() or ()))
