"""The ledger of a book, read once for the same records, however many parts of a build ask for it."""

from pathlib import Path

from compendium.errors import EvidenceError, Problem
from compendium.evidence.ledger import Ledger
from compendium.evidence.reading import ledger_and_broken_names
from compendium.fingerprints import kept, one_print, prints_of


def book_ledger(root: Path) -> Ledger:
    """The ledger of the book at ``root``; EvidenceError tells every problem of its records at once."""
    ledger, broken = ledger_as_it_is(root)
    if broken:
        raise EvidenceError(broken)
    return ledger


def ledger_as_it_is(root: Path) -> tuple[Ledger, list[Problem]]:
    """The ledger, and the names in it that lead nowhere; EvidenceError where a record cannot be read at all."""
    return kept(root, "ledger", records_print(root), lambda: ledger_and_broken_names(root / "seeds"))


def records_print(root: Path) -> str:
    """The fingerprint of all records and vocabularies."""
    return one_print(prints_of([root / "seeds"], root))
