"""The printed edition: the story bound as one tagged PDF, from the pages that were built for the screen.

WeasyPrint sets it. The typefaces come with the locked packages and the date from ``CITATION.cff``, so that the
same pages give the same bytes. A sign that no typeface has would be printed as an empty box; it is named before
anything is set.
"""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from lxml import html
from markupsafe import Markup
from ruamel.yaml import YAML

from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.printed.apparatus import add_notes, index_of, mark_names
from compendium.book.printed.articles import Article, PrintError, read_article
from compendium.book.printed.formulas import set_formulas
from compendium.book.printed.pictures import put_charts, put_pictures
from compendium.book.printed.typefaces import font_faces, missing_signs, raise_and_lower, refuse_missing_signs
from compendium.book.site.edition import Edition, read_edition
from compendium.evidence import Ledger
from compendium.evidence.periods import in_words

HERE = Path(__file__).parent


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
    known, edition = Evidence(root), read_edition(root)
    names = printed_pages(root)
    facts = {place: name for name in known.names() if (place := known.place_of(name))}
    articles = [read_article(pages, name, names, facts) for name in names]
    for article in articles:
        put_charts(article, root / "figures")
        put_pictures(article, pages)
        set_formulas(article)
        add_notes(article, known.ledger, known.results)
    anchors = mark_names(articles, known.ledger)
    with _dated(edition):
        drawn = _laid_out(_markup(articles, known.ledger, edition, []))
        placed = {anchor: number for number, page in enumerate(drawn.pages, start=1) for anchor in page.anchors}
        bound = _laid_out(_markup(articles, known.ledger, edition, index_of(anchors, placed)))
        made.parent.mkdir(parents=True, exist_ok=True)
        bound.write_pdf(made, pdf_variant="pdf/ua-1", pdf_identifier=edition.full_title.encode(), full_fonts=False)
    return len(bound.pages)


def _markup(articles: Sequence[Article], ledger: Ledger, edition: Edition, names: Sequence[Any]) -> str:
    """The whole book as one page of HTML, each sign of which a typeface draws."""
    sources = [each.source.model_dump() | {"published": in_words(each.source.published)} for each in ledger.records]
    bodies = [{"slug": each.slug, "title": each.title,
               "markup": Markup(html.tostring(each.body, encoding="unicode"))} for each in articles]
    sources.sort(key=lambda source: ((source["authors"] or [source["publisher"]])[0], source["id"]))
    whole = _template().render(language="en", edition=edition, articles=bodies, names=names, sources=sources)
    # a picture may be longer than a page's text usually is
    page = html.fromstring(whole, parser=html.HTMLParser(huge_tree=True))
    raise_and_lower(page.body)
    _refuse_missing_signs(page.body, {each.slug: each for each in articles})
    made: str = html.tostring(page, encoding="unicode", doctype="<!doctype html>")
    return made


def _refuse_missing_signs(body: html.HtmlElement, articles: Mapping[str, Article]) -> None:
    """Name a sign that would be an empty box, and what it stands in."""
    for text in body.xpath(".//text()"):
        for sign in missing_signs(text):
            ids = text.getparent().xpath("ancestor-or-self::*/@id")[::-1]
            page = next((articles[each] for each in ids if each in articles), None)
            other = next((each.replace("--", ", ") for each in ids), "the title page")
            refuse_missing_signs(page.place(sign) if page else other, text)


def _laid_out(markup: str) -> Any:
    """The book broken into pages."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration
    from weasyprint.urls import URLFetcher

    fonts = FontConfiguration()
    styles = [CSS(string=f"{font_faces()}\n{(HERE / 'print.css').read_text(encoding='utf-8')}", font_config=fonts)]
    # pictures are carried in the page: what one of them asks for beside, no browser would get for it either
    fetcher = URLFetcher(allowed_protocols={"data"})
    return HTML(string=markup, url_fetcher=fetcher).render(stylesheets=styles, font_config=fonts)


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
