"""A column of a table: what it means, of what type it is, and what it may hold.

It stands apart from the tables and imports nothing of them, so that a subject can name columns of its own.
"""

from dataclasses import dataclass
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
