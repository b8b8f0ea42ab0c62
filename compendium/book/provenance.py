"""The whole trail of the book, from sources to figures, in the W3C's PROV model, beside the pages."""

import json
from pathlib import Path

from prov.model import ProvDocument
from sphinx.application import Sphinx

from compendium.book.facts.evidence_domain import Evidence, evidence
from compendium.execution.writing import write_whole

NAMESPACE = "urn:kachin-rare-earths:"
FILE = "provenance.json"


def write_provenance(app: Sphinx, problem: Exception | None) -> None:
    """Write ``provenance.json`` (PROV-JSON) into the built book."""
    if problem is None and app.builder.format == "html":
        document = provenance(evidence(app), Path(app.srcdir) / "figures")
        write_whole(Path(app.outdir) / FILE, f"{document.serialize(indent=1)}\n")


def provenance(known: Evidence, figures: Path) -> ProvDocument:
    """Every source, claim, question, assumption, result, finding and figure, and what each was derived from."""
    document = ProvDocument()
    document.add_namespace("book", NAMESPACE)
    for record in known.ledger.records:
        document.entity(f"book:source/{record.source.id}", {"prov:label": record.source.title})
    for entry in known.ledger:
        document.entity(f"book:claim/{entry.id}", {"prov:label": entry.claim.says})
        document.wasDerivedFrom(f"book:claim/{entry.id}", f"book:source/{entry.source.id}")
    for question in known.ledger.questions.values():
        document.entity(f"book:question/{question.id}", {"prov:label": question.asks})
        for entry in known.ledger.by_question.get(question.id, ()):
            document.wasDerivedFrom(f"book:question/{question.id}", f"book:claim/{entry.id}")
    for assumed in known.ledger.assumptions.values():
        document.entity(f"book:assumption/{assumed.id}", {"prov:label": assumed.says, "book:reason": assumed.reason})
    _results(document, known)
    _figures_and_findings(document, known, figures)
    return document


def _results(document: ProvDocument, known: Evidence) -> None:
    """The results of the models, and the values that chapters record from their parameters."""
    for name, row in known.results.items():
        document.entity(f"book:result/{name}", {"prov:label": row["says"], "book:formula": row["formula"]})
        for used in dict.fromkeys(each.split("#")[0] for each in filter(None, str(row["inputs"]).split("; "))):
            document.wasDerivedFrom(f"book:result/{name}", f"book:{_kind(known, used)}/{used}")


def _figures_and_findings(document: ProvDocument, known: Evidence, figures: Path) -> None:
    for path in sorted(figures.glob("*.vl.json")):
        trace = json.loads(path.read_text(encoding="utf-8"))["usermeta"]["compendium"]
        document.entity(f"book:figure/{trace['name']}")
        for claim in trace["claims"]:
            document.wasDerivedFrom(f"book:figure/{trace['name']}", f"book:claim/{claim}")
    for finding in known.ledger.findings.values():
        document.entity(f"book:finding/{finding.id}", {"prov:label": finding.says})
        for kind, names in (("claim", finding.claims), ("result", finding.results), ("figure", finding.figures)):
            for name in names:
                document.wasDerivedFrom(f"book:finding/{finding.id}", f"book:{kind}/{name}")


def _kind(known: Evidence, name: str) -> str:
    """What an input of a result is."""
    if name in known.ledger:
        return "claim"
    if name in known.ledger.questions:
        return "question"
    return "result" if name in known.results else "assumption"
