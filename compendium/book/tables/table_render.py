"""Turning the tables that chapters compute into tables of the book: numbered, captioned, referred to.

A cell that shows a DataFrame or a styled one, written in this form, gives "Table 3" with a caption that is
read as MyST (roles work), and ``{numref}`tab-taxes` `` refers to it::

    ```{code-cell} ipython3
    ---
    mystnb:
      figure:
        name: tab-taxes
        caption: Taxes on a tonne of ore, by reading of the sources.
    tags: [hide-input]
    ---
    charts.table(taxes)
    ```

Without ``mystnb`` the table has no number. A text in a cell that holds a role, such as
``{fact}`source-id/claim-id` ``, is read as MyST too. Columns of numbers are set to
the right, pandas' running index is left out, and a cell that pandas has cut off is a warning.
"""

from bs4 import BeautifulSoup, Tag
from docutils import nodes
from myst_nb.core.render import MimeData, NbElementRenderer
from sphinx.transforms import SphinxTransform

from compendium.book.tables.table_reading import TableReader


def render_table(renderer: NbElementRenderer, data: MimeData) -> list[nodes.Element] | None:
    """The table in a piece of HTML as a table of the book; None where it holds none."""
    found = BeautifulSoup(data.string, "html.parser").find("table")
    if not isinstance(found, Tag):
        return None
    return [TableReader(renderer, data.line or 0).table(found)]


class NumberedTables(SphinxTransform):
    """Makes "Table 3" of what MyST-NB, which knows only figures, calls "Figure 7"."""

    default_priority = 600  # type: ignore[assignment]

    def apply(self, **_: object) -> None:
        """Move the caption and the name of each such figure to the table in it."""
        for figure in list(self.document.findall(nodes.figure)):
            table = next(figure.findall(nodes.table), None)
            if table is not None and "computed" in table["classes"]:
                self._move(figure, table)

    def _move(self, figure: nodes.figure, table: nodes.table) -> None:
        for caption in list(figure.findall(nodes.caption)):
            title = nodes.title(caption.rawsource, "", *caption.children)
            title.source, title.line = caption.source, caption.line
            table.insert(0, title)
            figure.remove(caption)
        for name in ("ids", "names", "classes"):
            table[name] += figure[name]
        for each in figure["ids"]:
            self.document.ids[each] = table
        # docutils would give them to the first child as well
        figure.attributes |= {"ids": [], "names": [], "classes": []}
        figure.replace_self(figure.children)
