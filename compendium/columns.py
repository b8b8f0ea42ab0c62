"""Columns and cells of a table: what a column means, how things are named, and how lists of names stand in a cell.

A claim is named with its source, ``source/claim``, and behind ``#`` a part of it: ``#equivalent`` is its number in the
source's other unit. Everything else has an id alone. Lists are lists until a cell is written, and again from where one
is read: both is done here and nowhere else. Nothing of the tables is imported, so that a subject can name columns of
its own.
"""

import csv
import math
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from typing import Literal

Type = Literal["text", "category", "number", "integer", "boolean", "start", "end"]


@dataclass(frozen=True)
class Column:
    """A column: its name, its type, a sentence on what it holds, and the values allowed, if few.

    ``start`` and ``end`` are ISO dates or months in the file; loaded, they are the first and the
    last day that is meant.
    """

    name: str
    type: Type
    says: str
    allowed: tuple[str, ...] = ()
    required: bool = False
    unique: bool = False


FORMULA = re.compile(r"'*[=@+\-\t\r]")
"""What a spreadsheet takes for the beginning of a formula, and what of it was made safe before."""
SEPARATOR = "; "
"""What stands between the items of a list in a cell."""
EQUIVALENT = "equivalent"
"""The part of a claim that is its number in the source's other unit."""


@dataclass(frozen=True)
class Reference:
    """A name taken apart: the source ('' for what is no claim), the name within it, and a part of what it names."""

    source: str
    name: str
    part: str = ""

    @property
    def is_claim(self) -> bool:
        """Whether a claim is named, and nothing that has an id alone."""
        return bool(self.source)

    @property
    def whole(self) -> str:
        """The id of what is named, whichever part of it is meant."""
        return f"{self.source}/{self.name}" if self.source else self.name

    def __str__(self) -> str:
        return f"{self.whole}#{self.part}" if self.part else self.whole


@cache
def reference(written: str) -> Reference:
    """What a name says, as it is written: ``cny-per-usd``, ``source/claim``, ``source/claim#equivalent``."""
    whole, _, part = written.partition("#")
    source, slash, name = whole.partition("/")
    return Reference(source, name, part) if slash else Reference("", whole, part)


def claims_among(names: Iterable[str]) -> list[str]:
    """Those of some names that name claims, in their order."""
    return [name for name in names if reference(name).is_claim]


def equivalent_of(claim: str) -> str:
    """The name of a claim's number in the source's other unit."""
    return f"{claim}#{EQUIVALENT}"


def as_cell(items: Iterable[str]) -> str:
    """A list as one cell of a table."""
    return SEPARATOR.join(items)


def items_of(cell: object) -> tuple[str, ...]:
    """The list that a cell holds; none for an empty one. What is a list already stays one."""
    if isinstance(cell, str):
        return tuple(item for item in cell.split(SEPARATOR) if item)
    return tuple(map(str, cell)) if isinstance(cell, Iterable) else ()


def is_given(cell: object) -> bool:
    """Whether a cell of a row holds anything: None, NaN and no letters are nothing."""
    return cell is not None and cell != "" and not (isinstance(cell, float) and math.isnan(cell))


def safe_text(text: str) -> str:
    """A text as it stands in a file, so that no spreadsheet runs it: an apostrophe before what looks like a formula."""
    return f"'{text}" if FORMULA.match(text) else text


def text_of(cell: str) -> str:
    """The text that stands in a file as ``safe_text`` gives it; numbers are never changed."""
    return cell[1:] if cell.startswith("'") and FORMULA.match(cell) else cell


class _Rows(csv.DictReader):  # type: ignore[type-arg]
    """The rows of a file, each text as it was before it was made safe."""

    def __next__(self) -> dict[str, str]:
        return {name: text_of(cell) if isinstance(cell, str) else cell for name, cell in super().__next__().items()}


def table_rows(lines: Iterable[str]) -> "csv.DictReader[str]":
    """The rows of one of the book's own tables, with their texts; a cell may name thousands of claims."""
    # Python's limit for a cell is one for all; what it is there for, a quote that never ends, no file of ours has
    csv.field_size_limit(2**31 - 1)
    return _Rows(lines)
