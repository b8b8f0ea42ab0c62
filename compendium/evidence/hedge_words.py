"""Words by which a source is not sure of what it says: a claim that drops them says more than its source."""

import re
from collections.abc import Iterator

from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.ranges import range_beside
from compendium.evidence.uncounted import is_date

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
ESTIMATED = re.compile(
    r"\b(?:estimat\w*|guess\w*|believ\w*|thinks?|thought|seem\w*|appear(?:s|ed)?\sto|suspect\w*|presum\w*|supposed"
    r"|said\sto|rumou?r\w*|unconfirmed|unverified|unclear|uncertain|whether|if)\b", re.IGNORECASE)
"""In the clause of a number, what makes it one that somebody thinks likely and nobody counted."""
TO_COME = re.compile(
    r"\b(?:will|may|(?i:would|could|might|expect(?:s|ed|ing)?|forecast\w*|projected|projections?|predict\w*|plan(?:s|ned)?"
    r"|target(?:s|ed|ing)?|guidance|guides?|sees|foresees?|envisag\w*|intend\w*|hop(?:es|ed|ing)|promis\w*|pledg\w*"
    r"|agree[sd]?\sto|wants?\sto|aim(?:s|ed|ing)?\s(?:to|at|for)|on\strack|scheduled|designed|able|capable\sof"
    r"|(?:set|is|are)\sto))\b")
"""In the clause of a number, what makes it one that is not yet; a month is written large."""
CARRIED = tuple(re.compile(rf"\b(?:{words})\b", re.IGNORECASE) for words in (
    r"averag\w*|mean|median|typical\w*|usual\w*", r"(?<!full )capacit\w*|designed|able|can|could",
    r"quotas?|limits?|ceilings?|caps?"))
"""In the clause of a number, what it is of by words that its claim has as well: an average, a capacity, a quota."""
NOT_DONE = re.compile(
    r"\b(?:will|(?:may|might|could|would|should)\s(?:\w+\s)?have|(?:is|are|was|were)\s(?:(?:expected|due|set|about)\s)?to"
    r"|(?:plan|expect|intend|threaten|vow|promise)(?:s|ed|ned)?\sto|fail(?:s|ed)?\sto|refus\w+\sto|den(?:y|ies|ied))\b")
"""Before an event, what says that it is to come, may have been or did not come to be."""
TOLD_OF = re.compile(r"\b(?:told|tell\w*|sa(?:ys?|id)|announc\w*|order\w*|promis\w*|pledg\w*|decid\w*|agree\w*|warn\w*"
                     r"|threat\w*|vow\w*|plan\w*|den(?:y|ies|ied)|fail\w*|refus\w*|not|never|no)\b", re.IGNORECASE)
"""In the sentence of an event, what makes it that of saying so, or of not doing it."""
DENIED = re.compile(r"\b(?:(?:did|does|do|ha[sd]|have|was|were|is|are|will|would)\snot|\w+n[’']t)\s"
                    r"(?!only\b|just\b|more\b|less\b|fewer\b)(?:[^\W\d]+\s){1,2}[$¥€£\\]*(?=\d)", re.IGNORECASE)
"""Before a number, what says that it is not so."""
NOT_YET = {"planned", "projected"}
BEFORE = 60
"""How many characters before a claim's words in its text may hedge them."""
CLAUSE = re.compile(r"[.;:!?]\s|\s{2,}")
TO_HEDGE = tuple(f"give it in hedge, or say {each} in standing" for each in ("planned or projected", "estimated"))
HEDGED_BY = "has no hedge, and its words in the text are hedged by '{}'"
OWN_CLAUSE = re.compile(r"[.;:!?()]\s?|\s{2,}|,\s(?:and|but|while|whereas|after|from|up|down|compared|against|which|who"
                        r"|whose|as|where)\b"
                        r"|\b(?:but|whereas|than|compared|against|versus|up\sfrom|down\sfrom)\b")
"""Between a hedge and a number, what makes it that of another."""
ESTIMATED_BY = re.compile(r"\b(?:puts?|according to|(?:by|of) (?:the )?[A-Z]\w+|resources?|reserves?|unverified)\b")
"""In a sentence of ours, what tells that a number is somebody's estimate, beside the words that hedge it."""


def unhedged(claim: Claim) -> Iterator[str]:
    """A hedge of a claim's source that its sentence leaves out, or one of its sentence that its source has not."""
    if HEDGING.search(claim.hedge) and not HEDGING.search(claim.says):
        yield f"has the hedge '{claim.hedge}', and its sentence says it without one; hedge it there as well"
    elif claim.standing in NOT_YET and not AHEAD.search(claim.says):
        yield f"is {claim.standing}, and its sentence says it as if it had happened; say there that it is to come"
    elif claim.standing == "estimated" and not tells_estimate(claim.says):
        yield "is estimated, and its sentence says it as if it had been counted; say there that it is, or who says so"
    elif not claim.hedge and (word := UNSURE.search(claim.says)):
        yield f"says '{word[0]}', and has no hedge; give the source's own words for it in hedge, or take it out"
    elif claim.kind == "quantity" and (hedged := _hedge_at(claim, claim.says)):
        yield f"says '{hedged[0]}' at its number, and is {claim.standing}; {hedged[1]}, or say it surely"
    elif claim.kind == "event" and _is_sure(claim) and (word := NOT_DONE.search(claim.says)) and not (
            TOLD_OF.search(claim.says)):
        yield f"says '{word[0]}', and is {claim.standing}; {TO_HEDGE[0]}, or say that it happened"


def tells_estimate(says: str) -> bool:
    """Whether a sentence tells that its number is an estimate, or whose it is."""
    return bool(HEDGING.search(says) or ESTIMATED_BY.search(says))


def hedge_dropped(claim: Claim, text: str, start: int, end: int) -> Iterator[str]:
    """The words of a text that hedge a claim's own, in their clause and before them, where the claim has no hedge."""
    ahead = CLAUSE.split(text[max(0, start - BEFORE):start])[-1] + text[start:end]
    if not claim.hedge and (word := UNSURE.search(ahead)):
        yield f"{HEDGED_BY.format(word[0])}; give it in hedge"
    elif claim.kind == "event" and _is_sure(claim) and (word := NOT_DONE.search(ahead)) and not (
            AHEAD.search(claim.says) or TOLD_OF.search(claim.says)):
        yield f"{HEDGED_BY.format(word[0])}; {TO_HEDGE[0]}, or say in its sentence that it did not happen"
    if claim.kind == "quantity" and (denied := DENIED.search(ahead)):
        yield (f"is a quantity, and '{denied[0].strip()}' stands before its number in the text; say what the text does"
               " say, as a statement where it has no other number")


def said_surely(claim: Claim, text: str) -> Iterator[str]:
    """What the clause of a quantity's number says of how sure it is, at each of its places, and the claim does not."""
    if hedged := _hedge_at(claim, text):
        yield f"{HEDGED_BY.format(hedged[0])}; {hedged[1]}"
        return
    own = " ".join([claim.of, claim.says, claim.hedge, claim.definition or "", *claim.about.values()])
    for words in CARRIED:
        if (word := _at_number(words, claim, text)) and not words.search(own):
            yield f"says nothing of '{word}', which stands at its number in the text; say it in its sentence as well"
            return


def _hedge_at(claim: Claim, text: str) -> tuple[str, str] | None:
    """The word that hedges a quantity's number at each of its places in a text, and what a claim does that has none."""
    if not _is_sure(claim):
        return None
    for words, remedy in ((TO_COME, TO_HEDGE[0]), (UNSURE, "give it in hedge"), (ESTIMATED, TO_HEDGE[1])):
        if (word := _at_number(words, claim, text)) and not (words is ESTIMATED and claim.comparator):
            return word, remedy
    return None


def _is_sure(claim: Claim) -> bool:
    return not claim.hedge and claim.standing in ("reported", "unverified")


def _at_number(words: re.Pattern[str], claim: Claim, text: str) -> str:
    """The first of some words in the clauses of a quantity's numbers, where it is in each of them; else empty."""
    found = [words.search(before) or (None if words is TO_COME else words.search(behind))
             for before, behind in (_own_clause(text, number) for number in own_numbers(claim, text))]
    return found[0][0] if found and all(found) and found[0] else ""


def _own_clause(text: str, number: NumberFound) -> tuple[str, str]:
    """The words before a number and behind it, up to other numbers and to where another clause begins."""
    others = [each for each in find_numbers(text) if not is_date(text, each) and not range_beside(text, each)]
    first = max((each.end for each in others if each.end <= number.start), default=0)
    last = min((each.start for each in others if each.start >= number.end), default=len(text))
    return OWN_CLAUSE.split(text[first:number.start])[-1], OWN_CLAUSE.split(text[number.end:last])[0]
