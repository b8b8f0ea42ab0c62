"""The articles of the printed edition: the story's pages as they were built, without what only a screen can show.

Ids get the page's name before them, so that pages that are bound together keep their anchors apart; links
between printed pages become links inside the book, and links to pages that are not printed become plain words.
"""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urldefrag

from lxml import html

from compendium.book.site.addresses import AS_WRITTEN, PagePlace, address_from_top
from compendium.errors import CompendiumError


def has_class(name: str) -> str:
    """The condition of an XPath that an element has a class."""
    return f"contains(concat(' ', normalize-space(@class), ' '), ' {name} ')"


SCREEN_CLASSES = ("headerlink", "cell_input", "cell-label", "screen-only", "sliders", "how-made", "credit", "backrefs",
                  "take-along", "chart-words")
ON_SCREEN_ONLY = " | ".join((
    ".//script | .//style | .//button | .//nav | .//template | .//noscript | .//form",
    *(f".//*[{has_class(name)}]" for name in SCREEN_CLASSES),
    f".//details[{has_class('on-demand')} and not({has_class('in-print')})]",
    f".//details[{has_class('hide')} and not(.//*[{has_class('cell_output')}])]",
    ".//*[contains(@class, 'source-line')]//span[.//a[contains(@href, 'figures/')]]"))
"""What is dropped: programs, buttons, code, labels that only phones show, dials, what the book itself adds to open."""
SUMMARISED = "summarised"
"""The class of a finding with its figure, as the style sheet of print knows it."""
LINE_MAY_END = "\N{ZERO WIDTH SPACE}"
LETTERS = "abcdefghijklmnopqrstuvwxyz"
"""The marks of an author's footnotes in print, where a number leads to who says something."""


class PrintError(CompendiumError):
    """The pages are not there, or hold something that cannot be printed."""


@dataclass(frozen=True)
class Article:
    """One printed page: the name of its document, its title, its content as an element, and its lines as written."""

    docname: str
    title: str
    body: html.HtmlElement
    written: tuple[str, ...] = ()

    def place(self, words: str) -> str:
        """File and line where the page, as it was written, first has some words; the file alone where it has not."""
        at = next((number for number, line in enumerate(self.written, start=1) if words in line), 0)
        return f"{self.docname}.md" + (f":{at}" if at else "")

    @property
    def slug(self) -> str:
        """What stands before the ids of this page."""
        return slug_of(self.docname)


def slug_of(docname: str) -> str:
    """The name of a page as the first part of an id."""
    return docname.replace("/", "-")


def read_article(pages: Path, docname: str, printed: Collection[str], facts: Mapping[PagePlace, str]) -> Article:
    """One built page, made ready for print. ``printed`` names all pages of the printed edition.

    ``facts`` names what stands at a place of the ledger.

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
    _lead(body, docname, printed, facts)
    open_for_print(body)
    mark_footnotes(body)
    float_finding_figures(body)
    let_lines_end(body)
    heading = body.find(".//h1")
    title = " ".join(heading.text_content().split()) if heading is not None else docname
    written = pages / AS_WRITTEN / f"{docname}.md"
    return Article(docname, title, body, tuple(written.read_text(encoding="utf-8").splitlines())
                   if written.is_file() else ())


def open_for_print(body: html.HtmlElement) -> None:
    """Print what an author lets readers open: its title, if it has one of its own, and what stands under it."""
    for opened in body.xpath(".//details"):
        opened.tag = "div"
        for title in opened.xpath("./summary"):
            # what a code cell hides has no title of its own, and a list of the book's stands under its heading
            if opened.xpath(f"self::*[{has_class('hide')} or {has_class('in-print')}]"):
                title.drop_tree()
                opened.classes.discard("admonition")
                continue
            title.tag, title.attrib["class"] = "p", "print-opened"
            for sign in title.xpath(".//svg"):
                sign.drop_tree()


def mark_footnotes(body: html.HtmlElement) -> None:
    """Mark the author's footnotes with letters: the numbers are those of the notes on who says a fact."""
    letters: dict[str, str] = {}
    labels = body.xpath(f".//aside[{has_class('footnote')}]/*[{has_class('label')}]")
    for mark in [*labels, *body.xpath(f".//a[{has_class('footnote-reference')}]")]:
        number = mark.text_content().strip("[]")
        letters.setdefault(number, letters_of(len(letters)))
        for text in mark.xpath(f".//text()[. = '{number}']"):
            around = text.getparent()
            if text.is_tail:
                around.tail = letters[number]
            else:
                around.text = letters[number]


def letters_of(count: int) -> str:
    """The mark that comes after so many others: a to z, then aa to zz, and so on."""
    rest, last = divmod(count, len(LETTERS))
    return (letters_of(rest - 1) if rest else "") + LETTERS[last]


def float_finding_figures(body: html.HtmlElement) -> None:
    """Let what a finding looks like stand beside it: what floats comes before the words that run around it."""
    for section in body.xpath(f".//section[p[{has_class('finding-basis')}]]"):
        section.set("class", SUMMARISED)
        for figure in section.xpath(f"./div[{has_class('cell')}][.//figure]"):
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


def _lead(body: html.HtmlElement, docname: str, printed: Collection[str], facts: Mapping[PagePlace, str]) -> None:
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
        fact = facts.get((page, unquote(anchor))) if link.xpath(f".//*[{has_class('fact')}]") else None
        if page in printed:
            link.set("href", f"#{slug_of(page)}" + (f"--{unquote(anchor)}" if anchor else ""))
        elif fact:
            link.set("data-fact", fact)
            del link.attrib["href"]
        else:
            link.drop_tag()
    for each in body.xpath(".//*[@title]"):
        del each.attrib["title"]
