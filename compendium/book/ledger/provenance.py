"""The whole trace of the book, from sources to headlines, in the W3C's PROV model, beside the pages."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

from sphinx.application import Sphinx

from compendium.book.ledger.evidence_domain import Evidence, evidence
from compendium.book.tracing.book_trace import book_trace
from compendium.fingerprints import write_whole
from compendium.results.trace import Node, Trace
from compendium.subject import subject_of

PROVENANCE_FILE = "provenance.json"
CALLED = {"recorded": "result"}
"""Kinds that PROV calls otherwise: a value that a chapter records is a result like any other."""


def write_provenance(app: Sphinx, problem: Exception | None) -> None:
    """Write ``provenance.json`` (PROV-JSON) into the built book."""
    if problem is None and app.builder.format == "html":
        root, known = Path(app.srcdir), evidence(app)
        said = provenance(known, book_trace(root, known.ledger).trace, subject_of(root).slug)
        write_whole(Path(app.outdir) / PROVENANCE_FILE, _as_text(said))


def provenance(known: Evidence, trace: Trace, slug: str) -> dict[str, dict[str, Any]]:
    """Everything in the trace, and what each was derived from: the same links, and no others, as PROV-JSON has them.

    Written without the library that reads it, which takes a second for what changes with every line of a page.
    """
    links = dict.fromkeys((edge.node, edge.on) for edge in trace.edges)
    titles = {record.source.id: record.source.title for record in known.ledger.records}
    return {
        "prefix": {"book": f"urn:{slug}:"},
        "entity": {entity(node): _attributes(known, titles, node) for node in sorted(trace.nodes)},
        "wasDerivedFrom": {f"_:id{number}": {"prov:generatedEntity": entity(node), "prov:usedEntity": entity(on)}
                           for number, (node, on) in enumerate(links, 1)},
    }


def _as_text(said: dict[str, dict[str, Any]]) -> str:
    """The document as JSON, a thing or a link on each line: indented throughout, it takes ten times as long."""
    parts = []
    for name, part in said.items():
        lines = (f"{json.dumps(each)}: {json.dumps(holds)}" for each, holds in part.items())
        parts.append(f"{json.dumps(name)}: {{\n" + ",\n".join(lines) + "\n}")
    return "{" + ",\n".join(parts) + "}\n"


def entity(node: Node) -> str:
    """The name of a thing in the document."""
    return f"book:{CALLED.get(node.kind, node.kind)}/{quote(node.id, safe='/:')}"


def _attributes(known: Evidence, titles: Mapping[str, str], node: Node) -> dict[str, str]:
    """What is said of a thing beside its name."""
    ledger = known.ledger
    if node.kind in ("result", "recorded") and node.id in known.results:
        row = known.results[node.id]
        return {"prov:label": row["says"], "book:formula": row["formula"]}
    if node.kind == "assumption":
        return {"prov:label": ledger.assumptions[node.id].says, "book:reason": ledger.assumptions[node.id].reason}
    labels = {"claim": lambda: ledger[node.id].claim.says, "question": lambda: ledger.questions[node.id].asks,
              "finding": lambda: ledger.findings[node.id].says,
              "source": lambda: titles[node.id]}
    return {"prov:label": labels[node.kind]()} if node.kind in labels else {}
