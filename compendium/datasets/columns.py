"""What each column of each table means, of what type it is, and what it may hold."""

from dataclasses import dataclass
from typing import Literal, get_args

from compendium.evidence.fields import Comparator, Confidence, Kind, Standing, Theme
from compendium.evidence.units import KNOWN

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


DEFINITION = Column("definition", "category", "The definition of the number, an id of definitions.csv;"
                    " numbers of different definitions are not held against each other.")
CLAIMS = Column("claims", "text", "The claims that the row rests on, joined by '; '.", required=True)

NUMBER = (
    Column("value", "number", "The number as the source gives it; empty where it gives a range."),
    Column("low", "number", "The lower end of a range that the source gives."),
    Column("high", "number", "The upper end of a range that the source gives."),
    Column("comparator", "category", "What the source puts before the number: > >= < <= or ~ for about.",
           tuple(c for c in get_args(Comparator) if c)),
    Column("unit", "category", "The unit: tonnes, yuan, dollars, per cent, x for a multiple, count.", KNOWN),
)
MEANING = (
    Column("of", "text", "What is counted, or what a share is a share of, as the source says it."),
    Column("against", "text", "What a change is measured against."),
    Column("start", "start", "The first day or month of the period."),
    Column("end", "end", "The last day or month of the period."),
    Column("place", "text", "The places, by their ids, joined by '; '."),
)
STANDING = Column("standing", "category", "How the source stands to the claim.", get_args(Standing), True)
BOUNDS = (
    Column("lowest", "number", "The least value that would be written this way; empty where open."),
    Column("highest", "number", "The greatest value that would be written this way; empty where open."),
)
ACTOR = Column("actor", "text", "The actors, by their ids, joined by '; '.")
ACTION = Column("action", "text", "What the actor did, for an event.")
CREDIT = Column("credited_to", "text", "The credit chain, nearest first, joined by '; ', joint credit by ' + '.")
HEDGE = Column("hedge", "text", "The source's own hedging words.")
POSITION = Column("position", "category", "The answer that the claim takes where answers rival one another.")
PERIOD = Column("period", "text", "The period as the source dates it, in EDTF: ~ vague, ? inferred by the reader,"
                " % both, .. an open end.")
INFERRED = Column("inferred", "boolean", "Whether a year or month was worked out by the reader.", required=True)
UNUSED = Column("unused", "text", "Why no chapter, table or chart of the book uses the claim; empty where one does.")
REMOVES = Column("removes", "integer", "How many hands the claim passed through before the source.", required=True)
RESTS_ON = Column("rests_on", "text", "Everyone whom the claim rests on, its publisher included, joined by '; ';"
                  " claims that share one of them do not corroborate each other.", required=True)
ROLE = Column("role", "category", "seed: one of the five articles; check: independent evidence.",
              ("seed", "check"), True)
KIND = Column("kind", "category", "A quantity, an event, or a statement without a number.", get_args(Kind), True)
SAYS = Column("says", "text", "What the source says, in the book's words.", required=True)
SOURCE = Column("source", "category", "The source's id.", required=True)
QUESTION = Column("question", "category", "The question that the claim answers.", required=True)
THEME = Column("theme", "category", "The subject.", get_args(Theme), True)
CONFIDENCE = Column("confidence", "category", "How sure the reading is.", get_args(Confidence))
