"""Hidden code that follows hidden code is opened at once; nothing that a reader sees or links to is lost."""

from docutils import nodes
from docutils.utils import new_document

from compendium.book.chapters.joined_cells import JoinedCells


def cell(code: str, *outputs: str, hidden: bool = True, ids: tuple[str, ...] = ()) -> nodes.container:
    shown = [nodes.container("", nodes.paragraph("", text)) for text in outputs]
    read = nodes.container("", nodes.literal_block("", code))
    return nodes.container("", read, *shown, ids=list(ids), **({"hide_mode": "input"} if hidden else {}))


def joined(*parts: nodes.Node) -> nodes.document:
    document = new_document("page")
    document += list(parts)
    JoinedCells(document).apply()
    return document


def code_of(node: nodes.Node) -> list[str]:
    return [block.astext() for block in node.findall(nodes.literal_block)]


def test_a_run_of_silent_cells_opens_with_the_cell_after_it():
    page = joined(cell("a", ids=("first",)), cell("b"), cell("c", "a chart", ids=("made",)))
    assert len(page.children) == 1
    assert code_of(page) == ["a", "b", "c"] and page.astext().endswith("a chart")
    assert set(page.children[0]["ids"]) == {"first", "made"}


def test_a_cell_stays_where_words_or_a_result_stand_between():
    page = joined(cell("a"), nodes.paragraph("", "prose"), cell("b", "a chart"), cell("c"), cell("d", hidden=False))
    assert [code_of(part) for part in page.children] == [["a"], [], ["b"], ["c"], ["d"]]
