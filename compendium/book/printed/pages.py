"""References in print: the number of the page after what is referred to, as paper has nothing to follow."""

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.printed.nodes import page_of

AFTER_TABLES = 125
NAMED = {"std-ref", "std-doc", "std-numref"}
"""References to a chapter, a section, a figure or a table."""
QUIET = {"claim", "details", "source-line"}
"""Where page numbers would only disturb."""


class PagesOfReferences(SphinxPostTransform):
    """Adds the page to each reference in running text that leads to another chapter."""

    default_priority = AFTER_TABLES  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Add the pages."""
        for chapter in self.document.findall(start_of_file):
            for link in list(chapter.findall(nodes.reference)):
                place = _place(link)
                if place and place.partition(":")[0] != chapter["docname"] and _is_named(link) and _in_text(link):
                    at = link.parent.index(link) + 1
                    link.parent.insert(at, [nodes.Text(" ("), page_of(to=place), nodes.Text(")")])


def _place(link: nodes.reference) -> str:
    """The page and anchor that a link leads to; nothing for one within its page or out of the book."""
    page, hash_sign, anchor = link.get("refuri", "").partition("#")
    if not page.startswith("%"):
        return ""
    return f"{page[1:]}:{anchor}" if hash_sign else f"{page[1:]}::doc"


def _is_named(link: nodes.reference) -> bool:
    return any(NAMED & set(part.get("classes", ())) for part in link.findall(nodes.Element))


def _in_text(link: nodes.reference) -> bool:
    parent = link.parent
    while parent is not None:
        if isinstance(parent, nodes.title | nodes.caption | nodes.entry) or QUIET & set(parent.get("classes", ())):
            return False
        parent = parent.parent
    return True
