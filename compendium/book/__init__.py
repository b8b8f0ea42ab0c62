"""The book itself: pages made from prose, results and charts, and the building of them.

Sphinx loads this package as an extension; nothing heavy is imported before it does.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sphinx.application import Sphinx


def setup(app: "Sphinx") -> dict[str, Any]:
    """Teach Sphinx what this book needs."""
    from compendium.book.extension import register

    return register(app)
