"""The mathematics of the printed edition: each formula as a picture with its TeX in words.

The library that sets pages lays out no MathML: it would print a quotient as a product, and a power as a factor.
What sets formulas here knows most of TeX's commands, and says which it does not know.
"""

import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from xml.etree.ElementTree import Element, SubElement, tostring

from lxml import html

from compendium.book.printed.articles import Article, PrintError
from compendium.book.printed.pictures import DRAWN, carried
from compendium.drawing import SVG

SIZE = 10
"""Letters of a formula are drawn so high; on a page it is as large as the words around it."""
STEPS = {1: "M", 2: "L", 3: "Q", 4: "C", 79: "Z"}
"""How a step of an outline is written in SVG."""
READ_OTHERWISE = re.compile(r"(?<!\\)[&~]")
"""Signs that TeX sets as room, and that would be printed as they are."""
SIZED = re.compile(r"\\(?:display|text)style(?![A-Za-z])")
"""What notebooks put before a formula that a cell displays; it says nothing of what it means."""


def set_formulas(article: Article) -> None:
    """Put a picture in the place of each formula. PrintError, with its place, for one that cannot be set."""
    for formula in article.body.xpath(".//math"):
        tex = formula.get("alttext", "")
        place = article.place(tex)
        if formula.xpath("ancestor::*[self::h1 or self::h2 or self::h3 or self::h4 or self::h5 or self::h6]"):
            raise PrintError(f"{place}: the heading holds the formula '{tex}', which neither contents nor bookmarks of "
                             "the printed edition can hold; write it in words")
        try:
            picture = _picture(tex)
        except ValueError as problem:
            raise PrintError(f"{place}: the formula '{tex}' cannot be set in the printed edition: "
                             f"{str(problem).splitlines()[-1]}; write it another way") from problem
        picture.tail = formula.tail
        formula.getparent().replace(formula, picture)


def _picture(tex: str) -> html.HtmlElement:
    """A formula as a picture that stands on the line of the words around it; ValueError for one that is not known."""
    from matplotlib.font_manager import FontProperties
    from matplotlib.textpath import TextPath

    if unread := READ_OTHERWISE.search(tex):
        raise ValueError(f"'{unread[0]}' is not known there")
    with _refusing_what_is_missing():
        outline = TextPath((0, 0), f"${SIZED.sub('', tex)}$", size=SIZE, prop=FontProperties(math_fontfamily="stix"))
    left, low, right, high = outline.get_extents().extents if len(outline.vertices) else (0, 0, 0, 0)
    drawn = Element("svg", xmlns=SVG, viewBox=f"{left:.3f} {-high:.3f} {right - left:.3f} {high - low:.3f}")
    SubElement(drawn, "path", d=" ".join(
        STEPS[int(step)] + " ".join(f"{number:.3f}" for number in points * ([1, -1] * (len(points) // 2)))
        * (STEPS[int(step)] != "Z") for points, step in outline.iter_segments(simplify=False)))
    picture: html.HtmlElement = html.Element("img", alt=tex, src=carried(tostring(drawn), DRAWN),
                           style=f"width: {(right - left) / SIZE:.3f}em; vertical-align: {low / SIZE:.3f}em")
    picture.set("class", "formula")
    return picture


@contextmanager
def _refusing_what_is_missing() -> Iterator[None]:
    """ValueError where the library tells its log that it sets another sign for one that it has not."""
    told: list[str] = []
    watching = logging.Handler(logging.WARNING)
    watching.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    log = logging.getLogger("matplotlib.mathtext")
    log.addHandler(watching)
    try:
        yield
    finally:
        log.removeHandler(watching)
    if told:
        raise ValueError(told[0].partition(",")[0])
