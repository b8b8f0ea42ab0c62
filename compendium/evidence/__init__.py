"""The evidence ledger: what each source says, in its own terms, and where in its text it says so."""

from compendium.errors import EvidenceError, Problem
from compendium.evidence.claims import Claim
from compendium.evidence.definitions import Definition
from compendium.evidence.disagreement import Conflict, conflicts
from compendium.evidence.intervals import Interval, claim_interval
from compendium.evidence.ledger import Ledger
from compendium.evidence.questions import Adjudication, Question
from compendium.evidence.reading import read_ledger
from compendium.evidence.scenarios import Assumption
from compendium.evidence.sources import Entry, EvidenceRecord, Source

__all__ = [
    "Adjudication", "Assumption", "Claim", "Conflict", "Definition", "Entry", "EvidenceError", "EvidenceRecord",
    "Interval", "Ledger", "Problem", "Question", "Source", "claim_interval", "conflicts", "read_ledger",
]
