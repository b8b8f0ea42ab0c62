"""The table of contents in print: the sections that nearly every chapter has are not listed for each of them."""

from collections import Counter

from docutils import nodes
from sphinx.addnodes import start_of_file
from sphinx.transforms.post_transforms import SphinxPostTransform

AFTER_STRUCTURE = 116
COMMON = 5
"""A title that more chapters share than this tells a reader of the contents nothing."""


class ShortContents(SphinxPostTransform):
    """Leaves out of the table of contents what chapters have in common; bookmarks lead there all the same."""

    default_priority = AFTER_STRUCTURE  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Hide the titles of such sections from the table, and from it alone."""
        # only chapters with a number have their sections in the table
        sections = [part for chapter in self.document.findall(start_of_file)
                    if self.env.toc_secnumbers.get(chapter["docname"], {}).get("")
                    for page in chapter.children if isinstance(page, nodes.section)
                    for part in page.children if isinstance(part, nodes.section)]
        shared = Counter(part[0].astext() for part in sections)
        for part in sections:
            if shared[part[0].astext()] > COMMON:
                page = part.parent
                assert page is not None
                page.insert(page.index(part), _listed_down_to(0))
                part.insert(1, _listed_down_to(1))


def _listed_down_to(level: int) -> nodes.raw:
    return nodes.raw("", rf"\addtocontents{{toc}}{{\protect\setcounter{{tocdepth}}{{{level}}}}}%", format="latex")
