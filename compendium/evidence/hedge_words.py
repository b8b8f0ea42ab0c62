"""Words by which a source is not sure of what it says: a claim that drops them says more than its source."""

import re
from collections.abc import Iterator

from compendium.evidence.claims import Claim

_UNSURE = ("reportedly|maybe|allegedly|apparently|seemingly|likely|unlikely|probably|perhaps|possibly|presumably"
           "|supposedly")
UNSURE = re.compile(rf"\b(?:{_UNSURE})\b", re.IGNORECASE)
"""What hedges wherever it stands."""
HEDGING = re.compile(
    rf"\b(?:{_UNSURE}|reported|alleged|apparent|probable|possible|may|might|could|would|can|should|(?:seem|appear|believ"
    r"|estimat|suggest|suspect|expect|presum|doubt|claim|hop)\w*|thinks?|thought|supposed|sa(?:ys?|id)|(?:un)?sure"
    r"|(?:un)?certain|(?:un)?clear|potential\w*|account|tends?|often|usual\w*|typical\w*|mostly|largely|mainly|generally"
    r"|almost|nearly|about|around|roughly|some|at least|more than|over|up to|many|most|few|partly|if)\b", re.IGNORECASE)
"""What may hedge, and what a hedge may be told by in words of ours."""
AHEAD = re.compile(
    r"\b(?:(?:plan|project|expect|forecast|target|intend|hop|pledg|promis|propos|schedul|predict|envisag|foresee|announc"
    r"|agree|allocat|aim)\w*|would|will|should|could|may|might|due|(?:is|are|was|were|be|set)\sto|to\sbe|means?\sto|wants?|seeks?)\b",
    re.IGNORECASE)
"""Words by which something has not happened yet."""
BY_THEN = re.compile(r"\bby (?:then|(?:[^\W\d]+ ){0,5}?20\d\d)\b|\b(?:goal|quota|capacity|future)\b", re.IGNORECASE)
"""In a sentence, what may tell that a number is to come, beside the words for it."""
AHEAD_OF_NUMBER = re.compile(
    r"\b(?:(?:plan|project|expect|forecast|intend|hop|predict|aim)\w*\sto|expected|forecast|projected|predicted|would"
    r"|could|may|might|(?:designed|able|supposed|is|are|set)\sto|capable\sof)\b")
"""Before a number, what makes it one that is not yet; a month is written large."""
DENIED = re.compile(r"\b(?:(?:did|does|do|ha[sd]|have|was|were|is|are|will|would)\snot|\w+n[’']t)\s"
                    r"(?!only\b|just\b|more\b|less\b|fewer\b)(?:[^\W\d]+\s){1,2}[$¥€£\\]*(?=\d)", re.IGNORECASE)
"""Before a number, what says that it is not so."""
NOT_YET = {"planned", "projected"}
BEFORE = 60
"""How many characters before a claim's words in its text may hedge them."""
CLAUSE = re.compile(r"[.;:!?]\s|\s{2,}")


def unhedged(claim: Claim) -> Iterator[str]:
    """A hedge of a claim's source that its sentence leaves out, or one of its sentence that its source has not."""
    if HEDGING.search(claim.hedge) and not HEDGING.search(claim.says):
        yield f"has the hedge '{claim.hedge}', and its sentence says it without one; hedge it there as well"
    elif claim.standing in NOT_YET and not AHEAD.search(claim.says):
        yield f"is {claim.standing}, and its sentence says it as if it had happened; say there that it is to come"
    elif not claim.hedge and (word := UNSURE.search(claim.says)):
        yield f"says '{word[0]}', and has no hedge; give the source's own words for it in hedge, or take it out"


def hedge_dropped(claim: Claim, text: str, start: int, end: int) -> Iterator[str]:
    """The words of a text that hedge a claim's own, in their clause and before them, where the claim has no hedge."""
    ahead = CLAUSE.split(text[max(0, start - BEFORE):start])[-1] + text[start:end]
    sure = claim.kind == "quantity" and claim.standing in ("reported", "unverified")
    if not claim.hedge and (word := UNSURE.search(ahead) or (AHEAD_OF_NUMBER.search(ahead) if sure else None)):
        yield f"has no hedge, and its words in the text are hedged by '{word[0]}'; give it in hedge"
    if claim.kind == "quantity" and (denied := DENIED.search(ahead)):
        yield (f"is a quantity, and '{denied[0].strip()}' stands before its number in the text; say what the text does"
               " say, as a statement where it has no other number")
