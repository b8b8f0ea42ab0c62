"""What the output of a cell may bring onto a page: a stated list of elements, and nothing that runs or loads.

A chapter is a program that somebody wrote. What it displays as HTML is cleaned by nh3 before it becomes a page, and a
build stops where something was taken out that could have run, loaded or sent anything, with chapter and cell.
"""

import re
import unicodedata
from collections.abc import Iterator
from functools import cache
from html import unescape
from typing import TYPE_CHECKING, Any

import nh3

from compendium.drawing import FACT_TYPE

if TYPE_CHECKING:
    from markdown_it import MarkdownIt

TAGS = {"a", "abbr", "b", "blockquote", "br", "caption", "cite", "code", "col", "colgroup", "dd", "del", "details",
        "div", "dl", "dt", "em", "figcaption", "figure", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "i", "ins", "kbd",
        "li", "mark", "ol", "p", "pre", "q", "s", "samp", "small", "span", "strong", "sub", "summary", "sup", "table",
        "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u", "ul", "var", "wbr"}
"""The elements that a page takes from a cell. Pictures come from charts and from files of the book."""
ATTRIBUTES = {"*": {"class", "dir", "id", "lang", "title"}, "a": {"href"}, "col": {"span"}, "colgroup": {"span"},
              "details": {"open"}, "ol": {"start"}, "td": {"colspan", "headers", "rowspan"},
              "th": {"colspan", "headers", "rowspan", "scope"}, "time": {"datetime"}}
"""Their attributes. Colours and sizes are those of the book."""
ADDRESSES = {"http", "https", "mailto"}
DROPPED = {"script", "style", "template", "noscript", "title", "textarea", "svg", "math", "iframe", "object"}
"""Elements that go with all that is in them."""
OUTPUT_TYPES = ("application/vnd.vegalite.v6+json", "text/html", "text/markdown", "text/latex", "text/plain",
                "image/png", "image/jpeg", "image/svg+xml")
"""The forms of an output that a page may show; a picture is shown as a file, in which nothing runs."""
ALLOWED_OUTPUTS = ("text, lists and links to https://, charts of compendium.charts, and tables, formulas and pictures "
                   "in PNG, JPEG or SVG that are displayed themselves")
AS_WRITTEN = {"table_open": "a table", "math_inline": "a formula", "math_block": "a formula", "amsmath": "a formula",
              "myst_role": "a role"}
"""What Markdown of a cell says in Jupyter or in prose, and a page would show as it is written: it takes CommonMark."""
TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]")
"""What turns the direction of writing round, so that a number is shown otherwise than it was printed."""
LOOKS = {("style", ""), ("table", "border"), ("style", "scoped"), ("style", "type"), ("", "style")}
"""What pandas writes for looks alone: the pages have their own, so that it goes without a word."""
TAG = re.compile(r"<(?=[A-Za-z/!?])")
SCHEME = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
"""How an address begins that is none of the book; of HTML, what other schemes than those allowed do is told apart."""
SPACE = r"[ \t\n\r\f]"
WHOLE = re.compile(rf"""<!--(?!-?>)(?:(?!--!?>).)*-->
    |</?[a-z][a-z0-9-]*(?:{SPACE}+[a-z_:][a-z0-9_.:-]*(?:{SPACE}*={SPACE}*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*{SPACE}*/?>
    |(?P<begun><[a-z/!?])""", re.DOTALL | re.IGNORECASE | re.VERBOSE)
"""A comment or a tag of which everybody knows where it ends; else the beginning of what looks like one.

Where another ends, a browser, nh3, and Python from one version to the next say differently."""


def cleaned_html(html: str) -> str:
    """A piece of HTML with the allowed elements and attributes alone."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=ADDRESSES, clean_content_tags=DROPPED,
                     link_rel=None)


def taken_out(html: str, looks: bool = True) -> list[str]:
    """What of a piece of HTML no page takes, such as '<script>' or 'onclick': each once, in order.

    What pandas writes for ``looks`` goes without a word, unless that is not wanted.
    """
    if not TAG.search(html):
        return []
    # loading it takes as long as the rest of a check, and few pages hold HTML
    from bs4 import BeautifulSoup

    found: list[str] = []
    passed = LOOKS if looks else set[tuple[str, str]]()
    begun = next((each.start() for each in WHOLE.finditer(html) if each["begun"]), len(html))
    soup = BeautifulSoup(html[:begun], "html.parser")
    for tag in soup.find_all():
        if tag.name not in TAGS:
            found += [] if (tag.name, "") in passed else [f"<{tag.name}>"]
            continue
        for name, value in tag.attrs.items():
            if name not in ATTRIBUTES["*"] | ATTRIBUTES.get(tag.name, set()):
                found += [] if {(tag.name, name), ("", name)} & passed else [name]
            elif name == "href" and "href=" not in cleaned_html(str(soup.new_tag("a", href=str(value)))):
                found.append(f"the address '{value}'")
    return [*dict.fromkeys(found), *_never_ended(html[begun:])]


def _never_ended(html: str) -> list[str]:
    """What it is that begins a piece of HTML, and of which nobody knows where it ends."""
    if not html:
        return []
    if html[1] in "!?":
        return ["a comment that is not closed"]
    return ["a tag with a quote or a sign that is out of place" if ">" in html else "a tag that is not closed"]


def safe(outputs: list[Any]) -> list[Any]:
    """A cell's outputs as a page may hold them; streams and errors, which are text, stay as they are."""
    return [_safe(output) if "data" in output else output for output in outputs]


def _safe(output: Any) -> Any:
    kept = output.copy()
    kept["data"] = type(output["data"])({
        kind: content for kind, content in output["data"].items() if kind in OUTPUT_TYPES})
    if "text/html" in kept["data"]:
        kept["data"]["text/html"] = cleaned_html(_text(kept["data"]["text/html"]))
    if "text/markdown" in kept["data"]:
        kept["data"]["text/markdown"] = _as_shown(kept["data"]["text/markdown"])
    return kept


def is_shown(output: Any) -> bool:
    """Whether a page shows an output as a thing of its own, and not as text that a cell printed or a value it keeps."""
    data = output.get("data", {})
    return FACT_TYPE not in data and any(kind in OUTPUT_TYPES for kind in data)


def refused_types(outputs: list[Any]) -> Iterator[str]:
    """What the outputs of a cell hold that no page takes."""
    for output in outputs:
        data = output.get("data", {})
        yield from taken_out(html := _text(data.get("text/html", "")))
        yield from _leads_into_book(html, markdown := _as_shown(data.get("text/markdown", "")))
        yield from _shown_otherwise(markdown)
        yield from _turned_round(output)
        if data and not any(kind in OUTPUT_TYPES for kind in data) and not any("compendium" in kind for kind in data):
            yield f"an output of the kind {', '.join(sorted(data))}"


def _leads_into_book(html: str, markdown: str) -> Iterator[str]:
    """What in a cell's HTML or Markdown would show or lead to a file of the book, or be a place on the page.

    Nothing but a build could tell whether that is there, is for readers, and stands as it was when the cell ran: prose
    holds such pictures and links.
    """
    if TAG.search(html):
        from bs4 import BeautifulSoup

        links = (str(tag["href"]) for tag in BeautifulSoup(html, "html.parser")("a", href=True))
        yield from (f"a link to '{link}'" for link in links if not SCHEME.match(link))
    if "](" in markdown or "]:" in markdown:
        parts = [part for token in _reader().parse(markdown) for part in token.children or ()]
        yield from (f"the picture '{part.attrs['src']}'" for part in parts if part.type == "image")
        links = (str(part.attrs["href"]) for part in parts if part.type == "link_open")
        yield from (f"a link to '{link}'" for link in links if link.partition(":")[0].lower() not in ADDRESSES)


def _shown_otherwise(markdown: str) -> Iterator[str]:
    """What of a cell's Markdown a page would show as it is written, and where it is too deep to be shown at all."""
    tokens = _reader().parse(markdown)
    # deeper than that, a reader of Markdown leaves out what stands there without a word
    if any(token.level >= _reader().options["maxNesting"] - 1 for token in tokens):
        yield "Markdown whose lists or quotations stand too deep within each other to be read"
    parts = [part for token in tokens for part in (token, *(token.children or ()))]
    yield from dict.fromkeys(f"{AS_WRITTEN[part.type]} in Markdown" for part in parts if part.type in AS_WRITTEN)


@cache
def _reader() -> "MarkdownIt":
    """A reader of Markdown that knows more than a page does, to tell of it; a price, as in $5 and $6, is no formula."""
    from markdown_it import MarkdownIt
    from mdit_py_plugins.amsmath import amsmath_plugin
    from mdit_py_plugins.dollarmath import dollarmath_plugin
    from mdit_py_plugins.myst_role import myst_role_plugin

    reader = MarkdownIt("commonmark").enable("table").use(amsmath_plugin).use(myst_role_plugin)
    return reader.use(dollarmath_plugin, allow_space=False, allow_digits=False)


def _turned_round(output: Any) -> Iterator[str]:
    """The first sign in each text of an output that turns what follows round."""
    for kind, text in {"": output.get("text", ""), **output.get("data", {})}.items():
        if kind.partition("/")[0] in ("", "text"):
            shown = unescape(_text(text)) if kind in ("text/html", "text/markdown") else _text(text)
            yield from (f"U+{ord(sign):04X} ({unicodedata.name(sign)})" for sign in TURNING.findall(shown)[:1])


def _as_shown(markdown: Any) -> str:
    """A cell's Markdown as a page shows it: HTML in it stands there as it is written."""
    return TAG.sub("&lt;", _text(markdown))


def _text(content: Any) -> str:
    return content if isinstance(content, str) else "".join(content)
