"""The pages that account for the book: what was computed, left out, exempted, measured."""
