"""Reading a new source: what a text says in numbers and dates, as drafts that a person judges."""
