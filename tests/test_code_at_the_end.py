"""Hidden code is read behind the conclusion; nothing that a reader sees or links to is lost."""

from types import SimpleNamespace

from docutils import nodes
from docutils.utils import new_document
from sphinx.addnodes import only

from compendium.book.prose.reproduce import CodeAtTheEnd


def cell(code: str, *outputs: str, hidden: bool = True, ids: tuple[str, ...] = ()) -> nodes.container:
    shown = [nodes.container("", nodes.paragraph("", text)) for text in outputs]
    read = nodes.container("", nodes.literal_block("", code), classes=["cell_input"])
    return nodes.container("", read, *shown, ids=list(ids), **({"hide_mode": "input"} if hidden else {}))


def page(*parts: nodes.Node) -> nodes.document:
    document = new_document("page")
    document.settings.env = SimpleNamespace(docname="chapters/trade")
    document += list(parts)
    CodeAtTheEnd(document).apply()
    return document


def code_of(node: nodes.Node) -> list[str]:
    return [block.astext() for block in node.findall(nodes.literal_block)]


def test_hidden_code_stands_in_the_block_at_the_end_in_its_order_and_with_its_anchors():
    made_again = nodes.container("", container_classes=["on-demand", "reproduce"])
    told = page(cell("a", ids=("first",)), nodes.paragraph("", "prose"), cell("b", "a chart", ids=("made/chart",)),
                cell("c", hidden=False), made_again)
    assert [part.astext() for part in told.children[:-1]] == ["prose", "a chart", "c"]
    assert code_of(made_again) == ["a", "b"] and [type(each) for each in made_again.children] == [only]
    assert [each["ids"] for each in made_again.findall(nodes.container) if each["ids"]] == [["first"], ["made/chart"]]


def test_a_page_that_cannot_be_made_by_itself_shows_no_code_and_leads_to_its_source():
    link = nodes.reference("", "the code", refuri="#made/chart")
    made = nodes.paragraph("", "", link, classes=["source-line", "how-made"])
    assert code_of(page(cell("a"), cell("b", "a chart"), made)) == []
    assert link["refuri"] == "../_sources/chapters/trade.md"
