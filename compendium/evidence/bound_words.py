"""Whether the words at a number make a bound of it, or a rough one: more than, at most, about."""

import re

from compendium.evidence.number_words import VAGUE
from compendium.evidence.numbers import NumberFound
from compendium.evidence.unit_words import BEFORE, BEHIND, TIMES

MONEY = r"[\s$¥€£\\]*(?:US\\?\$|RMB\s|CNY\s|USD\s)?(?:an?\s)?$"
ABOUT = r"(?:more|less|fewer) than|at least|at most|over|about|around|nearly|almost|some|roughly"
"""What most often stands before a number that is a bound, or a rough one, for rules that look past it."""
NEGATED = (r"(?:\b(?:no|not|nor|never|cannot|nobody|none|without|neither)\b|n[’']t\b)"
           r"(?:\s+(?!but\b|and\b)[^\W\d]+){0,2}?\s+")
COMPARED = re.compile(
    rf"(?P<no>{NEGATED})?(?:(?P<more>\b(?:(?:more|greater|higher|larger|bigger|heavier|longer) than|over|above"
    rf"|at (?:the )?(?:very )?least|(?:an? |the )?min(?:imum|\.)(?: of)?|upwards? of|in excess of"
    r"|starting (?:at|from)|starts? at"
    rf"|(?:surpass|exceed)(?:s|es|ed|ing)?)|[>≥⩾≧≳＞]=?)|(?P<less>\b(?:(?:less|fewer|lower|smaller|lighter|shorter)"
    rf" than|under|below|at (?:the )?(?:very )?most|(?:an? |the )?max(?:imum|\.)(?: of)?"
    rf"|capped at|limited to|up to)|[<≤⩽≦≲＜]=?)){MONEY}",
    re.IGNORECASE)
STRICT = re.compile(r"than$|^(?:over|above|under|below|in excess of|(?:surpass|exceed)\w*|[<>＜＞])$", re.IGNORECASE)
"""The words of a bound that leave out the number itself."""
BY_LITTLE = re.compile(r"\b(?:just|slightly|a) (?:little |bit |shade |tad )?(?:under|below|less than|fewer than)\s",
                       re.IGNORECASE)
"""What makes a bound a near one: just under."""
LOOSE = {"over", "above", "under", "below"}
BOUND_AFTER = re.compile(
    r"(?:^|[(,;:\u2014-]|\b(?:well|just|far|slightly|little|shade|bit|tad|somewhat|comfortably|considerably|of|to|at|by"
    r"|from|with|than|was|were|is|are|be|been|has|have|had|cost\w*|sold|sells?|weigh\w*|paid|pays?|for|lost|some|and|that|it|killed|caught|made|employs?|counted|holds?|held|bought"
    r"|spen[dt]\w*|worth|totall?\w*|produced?s?|mined?|shipped|imported|exported|grew|fell|rose|up|down|a|an))\s*$",
    re.IGNORECASE)
"""Before 'over' and its like, what makes a bound of it: one takes over, hands over and quarrels over as well."""
MOVED_TO = re.compile(r"\b(?:go(?:es|ing|ne)?|went|mov\w+|held|was|were|is|are|been|shot|jump\w*|c[ao]me\w*"
                      r"|driv\w+|drove)\s+$", re.IGNORECASE)
"""Before 'up to', what makes a direction and a goal of it."""
LASTING = re.compile(rf"\S+\s+(?:{TIMES})s?\b", re.IGNORECASE)
"""Behind 'over', what makes a stretch of time of a number: over 12 years it grew."""
HEDGED = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|(?<!\.)ca?\.|an? estimated|estimated (?:at|to be)|some"
    r"|as little as|(?:in|of|on) the (?:order|region|vicinity) of|barely|hardly|scarcely|virtually|practically"
    r"|(?P<near>close (?:to|on)|approaching)|(?P<nearly>nearly|almost|not quite|just short of)"
    rf"|(?P<most>as (?:many|much) as))|[~≈～∼≃≅]){MONEY}",
    re.IGNORECASE)
PASSED = re.compile(rf"\b(?:pass|topp)(?:ed|es|ing){MONEY}", re.IGNORECASE)
"""Before a number, what may make a bound of it: a law is passed as well."""
EXACTLY = re.compile(r"\b(?:exactly|precisely)\s+$", re.IGNORECASE)
HEDGED_AFTER = re.compile(
    r"(?P<plus>\+(?!\s?\d)|-plus\b)|-odd\b|[^\w.;:]*(?:[^\W\d]+,?\s){0,4}?(?:(?:(?P<more>or (?:more|over|above|higher"
    r"|greater)|and (?:upwards?|above|over)|if not more)|(?P<less>or (?:less|fewer|under|below|lower)"
    r"|if not (?:less|fewer))|or so|or thereabouts|give or take)\b(?!\s(?:\w+\s)?than)"
    r"|at (?:the )?(?:very )?(?:(?P<least>least)|(?P<most>most))\b(?=\s*(?:$|[.,;)])))", re.IGNORECASE)
"""Words at a number by which it is not that number itself."""


def side_beside(text: str, start: int) -> int:
    """1 where the words before a number say 'more than' or 'at least', -1 for their contrary, 0 for neither."""
    match = _bound(text, start)
    return 0 if match is None else 1 if bool(match["more"]) != bool(match["no"]) else -1


def _bound(text: str, start: int) -> re.Match[str] | None:
    """The words before a number that make a bound of it; 'over', 'under' and 'up to' only where they do."""
    before = text[max(0, start - BEFORE):start]
    if (match := COMPARED.search(before)) is None:
        return None
    word, ahead = (match["more"] or match["less"]).lower(), before[:match.start("more" if match["more"] else "less")]
    during = word == "over" and LASTING.match(text, start)
    loose = word in LOOSE and not match["no"] and (during or not BOUND_AFTER.search(ahead))
    return None if loose or (word == "up to" and MOVED_TO.search(ahead)) else match


def hedge_beside(text: str, number: NumberFound) -> str:
    """The words at a number that make it a bound, or a rough one; empty where none do."""
    before = text[max(0, number.start - BEFORE):number.start]
    match = (_bound(text, number.start) or HEDGED.search(before)
             or HEDGED_AFTER.match(text[number.end:number.end + BEHIND]))
    return match[0].strip() if match else ""


def comparators_beside(text: str, number: NumberFound) -> set[str]:
    """The comparators that the words at a number say; 'over' and its like do so whatever stands before them."""
    before, behind = text[max(0, number.start - BEFORE):number.start], text[number.end:number.end + BEHIND]
    hedged, after = HEDGED.search(before), HEDGED_AFTER.match(behind)
    # at least about 12 is both
    bound = COMPARED.search(before[:hedged.start()] if hedged else before)
    said = {">"} if PASSED.search(before) else set[str]()
    if bound:
        word, turned = (bound["more"] or bound["less"]).lower(), bool(bound["no"])
        more, strict = bool(bound["more"]) != turned, bool(STRICT.search(word)) != turned
        said |= {(">" if more else "<") + ("" if strict else "=")}
        said |= {">"} if word.startswith("upward") else {"<~"} if not more and BY_LITTLE.search(before) else set()
    if hedged:
        said |= {"<~"} if hedged["nearly"] else {"<="} if hedged["most"] else {"~"}
        said |= {"<~"} if hedged["near"] else set()
    if after:
        said |= ({">", ">="} if after["plus"] else {">="} if after["more"] or after["least"]
                 else {"<="} if after["less"] or after["most"] else {"~"})
    return said | ({">", ">="} if number.text.lower() in VAGUE else set())
