"""The articles of the printed edition: the story's pages as they were built, without what only a screen can show.

Ids get the page's name before them, so that pages that are bound together keep their anchors apart; links
between printed pages become links inside the book, and links to pages that are not printed become plain words.
"""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html

from compendium.book.site.addresses import address_from_top
from compendium.errors import CompendiumError

ON_SCREEN_ONLY = (
    ".//script | .//style | .//button | .//nav | .//template | .//noscript | .//form"
    " | .//details[not(contains(concat(' ', normalize-space(@class), ' '), ' in-print '))]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' headerlink ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' cell_input ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' cell-label ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' screen-only ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' sliders ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' how-made ')]"
    " | .//*[contains(concat(' ', normalize-space(@class), ' '), ' credit ')]"
    " | .//*[contains(@class, 'source-line')]//span[.//a[contains(@href, 'figures/')]]"
)
"""What is dropped: programs, buttons, code, what opens on demand, labels that only phones show, dials."""
SUMMARISED = "summarised"
"""The class of a finding with its figure, as the style sheet of print knows it."""
LINE_MAY_END = "\N{ZERO WIDTH SPACE}"
FACT_ADDRESS = re.compile(
    r"^(?:claims/(?P<claim>[^/]+/[^/]+)|(?:results|questions|definitions|assumptions)/(?P<name>[^/]+))$")
"""The addresses of the ledger to which facts lead."""


class PrintError(CompendiumError):
    """The pages are not there, or hold something that cannot be printed."""


@dataclass(frozen=True)
class Article:
    """One printed page: the name of its document, its title, and its content as an element."""

    docname: str
    title: str
    body: html.HtmlElement

    @property
    def slug(self) -> str:
        """What stands before the ids of this page."""
        return slug_of(self.docname)


def slug_of(docname: str) -> str:
    """The name of a page as the first part of an id."""
    return docname.replace("/", "-")


def read_article(pages: Path, docname: str, printed: Collection[str]) -> Article:
    """One built page, made ready for print. ``printed`` names all pages of the printed edition.

    Raises PrintError where the page was not built, or holds no article.
    """
    file = pages / f"{docname}.html"
    if not file.is_file():
        raise PrintError(f"{docname}.html is not among the built pages; build the book first")
    found = html.fromstring(file.read_text(encoding="utf-8")).xpath("//article")
    if not found:
        raise PrintError(f"{docname}.html holds no article; build the book anew")
    body = found[0]
    body.tag, body.attrib["class"] = "section", "chapter"
    for each in body.xpath(ON_SCREEN_ONLY):
        # what stands inside something that was dropped has no parent any more
        if each.getparent() is not None:
            each.drop_tree()
    _lead(body, docname, printed)
    float_finding_figures(body)
    let_lines_end(body)
    heading = body.find(".//h1")
    return Article(docname, " ".join(heading.text_content().split()) if heading is not None else docname, body)


def float_finding_figures(body: html.HtmlElement) -> None:
    """Let what a finding looks like stand beside it: what floats comes before the words that run around it."""
    for section in body.xpath(".//section[p[contains(concat(' ', @class, ' '), ' finding-basis ')]]"):
        section.set("class", SUMMARISED)
        for figure in section.xpath("./div[contains(concat(' ', @class, ' '), ' cell ')][.//figure]"):
            figure.drop_tree()
            figure.tail = None
            section.insert(1, figure)


def let_lines_end(body: html.HtmlElement) -> None:
    """Let a line end before each link or mark: WeasyPrint 70 ends it at its first word before one without room."""
    for inline in body.iter("a", "abbr", "em", "span", "strong"):
        before, around = inline.getprevious(), inline.getparent()
        if before is not None and (before.tail or "")[-1:].isspace():
            before.tail += LINE_MAY_END
        elif before is None and (around.text or "")[-1:].isspace():
            around.text += LINE_MAY_END


def fact_name(link: html.HtmlElement) -> str:
    """The id of the claim, result or question to which a fact leads; '' for a link that is no fact."""
    return str(link.get("data-fact", ""))


def _lead(body: html.HtmlElement, docname: str, printed: Collection[str]) -> None:
    """Give ids the page's name, and lead each link to where it leads in print."""
    for each in body.xpath(".//*[@id]"):
        each.set("id", f"{slug_of(docname)}--{each.get('id')}")
    body.set("id", slug_of(docname))
    for link in body.xpath(".//a[@href]"):
        address = link.get("href")
        if re.match(r"^[a-z]+:", address):
            continue
        target, anchor = urldefrag(address)
        page = address_from_top(docname, unquote(target)).removesuffix(".html") if target else docname
        ledger = FACT_ADDRESS.match(page)
        if page in printed:
            link.set("href", f"#{slug_of(page)}" + (f"--{unquote(anchor)}" if anchor else ""))
        elif ledger and link.xpath(".//*[contains(concat(' ', @class, ' '), ' fact ')]"):
            link.set("data-fact", link.get("data-fact") or ledger["claim"] or ledger["name"])
            del link.attrib["href"]
        else:
            link.drop_tag()
    for each in body.xpath(".//*[@title]"):
        del each.attrib["title"]


def chart_boxes(body: html.HtmlElement) -> Iterator[html.HtmlElement]:
    """The charts of an article."""
    yield from body.xpath(".//div[@data-chart]")
