"""Which claims a page rests on, and so up to when its evidence reaches."""

from collections.abc import Iterator
from pathlib import Path

from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.text.prose import passages
from compendium.evidence import Entry

NAMING = ("fact", "verdict", "rivals")
"""Roles and blocks that name a claim, a result or a question."""


def reach_of_page(known: Evidence, path: Path) -> str:
    """'Evidence to September 2025.', by the claims that the page's text names; empty for a page that names none."""
    return evidence_to(_entries(known, path)).words


def _entries(known: Evidence, path: Path) -> Iterator[Entry]:
    for name in dict.fromkeys(role.target for passage in passages(path) for role in passage.roles if role.name in NAMING):
        if name in known.ledger:
            yield known.ledger[name]
        elif name in known.ledger.questions:
            yield from known.ledger.by_question[name]
        elif name in known.results:
            yield from (known.ledger[claim] for claim in known.claims_behind(name))
