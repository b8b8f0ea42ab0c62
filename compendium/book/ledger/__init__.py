"""The pages of the ledger: sources, claims, questions and verdicts, definitions."""
