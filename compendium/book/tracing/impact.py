"""What one claim reaches: every place of the book that shows something else once its value changes."""

from pathlib import Path

from compendium.book.tracing.book_trace import HOW, book_trace, use_of
from compendium.book.tracing.uses import Use
from compendium.errors import Refused, near
from compendium.evidence import Ledger
from compendium.results.trace import COMPUTING, Edge, Trace

HEADINGS = {"prose": "In the text", "rivals": "In blocks of rival claims", "table": "In tables", "figure": "In figures",
            "counted": "In figures that count it or are computed from it", "result": "In derived results",
            "recorded": "In values that chapters record", "headline": "In headlines", "question": "On questions",
            "data": "In the data"}


def impact(root: Path, ledger: Ledger, name: str) -> tuple[Use, ...]:
    """All places that rest on a claim, an assumption or a result, directly or by way of results; in order.

    Raises ValueError, with the ids near it, for an id that does not exist.
    """
    trace = book_trace(root, ledger).trace
    known = {each for each, node in trace.named.items() if node.kind != "question"}
    if name not in known:
        raise Refused(f"'{name}' is not in the ledger; {near(name, known)}")
    reached = (name, *resting_on(name, trace))
    places = {_place(edge) for one in reached for edge in trace.used_by(trace.named[one])}
    order = list(HEADINGS)
    return tuple(sorted(places, key=lambda place: (order.index(place.kind), place)))


def resting_on(name: str, trace: Trace) -> tuple[str, ...]:
    """The results, and the values that chapters record, that are made of a claim, by way of others too."""
    return tuple(node.id for node in trace.reach(trace.named[name], COMPUTING))


def _place(edge: Edge) -> Use:
    if edge.node.kind == "row":
        return Use("data", edge.file, 0)
    if edge.node.kind == "assumption":
        return Use("data", *(edge.file, edge.line), edge.node.id)
    if edge.node.kind in ("finding", "question"):
        return Use("headline" if edge.node.kind == "finding" else "question", edge.file, edge.line, edge.node.id)
    assert edge.how in HOW.values()
    return use_of(edge)
