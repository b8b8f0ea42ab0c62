"""One page of the book, finished: safe and light for every reader, and what the rest of the book must know of it.

Scripts and style sheets of extensions stay only where something uses them. Pictures tell their size, so that a page
keeps its place while they arrive. What programs that read aloud need, and Sphinx and the theme leave out, is added.
"""

import re
import struct
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from html import unescape
from pathlib import Path

from compendium.book.site.addresses import address_from_top, to_root
from compendium.book.site.page_parts import PageParts
from compendium.book.site.style_sheets import NAME, words_of
from compendium.fingerprints import text_print

ASKED = re.compile(r'(?:href|src)="[^"]*?(_static/[^"?]*)(?:\?[^"]*)?"')
ELEMENT = re.compile(r"[ \t]*<(?:script\b[^>]*\bsrc|link\b[^>]*\bhref)=\"([^\"]*)\"[^>]*>(?:</script>)?\n?")
INLINE = re.compile(r"[ \t]*<script>([^<]{1,200})</script>\n?")
NEVER = frozenset({"fontawesome.js", "theme.css"})
"""Outlines of all icons, of which the style sheets take the few that are shown; and a sheet without a rule."""
TOGGLED = r'class="(?:[^"]* )?(?:toggle[" ]|admonition [^"]*(?<= )dropdown[" ])'
NEEDED_WHERE: Mapping[str, str] = {
    "searchtools.js": 'id="search-results"',
    "language_data.js": 'id="search-results"',
    "searchindex.js": 'id="search-results"',
    "announce.js": r'class="chart[" ]',
    "search_texts.js": 'id="search-results"',
    "search.js": 'id="search-results"',
    "sphinx-design.min.css": r'class="[^"]*\bsd-',
    "design-tabs.js": r'class="[^"]*\bsd-tab',
    "togglebutton.js": TOGGLED,
    "togglebutton.css": TOGGLED,
    "clipboard.min.js": r'<div class="highlight',
    "copybutton.js": r'<div class="highlight',
    "copybutton.css": r'<div class="highlight',
    "pygments.css": r'<div class="highlight|<code class="[^"]*highlight',
}
"""What a page must hold, as a pattern, to need a file."""
SETTINGS: Mapping[str, str] = {
    "DOCUMENTATION_OPTIONS.pagename": "(?!)",
    "let toggle": TOGGLED,
    "var togglebutton": TOGGLED,
}
"""Settings in the page itself that go with one of them; the name of the page is read by no script of the book."""
PICTURE = re.compile(r'<img\b[^>]*\bsrc="([^"]+)"[^>]*>')
SVG_SIZE = re.compile(r'<svg\b[^>]*?\s(width|height)="([\d.]+)(?:px)?"[^>]*?\s(?:width|height)="([\d.]+)(?:px)?"')
PNG_HEADER = b"\x89PNG\r\n\x1a\n"
HEADING_OR_TABLE = re.compile(
    r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|(?P<table><table\b[^>]*>)(?!\s*<caption)", re.DOTALL)
HEADER = re.compile(r"<th\b(?![^>]*\bscope=)([^>]*)>")
TAG = re.compile(r"<a class=\"headerlink.*?</a>|<[^>]+>", re.DOTALL)
LAID_OUT = re.compile(r'class="[^"]*\b(?:indextable|genindextable|modindextable)\b')
"""Tables of Sphinx's that only put a list into columns."""
WITHDRAWN = re.compile(
    r'(<div class="citation"[^>]*) role="doc-biblioentry"|(<div) role="list"(?= class="citation-list")')
"""Roles that docutils gives to entries of a bibliography and that the standard has given up since."""
UNNAMED = '<summary aria-label="Toggle hidden content">'
"""What opens hidden code; its label would hide the words that everyone else reads on it."""
SIDEBAR = '<div id="pst-primary-sidebar"'


@dataclass(frozen=True)
class FinishedPage:
    """A page with its text, or without it where only the rest is remembered.

    ``files`` and ``styles`` are what was moved out of it, by name; ``words`` its classes and ids, ``named``
    the named values that it mentions, ``pictures`` those whose size it tells, ``asks`` the files that it loads.
    """

    made_from: str
    text: str | None
    files: Mapping[str, str]
    styles: Mapping[str, str]
    words: frozenset[str]
    named: frozenset[str]
    pictures: tuple[str, ...]
    asks: tuple[str, ...]
    problems: tuple[str, ...]

    def without_text(self) -> "FinishedPage":
        """What is remembered of the page."""
        return replace(self, text=None)

    def print_of(self, page: str, files: Mapping[str, str]) -> str:
        """What this page would be made from, were Sphinx's page and the files beside it these."""
        return _print_of_page(page, self.pictures, files)


def finished_page(built: Path, name: str, files: Mapping[str, str]) -> FinishedPage:
    """A page that Sphinx wrote, finished; ``files`` are the fingerprints of all that it wrote."""
    path = built / name
    written = path.read_text(encoding="utf-8")
    page = with_sizes(accessible(with_what_it_needs(written)), path)
    parts = PageParts(page, _root_of(name, page))
    text = parts.rewritten()
    shown = {found[1].partition("?")[0] for found in PICTURE.finditer(written)}
    pictures = tuple(sorted({address_from_top(name, address) for address in shown}))
    return FinishedPage(
        _print_of_page(files[name], pictures, files), text, parts.files, parts.styles, words_of([text], []),
        frozenset(NAME.findall(text)), pictures, tuple(sorted(set(ASKED.findall(text)))), tuple(parts.problems))


def _print_of_page(page: str, pictures: tuple[str, ...], files: Mapping[str, str]) -> str:
    return text_print(page, *(f"{name}={files.get(name)}" for name in pictures))


def _root_of(name: str, page: str) -> str:
    """The way from a page to the book's root, as the page itself says it, or as its place does."""
    said = re.search(r'data-content_root="([^"]*)"', page)
    return said[1].removeprefix("./") if said else to_root(name)


def with_what_it_needs(page: str) -> str:
    """A page without the scripts and style sheets that nothing on it uses."""

    def kept(found: re.Match[str]) -> str:
        name = found[1].partition("?")[0].rpartition("/")[2]
        pattern = NEEDED_WHERE.get(name)
        return "" if name in NEVER or (pattern and not re.search(pattern, page)) else found[0]

    def set_where_needed(found: re.Match[str]) -> str:
        patterns = (pattern for begins, pattern in SETTINGS.items() if found[1].strip().startswith(begins))
        return found[0] if all(re.search(pattern, page) for pattern in patterns) else ""

    return INLINE.sub(set_where_needed, ELEMENT.sub(kept, page))


def with_sizes(page: str, place: Path) -> str:
    """A page whose pictures say how wide and high they are; ``place`` is the page's own file."""

    def sized(found: re.Match[str]) -> str:
        if re.search(r"\s(?:width|height)=", found[0]):
            return found[0]
        size = _size(place.parent / found[1].partition("?")[0])
        return found[0].replace("<img", f'<img width="{size[0]}" height="{size[1]}"', 1) if size else found[0]

    return PICTURE.sub(sized, page)


def _size(path: Path) -> tuple[int, int] | None:
    reader: Callable[[Path], tuple[int, int] | None] | None = {".svg": svg_size, ".png": _png}.get(path.suffix)
    return reader(path) if reader and path.is_file() else None


def svg_size(path: Path) -> tuple[int, int] | None:
    """The width and height that a drawing states."""
    found = SVG_SIZE.search(path.read_text(encoding="utf-8", errors="replace")[:2000])
    if found is None:
        return None
    first, second = round(float(found[2])), round(float(found[3]))
    return (first, second) if found[1] == "width" else (second, first)


def _png(path: Path) -> tuple[int, int] | None:
    head = path.read_bytes()[:24]
    # a picture that was cut off says nothing of its size
    if not head.startswith(PNG_HEADER) or len(head) < 24:
        return None
    width, height = struct.unpack(">II", head[16:24])
    return width, height


def accessible(page: str) -> str:
    """A page with captions for its tables, scopes for their headers, a landmark around its sidebar, and true names."""
    page = WITHDRAWN.sub(r"\1\2", HEADER.sub(_scoped, _captioned(page)))
    page = page.replace(UNNAMED, "<summary>")
    return page.replace(SIDEBAR, f'{SIDEBAR} role="complementary" aria-label="Contents and search"', 1)


def _captioned(page: str) -> str:
    """Name each table that has no caption after the heading that it stands under."""
    heading = ""

    def named(found: re.Match[str]) -> str:
        nonlocal heading
        if found["heading"] is not None:
            heading = " ".join(unescape(TAG.sub("", found["heading"])).split())
            return found[0]
        if LAID_OUT.search(found["table"]):
            return found["table"].replace("<table", '<table role="presentation"', 1)
        words = heading.replace("&", "&amp;").replace("<", "&lt;")
        return f'{found["table"]}<caption class="visually-hidden">{words}</caption>' if words else found["table"]

    return HEADING_OR_TABLE.sub(named, page)


def _scoped(found: re.Match[str]) -> str:
    """A header cell of the first row heads a column, one at the beginning of a row that row."""
    row = "stub" in found[1] and "head" not in found[1]
    return f'<th scope="{"row" if row else "col"}"{found[1]}>'
