"""The trace of one book: what its records and results rest on, what its pages, tables and charts rest on, and so
where each claim is used and what it reaches."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from compendium.book.tracing.cells import check_recorded, last_run_holds, recorded_names
from compendium.book.tracing.references import Use, UsedName, references
from compendium.columns import reference, table_rows
from compendium.errors import Refused, near
from compendium.evidence import Entry, Ledger, Problem
from compendium.evidence.reading import records_print
from compendium.fingerprints import file_print, kept, one_print, prints_of, text_print
from compendium.results.trace import COMPUTING, Edge, How, Node, NodeKind, Trace, evidence_edges, evidence_nodes
from compendium.root import data_folder

HOW: Mapping[str, How] = {"prose": "prints", "rivals": "sets side by side", "table": "shows", "figure": "draws",
                          "counted": "counts", "result": "computes with", "recorded": "computes with"}
NODE_OF_PLACE: Mapping[str, NodeKind] = {"prose": "place", "rivals": "place", "table": "table", "figure": "figure",
                            "counted": "figure", "result": "result", "recorded": "recorded"}
OF_A_RUN = ("table", "figure", "counted")
"""What only a run of the chapter tells of its uses."""
HEADINGS = {"prose": "In the text", "rivals": "In blocks of rival claims", "table": "In tables", "figure": "In figures",
            "counted": "In figures that count it or are computed from it", "result": "In derived results",
            "recorded": "In values that chapters record", "headline": "In headlines", "question": "On questions",
            "data": "In the data"}


@dataclass(frozen=True)
class BookTrace:
    """The graph of a book, and the references that lead nowhere."""

    trace: Trace
    broken: tuple[UsedName, ...]
    uses: Mapping[str, tuple[Use, ...]]
    """Where each claim, result, assumption and question is used, by its id; a chart that counts one does not use it,
    nor do the pages of the ledger, which list everything."""


def book_trace(root: Path, ledger: Ledger) -> BookTrace:
    """The trace of the book at ``root``, made once from the same records, results, pages and runs."""
    return kept(root, "trace", trace_print(root), lambda: _traced(root, ledger))


def trace_print(root: Path) -> str:
    """The fingerprint of all that the trace is made from."""
    places = [root / name for name in ("index.md", "chapters", "_build/executed", "tests/notebooks")]
    return text_print(records_print(root), one_print(prints_of(places, root)),
                      file_print(data_folder() / "derived.csv"))


def _traced(root: Path, ledger: Ledger) -> BookTrace:
    # as it stands in the file: ids and inputs are wanted alone, and a table would be slower to load than the trace
    with (data_folder() / "derived.csv").open(encoding="utf-8", newline="") as file:
        results = {row["id"]: row for row in table_rows(file)}
    # the results and the code decide it, and finding it anew takes longer than the rest of the trace
    places = kept(root, "places-of-results", file_print(data_folder() / "derived.csv"),
                  partial(_places_in_code, tuple(results)))
    found = list(references(root, ledger))
    recorded = recorded_names(root)[0]
    given = [*evidence_nodes(ledger, results), *(Node("recorded", each) for each in recorded)]
    named = {node.id: node for node in given if node.kind not in ("source", "finding")}
    edges = [*evidence_edges(ledger, results, named.get, places.__getitem__), *_edges_of_uses(found, named)]
    nodes = {*given, *(edge.node for edge in edges)}
    broken = tuple((name, use) for name, use in found if reference(name).whole not in named)
    return BookTrace(Trace(nodes, edges), broken, _uses(ledger, Trace(nodes, edges)))


def _places_in_code(results: tuple[str, ...]) -> dict[str, tuple[str, int]]:
    """File and line of the code that gives each result."""
    from compendium.results.register import origin

    found = {name: origin(name) for name in results}
    return {name: (place.file, place.line) for name, place in found.items()}


def _edges_of_uses(found: list[UsedName], named: Mapping[str, Node]) -> Iterator[Edge]:
    for name, use in found:
        on = named.get(reference(name).whole)
        if on is not None:
            yield Edge(node_of(use), on, HOW[use.kind], use.file, use.line)


def node_of(use: Use) -> Node:
    """The thing that a use is, such as a figure, or the line of a text."""
    kind = NODE_OF_PLACE[use.kind]
    if kind == "place" or not use.name:
        return Node(kind, f"{use.file}:{use.line}{f' {use.name}' if use.name else ''}")
    return Node(kind, use.name)


def use_of(edge: Edge) -> Use:
    """A link as the place where it stands."""
    kind: Any = next(kind for kind, how in HOW.items() if how == edge.how and NODE_OF_PLACE[kind] == edge.node.kind)
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


def check_uses(root: Path, ledger: Ledger) -> list[Problem]:
    """Claims that say why they are unused and are used all the same; names of nothing; headlines whose figure shows
    something else.

    A claim that no chapter needs stands on its question's page in the ledger, and is no problem.
    """
    if not (root / "chapters").is_dir():
        return []
    book = book_trace(root, ledger)
    wrong = [Problem(*ledger.place_of(entry.id), f"claim {entry.claim.id}: {what}")
             for entry in ledger if (what := _unused_and_used(root, entry, book.uses[entry.id]))]
    return [*wrong, *_other_figures(root, ledger, book), *_unknown_names(root, book),
            *problems_of_recorded(root, ledger)]


def problems_of_recorded(root: Path, ledger: Ledger) -> list[Problem]:
    """What is wrong with the values that chapters record: looked for once in the same pages, runs and records."""
    named = book_trace(root, ledger).trace.named
    return kept(root, "recorded-problems", trace_print(root), lambda: list(check_recorded(root, named, ledger)))


def _unused_and_used(root: Path, entry: Entry, uses: tuple[Use, ...]) -> str:
    if not entry.claim.unused:
        return ""
    # what a chapter showed before it was changed says nothing of what it uses now
    places = [use for use in uses if use.kind not in OF_A_RUN or last_run_holds(root, use.file)]
    if places:
        return f"says why it is unused ('{entry.claim.unused}'), but {places[0]} uses it; remove the field"
    return ""


def _other_figures(root: Path, ledger: Ledger, book: BookTrace) -> Iterator[Problem]:
    """Figures of a headline that draw none of its claims and results."""
    drawn: dict[str, set[str]] = {}
    drawn_in: dict[str, str] = {}
    for edge in book.trace.edges:
        if edge.node.kind == "figure":
            drawn.setdefault(edge.node.id, set()).add(edge.on.id)
            drawn_in[edge.node.id] = edge.file
    for finding in ledger.findings.values():
        for name in finding.figures:
            other = name in drawn and not drawn[name] & {*finding.named, *finding.results}
            if other and last_run_holds(root, drawn_in[name]):
                yield Problem(*ledger.place_of(f"finding {finding.id}"), f"finding {finding.id}: figures: '{name}'"
                              " draws none of its claims and results; name a figure that does")


def _unknown_names(root: Path, book: BookTrace) -> Iterator[Problem]:
    """Each use of a name that is neither in the ledger nor recorded by a chapter, with the names near it."""
    unsure = recorded_names(root)[1]
    for name, use in sorted(book.broken):
        # a chart may also draw what is no claim, such as a place or a month; inputs are told where they are recorded
        if name.partition(":")[0] in unsure or use.kind == "recorded" or (
                use.kind in ("figure", "counted") and "/" not in name):
            continue
        where = "is recorded by no cell" if ":" in name else "is not in the ledger"
        # a line of the chapter would not hold the name, nor would the author know what to mend
        if use.kind in OF_A_RUN and not last_run_holds(root, use.file):
            yield Problem(use.file, use.line, f"{use.kind} '{use.name}' showed '{name}' when it was last run, which "
                                              f"{where} now; build again")
            continue
        what = f"{use.kind} '{use.name}' refers to" if use.name else "refers to"
        yield Problem(use.file, use.line, f"{what} '{name}', which {where}; {near(name, book.trace.named)}")


def impact(root: Path, ledger: Ledger, name: str) -> tuple[Use, ...]:
    """All places that rest on a claim, an assumption or a result, directly or by way of results; in order.

    Raises Refused, with the ids near it, for an id that does not exist.
    """
    trace = book_trace(root, ledger).trace
    known = {each for each, node in trace.named.items() if node.kind != "question"}
    if name in ledger.questions:
        raise Refused(f"'{name}' is a question, and has no value that could change; name a claim on it")
    if name not in known:
        raise Refused(f"'{name}' is not in the ledger; {near(name, known)}")
    reached = (name, *dependent_results(name, trace))
    places = {_use_at(edge) for one in reached for edge in trace.used_by(trace.named[one])}
    order = list(HEADINGS)
    return tuple(sorted(places, key=lambda place: (order.index(place.kind), place)))


def dependent_results(name: str, trace: Trace) -> tuple[str, ...]:
    """The results, and the values that chapters record, that are made of a claim, by way of others too."""
    return tuple(node.id for node in trace.reach(trace.named[name], COMPUTING))


def _use_at(edge: Edge) -> Use:
    if edge.node.kind == "row":
        return Use("data", edge.file, 0)
    if edge.node.kind == "assumption":
        return Use("data", *(edge.file, edge.line), edge.node.id)
    if edge.node.kind in ("finding", "question"):
        return Use("headline" if edge.node.kind == "finding" else "question", edge.file, edge.line, edge.node.id)
    assert edge.how in HOW.values()
    return use_of(edge)
