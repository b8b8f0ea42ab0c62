"""The ledger: the evidence in the running book, the facts of each thing in it, its cards, its pages and lists."""
