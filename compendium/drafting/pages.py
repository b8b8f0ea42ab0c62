"""A page of HTML as a reader sees it: what is hidden or struck out is taken away, and its words come in lines."""

import re
from html import unescape
from typing import TYPE_CHECKING

from compendium.drafting.set_off import mark, plain
from compendium.errors import Refused

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_ZERO = re.compile(r"[+-]?0*\.?0*(?:[a-z]+|%)?")
GONE = {"display": re.compile("none"), "text-decoration": re.compile(".*line-through.*"),
        "text-decoration-line": re.compile(".*line-through.*")}
"""The styles that take an element away with all that is in it, hidden or struck out."""
GONE_IN_A_LINE = GONE | {"opacity": _ZERO}
"""The same of what stands in a line: a block that cannot be seen through at first is often one that a script shows."""
UNSEEN = {"visibility": re.compile("hidden|collapse"), "font-size": _ZERO, "color": re.compile("transparent")}
"""The styles that hide the words of an element, up to what is in it and says otherwise."""
RAISED = {"sup": True, "super": True, "sub": False}
"""Whether what does not stand on the line, by its element or its style, is above it."""
WITHDRAWN = ("del", "s", "strike", "template", "meter", "progress", "audio", "video", "canvas", "rp", "annotation")
"""The elements whose words a page does not say, or no longer, or in place of what it shows."""
NO_WORDS = ("head", "script", "style", "noscript", "select")
CELLS = ("td", "th")
BLOCKS = (
    "address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "dialog", "dir", "div",
    "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header",
    "hgroup", "hr", "html", "iframe", "legend", "li", "listing", "main", "menu", "nav", "ol", "optgroup", "option", "p",
    "plaintext", "pre", "search", "section", "summary", "table", "tbody", "text", "textarea", "tfoot", "thead", "tr",
    "ul", "xmp")
"""The elements that break the line; all others go on in the one in which they begin."""
FLAT = ("mrow", "mn", "mi", "mo", "mtext", "mstyle", "semantics")
"""The elements of mathematics whose signs stand one behind the other."""
ABOVE = {"msup": (None, True), "msub": (None, False), "mfrac": (True, False)}
"""Those of two parts, and which of these stands above or below the line."""
NOT_SHOWN = dict.fromkeys(map(ord, "\u00ad\u200b\u2060\ufeff"))
"""The signs that say where a line may break."""
TURNED = "\u202e"
"""The sign from which on a text is shown from right to left, whatever is in it."""
TURNED_BY = re.compile(rf"{TURNED}|<bdo[^>]*rtl|bidi-override", re.IGNORECASE)
TURNED_ROUND = ("the text is turned round there (from right to left), so that a number is shown otherwise than it is"
                " written; write it as it is shown, without that")
PAIR = 2
DEEPEST = 250
"""How deep a page is at most: at a few levels more its parser leaves out all that follows, without a word."""


def lines_of(page: "HtmlElement") -> list[str]:
    """The words of a page, one line a block or a row of a table; those of code as they are broken."""
    return [line for each in words_of(page).split("\n") if (line := " ".join(each.split()).removesuffix(" |"))]


def words_of(element: "HtmlElement", broken: bool = False) -> str:
    """The words of an element, set off from those around it; ``broken`` where its lines are as they are written."""
    if not isinstance(element.tag, str) or element.tag in NO_WORDS:
        return ""
    broken = broken or element.tag == "pre"
    words = _own(element.text, broken) + "".join(words_of(each, broken) + _own(each.tail, broken) for each in element)
    if element.tag in CELLS:
        return " ".join(words.split()) + " | "
    return " " if element.tag == "br" else f"\n{words}\n" if element.tag in BLOCKS else words


def _own(text: str | None, broken: bool) -> str:
    return text or "" if broken else re.sub(r"\s+", " ", text or "")


def as_seen(page: "HtmlElement", name: str, source: str) -> "HtmlElement":
    """A page without what it hides or has struck out; what stands above and below the line is marked as that.

    Refused where it turns the direction of its writing round, as a number is then shown otherwise than it is written;
    told with the line of its ``source``.
    """
    if deep := page.xpath(f"(//*[count(ancestor::*) >= {DEEPEST}])[1]"):
        raise Refused(f"{name}:{deep[0].sourceline}: elements stand too deep within each other to be read there, and"
                      f" nothing behind them is; allowed are {DEEPEST} levels")
    for each in list(page.iter("*")):
        gone = _any_of(GONE if each.tag in BLOCKS else GONE_IN_A_LINE, _style(each))
        if each.getparent() is not None and (each.get("hidden") is not None or each.tag in WITHDRAWN or gone):
            each.drop_tree()
    _leave_out_unseen(page, frozenset())
    for each in page.iter("*"):
        style = _style(each)
        overridden = each.tag == "bdo" or "bidi-override" in style.get("unicode-bidi", "")
        turned = overridden and "rtl" in (each.get("dir", "").lower(), style.get("direction"))
        if turned or TURNED in f"{each.text}{each.tail}":
            line = next((at for at, line in enumerate(source.split("\n"), 1) if TURNED_BY.search(unescape(line))),
                        each.sourceline)
            raise Refused(f"{name}:{line}: {TURNED_ROUND}")
    for each in page.iter():
        each.text, each.tail = (plain(words or "").translate(NOT_SHOWN) for words in (each.text, each.tail))
    _put_in_a_line(page)
    # what is within another first
    for each in reversed(list(page.iter("*"))):
        raised = RAISED.get(each.tag, RAISED.get(_style(each).get("vertical-align", "")))
        if raised is not None and each.tag not in (*BLOCKS, *CELLS):
            _set_words(each, mark(each.text_content(), raised))
        # what it says of a reader's view is said above
        each.attrib.pop("style", None)
    return page


def _style(element: "HtmlElement") -> dict[str, str]:
    """What the style of an element itself declares."""
    declared = (each.partition(":") for each in element.get("style", "").lower().split(";"))
    return {name.strip(): value.replace("!important", "").strip() for name, _, value in declared}


def _any_of(hiding: dict[str, re.Pattern[str]], style: dict[str, str]) -> bool:
    return any(name in style and pattern.fullmatch(style[name]) for name, pattern in hiding.items())


def _leave_out_unseen(element: "HtmlElement", hidden: frozenset[str]) -> None:
    """Take away the words that a style hides, and leave those within them that another shows again."""
    for name, value in _style(element).items():
        if name in UNSEEN:
            hidden = hidden | {name} if UNSEEN[name].fullmatch(value) else hidden - {name}
    for each in element:
        if isinstance(each.tag, str):
            _leave_out_unseen(each, hidden)
        if hidden:
            each.tail = ""
    if hidden:
        element.text = ""


def _set_words(element: "HtmlElement", words: str) -> None:
    del element[:]
    element.text = words


def _put_in_a_line(page: "HtmlElement") -> None:
    """Write what is said above a word behind it, and mathematics as the line that it is where it is one."""
    for each in list(page.iter("rt")):
        _set_words(each, f" ({each.text_content().strip()})")
    for each in list(page.iter(*ABOVE)):
        if len(each) == PAIR:
            for part, above in zip(each, ABOVE[each.tag], strict=True):
                if above is not None:
                    _set_words(part, mark(part.text_content().strip(), above))
            each[0].tail = "/" if each.tag == "mfrac" else ""
            each.tag = "mrow"
    for each in list(page.iter("math")):
        if all(part.tag in FLAT for part in each.iterdescendants("*")):
            _set_words(each, " ".join(each.text_content().split()))
            each.tag = "span"
