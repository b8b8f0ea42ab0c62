"""What the words beside a number say of it: its unit, and whether something fell or rose by it.

A sentence and the fields of its claim, or a text and the claims that were read from it, may not contradict each other
in these: a fall is below zero, tonnes are not kilograms, at most is not more than. Words that say none of these
contradict nothing.
"""

import re
from collections.abc import Iterable, Iterator

from compendium.evidence.claims import Claim
from compendium.evidence.numbers import NumberFound, find_numbers, writes

CURRENCY = re.compile(r"(?P<sign>US\\?\$|U\.S\.\s?\$|\\?\$|¥|RMB\s?|CNY\s?|USD\s?)$")
UNIT_WORDS = (("%", r"%|per\s?cent(?:age\spoints?)?\b"), ("kg", r"(?:kg|kilograms?|kilos?)\b"),
              ("t", r"(?:metric\s+)?(?:tons?|tonnes?|mt|t)\b"),
              ("CNY", r"(?:[A-Z]\w+\s+)?(?:yuan|renminbi|RMB|CNY)\b"),
              ("USD", r"(?:US\s|U\.S\.\s)?dollars?\b|USD\b"), ("year", r"years?\b"), ("month", r"months?\b"),
              ("x", r"times\b(?=\s+(?:as|more|higher|larger|the|that|what))"))
DOWN = (r"drop\w*|sl[iu]d\w*|sank|sink\w*|tumbl\w*|fell"
        r"|fall\w*|declin\w*|decreas\w*|down|eas(?:ed|ing|es)|plung\w*|slump\w*|shr[aiu]nk\w*|cut|reduc\w*"
        r"|lower\w*")
UP = r"up|r[io]se\w*|rising|jump\w*|surg\w*|increas\w*|climb\w*|soar\w*|gr[eo]w\w*|gain\w*|spik\w*"
CHANGED = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))(?:\s+(?:sharply|further|again|year[- ]on[- ]year|as much as"
                     r"|by|an?|some|another))*\s*$", re.IGNORECASE)
CHANGE_AFTER = re.compile(r"\s+(?:[\w-]+\s+)?(?:(?P<down>drop|fall|decline|decrease|cut|reduction|plunge|slump)"
                          r"|(?P<up>rise|increase|jump|surge|gain|growth|spike))\b", re.IGNORECASE)
COMPARED_AFTER = re.compile(r"\s+(?:(?P<down>lower|less|fewer|smaller|below)|(?P<up>higher|more|larger|greater|above))"
                            r"\b", re.IGNORECASE)
ROUGHLY = (r"\s+(?:(?:by|(?:more|less|fewer|no more|no less) than|at least|at most|over|under|up to|about|around|nearly"
           r"|almost|some|roughly|an? estimated)\s*)*$")
"""What may stand between the word of a change and its number."""
CHANGED_BY = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))\b(?=[^.;,]*\bby{ROUGHLY})", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
"""What leads somewhere: its digits count nothing."""
COMPARED = re.compile(r"(?P<no>\b(?:no|not|nor|never)\s+)?\b(?:(?P<more>more than|(?<!control )(?<!power )over|above|at least|upwards? of"
                      r"|in excess of|exceed(?:s|ed|ing)?)|(?P<less>(?:less|fewer) than|under|below|at most|up to))"
                      r"[\s$¥€£\\]*(?:US\$|RMB\s|CNY\s|USD\s)?$", re.IGNORECASE)
HEDGED = re.compile(r"\b(?:about|around|roughly|approximately|approx\.?|circa|nearly|almost|close to|an? estimated|some"
                    r"|as (?:many|much) as)[\s$¥€£\\]*(?:US\$|RMB\s|CNY\s|USD\s)?$", re.IGNORECASE)
HEDGED_AFTER = re.compile(r"\W*(?:[^\W\d]+\s)?or (?:more|less|fewer|so)\b", re.IGNORECASE)
"""Words at a number by which it is not that number itself."""
RANGE = re.compile(r"(?P<share>\s*(?:%|per\s?cent))?\s*(?P<sign>to|and|or|[-–—]|±|\+/-)\s*(?:(?:US)?\\?\$|[¥€£])?\s*",
                   re.IGNORECASE)
"""What stands between the two ends of a range."""
SAID = {">": 1, ">=": 1, "<": -1, "<=": -1, "<~": -1}
"""The comparators that say on which side of the number it lies."""
BEFORE, BEHIND = 80, 40
"""How many characters before and behind a number are read for what they say of it."""
PER_CENT = 100
NAMED = {"%", "kg", "t", "CNY", "USD"}
"""The units whose words leave no doubt; that of a count is another noun."""


def unit_beside(text: str, start: int, end: int) -> str:
    """The unit that the words at a number name, such as 't' or 'USD'; empty where they name none."""
    if sign := CURRENCY.search(text[max(0, start - 6):start]):
        return "USD" if "$" in sign["sign"] or "USD" in sign["sign"] else "CNY"
    rest = text[end:end + BEHIND]
    return next((unit for unit, words in UNIT_WORDS if re.match(rf"[\s-]*(?:{words})", rest, re.IGNORECASE)), "")


def direction_beside(text: str, start: int, end: int) -> int:
    """-1 where something fell by the number, 1 where it rose, 0 where the words say neither."""
    behind = re.sub(r"^\s*(?:%|per\s?cent|percent)", "", text[end:end + BEHIND])
    before = text[max(0, start - BEFORE):start]
    # what fell by a number is told by the word nearest to 'by'
    match = (CHANGED.search(re.sub(ROUGHLY, " ", before)) or next(reversed(list(CHANGED_BY.finditer(before))), None)
             or CHANGE_AFTER.match(behind) or COMPARED_AFTER.match(behind))
    return 0 if match is None else -1 if match["down"] else 1


def side_beside(text: str, start: int) -> int:
    """1 where the words before a number say 'more than' or 'at least', -1 for their contrary, 0 for neither."""
    match = COMPARED.search(text[max(0, start - BEFORE):start])
    return 0 if match is None else 1 if bool(match["more"]) != bool(match["no"]) else -1


def hedge_beside(text: str, number: NumberFound) -> str:
    """The words at a number that make it a bound, or a rough one; empty where none do."""
    before = text[max(0, number.start - BEFORE):number.start]
    match = (COMPARED.search(before) or HEDGED.search(before)
             or HEDGED_AFTER.match(text[number.end:number.end + BEHIND]))
    return match[0].strip() if match else ""


def range_beside(text: str, number: NumberFound) -> str:
    """The range of which a number is an end by the words beside it; empty where they give none.

    What changed from one number to another, or by one to another, is no range.
    """
    numbers = find_numbers(text)
    for first, second in zip(numbers, numbers[1:], strict=False):
        between = RANGE.fullmatch(text[first.end:second.start])
        if number not in (first, second) or between is None:
            continue
        before, word = text[max(0, first.start - BEFORE):first.start], between["sign"].lower()
        shares = not between["share"] or unit_beside(text, second.start, second.end) == "%"
        joined = word in ("and", "or") and not re.search(r"\bbetween\W*(?:\w+\W+)?$", before, re.IGNORECASE)
        moved = word == "to" and re.search(r"\bfrom\W*(?:\w+\W+)?$", before, re.IGNORECASE)
        if shares and not joined and not moved:
            return text[first.start:second.end]
    return ""


def contradicted(claim: Claim, text: str) -> Iterator[str]:
    """What a text says of a quantity's own numbers against its fields: another unit, a fall instead of a rise,
    less instead of more.

    A number that stands twice is contradicted only where each of its places does so.
    """
    if claim.kind != "quantity":
        return
    found = [number for number in find_numbers(text) if _are(number, _own(claim))]
    units = [unit_beside(text, number.start, number.end) for number in found]
    if found and all(_other_unit(claim, unit) for unit in units):
        yield f"is given in {claim.unit}, and the words beside '{found[0].text}' say {units[0]}; correct one of the two"
    sides = [side_beside(text, number.start) for number in found]
    if found and all(side * SAID.get(claim.comparator, 0) < 0 for side in sides):
        yield (f"has the comparator '{claim.comparator}', and the words before '{found[0].text}' say"
               f" {'more' if sides[0] > 0 else 'less'}; correct one of the two")
    if found and not claim.comparator:
        unsure = [hedge_beside(text, number) for number in found]
        if all(unsure):
            yield (f"has no comparator, and the words beside '{found[0].text}' say '{unsure[0]}'; give one, such as ~ for"
                   " about, or correct the words")
        ranged = [range_beside(text, number) for number in found]
        if claim.value is not None and all(ranged):
            yield f"gives one number, {claim.value:g}, and the words give the range '{ranged[0]}'; give low and high"
    changes = [number for number in find_numbers(text) if claim.against and _are(number, _own(claim))]
    ways = [direction_beside(text, number.start, number.end) for number in changes]
    if changes and claim.value and all(way * claim.value < 0 for way in ways):
        said, given = ("fell", "rise") if ways[0] < 0 else ("rose", "fall")
        yield (f"gives a {given}, {claim.value:g} {claim.unit}, and the words beside '{changes[0].text}' say that it"
               f" {said}; a fall is below zero")


def _own(claim: Claim) -> list[float]:
    """The sizes of a claim's numbers; those of a share also as the part that they are: half for 50%."""
    sizes = [abs(number) for number in (claim.value, claim.low, claim.high) if number is not None]
    return [*sizes, *(size / PER_CENT for size in sizes)] if claim.unit == "%" else sizes


def _are(number: NumberFound, own: list[float]) -> bool:
    return any(writes(number, one) for one in own)


def _other_unit(claim: Claim, unit: str) -> bool:
    """Whether a unit that words name is another than the claim's, and its equivalent's; 'a year' may follow either."""
    return is_other_unit(unit, [claim.unit or "", claim.equivalent.unit if claim.equivalent else ""])


def is_other_unit(said: str, units: Iterable[str]) -> bool:
    """Whether a unit that words name is none of some, where neither leaves a doubt; a per cent never does."""
    given = {unit.split("/")[0] for unit in units if unit}
    return said in NAMED and said not in given and (bool(given & NAMED) or said == "%")
