"""Who says what a claim reports, by the words of its sentence and of its text, against whom it credits."""

import re
from collections.abc import Collection, Iterator

from compendium.evidence.claims import Claim
from compendium.evidence.sources import Source

IN_BRACKETS = re.compile(r"\s*\([^()]*\)")
UNNAMED = re.compile(r"\b(?:anonymous|unnamed|unstated)\b", re.IGNORECASE)
"""What a credit calls those whose names are not given."""
NAMING = re.compile(r"[^\W\d]{4,}|[A-Z][^\W\d]{2,}")
"""A word of a name by which it is found again: of three letters where it begins with a large one."""
ACCORDING, WORD = re.compile(r"\baccording to (?:the )?", re.IGNORECASE), re.compile(r"[^\W_]+")
AT_FIRST, SAYS = re.compile(r"^(?:The )?"), re.compile(r" (?:say|report|estimate|count|write)s that\b")
LONGEST = 80
"""How many characters a name has at most that is looked for behind 'according to'."""


def credited(claim: Claim) -> list[str]:
    """All names of a credit chain, without what stands in brackets behind them."""
    names = (name for link in claim.credited_to for name in ([link] if isinstance(link, str) else link))
    return [IN_BRACKETS.sub("", name).strip() for name in names]


def another_speaker(claim: Claim, source: Source, known: Collection[str]) -> Iterator[str]:
    """Somebody whom a claim's sentence tells something by, of all whom the book credits, and the claim does not."""
    own = [*credited(claim), source.publisher, *source.authors]
    for before, behind in ((ACCORDING, re.compile("")), (AT_FIRST, SAYS)):
        for to in before.finditer(claim.says):
            name = _name_at(claim.says, to.end(), known)
            said = name and behind.match(claim.says, to.end() + len(name))
            if said and not any(name in each or each in name for each in own):
                named = " and ".join(credited(claim)) or "nobody"
                yield f"says '{to[0]}{name}{said[0]}', and credited_to names {named}; correct one of the two"


def _name_at(text: str, start: int, known: Collection[str]) -> str:
    """The longest of some names that stands at a place of a text, with or without its 'the'; empty for none."""
    ends = [word.end() for word in WORD.finditer(text, start, start + LONGEST)]
    return next((text[start:end] for end in reversed(ends)
                 if text[start:end] in known or f"the {text[start:end]}" in known), "")


def unknown_to(claim: Claim, text: str) -> Iterator[str]:
    """A name that a claim credits and of which no word stands anywhere in its text."""
    in_text = text.lower()
    for name in credited(claim):
        words = NAMING.findall(UNNAMED.sub("", name))
        if words and not any(word.lower() in in_text for word in words):
            yield f"is credited to {name}, of whom no word stands in the text; credited_to follows the text"
