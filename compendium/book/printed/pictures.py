"""The pictures of the printed edition, each carried in the page itself: charts, and whatever else the pages show.

Charts are drawn anew in the book's own typefaces. All others are those of the built pages.
"""

import base64
import json
import math
import mimetypes
import textwrap
from io import BytesIO
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

from lxml import html

from compendium.book.printed.articles import SUMMARISED, Article, PrintError
from compendium.book.printed.typefaces import SANS, refuse_missing_signs, register_typefaces
from compendium.book.site.addresses import address_from_top
from compendium.drawing import as_svg

CHART_FONT, CHART_WIDTH, BESIDE_WIDTH = "Liberation Sans, Arial, Helvetica, sans-serif", 540, 400
"""What charts are set in on the screen; how wide they are drawn for print, in their own pixels, and how wide with all
their words where they stand beside a finding."""
TITLE_WIDTH = 50
"""So many letters of a title stand in a line beside a finding."""
DRAWN = ".svg"
"""How the name of a picture ends that is drawn and not of points."""


def put_charts(article: Article, folder: Path) -> None:
    """Put each chart's picture, drawn in the book's own typeface, in the place of its drawing on the screen."""
    for box in article.body.xpath(".//div[@data-chart]"):
        name = box.get("data-chart")
        picture = html.Element("img")
        described = box.find(".//img")
        picture.set("alt", described.get("alt", "") if described is not None else "")
        drawn = _chart(folder, name, beside=bool(box.xpath(f"ancestor::section[@class='{SUMMARISED}']")))
        refuse_missing_signs(f"{article.place(name)}: chart '{name}'", _words(drawn.encode()))
        picture.set("src", carried(drawn.encode(), DRAWN))
        picture.tail = box.tail
        box.getparent().replace(box, picture)


def put_pictures(article: Article, pages: Path) -> None:
    """Carry each picture that the built page shows. PrintError for one that is not there or cannot be read."""
    for picture in article.body.xpath(".//img[not(starts-with(@src, 'data:'))]"):
        address = unquote(picture.get("src", ""))
        file = pages / address_from_top(article.docname, address)
        place = f"{article.place(file.name)}: picture '{file.name}'"
        if not file.is_file():
            raise PrintError(f"{place} is not among the built pages; build the book first")
        content = file.read_bytes()
        _refuse_unreadable(place, content, drawn=file.suffix.lower() == DRAWN)
        picture.set("src", carried(content, file.suffix))


def carried(content: bytes, suffix: str) -> str:
    """A picture as the address that holds it."""
    kind, _ = mimetypes.guess_type(f"picture{suffix}", strict=False)
    return f"data:{kind};base64,{base64.b64encode(content).decode()}"


def _refuse_unreadable(place: str, content: bytes, drawn: bool) -> None:
    """Of what cannot be read, the library that sets pages prints the alternative text, and says nothing."""
    from PIL import Image, ImageFile

    # once it is loaded, that library lets everybody in the process read pictures that are cut off
    lenient, ImageFile.LOAD_TRUNCATED_IMAGES = ImageFile.LOAD_TRUNCATED_IMAGES, False
    try:
        if drawn:
            refuse_missing_signs(place, _words(content))
        else:
            Image.open(BytesIO(content)).load()
    except (OSError, SyntaxError, ValueError) as problem:
        raise PrintError(f"{place} is no picture that can be printed: {problem}") from problem
    finally:
        ImageFile.LOAD_TRUNCATED_IMAGES = lenient


def _words(drawn: bytes) -> str:
    """The words of a drawing."""
    return "".join(word for each in ElementTree.fromstring(drawn).findall(".//{*}text") for word in each.itertext())


def _chart(folder: Path, name: str, beside: bool = False) -> str:
    """A chart as SVG, from its specification in ``figures/``; one ``beside`` a finding is as wide as it has room."""
    file = folder / f"{name}.vl.json"
    if not file.is_file():
        raise PrintError(f"figures/{name}.vl.json is missing; build the book first")
    register_typefaces()
    spec = json.loads(file.read_text(encoding="utf-8").replace(CHART_FONT, SANS))
    if spec.get("width") != "container":
        return as_svg(spec)
    if not beside:
        return as_svg(spec | {"width": CHART_WIDTH})
    spec["title"] |= {part: textwrap.wrap(" ".join(_lines(spec["title"][part])), TITLE_WIDTH)
                      for part in ("text", "subtitle") if part in spec["title"]}
    # what stands beside the marks has a width that only drawing tells
    wide = html.fromstring(as_svg(spec | {"width": BESIDE_WIDTH}).encode()).get("width")
    return as_svg(spec | {"width": 2 * BESIDE_WIDTH - math.ceil(float(wide))})


def _lines(words: str | list[str]) -> list[str]:
    return [words] if isinstance(words, str) else words
