"""The ledger of a book, read once for the same records, however many parts of a build ask for it."""

from pathlib import Path

from compendium.evidence.ledger import Ledger
from compendium.evidence.reading import read_ledger
from compendium.fingerprints import kept, one_print, prints_of


def book_ledger(root: Path) -> Ledger:
    """The ledger of the book at ``root``; EvidenceError tells every problem of its records at once."""
    return kept(root, "ledger", records_print(root), lambda: read_ledger(root / "seeds"))


def records_print(root: Path) -> str:
    """The fingerprint of all records and vocabularies."""
    return one_print(prints_of([root / "seeds"], root))
