"""The whole trace of the book, from sources to headlines, in the W3C's PROV model, beside the pages."""

from pathlib import Path
from urllib.parse import quote

from prov.model import ProvDocument
from sphinx.application import Sphinx

from compendium.book.ledger.evidence_domain import Evidence, evidence
from compendium.book.tracing.book_trace import book_trace
from compendium.fingerprints import kept, text_print, write_whole
from compendium.results.trace import Node, Trace
from compendium.subject import subject_of

PROVENANCE_FILE = "provenance.json"
CALLED = {"recorded": "result"}
"""Kinds that PROV calls otherwise: a value that a chapter records is a result like any other."""


def write_provenance(app: Sphinx, problem: Exception | None) -> None:
    """Write ``provenance.json`` (PROV-JSON) into the built book."""
    if problem is None and app.builder.format == "html":
        root, known = Path(app.srcdir), evidence(app)
        slug = subject_of(root).slug
        trace = book_trace(root, known.ledger).trace
        made_from = text_print(known.print, trace.print, slug)
        said = kept(root, "provenance", made_from, lambda: provenance(known, trace, slug).serialize(indent=1))
        write_whole(Path(app.outdir) / PROVENANCE_FILE, f"{said}\n")


def provenance(known: Evidence, trace: Trace, slug: str) -> ProvDocument:
    """Everything in the trace, and what each was derived from: the same links, and no others."""
    document = ProvDocument()
    document.add_namespace("book", f"urn:{slug}:")
    for node in sorted(trace.nodes):
        document.entity(entity(node), _attributes(known, node))
    for node, on in dict.fromkeys((edge.node, edge.on) for edge in trace.edges):
        document.wasDerivedFrom(entity(node), entity(on))
    return document


def entity(node: Node) -> str:
    """The name of a thing in the document."""
    return f"book:{CALLED.get(node.kind, node.kind)}/{quote(node.id, safe='/:')}"


def _attributes(known: Evidence, node: Node) -> dict[str, str]:
    """What is said of a thing beside its name."""
    ledger = known.ledger
    if node.kind in ("result", "recorded") and node.id in known.results:
        row = known.results[node.id]
        return {"prov:label": row["says"], "book:formula": row["formula"]}
    if node.kind == "assumption":
        return {"prov:label": ledger.assumptions[node.id].says, "book:reason": ledger.assumptions[node.id].reason}
    labels = {"claim": lambda: ledger[node.id].claim.says, "question": lambda: ledger.questions[node.id].asks,
              "finding": lambda: ledger.findings[node.id].says,
              "source": lambda: next(each.source.title for each in ledger.records if each.source.id == node.id)}
    return {"prov:label": labels[node.kind]()} if node.kind in labels else {}
