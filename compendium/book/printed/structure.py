"""How the printed book is put together: the first page as a chapter, the parts, and the numbers of the pages.

Figures, tables and chapters carry the numbers that they have on the pages, so that a reference means the
same in both. Code is left out: a printed program cannot be run, and stands with its chapter.
"""

from docutils import nodes
from sphinx.addnodes import start_of_file, toctree
from sphinx.builders.latex.nodes import thebibliography
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util import texescape

from compendium.book.printed.nodes import anchor

GENERAL_INDEX = "chapters/general-index"
AFTER_ONLY, STRUCTURE, AFTER_BIBLIOGRAPHY = 60, 110, 760


class PrintedOrder(SphinxPostTransform):
    """Makes a chapter of the first page, and parts of the lists of chapters."""

    default_priority = STRUCTURE  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Put the first page before all parts, and number chapters as the pages do."""
        root = next(self.document.findall(nodes.section))
        captions = self._captions()
        lists = [node for node in root.findall(nodes.compound) if "toctree-wrapper" in node["classes"]
                 and any(isinstance(child, start_of_file) for child in node)]
        for each in lists:
            each.parent.remove(each)
        # the first title of the tree is taken for the book's own, and not printed
        body = nodes.section("", nodes.title("", "book"))
        self.document[self.document.index(root)] = body
        # Sphinx would name the place of the first page twice
        body += start_of_file("", root, docname=self.document.attributes.pop("docname"))
        for caption, each in zip(captions, lists, strict=True):
            # the general index is the one with numbers of pages, which LaTeX puts at the end
            chapters = [page for page in each.findall(start_of_file) if page["docname"] != GENERAL_INDEX]
            body += [_latex(rf"\plainchapter\part{{{texescape.escape(caption, 'xelatex')}}}"), *chapters]
        for chapter in self.document.findall(start_of_file):
            chapter.insert(0, _latex(r"\numberedchapter" if self._is_numbered(chapter) else r"\plainchapter"))

    def _is_numbered(self, chapter: start_of_file) -> bool:
        return bool(self.env.toc_secnumbers.get(chapter["docname"], {}).get(""))

    def _captions(self) -> list[str]:
        """What the lists of chapters are called, which assembling the book forgets."""
        pages = self.env.get_doctree(self.document["docname"])
        return [each["caption"] for each in pages.findall(toctree)]


class NumbersOfPages(SphinxPostTransform):
    """Gives each figure and table the number that it has on the pages."""

    default_priority = STRUCTURE + 1  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Set the number before each figure and table that has one."""
        for chapter in self.document.findall(start_of_file):
            numbers = self.env.toc_fignumbers.get(chapter["docname"], {})
            for kind, node in (("figure", nodes.figure), ("table", nodes.table)):
                for each in list(chapter.findall(node)):
                    number = next((numbers[kind][name] for name in each["ids"] if name in numbers.get(kind, {})), ())
                    if number:
                        shown = ".".join(map(str, number))
                        each.parent.insert(each.parent.index(each), _latex(rf"\numbered{{{kind}}}{{{shown}}}"))


class WithoutCode(SphinxPostTransform):
    """Leaves out the code of cells, and what only a screen can show."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Remove cells' code, and pieces of HTML."""
        for cell in list(self.document.findall(nodes.container)):
            if "cell_input" in cell["classes"]:
                cell.parent.remove(cell)
        for raw in list(self.document.findall(nodes.raw)):
            if raw["format"] == "html":
                raw.parent.remove(raw)


class BibliographyInPlace(SphinxPostTransform):
    """Leaves the list of works where its page is, which Sphinx puts at the end of the book."""

    default_priority = AFTER_BIBLIOGRAPHY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Move the list back to the page that it was on."""
        for works in list(self.document.findall(thebibliography)):
            page = next(works.findall(nodes.citation))["docname"]
            works.parent.remove(works)
            next(file for file in self.document.findall(start_of_file) if file["docname"] == page).append(works)


class Anchors(SphinxPostTransform):
    """Gives blocks that LaTeX knows no names for the places that links lead to."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Put the names of each block before what it holds."""
        for block in list(self.document.findall(nodes.container)):
            if block["ids"]:
                block.insert(0, anchor(ids=block["ids"]))


def _latex(command: str) -> nodes.raw:
    return nodes.raw("", f"\n{command}\n", format="latex")

