"""The descriptions of charts in print: for readers who have a page read aloud, as far as the engine goes.

XeTeX writes no tags, so that the book has no tree of its parts. Each picture carries its description in the
page itself, as ``/Alt`` of a marked stretch; programs that read only the tree do not find it.
"""

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform

LAST = 900


class SpokenPictures(SphinxPostTransform):
    """Puts the description of each picture around it."""

    default_priority = LAST  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Mark the pictures that have a description."""
        for picture in list(self.document.findall(nodes.image)):
            if picture.get("alt"):
                at = picture.parent.index(picture)
                described = picture["alt"].encode("utf-16-be").hex().upper()
                picture.parent.insert(at + 1, _special("EMC"))
                picture.parent.insert(at, _special(f"/Span <</Alt <FEFF{described}>>> BDC"))


def _special(code: str) -> nodes.raw:
    return nodes.raw("", rf"\special{{pdf:code {code}}}", format="latex")
