"""Which scripts and style sheets a page needs: those of extensions are loaded only where something uses them."""

import re
from collections.abc import Mapping

ELEMENT = re.compile(r"[ \t]*<(?:script\b[^>]*\bsrc|link\b[^>]*\bhref)=\"([^\"]*)\"[^>]*>(?:</script>)?\n?")
INLINE = re.compile(r"[ \t]*<script>([^<]{1,200})</script>\n?")
NEVER = frozenset({"fontawesome.js", "theme.css"})
"""Outlines of all icons, of which ``icons`` takes the few that are shown; and a sheet without a rule."""
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
