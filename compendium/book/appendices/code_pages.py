"""The code behind the computed results, printed in the book with an address for every line."""

import ast
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import only
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, code_anchor
from compendium.results.origins import module_of, modules, origin


class AnalysisCodeDirective(SphinxDirective):
    """``{analysis-code}``: each module of the models under a heading of its own."""

    def run(self) -> list[Node]:
        """A section for each module; the page is read again when one changes."""
        for path in modules():
            self.env.note_dependency(str(path))
        return [_section(path) for path in modules()]


def code_words(known: Evidence, name: str) -> str:
    """How the code behind a result is called: a line of a module, or a cell of a chapter."""
    if name in known.recorded:
        return f"a cell of the chapter {known.recorded[name]['page'].rpartition('/')[2]}"
    place = origin(name)
    within = f", in {place.function}()" if place.function else ""
    return f"{place.module}, line {place.line}{within}"


def _section(path: Path) -> nodes.section:
    """What a module does, and in the pages its code."""
    name, code = code_anchor(module_of(path)), path.read_text(encoding="utf-8")
    # Pygments gives each line an element with an id, to which a card can lead
    listing = nodes.literal_block(code, code, language="python", linenos=True, classes=["code-page"],
                                  highlight_args={"linespans": name})
    told = (ast.get_docstring(ast.parse(code)) or "").partition("\n\n")[0].replace("\n", " ").replace("`", "")
    return nodes.section("", nodes.title("", "", nodes.literal("", path.name)), nodes.paragraph("", told),
                         only("", listing, expr="html"), ids=[name], names=[name], classes=["module"])
