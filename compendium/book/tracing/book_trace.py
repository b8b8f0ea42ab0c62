"""The trace of one book: what its records and results rest on, and what its pages, tables and charts rest on."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from compendium.book.tracing.recorded import recorded_names
from compendium.book.tracing.references import Reference, references
from compendium.book.tracing.uses import Use
from compendium.evidence import Ledger
from compendium.evidence.book_ledger import records_print
from compendium.fingerprints import file_print, kept, one_print, prints_of, text_print
from compendium.results.origins import origin
from compendium.results.trace import Edge, How, Kind, Node, Trace, evidence_edges, evidence_nodes
from compendium.root import data_folder

HOW: Mapping[str, How] = {"prose": "prints", "rivals": "sets side by side", "table": "shows", "figure": "draws",
                          "counted": "counts", "result": "computes with", "recorded": "computes with"}
KIND: Mapping[str, Kind] = {"prose": "place", "rivals": "place", "table": "table", "figure": "figure",
                            "counted": "figure", "result": "result", "recorded": "recorded"}


@dataclass(frozen=True)
class BookTrace:
    """The graph of a book, and the references that lead nowhere."""

    trace: Trace
    broken: tuple[Reference, ...]
    uses: Mapping[str, tuple[Use, ...]]
    """Where each claim, result, assumption and question is used, by its id; a chart that counts one does not use it."""


def book_trace(root: Path, ledger: Ledger) -> BookTrace:
    """The trace of the book at ``root``, made once from the same records, results, pages and runs."""
    return kept(root, "trace", trace_print(root), lambda: _make(root, ledger))


def trace_print(root: Path) -> str:
    """The fingerprint of all that the trace is made from."""
    places = [root / name for name in ("index.md", "chapters", "_build/executed", "tests/notebooks")]
    return text_print(records_print(root), one_print(prints_of(places, root)),
                      file_print(data_folder() / "derived.csv"))


def _make(root: Path, ledger: Ledger) -> BookTrace:
    # as it stands in the file: ids and inputs are wanted alone, and a table would be slower to load than the trace
    with (data_folder() / "derived.csv").open(encoding="utf-8", newline="") as file:
        results = {row["id"]: row for row in csv.DictReader(file)}
    found = list(references(root, ledger))
    recorded = recorded_names(root)[0]
    given = [*evidence_nodes(ledger, results), *(Node("recorded", each) for each in recorded)]
    named = {node.id: node for node in given if node.kind not in ("source", "finding")}
    edges = [*evidence_edges(ledger, results, named.get, _place), *_edges(found, named)]
    nodes = {*given, *(edge.node for edge in edges)}
    broken = tuple((name, use) for name, use in found if name.partition("#")[0] not in named)
    return BookTrace(Trace(nodes, edges), broken, _uses(ledger, Trace(nodes, edges)))


def _place(result: str) -> tuple[str, int]:
    place = origin(result)
    return place.file, place.line


def _edges(found: list[Reference], named: Mapping[str, Node]) -> Iterator[Edge]:
    for name, use in found:
        on = named.get(name.partition("#")[0])
        if on is not None:
            yield Edge(node_of(use), on, HOW[use.kind], use.file, use.line)


def node_of(use: Use) -> Node:
    """The thing that a use is, such as a figure, or the line of a text."""
    kind = KIND[use.kind]
    if kind == "place" or not use.name:
        return Node(kind, f"{use.file}:{use.line}{f' {use.name}' if use.name else ''}")
    return Node(kind, use.name)


def use_of(edge: Edge) -> Use:
    """A link as the place where it stands."""
    kind: Any = next(kind for kind, how in HOW.items() if how == edge.how and KIND[kind] == edge.node.kind)
    at = f"{edge.file}:{edge.line}"
    return Use(kind, edge.file, edge.line, edge.node.id.removeprefix(at).strip())


def _uses(ledger: Ledger, trace: Trace) -> dict[str, tuple[Use, ...]]:
    found: dict[str, list[Use]] = {name: [] for name in ledger.entries}
    order = list(HOW)
    for edge in trace.edges:
        if edge.how in HOW.values() and edge.how != "counts":
            found.setdefault(edge.on.id, []).append(use_of(edge))
    return {name: tuple(sorted(dict.fromkeys(uses), key=lambda use: order.index(use.kind)))
            for name, uses in found.items()}
