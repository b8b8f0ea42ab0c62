"""What rests on what: one graph of sources, claims, results, figures, tables, places and headlines.

Its edges are recorded links and nothing else: what a record, a formula, a model, a chart or a page names. Whoever
explains, counts or rebuilds walks this graph and none of his own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Literal

from compendium.columns import items_of, reference
from compendium.evidence import Ledger
from compendium.fingerprints import text_print

Kind = Literal["source", "claim", "assumption", "question", "result", "recorded", "row", "figure", "table", "place",
               "finding"]
How = Literal["made by", "names", "computes with", "suggested by", "is answered by", "judges by", "holds", "draws",
              "counts", "shows", "prints", "sets side by side", "declares"]
LINE = re.compile(r"(?<=\.md):\d+")
COMPUTING: tuple[How, ...] = ("computes with",)


@dataclass(frozen=True, order=True)
class Node:
    """One thing of the book by its kind and id; claims are named with their source, figures by their files."""

    kind: Kind
    id: str

    def __str__(self) -> str:
        return f"{self.kind}/{self.id}"


@dataclass(frozen=True, order=True)
class Edge:
    """One recorded link: a thing, what it rests on, how, and the file and line that say so (0 for the whole file)."""

    node: Node
    on: Node
    how: How
    file: str = ""
    line: int = 0


class Trace:
    """The graph. ``named`` finds what a fact can name by its id alone."""

    def __init__(self, nodes: Iterable[Node], edges: Iterable[Edge]) -> None:
        self.nodes = frozenset(nodes)
        self.edges = tuple(dict.fromkeys(edges))

    @cached_property
    def named(self) -> Mapping[str, Node]:
        """Claims, assumptions, results, recorded values and questions by id: one namespace."""
        return {node.id: node for node in sorted(self.nodes)
                if node.kind in ("claim", "assumption", "result", "recorded", "question")}

    @cached_property
    def print(self) -> str:
        """The fingerprint of the whole graph: the same where it has the same things and links in the same order."""
        return text_print(*map(str, sorted(self.nodes)), *map(repr, self.edges))

    @cached_property
    def print_without_lines(self) -> str:
        """The same for whoever does not ask on which line of a text something stands."""
        return text_print(*sorted({_unplaced(node) for node in self.nodes}),
                          *(f"{_unplaced(edge.node)} {edge.how} {_unplaced(edge.on)} {edge.file}"
                            for edge in self.edges))

    @cached_property
    def _below(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped(self.edges, lambda edge: edge.node)

    @cached_property
    def _above(self) -> Mapping[Node, tuple[Edge, ...]]:
        return _grouped(self.edges, lambda edge: edge.on)

    def rests_on(self, node: Node) -> tuple[Edge, ...]:
        """The links from a thing to what it rests on directly, in the order in which they were recorded."""
        return self._below.get(node, ())

    def used_by(self, node: Node) -> tuple[Edge, ...]:
        """The links to a thing from all that rest on it directly."""
        return self._above.get(node, ())

    def trail(self, node: Node) -> tuple[Edge, ...]:
        """Every link on the way down from a thing to the sources, each once, the nearest first."""
        return tuple(_walk([node], self.rests_on, lambda edge: edge.on))

    def below(self, nodes: Sequence[Node], hows: Sequence[How]) -> tuple[Node, ...]:
        """All that some things rest on, by way of others too, by links of some kinds, the nearest first."""
        links = _walk(nodes, lambda one: _of(self.rests_on(one), hows), lambda edge: edge.on)
        return tuple(dict.fromkeys(edge.on for edge in links))

    def reach(self, node: Node, hows: Sequence[How]) -> tuple[Node, ...]:
        """All that rests on a thing, by way of others too, by links of some kinds, the nearest first."""
        links = _walk([node], lambda one: _of(self.used_by(one), hows), lambda edge: edge.node)
        return tuple(dict.fromkeys(edge.node for edge in links))


def _unplaced(node: Node) -> str:
    """A thing as it is named on whatever line of a text it stands."""
    return LINE.sub("", str(node))


def _of(edges: Iterable[Edge], hows: Sequence[How]) -> Iterator[Edge]:
    return (edge for edge in edges if edge.how in hows)


def _walk(nodes: Sequence[Node], links: Callable[[Node], Iterable[Edge]], end: Callable[[Edge], Node]
          ) -> Iterator[Edge]:
    """Every link that is met on the way from some things, breadth first; a thing is left once."""
    waiting, seen = list(nodes), set(nodes)
    for one in waiting:
        for edge in links(one):
            yield edge
            if end(edge) not in seen:
                seen.add(end(edge))
                waiting.append(end(edge))


def _grouped(edges: Iterable[Edge], key: Callable[[Edge], Node]) -> dict[Node, tuple[Edge, ...]]:
    found: dict[Node, list[Edge]] = {}
    for edge in edges:
        found.setdefault(key(edge), []).append(edge)
    return {node: tuple(each) for node, each in found.items()}


def evidence_nodes(ledger: Ledger, results: Iterable[str]) -> Iterator[Node]:
    """What the records and the results name."""
    yield from (Node("source", record.source.id) for record in ledger.records)
    for kind, names in (("claim", ledger.entries), ("assumption", ledger.assumptions), ("question", ledger.questions),
                        ("result", results), ("finding", ledger.findings)):
        yield from (Node(kind, name) for name in names)  # type: ignore[arg-type]  # one of the kinds above


def evidence_edges(ledger: Ledger, results: Mapping[str, Mapping[Any, Any]], node: Callable[[str], Node | None],
                   place: Callable[[str], tuple[str, int]]) -> Iterator[Edge]:
    """The links that the records state, and those of the results to their inputs.

    ``results`` are the rows of ``derived.csv`` by id; ``node`` finds what an id names, ``place`` where in the code
    a result is worked out. An input that names nothing is no link: ``check`` tells of it.
    """
    yield from _of_claims(ledger)
    for name, row in results.items():
        file, line = place(name)
        for each in _inputs(row):
            if (on := node(each)) is not None:
                yield Edge(Node("result", name), on, "computes with", file, line)
        yield Edge(Node("row", f"derived.csv#{name}"), Node("result", name), "holds", "data/derived.csv")
    for scenario in ledger.scenarios.values():
        for driver in scenario.drivers:
            name = f"{scenario.id}-{driver.driver}"
            yield from (Edge(Node("assumption", name), Node("claim", claim), "suggested by",
                             *ledger.place_of(f"assumption {name}")) for claim in driver.claims)
    yield from _of_findings(ledger)


def _of_claims(ledger: Ledger) -> Iterator[Edge]:
    for entry in ledger:
        claim, place = Node("claim", entry.id), ledger.place_of(entry.id)
        yield Edge(claim, Node("source", entry.source.id), "made by", *place)
        question = ledger.questions.get(entry.claim.question)
        if question is None:  # misspelt: told where the names are checked
            continue
        yield Edge(Node("question", question.id), claim, "is answered by", *ledger.place_of(f"question {question.id}"))
        for table in ("claims", question.table):
            yield Edge(Node("row", f"{table}.csv#{entry.id}"), claim, "holds", f"data/{table}.csv")
    for question in ledger.questions.values():
        verdict, place = question.adjudication, ledger.place_of(f"question {question.id}")
        if verdict:
            for kind, names in (("claim", verdict.named), ("result", verdict.tests)):
                yield from (Edge(Node("question", question.id), Node(kind, name), "judges by", *place)  # type: ignore[arg-type]
                            for name in names)


def _of_findings(ledger: Ledger) -> Iterator[Edge]:
    """What a headline declares that it weighs; what its figures and results rest on is recorded elsewhere."""
    for finding in ledger.findings.values():
        place = ledger.place_of(f"finding {finding.id}")
        for kind, names in (("claim", (*finding.claims, *finding.against)), ("result", finding.results),
                            ("question", finding.verdicts), ("figure", finding.figures)):
            yield from (Edge(Node("finding", finding.id), Node(kind, name), "declares", *place)  # type: ignore[arg-type]
                        for name in names)


def _inputs(row: Mapping[Any, Any]) -> list[str]:
    """The ids that a result is made of; a part of a claim counts as the claim."""
    return list(dict.fromkeys(reference(name).whole for name in items_of(row["inputs"])))
