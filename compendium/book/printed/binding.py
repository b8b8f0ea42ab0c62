"""The printed edition: the story bound as one tagged PDF, from the pages that were built for the screen.

WeasyPrint sets it. The typefaces come with the locked packages and the date from ``CITATION.cff``, so that the
same pages give the same bytes. A sign that no typeface has would be printed as an empty box; it is named before
anything is set.
"""

import base64
import json
import math
import os
import textwrap
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

from fontTools.ttLib import TTFont
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup
from ruamel.yaml import YAML

from compendium.book.printed.apparatus import add_notes, index_of, mark_names
from compendium.book.printed.articles import SUMMARISED, Article, PrintError, chart_boxes, read_article
from compendium.book.site.edition import Edition, read_edition
from compendium.datasets.loading import plain_rows
from compendium.drawing import as_svg, drawing_library
from compendium.evidence import Ledger
from compendium.evidence.periods import in_words
from compendium.evidence.reading import book_ledger

HERE = Path(__file__).parent
CHART_FONT, CHART_WIDTH, BESIDE_WIDTH = "Liberation Sans, Arial, Helvetica, sans-serif", 540, 400
"""What charts are set in on the screen; how wide they are drawn for print, in their own pixels, and how wide with all
their words where they stand beside a finding."""
TITLE_WIDTH = 50
"""So many letters of a title stand in a line beside a finding."""
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


def refuse_without_pango() -> None:
    """PrintError, with the packages that bring it, where the library that lays out text is not installed."""
    try:
        import weasyprint  # noqa: F401 - it looks for its libraries when it is imported
    except OSError as problem:
        raise PrintError("the printed edition needs Pango (on Debian and Ubuntu: apt install libpango-1.0-0 "
                         f"libpangoft2-1.0-0 libharfbuzz-subset0): {str(problem).splitlines()[0]}") from problem


def printed_pages(root: Path) -> list[str]:
    """The documents of the printed edition, in order: the first page, one part of the contents, the pages at the end.

    ``_config.yml`` names the part (``printed_part``) and the pages at the end (``printed_back``).
    Raises PrintError where the contents have no part of that name.
    """
    read = YAML(typ="safe")
    settings = read.load((root / "_config.yml").read_text(encoding="utf-8"))["sphinx"]["config"]
    contents = read.load((root / "_toc.yml").read_text(encoding="utf-8"))
    named = {part["caption"]: [chapter["file"] for chapter in part["chapters"]] for part in contents["parts"]}
    part = settings.get("printed_part", next(iter(named)))
    if part not in named:
        raise PrintError(f"_config.yml: printed_part is '{part}'; the parts of _toc.yml are: {', '.join(named)}")
    return [contents["root"], *named[part], *settings.get("printed_back", ())]


def print_book(root: Path, pages: Path, made: Path) -> int:
    """Set the printed edition of the pages built in ``pages`` as the PDF ``made``; the number of its pages.

    Raises PrintError for a page that is missing, or for a sign that no typeface of the edition draws.
    """
    ledger, edition = book_ledger(root), read_edition(root)
    names = printed_pages(root)
    articles = [read_article(pages, name, names) for name in names]
    results: dict[str, dict[Any, Any]] = {str(row["id"]): row for row in plain_rows("derived", root)}
    for article in articles:
        raise_and_lower(article.body)
        _put_charts(article, root / "figures")
        add_notes(article, ledger, results)
    anchors = mark_names(articles, ledger)
    _refuse_missing_signs(articles)
    with _dated(edition):
        drawn = _laid_out(_markup(root, articles, ledger, edition, []))
        placed = {anchor: number for number, page in enumerate(drawn.pages, start=1) for anchor in page.anchors}
        bound = _laid_out(_markup(root, articles, ledger, edition, index_of(anchors, placed)))
        made.parent.mkdir(parents=True, exist_ok=True)
        bound.write_pdf(made, pdf_variant="pdf/ua-1", pdf_identifier=edition.full_title.encode(), full_fonts=False)
    return len(bound.pages)


def _markup(root: Path, articles: Sequence[Article], ledger: Ledger, edition: Edition, names: Sequence[Any]) -> str:
    """The whole book as one page of HTML."""
    sources = [each.source.model_dump() | {"published": in_words(each.source.published)} for each in ledger.records]
    bodies = [{"slug": each.slug, "title": each.title,
               "markup": Markup(html.tostring(each.body, encoding="unicode"))} for each in articles]
    made: str = _template().render(
        language="en", edition=edition, articles=bodies, names=names,
        sources=sorted(sources, key=lambda source: ((source["authors"] or [source["publisher"]])[0], source["id"])))
    return made


def _laid_out(markup: str) -> Any:
    """The book broken into pages."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    fonts = FontConfiguration()
    styles = [CSS(string=f"{font_faces()}\n{(HERE / 'print.css').read_text(encoding='utf-8')}", font_config=fonts)]
    return HTML(string=markup, base_url=str(HERE)).render(stylesheets=styles, font_config=fonts)


def _put_charts(article: Article, folder: Path) -> None:
    """Put each chart's picture, drawn in the book's own typeface, in the place of its drawing on the screen."""
    for box in list(chart_boxes(article.body)):
        name = box.get("data-chart")
        picture = html.Element("img")
        described = box.find(".//img")
        picture.set("alt", described.get("alt", "") if described is not None else "")
        picture.set("src", "data:image/svg+xml;base64," + base64.b64encode(_picture(
            folder, name, beside=bool(box.xpath(f"ancestor::section[@class='{SUMMARISED}']"))).encode()).decode())
        picture.tail = box.tail
        box.getparent().replace(box, picture)


def _picture(folder: Path, name: str, beside: bool = False) -> str:
    """A chart as SVG, from its specification in ``figures/``; one ``beside`` a finding is as wide as it has room."""
    file = folder / f"{name}.vl.json"
    if not file.is_file():
        raise PrintError(f"figures/{name}.vl.json is missing; build the book first")
    _register_typefaces()
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




@cache
def _register_typefaces() -> None:
    for folder in {str(face_file(*place).parent) for place in FACES.values()}:
        drawing_library().register_font_directory(folder)


def _refuse_missing_signs(articles: Sequence[Article]) -> None:
    for article in articles:
        if missing := list(missing_signs(article.body.text_content())):
            raise PrintError(f"{article.docname}: the printed edition has no typeface for {', '.join(missing)}; "
                             "write it another way")


@contextmanager
def _dated(edition: Edition) -> Iterator[None]:
    """Have the file carry the date of the edition."""
    before: Mapping[str, str] = dict(os.environ)
    os.environ["SOURCE_DATE_EPOCH"] = str(edition.seconds)
    try:
        yield
    finally:
        os.environ.clear()
        os.environ.update(before)


@cache
def _template() -> Any:
    return Environment(loader=FileSystemLoader(HERE / "templates"), autoescape=True, undefined=StrictUndefined,
                       trim_blocks=True, lstrip_blocks=True).get_template("book.html")


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
