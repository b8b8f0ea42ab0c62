"""Turning records of the ledger into the rows of the tables."""

import math
from collections.abc import Iterator

from compendium.evidence import Claim, Entry, Ledger, Question, claim_interval
from compendium.evidence.credit import ancestors, links, removes
from compendium.evidence.disagreement import why_not_followed
from compendium.evidence.intervals import Interval
from compendium.evidence.sources import short_names
from compendium.evidence.vocabulary import Row

UNBOUNDED = Interval(-math.inf, math.inf)


def claim_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per claim of the ledger."""
    for entry in ledger:
        claim, answer = entry.claim, entry.claim.answers
        yield {
            **claim_row(entry),
            "document": entry.source.document.file if entry.source.document else "",
            "line": claim.at.line if claim.at else None,
            "words": claim.at.words if claim.at else "",
            "theme": claim.theme,
            "about": [f"{key}={value}" for key, value in claim.about.items()],
            "answers": f"{answer.as_} {answer.claim}" if answer else "",
            "equivalent": _equivalent(claim),
            "role": entry.source.role,
            "where": claim.where,
            "unused": claim.unused,
            "not_followed": why_not_followed(ledger, entry.id),
        }


def claim_row(entry: Entry) -> Row:
    """What every table that is made of claims says of one."""
    claim = entry.claim
    start, end = claim.period.bounds() if claim.period else ("", "")
    interval = claim_interval(claim) if claim.kind == "quantity" else UNBOUNDED
    fields = claim.model_dump(include={"question", "kind", "says", "value", "low", "high", "comparator",
                                       "unit", "definition", "of", "against", "to", "action", "position", "standing",
                                       "hedge"})
    return {
        **fields,
        "id": entry.id,
        "source": entry.source.id,
        "start": start,
        "end": end,
        "period": str(claim.period or ""),
        "place": claim.place,
        "actor": claim.actor,
        "credited_to": links(claim),
        "inferred": bool(claim.period and claim.period.inferred),
        "removes": removes(entry),
        "rests_on": sorted(ancestors(entry)),
        "lowest": finite(interval.low),
        "highest": finite(interval.high),
        "claims": entry.id,
    }


def subject_rows(ledger: Ledger, table: str) -> Iterator[Row]:
    """The rows of one subject's table: the articles' claims on its questions, question by question."""
    for entry, question in _by_role(ledger, "seed"):
        if question.table == table:
            yield {**claim_row(entry), "measure": question.measure, **entry.claim.about}


def check_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per figure of independent evidence, question by question."""
    for entry, question in _by_role(ledger, "check"):
        about = {"element": entry.claim.about.get("element"), "market": entry.claim.about.get("market")}
        yield {**claim_row(entry), "measure": question.measure, **about}


def source_rows(ledger: Ledger) -> Iterator[Row]:
    """One row per source, with the number of its claims of each kind."""
    shorts = short_names(record.source for record in ledger.records)
    for record in ledger.records:
        source, kinds = record.source, [claim.kind for claim in record.claims]
        yield {
            **source.model_dump(exclude={"document", "authors", "published"}),
            "short": shorts[source.id],
            "authors": source.authors,
            "published": str(source.published),
            "document": source.document.file if source.document else "",
            "sha256": source.document.sha256 if source.document else "",
            "quantities": kinds.count("quantity"),
            "events": kinds.count("event"),
            "statements": kinds.count("statement"),
            "claims": [f"{source.id}/{claim.id}" for claim in record.claims],
        }


def finite(number: float) -> float | None:
    """A number, or nothing where an interval is open."""
    return round(number, 10) if math.isfinite(number) else None


def _by_role(ledger: Ledger, role: str) -> Iterator[tuple[Entry, Question]]:
    """The claims of the articles, or of the independent evidence, question by question."""
    for question in ledger.questions.values():
        for entry in ledger.by_question[question.id]:
            if entry.source.role == role:
                yield entry, question


def _equivalent(claim: Claim) -> str:
    other = claim.equivalent
    return f"{other.comparator}{other.value:.10g} {other.unit}" if other else ""
