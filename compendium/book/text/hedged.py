"""Whether a number of which its source is not sure, or that somebody estimated, is told flatly."""

import re
from collections.abc import Iterator

from compendium.book.text.as_printed import Printed
from compendium.book.text.passage import Passage
from compendium.evidence import Entry, Ledger
from compendium.evidence.hedge_words import HEDGING
from compendium.evidence.speakers import NAMING, UNNAMED, credited

OF_A_SIZE = re.compile(r"\b(?:almost|nearly|about|around|roughly|some|at least|more than|over|up to|many|most|few"
                       r"|(?<!not )(?:certain|sure|clear))\b", re.IGNORECASE)
"""What hedges only how large a number is, and is printed with it, or hedges nothing."""
SAID_BY = re.compile(r"\b(?:according\sto|puts?|reckon\w*|judg\w*|assess\w*|calculat\w*|worked\sout|analysts?"
                     r"|advocates?|researchers?|by\s(?:[^\W\d]+(?:['’]s?)?\s){1,4}?(?:count|sum|survey))\b",
                     re.IGNORECASE)
"""What tells that it is somebody's number, beside the words that hedge."""
ROUGH = {"~", "<~"}
"""The comparators by which an estimate is printed as one: about."""
NOT_KNOWN = {"estimated", "unverified", "opinion"}
"""The standings of a number that nobody counted."""


def told_flatly(passage: Passage, printed: Printed, entry: Entry, ledger: Ledger) -> Iterator[str]:
    """What of a quantity is left out by a sentence that neither hedges it nor names who says so.

    A question says nothing, a table has its own columns for it, and beside a rival's number none is told as known.
    """
    claim, text = entry.claim, printed.text
    beside = [ledger[each.role.target] for each in printed.facts if each.role.target in ledger]
    if any(each.claim.question == claim.question and each.source.id != entry.source.id for each in beside):
        return
    asked = passage.place != "text" or passage.row or text.rstrip().endswith("?")
    hedge, rough = _hedge(claim.hedge), claim.comparator in ROUGH
    if claim.kind != "quantity" or asked or not (hedge or (claim.standing in NOT_KNOWN and not rough)):
        return
    if not (_hedge(text) or SAID_BY.search(text) or _names_a_speaker(text, entry, ledger)):
        has = f"has the hedge '{claim.hedge}'" if hedge else f"is {claim.standing}"
        yield f"{has}, and its sentence says it flatly; hedge it there as well, or name who says so"


def _hedge(text: str) -> bool:
    return HEDGING.search(OF_A_SIZE.sub("", text)) is not None


def _names_a_speaker(text: str, entry: Entry, ledger: Ledger) -> bool:
    """Whether a word of a name of its source, or of one that it credits, stands in a text; a place's name is none."""
    names = [*credited(entry.claim), entry.source.publisher, *entry.source.authors]
    names += [name for actor in ledger.actors.values() if actor.name in names
              for name in (actor.abbreviation, *actor.spellings)]
    places = {word for place in ledger.places.values() for name in (place.name, *place.spellings)
              for word in NAMING.findall(name)}
    words = {word for name in names for word in NAMING.findall(UNNAMED.sub("", name))} - places
    return any(re.search(rf"\b{re.escape(word)}\b", text) for word in words)
