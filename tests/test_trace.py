"""The trace holds recorded links alone: what a figure draws is what its data hold, and every trail leads somewhere."""

import json

import pytest

from compendium.book.tracing.book_trace import book_trace
from compendium.book.tracing.references import declared_ids, drawn_ids
from compendium.results.formulas import with_places
from compendium.results.trace import Edge, Node, Trace


@pytest.fixture(scope="module")
def trace(root, ledger) -> Trace:
    return book_trace(root, ledger).trace


def test_every_trail_of_a_headline_leads_along_links_whose_two_ends_exist(trace, ledger):
    for finding in ledger.findings:
        links = trace.trail(Node("finding", finding))
        assert {edge.on.kind for edge in links} >= {"source", "claim", "figure"}
        assert {end for edge in links for end in (edge.node, edge.on)} <= trace.nodes
        assert set(links) <= set(trace.edges)


def test_every_figure_that_a_headline_names_is_drawn_in_the_book(trace, ledger):
    drawn = {edge.node.id for edge in trace.edges if edge.node.kind == "figure"}
    assert {name for finding in ledger.findings.values() for name in finding.figures} <= drawn


@pytest.mark.parametrize(("figure", "result"), [
    ("control-timeline", "months-without-kia"), ("trade-falls", "imports-feb-2024"),
    ("pricing-if-price", "break-even-price"), ("environment-sites", "sites-end-2023")])
def test_a_figure_is_linked_to_no_result_that_it_does_not_draw(trace, figure, result):
    assert Node("result", result) not in {edge.on for edge in trace.rests_on(Node("figure", figure))}


def test_a_figure_rests_on_what_the_rows_of_its_data_name_and_on_what_it_declares(root, trace):
    figures = {path.name.removesuffix(".vl.json"): json.loads(path.read_text(encoding="utf-8"))
               for path in (root / "figures").glob("*.vl.json")}
    placed = {node.id for node in trace.nodes if node.kind == "figure"}
    assert placed and placed <= figures.keys()
    for name in placed:
        links = trace.rests_on(Node("figure", name))
        drawn, known = drawn_ids(figures[name]), trace.named
        assert {edge.on.id for edge in links if edge.how == "draws"} == {each for each in drawn if each in known}
        assert {edge.on.id for edge in links if edge.how == "counts"} == {
            each for each in declared_ids(figures[name]) if each in known and each not in drawn}
        assert all(edge.file.endswith(".md") and edge.line for edge in links)


def test_the_rows_of_a_table_lead_to_no_figure(trace):
    """Which rows a chart was drawn from is recorded by the claims that it names, not by the table they came out of."""
    assert not [edge for edge in trace.edges if edge.node.kind == "figure" and edge.on.kind == "row"]


def test_a_walk_goes_by_way_of_others_and_leaves_each_thing_once():
    a, b, c = (Node("result", name) for name in "abc")
    made = Trace([a, b, c], [Edge(a, b, "computes with"), Edge(b, c, "computes with"), Edge(c, a, "computes with"),
                             Edge(a, c, "judges by")])
    assert [(edge.node.id, edge.on.id) for edge in made.trail(a)] == [("a", "b"), ("a", "c"), ("b", "c"), ("c", "a")]
    assert made.reach(c, ["computes with"]) == (b, a, c)
    assert made.reach(c, ["judges by"]) == (a,)


def test_a_row_that_a_model_passes_on_leads_to_the_line_that_gave_it():
    def inner():
        yield {"id": "one"}

    def outer():
        yield from inner()
        yield {"id": "two"}

    places = {row["id"]: place for row, place in with_places(outer())}
    assert {name: place.function for name, place in places.items()} == {"one": "inner", "two": "outer"}
    assert places["two"].line - places["one"].line == 4
