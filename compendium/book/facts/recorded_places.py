"""Where recorded values stand on the pages: an anchor at the cell that computed each, and nothing among its outputs."""

from typing import Any

from docutils import nodes
from sphinx.transforms import SphinxTransform

from compendium.book.tracing.cells import MIME, values_in


def without_recorded(outputs: list[Any]) -> list[Any]:
    """A cell's outputs as its page shows them: what is recorded stands in the prose."""
    return [output for output in outputs if MIME not in output.get("data", {})]


def anchors(outputs: list[Any]) -> list[str]:
    """The anchors of a cell on its page, one for each value that it records."""
    return [anchor(value["name"]) for value in values_in({"outputs": outputs})]


def anchor(name: str) -> str:
    """The anchor of the cell that recorded a value, on the page of its chapter."""
    return f"recorded/{name.rpartition(':')[2]}"


class CellAnchors(SphinxTransform):
    """Gives each cell that records values its anchors."""

    default_priority = 600  # type: ignore[assignment]

    def apply(self, **_: object) -> None:
        """Add the anchors to the cells, where the reader of chapters has noted them."""
        for cell in self.document.findall(nodes.container):
            cell["ids"] += cell.get("cell_metadata", {}).get("anchors", [])
