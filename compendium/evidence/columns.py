"""What the columns that speak of a claim mean, of what type they are, and what they may hold."""

from typing import get_args

from compendium.columns import Column
from compendium.evidence.claims import Claim
from compendium.evidence.fields import Comparator, Confidence, Kind, Standing
from compendium.evidence.sources import Role, Source
from compendium.evidence.units import KNOWN
from compendium.evidence.vocabulary import described
from compendium.subject import current_subject

DEFINITION = Column("definition", "category", described(Claim, "definition"))
CLAIMS = Column("claims", "text", "The claims that the row rests on, joined by '; '.", required=True)

NUMBER = (
    Column("value", "number", described(Claim, "value")),
    Column("low", "number", described(Claim, "low")),
    Column("high", "number", described(Claim, "high")),
    Column("comparator", "category", described(Claim, "comparator"),
           tuple(c for c in get_args(Comparator) if c)),
    Column("unit", "category", described(Claim, "unit"), KNOWN),
)
MEANING = (
    Column("of", "text", described(Claim, "of")),
    Column("against", "text", described(Claim, "against")),
    Column("start", "start", "The first day or month of the period."),
    Column("end", "end", "The last day or month of the period."),
    Column("place", "text", "The places, by their ids, joined by '; '."),
)
STANDING = Column("standing", "category", described(Claim, "standing"), get_args(Standing), True)
BOUNDS = (
    Column("lowest", "number", "The least value that would be written this way; empty where open."),
    Column("highest", "number", "The greatest value that would be written this way; empty where open."),
)
ACTOR = Column("actor", "text", "The actors, by their ids, joined by '; '.")
ACTION = Column("action", "text", described(Claim, "action"))
CREDIT = Column("credited_to", "text", "The credit chain, nearest first, joined by '; ', joint credit by ' + '.")
HEDGE = Column("hedge", "text", described(Claim, "hedge"))
POSITION = Column("position", "category", described(Claim, "position"))
PERIOD = Column("period", "text", "The period as the source dates it, in EDTF: ~ vague, ? inferred by the reader,"
                " % both, .. an open end.")
INFERRED = Column("inferred", "boolean", "Whether a year or month was worked out by the reader.", required=True)
UNUSED = Column("unused", "text", described(Claim, "unused"))
REMOVES = Column("removes", "integer", "How many hands the claim passed through before the source.", required=True)
RESTS_ON = Column("rests_on", "text", "Everyone whom the claim rests on, its publisher included, joined by '; ';"
                  " claims that share one of them do not corroborate each other.", required=True)
ROLE = Column("role", "category", described(Source, "role"), get_args(Role), True)
KIND = Column("kind", "category", described(Claim, "kind"), get_args(Kind), True)
SAYS = Column("says", "text", described(Claim, "says"), required=True)
SOURCE = Column("source", "category", "The source's id.", required=True)
QUESTION = Column("question", "category", "The question that the claim answers.", required=True)
CONFIDENCE = Column("confidence", "category", "How sure the reading is.", get_args(Confidence))


def theme() -> Column:
    """The theme of a claim or a question, one of those that the subject names."""
    return Column("theme", "category", "The subject.", tuple(current_subject().themes), True)
