"""What a finished page tells programs that read it aloud: what each table is, what its headers head, where things are.

Sphinx and the theme leave it out; it is added to the finished page, where all tables of all kinds look alike.
"""

import re
from html import unescape

TABLE = re.compile(r"<h[1-6][^>]*>(?P<heading>.*?)</h[1-6]>|(?P<table><table\b[^>]*>)(?!\s*<caption)", re.DOTALL)
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

    return TABLE.sub(named, page)


def _scoped(found: re.Match[str]) -> str:
    """A header cell of the first row heads a column, one at the beginning of a row that row."""
    row = "stub" in found[1] and "head" not in found[1]
    return f'<th scope="{"row" if row else "col"}"{found[1]}>'
