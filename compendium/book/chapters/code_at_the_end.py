"""The code of a chapter stands behind its conclusion, to be opened with what else makes the chapter again."""

from docutils import nodes
from sphinx.addnodes import only
from sphinx.transforms import SphinxTransform

CODE, HOW_MADE = "chapter-code", "how-made"


class CodeAtTheEnd(SphinxTransform):
    """Moves the code that cells hide to the block that says how to make the chapter again, with its anchors.

    A page without that block, such as the front page, shows none: what is said to be made by code leads to the
    page's source there.
    """

    default_priority = 640  # type: ignore[assignment]
    """After the block has been added, and after the cells have their anchors."""

    def apply(self, **_: object) -> None:
        """Gather the code from top to bottom; a cell that shows nothing leaves nothing behind."""
        block = next((each for each in self.document.findall(nodes.container)
                      if "reproduce" in each.get("container_classes", ())), None)
        gathered = nodes.container("", nodes.rubric("", "The code"), classes=[CODE])
        for cell in list(self.document.findall(nodes.container)):
            if cell.get("hide_mode") != "input":
                continue
            code = cell.children[0]
            cell.remove(code)
            del cell["hide_mode"]
            if block is not None:
                gathered += nodes.container("", code, ids=cell["ids"])
                cell["ids"] = []
            if not cell.children:
                cell.parent.remove(cell)
        if block is None:
            page = self.env.docname
            lines = [line for line in self.document.findall(nodes.paragraph) if HOW_MADE in line["classes"]]
            for line in lines:
                for link in line.findall(nodes.reference):
                    link["refuri"] = f"{'../' * page.count('/')}_sources/{page}.md"
        elif len(gathered.children) > 1:
            # a printed page shows no code
            block += only("", gathered, expr="html")
