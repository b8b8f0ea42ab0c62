"""What opens where a reader asks for it: limits, reasons, ways to make a chapter again. On paper it stands open."""

from collections.abc import Iterable

from docutils import nodes
from sphinx_design.shared import create_component


def on_demand(title: str, content: Iterable[nodes.Node], *, anchor: str = "", classes: Iterable[str] = ()
              ) -> nodes.container:
    """A block that shows its title and opens at a press; without an own script, and open in print.

    ``anchor`` is the address of the block on its page.
    """
    heading = nodes.rubric(title, title, ids=[anchor] if anchor else [])
    return create_component(
        "dropdown", opened=False, type="dropdown", has_title=True, icon=None, chevron=None,
        container_classes=["on-demand", *classes], title_classes=[], body_classes=[], children=[heading, *content])
