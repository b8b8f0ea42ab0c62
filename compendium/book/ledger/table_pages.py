"""A page for every table of data: what a row is, what its columns mean, its first rows, and the file itself."""

import csv
from collections.abc import Iterator
from pathlib import Path

from compendium.book.site import addresses
from compendium.book.site.shells import LedgerPage
from compendium.datasets import TABLES

DATA = "data"
ROWS_SHOWN, LONGEST = 5, 160
"""How many rows a page shows, and how many letters of a cell."""


def table_pages(root: Path) -> Iterator[LedgerPage]:
    """The pages of all tables of ``data/``."""
    for name, (says, columns) in TABLES.items():
        header, rows, count = first_rows(root / DATA / f"{name}.csv", ROWS_SHOWN)
        yield LedgerPage(
            addresses.table_page(name)[0], "Table of data", f"{name}.csv", "table.html", says,
            {"name": name, "says": says, "columns": columns, "header": header, "rows": rows, "count": count,
             "file": f"{DATA}/{name}.csv"},
            f"{name} {' '.join(column.name for column in columns)}")


def first_rows(path: Path, most: int) -> tuple[list[str], list[list[str]], int]:
    """The header of a CSV file, its first rows with long cells cut, how many rows it has; nothing without a file."""
    if not path.is_file():
        return [], [], 0
    with path.open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    return header, [[_cut(cell) for cell in row] for row in rows[:most]], len(rows)


def _cut(cell: str) -> str:
    return cell if len(cell) <= LONGEST else f"{cell[:LONGEST].rstrip()}…"
