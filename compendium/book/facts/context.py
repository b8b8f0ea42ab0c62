"""What every page of the ledger needs to know: the evidence, the edition, where things are used, where code is."""

from collections.abc import Callable
from dataclasses import dataclass, field

from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.parts import Line

CITED_WITHOUT_EDITION = "this book"


def _nowhere(name: str) -> tuple[Line, ...]:
    return ()


@dataclass(frozen=True)
class Book:
    """The evidence with what is known of the book around it; outside of a build only the evidence."""

    known: Evidence
    citation: str = CITED_WITHOUT_EDITION
    repository: str = ""
    themes: dict[str, str] = field(default_factory=dict)
    used_by: Callable[[str], tuple[Line, ...]] = _nowhere
    """The places that use a claim, a result or an assumption, one line each."""
