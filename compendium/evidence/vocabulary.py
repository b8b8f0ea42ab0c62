"""A kind of record beside the sources' own: its file, what it looks like, what it names, and its table.

Each kind is declared once, in the module of its model, and listed in ``ledger.VOCABULARIES``; reading, references,
schemas, tables and the data dictionary follow from there. What a field holds is said where the field stands, and
schema, column and message say it after it.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from compendium.columns import Column, Type
from compendium.evidence.document import Where

if TYPE_CHECKING:  # the ledger is made of what is declared here
    from compendium.evidence.ledger import Ledger

Row = dict[str, Any]
"""A row of a table by the names of its columns, its lists as lists."""
PlacedFault = tuple[Where, str]
"""A place in the vocabulary's file, and what is wrong there."""


def _no_fault(ledger: "Ledger") -> Iterable[PlacedFault]:
    """A vocabulary that names nothing else."""
    return ()


@dataclass(frozen=True)
class Table:
    """A table in ``data/`` that is made from the ledger alone: what it holds, its columns, and what makes its rows."""

    says: str
    columns: tuple[Column, ...]
    rows: "Callable[[Ledger], Iterable[Row]]"


@dataclass(frozen=True)
class Vocabulary:
    """One kind of file: its name without ending, what it must look like, and whether every book has it.

    ``references`` finds the names in it that lead nowhere; ``table`` gives the table that it becomes, if it becomes
    one, and is asked late, as some columns hold what the subject of the book names.
    """

    name: str
    model: type[BaseModel]
    references: "Callable[[Ledger], Iterable[PlacedFault]]" = _no_fault
    needed: bool = False
    table: Callable[[], Table] | None = None

    @property
    def file(self) -> str:
        """The file's name in ``seeds/``."""
        return f"{self.name}.yaml"

    def empty(self) -> BaseModel:
        """What an absent file is read as: each of its lists without an entry."""
        return self.model.model_construct(None, **dict.fromkeys(self.model.model_fields, ()))


def described(model: type[BaseModel], field: str) -> str:
    """What a field holds, as it is told to those who write one."""
    return str(model.model_fields[field].description)


def column(model: type[BaseModel], field: str, type: Type = "text", allowed: tuple[str, ...] = (), *,
           required: bool = False, unique: bool = False) -> Column:
    """The column that holds a field of a record, and says what the field does; a list is joined into its cell."""
    says = described(model, field)
    if str(model.model_fields[field].annotation).startswith("tuple["):
        says = f"{says.removesuffix('.')}, joined by '; '."
    return Column(field, type, says, allowed, required, unique)
