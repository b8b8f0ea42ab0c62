"""Code that follows code without a word or a result between is opened at once: one 'Show the code', not three in a row."""

from docutils import nodes
from sphinx.transforms import SphinxTransform


class JoinedCells(SphinxTransform):
    """Moves a hidden cell that shows nothing into the hidden cell that stands right after it, with its anchors."""

    default_priority = 610  # type: ignore[assignment]
    """After the cells have their anchors."""

    def apply(self, **_: object) -> None:
        """Join the cells from top to bottom, so that a whole run of them ends in its last one."""
        for cell in list(self.document.findall(nodes.container)):
            after = cell.next_node(descend=False, siblings=True)
            if _hides_its_code(cell) and len(cell.children) == 1 and _hides_its_code(after):
                after.children[0].insert(0, cell.children[0].children)
                after["ids"] += cell["ids"]
                cell.parent.remove(cell)


def _hides_its_code(node: nodes.Node | None) -> bool:
    return isinstance(node, nodes.container) and node.get("hide_mode") == "input"
