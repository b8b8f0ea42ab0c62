"""The card that opens over a fact."""
