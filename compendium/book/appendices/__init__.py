"""What accounts for the book: what was measured, and what its pages bring along."""
