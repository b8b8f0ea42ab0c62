"""Which claims and results reach which place of the book: recorded, used, changed."""
