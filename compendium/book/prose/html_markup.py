"""HTML that an author wrote into a page: what in it no page takes, and elements that are not closed or not begun."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from compendium.book.prose.odd_markup import hidden_class
from compendium.book.site.cell_outputs import TAGS, taken_out

MAY_STAY_OPEN = {"br", "hr", "wbr", "col", "colgroup", "li", "p", "dt", "dd", "tr", "td", "th", "thead", "tbody",
                 "tfoot"}
"""Elements that hold nothing, or that HTML itself ends."""
COMMENT = re.compile(r"<!--.*?-->", re.DOTALL)
BETTER = "allowed is HTML of text, lists, tables and links, and better Markdown"
PAIR = re.compile(rf"<(/?)({'|'.join(sorted(TAGS - MAY_STAY_OPEN, key=len, reverse=True))})(?=[\s>])", re.IGNORECASE)
CLASS_ATTRIBUTE = re.compile(r"""\bclass\s*=\s*("[^"]*"|'[^']*'|[^\s>]+)""", re.IGNORECASE)


def unfit(html: str) -> str:
    """What a piece of HTML holds that would run, load, send or hide something, or is open; empty if nothing."""
    # what pandas writes for looks is cleaned away; what an author writes would be published, and could hide words
    held = taken_out(html, looks=False)
    return f"holds {', '.join(held)}, which no page takes; {BETTER}" if held else ""


@dataclass
class Elements:
    """The elements that a piece of a page has begun, each with its line."""

    opened: list[tuple[str, int]] = field(default_factory=list)

    def read(self, html: str, line: int) -> Iterator[tuple[int, str]]:
        """Take in what some HTML begins and ends; tell what hides, and what ends that was not begun."""
        for classes in CLASS_ATTRIBUTE.findall(html):
            yield from hidden_class(classes, line)
        for end, name in PAIR.findall(COMMENT.sub("", html)):
            pairs = [each for each in self.opened if each[0] == name.lower()]
            if not end:
                self.opened.append((name.lower(), line))
            elif pairs:
                self.opened.remove(pairs[-1])
            else:
                yield line, (f"</{name}> ends what was not begun, and would end a part of the page; write '<{name}>' "
                             "before what it holds")

    def left_open(self) -> Iterator[tuple[int, str]]:
        """Tell what was begun and never ended."""
        for name, line in self.opened:
            yield line, (f"<{name}> is not closed, and would take in all that follows; write '</{name}>' behind what "
                         "it holds")
