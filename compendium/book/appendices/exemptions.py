"""The appendix of exemptions: every number in the text that is no evidence, by mark and by rule."""

from collections.abc import Iterator
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx import addnodes
from sphinx.util.docutils import SphinxDirective

from compendium.book.tables.building import Cell, table
from compendium.book.text.lint import UNCHECKED
from compendium.book.text.prose import Passage, pages, passages
from compendium.book.text.quantities import RULES


class ExemptionsDirective(SphinxDirective):
    """``{exemptions}``: each use of the ``plain`` role with its page and sentence, then the rules."""

    def run(self) -> list[Node]:
        """Three tables: what is marked, what the rules let pass, and the pages that are not read."""
        root = Path(self.env.app.srcdir)
        for path in pages(root):
            self.env.note_dependency(str(path))
        marked: list[list[Cell]] = [
            [page_link(path.relative_to(root).with_suffix("").as_posix()), words, passage.shown]
            for path, passage, words in plain_uses(root)]
        rules: list[list[Cell]] = [[rule.what, nodes.literal("", rule.example), rule.why] for rule in RULES]
        unread: list[list[Cell]] = [[page_link(f"chapters/{name}"), why] for name, why in UNCHECKED.items()]
        return [
            _section("Marked where they stand", table(["Page", "Number", "Sentence"], marked) if marked else
                     nodes.paragraph("", "No number of this edition is marked.")),
            _section("Exempt by rule", table(["What", "For example", "Why"], rules)),
            _section("Pages that are not read", table(["Page", "Why"], unread)),
        ]


def plain_uses(root: Path) -> Iterator[tuple[Path, Passage, str]]:
    """Every use of the ``plain`` role: the page, the sentence, and the words that are marked."""
    for path in pages(root):
        for passage in passages(path):
            for role in passage.roles:
                if role.name == "plain":
                    yield path, passage, role.content


def page_link(docname: str) -> addnodes.pending_xref:
    """A link to a page, with the page's title as its words."""
    link = addnodes.pending_xref("", nodes.inline("", docname.rpartition("/")[2], classes=["doc"]))
    link.attributes |= {"refdomain": "std", "reftype": "doc", "reftarget": f"/{docname}", "refexplicit": False,
                        "refwarn": True}
    return link


def _section(title: str, *content: nodes.Element) -> nodes.section:
    name = nodes.make_id(title)
    return nodes.section("", nodes.title("", title), *content, ids=[name], names=[name])
