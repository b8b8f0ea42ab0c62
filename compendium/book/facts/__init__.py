"""The evidence in the running book: its addresses, the facts in prose, the places that lead to them."""
