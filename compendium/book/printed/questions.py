"""The ledger's questions in print: what a chapter sets out in full is not printed a second time, only its page."""

from docutils import nodes
from sphinx.addnodes import index
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.facts.evidence_domain import evidence
from compendium.book.printed.nodes import anchor, page_of
from compendium.evidence import Ledger

AFTER_ONLY = 100
QUESTION = "question/"


class CompactQuestions(SphinxPostTransform):
    """Names the claims on a question with their pages, as their sentences stand in their entries."""

    default_priority = AFTER_ONLY  # type: ignore[assignment]
    formats = ("latex",)

    def run(self, **_: object) -> None:
        """Shorten the questions without a verdict, and those that a chapter sets out."""
        places, ledger = set_out(self.document), evidence(self.app).ledger
        for section in self.document.findall(nodes.section):
            name = next((name for name in section["ids"] if name.startswith(QUESTION)), "")
            if name in places:
                _refer(section, places[name], ledger)
            elif name and not any("verdict" in block["classes"] for block in section.findall(nodes.admonition)):
                for table in list(section.findall(nodes.table)):
                    table.replace_self(_claims_of(table, ledger))


def set_out(document: nodes.document) -> dict[str, str]:
    """Where chapters set out a question with its claims and its verdict; where several do, the last of them."""
    places: dict[str, str] = {}
    for block in document.findall(nodes.container):
        if "rivals" in block["classes"]:
            question = next(link["refuri"].partition("#")[2] for rest in block.findall(nodes.paragraph)
                            if "rest" in rest["classes"] for link in rest.findall(nodes.reference))
            name = f"set-out-{question.removeprefix(QUESTION)}"
            block.insert(0, anchor(ids=[name]))
            places[question] = f"{_page(block)}:{name}"
    return places


def _page(block: nodes.Element) -> str:
    """The page that a block is on, which Sphinx notes at each section."""
    part = block.parent
    while part is not None and "docname" not in part.attributes:
        part = part.parent
    assert part is not None
    return str(part["docname"])


def _refer(section: nodes.section, place: str, ledger: Ledger) -> None:
    """Leave of a question its title, its claims, and the page where it is set out."""
    claims = _claims_of(section, ledger)
    kept = [child for child in section.children if isinstance(child, nodes.title | index | nodes.target)]
    where = nodes.paragraph("", "", nodes.Text("The claims side by side, the arithmetic and the verdict: "),
                            page_of(to=place), nodes.Text("."))
    section.children = []
    section += [*kept, where, claims]


def _claims_of(part: nodes.Element, ledger: Ledger) -> nodes.container:
    """The claims that a table names, or the tables of a section, each with its page; in the type of entries."""
    links = {link["evidence"]: link for table in part.findall(nodes.table)
             for link in table.findall(nodes.reference) if link.get("evidence") in ledger}
    listed = nodes.paragraph()
    for number, (name, link) in enumerate(links.items()):
        place = link["refuri"].removeprefix("%").replace("#", ":")
        listed += [nodes.Text("; " if number else "Claims: "), nodes.literal("", name), nodes.Text(", "),
                   page_of(to=place)]
    listed += nodes.Text(".")
    return nodes.container("", listed, classes=["claim"])
