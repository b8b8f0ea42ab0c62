"""What each column of each table means, of what type it is, and what it may hold."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, get_args

from compendium.columns import Column
from compendium.evidence import Ledger
from compendium.evidence.claims import Claim
from compendium.evidence.fields import Comparator, Confidence, Kind, Standing
from compendium.evidence.units import KNOWN
from compendium.subject import current_subject


@dataclass(frozen=True)
class SubjectTable:
    """A table that only one subject has: what it holds, its columns, and what makes its rows from the ledger."""

    says: str
    columns: tuple[Column, ...]
    rows: "Callable[[Ledger], Iterable[dict[str, Any]]]"


def _told(field: str) -> str:
    """What a field of a claim holds, as it is told to those who write one."""
    return str(Claim.model_fields[field].description)


DEFINITION = Column("definition", "category", _told("definition"))
CLAIMS = Column("claims", "text", "The claims that the row rests on, joined by '; '.", required=True)

NUMBER = (
    Column("value", "number", _told("value")),
    Column("low", "number", _told("low")),
    Column("high", "number", _told("high")),
    Column("comparator", "category", _told("comparator"),
           tuple(c for c in get_args(Comparator) if c)),
    Column("unit", "category", _told("unit"), KNOWN),
)
MEANING = (
    Column("of", "text", _told("of")),
    Column("against", "text", _told("against")),
    Column("start", "start", "The first day or month of the period."),
    Column("end", "end", "The last day or month of the period."),
    Column("place", "text", "The places, by their ids, joined by '; '."),
)
STANDING = Column("standing", "category", _told("standing"), get_args(Standing), True)
BOUNDS = (
    Column("lowest", "number", "The least value that would be written this way; empty where open."),
    Column("highest", "number", "The greatest value that would be written this way; empty where open."),
)
ACTOR = Column("actor", "text", "The actors, by their ids, joined by '; '.")
ACTION = Column("action", "text", _told("action"))
CREDIT = Column("credited_to", "text", "The credit chain, nearest first, joined by '; ', joint credit by ' + '.")
HEDGE = Column("hedge", "text", _told("hedge"))
POSITION = Column("position", "category", _told("position"))
PERIOD = Column("period", "text", "The period as the source dates it, in EDTF: ~ vague, ? inferred by the reader,"
                " % both, .. an open end.")
INFERRED = Column("inferred", "boolean", "Whether a year or month was worked out by the reader.", required=True)
UNUSED = Column("unused", "text", _told("unused"))
REMOVES = Column("removes", "integer", "How many hands the claim passed through before the source.", required=True)
RESTS_ON = Column("rests_on", "text", "Everyone whom the claim rests on, its publisher included, joined by '; ';"
                  " claims that share one of them do not corroborate each other.", required=True)
ROLE = Column("role", "category", "seed: a source that the book is about; check: independent evidence.",
              ("seed", "check"), True)
KIND = Column("kind", "category", _told("kind"), get_args(Kind), True)
SAYS = Column("says", "text", _told("says"), required=True)
SOURCE = Column("source", "category", "The source's id.", required=True)
QUESTION = Column("question", "category", "The question that the claim answers.", required=True)
THEME = Column("theme", "category", "The subject.", tuple(current_subject().themes), True)
CONFIDENCE = Column("confidence", "category", "How sure the reading is.", get_args(Confidence))
