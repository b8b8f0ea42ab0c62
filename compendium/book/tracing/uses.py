"""A use: one place of the book that a claim or a result reaches."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["prose", "rivals", "table", "figure", "counted", "result", "recorded", "headline",
               "question", "data"]


@dataclass(frozen=True, order=True)
class Use:
    """One place that uses a claim: what kind of place, file and line, and the figure's, table's or result's name."""

    kind: Kind
    file: str
    line: int
    name: str = ""

    @property
    def told(self) -> str:
        """The place as a person looks for it: 'chapters/trade.md:90  trade-value'."""
        place = f"{self.file}:{self.line}" if self.line else self.file
        return f"{place}  {self.name}" if self.name else place

    def __str__(self) -> str:
        return f"{self.kind} {self.told}"
