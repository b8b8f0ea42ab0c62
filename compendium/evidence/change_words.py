"""Whether the words at a number say that something rose or fell by it."""

import re

from compendium.evidence.bound_words import ABOUT
from compendium.evidence.number_words import NUMBER_WORDS, any_word
from compendium.evidence.numbers import NumberFound
from compendium.evidence.unit_words import BEFORE, BEHIND, unit_behind

DOWN = (r"halv(?:ed|es|ing)|drop\w*|sl[iu]d\w*|sank|sink\w*|tumbl\w*|fell|fall\w*|dip(?:s|ped|ping)?"
        r"|slip(?:s|ped|ping)?|shed\w*|contract(?:ed|ing)|declin\w*|decreas\w*|down|eas(?:ed|ing|es)|plung\w*"
        r"|plummet\w*|nosediv\w*|slump\w*|shr[aiu]nk\w*|cut|reduc\w*|lower\w*|slash\w*|trim\w*|squeez\w*|depress\w*"
        r"|dent\w*|weaken\w*|soften\w*|erod\w*|retreat\w*|c[ao]m(?:e|es|ing)\soff|shorter|slower|lighter|smaller"
        r"|cheaper|lost|los(?:es|ing)|crash\w*|collaps\w*|dwindl\w*|diminish\w*|discount\w*|setback|downturn|minus")
_NO_RISE = ("gave", "give", "gives", "giving", "given", "take", "takes", "took", "taken", "make", "makes", "making",
            "made")
"""Before 'up', what makes something else of it: one gives up, and makes up a part."""
_UP = "".join(rf"(?<!\b{verb}\s)" for verb in _NO_RISE) + "up"
UP = (r"r[io]se\w*|rising|rais(?:e|es|ed|ing)|doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|quintupl\w*"
      r"|(?:sky)?rocket\w*|hik(?:e|es|ed|ing)|boost\w*|leap\w*|balloon\w*|swell\w*|swollen|accelerat\w*|uptick"
      r"|upturn|lift\w*|improv\w*|strengthen\w*|widen\w*|higher|dearer|costlier|bigger|jump\w*|surg\w*|increas\w*"
      r"|climb\w*|soar\w*|gr[eo]w\w*|gain\w*|spik\w*|recover\w*|add(?:ed|ing)|advanc\w*|expand\w*"
      r"|rall(?:y|ied|ies)|rebound\w*" rf"|{_UP}")
CHANGED = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))(?:\s+(?:sharply|further|again|year[- ]on[- ]year|as much as"
                     r"|by|an?|some|another))*\s*$", re.IGNORECASE)
FALLS = (r"drop|fall|decline|decrease|cut|reduction|plunge|slump|loss|contraction|dip|collapse|slide|setback|downturn"
         r"|discount|retreat")
RISES = r"rise|increase|jump|surge|gain|growth|spike|rebound|expansion|hike|boost|leap|uptick|upturn|climb"
CHANGE_AFTER = re.compile(rf"\s+(?:[\w-]+\s+)?(?:(?P<down>{FALLS})|(?P<up>{RISES}))\b", re.IGNORECASE)
COMPARED_AFTER = re.compile(r"\s+(?:(?P<down>lower|less|fewer|smaller|below)|(?P<up>higher|more|larger|greater|above))"
                            r"\b", re.IGNORECASE)
ROUGHLY = (r"\s+(?:(?:by|between|(?:more|less|fewer|no more|no less) than|at least|at most|over|under|up to"
           r"|about|around|nearly|almost|some|roughly|an? estimated)\s*)*$")
"""What may stand between the word of a change and its number."""
CHANGED_BY = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))\b(?=(?:\s+[^\W\d]+)?\s+by{ROUGHLY})", re.IGNORECASE)
"""A word further off may be of something else: 'rising fees cut sales by 30%'."""
CHANGE_WAS = re.compile(rf"\b(?:(?P<down>{FALLS})|(?P<up>{RISES}))\b(?=(?:\s+[^\W\d]+){{0,4}}?\s+(?:of|was|is|amount\w*"
                        rf"\sto|came\sto|total\w*|reached){ROUGHLY})", re.IGNORECASE)
CHANGES = r"rise|fall|drop|decline|decrease|increase|growth|change"
_FELL = r"fell|fallen|rose|risen|declined|(?:was|were|is|are|been)\s+(?:up|down)"
_MOVED = (rf"(?:{_FELL}|(?:fall|ris|drop|declin|decreas|increas|climb|grow)\w*|grew|jumped|slid|slipped|sank|plunged"
          rf"|slumped|dwindled|shrank)(?:\s+\w+ly)?\s+by|\ban?\s+(?:{CHANGES})\s+(?:of|by)")
MOVED_BY = re.compile(rf"\b(?:(?P<fell>{_FELL})|{_MOVED})(?:\s+(?:{ABOUT}))*[\s$¥€£\\]+$", re.IGNORECASE)
MORE_THAN_IT = re.compile(
    r"(?:\s+[a-z]+s)?\s+(?:more|less|fewer|lower|higher)\b(?:\s+[^\W\d]+){0,3}?\s+than\b"
    rf"(?!\s+(?:an?\s+)?(?:[\d$€£¥]|(?:\w+ed|once|{any_word(*NUMBER_WORDS)})\b))"
    rf"|\s+(?:more|fewer|less|lower|higher|extra)(?:\s*(?:$|[.;])|\s+(?:to|in|from|there|here|at)\b)"
    rf"|\s+(?:{CHANGES})\b", re.IGNORECASE)
ADDED_BEHIND = re.compile(r"\s+(?:more|fewer|less|extra|additional|further)\s+(?!than\b)[a-z]", re.IGNORECASE)
ADDED_BEFORE = re.compile(r"\b(?:another|an?\s(?:extra|additional|further)|lower\sby)\s+$", re.IGNORECASE)
APART = r"shortfall|excess|difference|gap|margin"
APART_BEFORE = re.compile(
    r"\b(?:miss|beat|exceed|surpass|oversho|undersho|outpac|outstrip|topp|trail|lagg?)\w*(?:\s[^\s.,;:()]+){0,6}?\sby"
    rf"(?:\s(?:{ABOUT}))*[\s$¥€£\\]+$", re.IGNORECASE)
APART_BEHIND = re.compile(
    r"\s+(?:(?:short|ahead|in\sexcess)\sof|above|below|behind|over|under)\s+(?:[^\W\d]+\s+){0,3}?"
    r"(?:average|budget|ceiling|estimate|forecast|goal|guidance|limit|plan|quota|target)s?\b", re.IGNORECASE)
"""Before and behind a number and its unit, what makes it the size of a change and no level: fell by 12 t, another 12 t,
12 t fewer than before; or how far something is from another: missed its plan by 12 t, 12 t short of it."""
OF_A_CHANGE_BEFORE = re.compile(
    rf"\b(?:{FALLS}|{RISES})s?\s+(?:(?:has|had|have)\s)?(?:slow|eas|narrow|moderat|halv|shr[aiu]nk|weaken|quicken|accelerat)\w*"
    rf"(?:\s+by)?{ROUGHLY}|\b(?:fell|fall\w*|stop\w*)\s+short\s+of\s+(?:an?\s)?$", re.IGNORECASE)
OF_A_CHANGE_BEHIND = re.compile(
    rf"\s+(?:less|lower|slower|smaller|weaker|faster|greater|larger|stronger)\s+(?:{FALLS}|{RISES})\b", re.IGNORECASE)
"""Before and behind a number, what makes it the size of a change in a change."""
LEADING = re.compile(r"\s+(?:to|from)\b")
SIGN = re.compile(r"(?:^|[\s(])(?:(?P<down>[-−–])|(?P<up>\+))$")
DENIED = re.compile(r"(?:\bnot|n[’']t|\bnever|\bno)\s+$", re.IGNORECASE)


def direction_beside(text: str, start: int, end: int) -> int:
    """-1 where something fell by the number, 1 where it rose, 0 where the words say neither, or say both.

    What rose 30% less, a rise that slowed by 30%, or a fall that eased, neither rose nor fell by it.
    """
    behind = re.sub(r"^\s*(?:%|per\s?cent|percent|times\b|-fold)", "", text[end:end + BEHIND])
    before = text[max(0, start - BEFORE):start]
    at = [CHANGED.search(re.sub(ROUGHLY, " ", before)) or SIGN.search(before),
          CHANGE_AFTER.match(behind) or COMPARED_AFTER.match(behind)]
    # a word further off counts only where none is at the number
    near = [match for match in at if match] or [
        match for match in (next(reversed(list(CHANGED_BY.finditer(before))), None)
                            or next(reversed(list(CHANGE_WAS.finditer(before))), None),) if match]
    ways = {_way(match, denied=match.string is not behind) for match in near}
    slowed = OF_A_CHANGE_BEFORE.search(before) or OF_A_CHANGE_BEHIND.match(behind)
    return 0 if slowed or len(ways) != 1 else ways.pop()


def directions_in(text: str) -> set[int]:
    """1 where some words name a rise anywhere, -1 where they name a fall."""
    named = re.finditer(rf"\b(?:(?P<down>{DOWN}|{FALLS})|(?P<up>{UP}|{RISES}))\b", text, re.IGNORECASE)
    return {-1 if each["down"] else 1 for each in named}


def _way(match: "re.Match[str]", *, denied: bool) -> int:
    no = denied and DENIED.search(match.string[:match.start()])
    return -1 if bool(match["down"]) != bool(no) else 1


def has_minus(text: str, number: NumberFound) -> bool:
    """Whether a minus stands at a number; a dash with spaces around it is none."""
    sign = SIGN.search(text[max(0, number.start - BEFORE):number.start])
    return bool(sign and sign["down"])


def changed_beside(text: str, number: NumberFound) -> str:
    """The words by which a number is what something changed by, and not what it was; empty where none say so.

    Without 'by' a unit stands behind what fell or rose: rose 900 to 1,200 leads from the one to the other.
    """
    unit, ahead = unit_behind(text, number.end), text[max(0, number.start - BEFORE):number.start]
    end = unit[1] if unit else number.end
    before = ADDED_BEFORE.search(ahead) or MOVED_BY.search(ahead) or APART_BEFORE.search(ahead)
    leads = before and before.re is MOVED_BY and before["fell"] and unit is None and LEADING.match(text, end)
    if before and not leads:
        return before[0] + text[number.start:end]
    behind = ADDED_BEHIND.match(text, number.end) or MORE_THAN_IT.match(text, end) or APART_BEHIND.match(text, end)
    return text[number.start:behind.end()] if behind else ""
