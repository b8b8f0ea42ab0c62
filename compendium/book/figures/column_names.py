"""What the columns of a chart's data are called in the table under it, and in which order they stand."""

from collections.abc import Hashable

NAMES = {"says": "What it says", "number": "Number", "of": "Of what", "line": "As labelled", "label": "As labelled",
         "left": "From", "right": "To", "end": "To", "until": "To, in the chart", "value": "Number drawn",
         "year": "Year", "source": "Source", "id": "Where in the ledger", "start": "From", "last": "To",
         "kind": "Kind", "price": "Price", "layer": "Layer", "name": "Name",
         "low": "Low", "high": "High", "ids": "Where in the ledger", "who": "Who", "claims": "Claims",
         "destination_name": "Destination", "need_name": "Link of the chain", "need": "Link of the chain",
         "held": "Holds it back", "star": "Opinions only", "told": "Evidence", "voices": "Independent voices",
         "said": "In words", "taken": "Taken, per cent", "rise": "Rise, per cent", "outage": "Missing, per cent"}
"""What the columns that charts draw are called in a table; another column's own name is read as words."""
DRAWING = {"colour", "shape", "open", "middle", "x", "y", "x2", "y2", "shade", "filling", "area", "align", "turn",
           "level", "label_lines", "at", "side", "strength", "across_lines", "down_lines", "missing", "rank",
           "beyond"}
"""Columns that only say how something is drawn."""
FIRST = ("line", "label", "name", "who", "destination_name", "need_name", "across", "down")
THEN = ("number", "value", "low", "left", "start", "right", "end", "last", "until")
LAST = ("of", "source", "says", "id", "ids", "claims")
"""Columns that name a row, then its numbers from low to high, and at the end those that say where it comes from."""


def place(column: Hashable) -> tuple[int, int]:
    """Where a column stands in the table; one that the lists do not name stands behind the names."""
    for group, columns in ((0, FIRST), (2, THEN), (3, LAST)):
        if column in columns:
            return group, columns.index(column)
    return 1, 0
