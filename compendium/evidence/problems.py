"""What can be wrong with the evidence: one sentence each, with the place where it stands."""

from compendium.errors import EvidenceError, Problem

__all__ = ["EvidenceError", "Problem"]
