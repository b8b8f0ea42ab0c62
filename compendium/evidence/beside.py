"""What the words beside a number say of it: unit, bounds, a fall or a rise."""

import re
from collections.abc import Iterable

from compendium.evidence.date_words import MONTHS
from compendium.evidence.number_words import NUMBER_WORDS, VAGUE, any_word
from compendium.evidence.numbers import BETWEEN, YEARS, NumberFound, find_numbers
from compendium.evidence.units import KNOWN
from compendium.subject import current_subject

_CODES = r"USD|CNY|RMB|EUR|GBP|JPY|INR|MMK|THB|KRW|AUD|CAD|HKD|SGD|NZD|CHF|RUB|VND|LAK|Rs\.?|Ks\.?"
MONEY_SIGN = re.compile(
    rf"(?:(?<!\w)(?P<letters>{_CODES})\s?|(?P<country>U\.S\.\s?|(?<!\w)[A-Z]{{1,3}})?\\?(?P<sign>[$¥€£₹₩฿₽₫₭₱])\s?)$")
"""What names money before a number: a sign, by itself or with its country as in A$, or a code."""
CODES = {"$": "USD", "¥": "CNY", "RMB": "CNY", "€": "EUR", "£": "GBP", "₹": "INR", "₩": "KRW", "฿": "THB", "₽": "RUB"}
OWN_COUNTRIES = {"", "US", "U.S.", "CN"}
"""With another country before it, a sign of money is that country's."""
UNIT_WORDS = (("%", r"%|per\s?cent(?:age\spoints?)?\b|(?:in|out of|of every)\s(?:an?\s|one\s)?(?:hundred|100)\b"),
              ("kg", r"(?:kg|kilograms?|kilos?)\b"),
              ("t", r"(?:metric\s+)?(?:tons?|tonnes?|mt|t)\b"),
              ("CNY", r"(?:[A-Z]\w+\s+)?(?:yuan|renminbi|RMB|CNY)\b"),
              ("USD", r"(?:US\s|U\.S\.\s)?dollars?\b|USD\b"), ("year", r"years?\b"), ("month", r"months?\b"),
              ("x", r"times\b(?=\s+(?:as|more|higher|larger|the|that|what))"))
OTHER_UNITS = re.compile(
    r"[\s-]*(?P<unit>(?:(?-i:[kKMG]t|mg|g|ha|km|cm|mm|[kMGT]?Wh?|ppm)|lbs?|oz|bps?|mn|mln|(?:kilo|mega)ton(?:ne)?s?"
    r"|(?:short|long|troy)\s(?:tons?|oz)|pounds?|(?:troy\s)?ounces?|(?:milli)?gram(?:me)?s?|per\s?mille?"
    r"|(?:basis|percentage)\spoints?|kilomet(?:re|er)s?|met(?:re|er)s?|miles?|feet|(?:minute|hour|day|night|week|fortnight|decade)s?|centur(?:y|ies)|hectares?|acres?|lit(?:re|er)s?|quintals?"
    r"|(?-i:(?:[A-Z][a-z]+\s)?)(?:euros?|yen|kyats?|baht|rupees?|ro?ubles?|francs?|pesos?|cents?|pence)"
    r"|(?-i:(?!US\b|American\b)(?:[A-Z][a-z]+\s)+dollars?))\b|‰|°)", re.IGNORECASE)
"""Money, units and times that the book does not have; 'Mt' and 'mt' are two units."""
OF_TIME = re.compile(r"(?:minute|hour|day|night|week|fortnight|month|year|decade)s?|centur(?:y|ies)", re.IGNORECASE)
DOWN = (r"halv(?:ed|es|ing)|plummet\w*|nosediv\w*|retreat\w*|soften\w*|c[ao]m(?:e|es|ing) off|setback|downturn"
        r"|discount\w*|erod\w*"
        r"|drop\w*|sl[iu]d\w*|sank|sink\w*|tumbl\w*|fell|dip(?:s|ped|ping)?|slip(?:s|ped|ping)?|shed\w*"
        r"|contract(?:ed|ing)|fall\w*|declin\w*|decreas\w*|down|eas(?:ed|ing|es)|plung\w*|slump\w*|shr[aiu]nk\w*|cut|reduc\w*"
        r"|lower\w*|slash\w*|trim\w*|squeez\w*|depress\w*|dent\w*|weaken\w*|shorter|slower|lighter|smaller|cheaper|lost|los(?:es|ing)|crash\w*|collaps\w*|dwindl\w*|diminish\w*|minus")
_UP = "".join(rf"(?<!\b{verb}\s)" for verb in ("gave", "give", "gives", "giving", "given", "take", "takes", "took",
                                                "taken", "make", "makes", "making", "made")) + "up"
UP = (r"(?:sky)?rocket\w*|hik(?:e|es|ed|ing)|boost\w*|leap\w*|balloon\w*|swell\w*|swollen|accelerat\w*|uptick|upturn"
      r"|doubl\w*|tripl\w*|trebl\w*|quadrupl\w*|quintupl\w*|r[io]se\w*" rf"|{_UP}"
      r"|rising|rais(?:e|es|ed|ing)|lift\w*|improv\w*|strengthen\w*|widen\w*"
      r"|higher|dearer|costlier|bigger|jump\w*|surg\w*|increas\w*|climb\w*|soar\w*|gr[eo]w\w*|gain\w*|spik\w*|recover\w*"
      r"|add(?:ed|ing)|advanc\w*|expand\w*|rall(?:y|ied|ies)|rebound\w*")
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
ABOUT = r"(?:more|less|fewer) than|at least|at most|over|about|around|nearly|almost|some|roughly"
CHANGES = r"rise|fall|drop|decline|decrease|increase|growth|change"
_FELL = r"fell|fallen|rose|risen|declined|(?:was|were|is|are|been)\s+(?:up|down)"
_MOVED = (rf"(?:{_FELL}|(?:fall|ris|drop|declin|decreas|increas|climb|grow)\w*|grew|jumped|slid|slipped|sank|plunged"
          rf"|slumped|dwindled|shrank)(?:\s+\w+ly)?\s+by|\ban?\s+(?:{CHANGES})\s+(?:of|by)")
MOVED_BY = re.compile(rf"\b(?:(?P<fell>{_FELL})|{_MOVED})(?:\s+(?:{ABOUT}))*[\s$¥€£\\]+$", re.IGNORECASE)
MORE_THAN_IT = re.compile(r"\s+(?:more|less|fewer|lower|higher)\b(?:\s+[^\W\d]+){0,3}?\s+than\b"
                          rf"(?!\s+(?:an?\s+)?(?:[\d$€£¥]|(?:\w+ed|once|{any_word(*NUMBER_WORDS)})\b))", re.IGNORECASE)
"""Before and behind a number, what makes it the size of a change and no level: fell by 12 t, 12 t fewer than before."""
SIGN = re.compile(r"(?:^|[\s(])(?:(?P<down>[-−–])|(?P<up>\+))$")
DENIED = re.compile(r"(?:\bnot|n[’']t|\bnever|\bno)\s+$", re.IGNORECASE)
DAY_BEHIND = re.compile(rf"(?:\s?(?:to|and|or|[-–/,])\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?:{MONTHS})(?!\w)")
MONTH_BEFORE = re.compile(rf"\b(?:{MONTHS}),?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s?(?:to|and|or|[-–/,])\s?)?$")
YEAR_BEFORE = re.compile(
    r"(?:(?:\b(?:in|since|from|between|by|until|till|during|before|after|through|early|late|mid|spring|summer|autumn"
    r"|winter|year|end of|of|for|than|(?:19|20)\d\d (?:to|and|or))|\d,)\s+(?:about\s+|around\s+|mid-)?|mid-"
    r"|\(|(?<=\d)[-–/])$", re.IGNORECASE)
YEAR_ENDS = re.compile(r"\s*(?:[-–/.,;:)]|['’]s\b|$)|\s(?:and|or|but)\b")
"""Around a number of four digits, what makes it a year: in 2018, or any word before one that ends a clause."""
NAMES_A_YEAR = re.compile(rf"(?:\b(?:the|its|their|Q[1-4]|{MONTHS})\s|['’]s\s)$", re.IGNORECASE)
COUNTS = re.compile(r"\b(?:were|are|was|is|have|has|had)\s$", re.IGNORECASE)
A_NOUN = re.compile(r"\s+(?!(?:i|wa|ha|doe)s\b)[a-z]+[a-rt-z]s\b")
"""Before and behind a number, what makes a year of it, and a count: the 2009 loss, but there were 2009 otters."""
SPAN = re.compile(r"(?:\s(?P<joint>to|and|or)\s|\s?[-–—]\s?)(?P<other>\d{4}\b|\d[\d,.]*)")
"""Behind a year, the other that it leads to; 'between 2000 and 3000 t' has none."""
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)[^\s@]+@\S+")
"""What leads somewhere: its digits count nothing. Looked for where a word begins, as a text may be one long word."""
MONEY = r"[\s$¥€£\\]*(?:US\\?\$|RMB\s|CNY\s|USD\s)?(?:an?\s)?$"
NEGATED = (r"(?:\b(?:no|not|nor|never|cannot|nobody|none|without|neither)\b|n[’']t\b)"
           r"(?:\s+(?!but\b|and\b)[^\W\d]+){0,2}?\s+")
COMPARED = re.compile(
    rf"(?P<no>{NEGATED})?(?:(?P<more>\b(?:(?:more|greater|higher|larger|bigger|heavier|longer) than|over|above"
    rf"|at (?:the )?(?:very )?least|(?:an? |the )?min(?:imum|\.)(?: of)?|upwards? of|in excess of"
    rf"|(?:surpass|exceed)(?:s|es|ed|ing)?)|[>≥⩾≧≳＞]=?)|(?P<less>\b(?:(?:less|fewer|lower|smaller|lighter|shorter)"
    rf" than|under|below|at (?:the )?(?:very )?most|(?:an? |the )?max(?:imum|\.)(?: of)?|up to)|[<≤⩽≦≲＜]=?)){MONEY}",
    re.IGNORECASE)
STRICT = re.compile(r"than$|^(?:over|above|under|below|in excess of|(?:surpass|exceed)\w*|[<>＜＞])$", re.IGNORECASE)
"""The words of a bound that leave out the number itself."""
BY_LITTLE = re.compile(r"\b(?:just|slightly|a) (?:little |bit |shade |tad )?(?:under|below|less than|fewer than)\s",
                       re.IGNORECASE)
"""What makes a bound a near one: just under."""
LOOSE = {"over", "above", "under", "below"}
BOUND_AFTER = re.compile(
    r"(?:^|[(,;:\u2014-]|\b(?:well|just|far|slightly|little|shade|bit|tad|somewhat|comfortably|considerably|of|to|at|by|from|with|than|was|were|is|are|be|been|has|have|had|cost\w*"
    r"|sold|sells?|weigh\w*|paid|pays?|for|lost|some|and|that|it|killed|caught|made|employs?|counted|holds?|held|bought"
    r"|spen[dt]\w*|worth|totall?\w*|produced?s?|mined?|shipped|imported|exported|grew|fell|rose|up|down|a|an))\s*$",
    re.IGNORECASE)
"""Before 'over' and its like, what makes a bound of it: one takes over, hands over and quarrels over as well."""
MOVED_TO = re.compile(r"\b(?:go(?:es|ing|ne)?|went|mov\w+|held|was|were|is|are|been|shot|jump\w*|c[ao]me\w*"
                      r"|driv\w+|drove)\s+$", re.IGNORECASE)
"""Before 'up to', what makes a direction and a goal of it."""
LASTING = re.compile(r"\S+\s+(?:years?|months?|weeks?|days?|hours?|decades?)\b", re.IGNORECASE)
HEDGED = re.compile(
    r"(?:\b(?:about|around|roughly|approximately|approx\.?|circa|(?<!\.)ca?\.|an? estimated|estimated (?:at|to be)|some"
    r"|as little as|(?:in|of|on) the (?:order|region|vicinity) of|barely|hardly|scarcely|virtually|practically"
    r"|(?P<near>close (?:to|on)|approaching)|(?P<nearly>nearly|almost|not quite|just short of)"
    rf"|(?P<most>as (?:many|much) as))|[~≈～∼≃≅]){MONEY}",
    re.IGNORECASE)
PASSED = re.compile(rf"\b(?:pass|topp)(?:ed|es|ing){MONEY}", re.IGNORECASE)
"""Before a number, what may make a bound of it: a law is passed as well."""
EXACTLY = re.compile(r"\b(?:exactly|precisely)\s+$", re.IGNORECASE)
AND_MORE = re.compile(r"\+(?!\s?\d)|-(?:plus|odd)\b")
"""What may stand at a number and belong to it: 12+ t."""
HEDGED_AFTER = re.compile(
    r"(?P<plus>\+(?!\s?\d)|-plus\b)|-odd\b|[^\w.;:]*(?:[^\W\d]+,?\s){0,4}?(?:(?:(?P<more>or (?:more|over|above|higher"
    r"|greater)|and (?:upwards?|above|over)|if not more)|(?P<less>or (?:less|fewer|under|below|lower)"
    r"|if not (?:less|fewer))|or so|or thereabouts|give or take)\b(?!\s(?:\w+\s)?than)"
    r"|at (?:the )?(?:very )?(?:(?P<least>least)|(?P<most>most))\b(?=\s*(?:$|[.,;)])))", re.IGNORECASE)
"""Words at a number by which it is not that number itself."""
RANGE = re.compile(r"(?P<share>\s*(?:%|per\s?cent))?\s*(?P<sign>to|and|or|[-–—]|±|\+/-|,?\s*plus or minus)\s*"
                   r"(?:(?:US)?\\?\$|[¥€£])?\s*", re.IGNORECASE)
"""What stands between the two ends of a range."""
NAME_BEFORE = re.compile(r"(?:\b(?:No|Nos|p|pp|Fig|Art)\.\s?|\b(?:(?-i:Route|Highway|Road|Act|Article|Unit|Camp|Block)"
                         r"|pages?|notes?|lines?|section|chapter|figure|table|age|aged)\s|(?<![\w-])(?-i:[A-Z])[A-Za-z]*-|\[)$",
                         re.IGNORECASE)
NO_COUNT_BEHIND = re.compile(r"-(?:year|month|week|day|hour)-old|\s?(?:noon|o['’]clock|[ap]\.?m\b|\])", re.IGNORECASE)
"""Around a number, what makes it part of a name, of a text, of an age or of a day: Route 12, page 12, at 12 noon."""
UNKNOWN_SCALE = re.compile(r"(?:[kK]|MM|e\d+)\b|\s?(?:mil|mio|mln|mn|MM|bln|crores?|lakhs?|score)\b")
"""Behind a number, what makes another of it that is not read."""
TWO_DIGITS = 2
BEFORE, BEHIND, MONEY_BEFORE = 80, 40, 8
"""How many characters before and behind a number are read for what they say of it, and for a sign of money."""
ADJECTIVE = re.compile(r"\s+[a-z]+(?=\s)")
"""What may stand between a number and its unit: 12 dry metric tonnes."""
MOST_ADJECTIVES = 2
COUNTED = re.compile(r"[\s-]+(?P<noun>(?!(?:i|wa|ha|doe|thi)s\b)[a-z]{3,}[a-rt-z]s)\b")
"""A noun behind a number that is counted by it: 12 boxes."""
NAMED = {"%", "kg", "t", "CNY", "USD"}
"""The units whose words leave no doubt; that of a count is another noun."""
OTHER_THAN_ALL = {*NAMED, "year", "month", "x"}
"""The units that are none but themselves."""
KNOWN_WORDS = {"", *(unit for unit, _ in UNIT_WORDS)}


def is_name(text: str, number: NumberFound) -> bool:
    """Whether a number belongs to a name, an age or an hour by the words beside it, and so counts nothing."""
    return bool(NAME_BEFORE.search(text[max(0, number.start - BEHIND):number.start])
                or NO_COUNT_BEHIND.match(text, number.end))


def unit_beside(text: str, start: int, end: int) -> str:
    """The unit that the words at a number name, such as 't', 'USD' or 'pounds'; empty where they name none."""
    if money := money_before(text, start):
        return money[1] or money[0].strip()
    behind = unit_behind(text, end)
    return behind[0] if behind else ""


def unit_named(text: str, number: NumberFound) -> str:
    """The unit beside a number, or behind its adjectives; a time behind a noun is another's: 12 boats years ago."""
    end = number.end
    named = unit_beside(text, number.start, end)
    for _ in range(MOST_ADJECTIVES):
        if named or (word := ADJECTIVE.match(text, end)) is None:
            break
        end = word.end()
        behind = unit_behind(text, end)
        named = behind[0] if behind and not OF_TIME.fullmatch(behind[0]) else ""
    return named


def has_unit(text: str, number: NumberFound) -> bool:
    """Whether a unit is named beside a number, behind its adjectives, or behind the other end of its range."""
    return bool(unit_named(text, number) or any(
        RANGE.fullmatch(text, number.end, other.start) and has_unit(text, other)
        for other in find_numbers(text) if other.start > number.end))


def money_before(text: str, start: int) -> tuple[str, str] | None:
    """The sign of money before a number, and its unit, which is empty where the book has none for it."""
    match = MONEY_SIGN.search(text[max(0, start - MONEY_BEFORE):start])
    if match is None:
        return None
    code = CODES.get(match["sign"] or match["letters"], match["letters"] or "")
    own = (match["country"] or "").strip() in OWN_COUNTRIES and is_known(code)
    return match[0], code if own else ""


def unit_behind(text: str, end: int) -> tuple[str, int] | None:
    """The unit that the words behind a number name, and where they end; of one that the book has not, its words."""
    if loose := AND_MORE.match(text, end):
        end = loose.end()
    rest = text[end:end + BEHIND]
    for unit in current_subject().units:
        if match := re.match(rf"[\s-]*{re.escape(unit)}s?\b", rest):
            return unit, end + match.end()
    if match := OTHER_UNITS.match(rest):
        return match["unit"], end + match.end()
    found = ((unit, re.match(rf"[\s-]*(?:{words})", rest, re.IGNORECASE)) for unit, words in UNIT_WORDS)
    return next(((unit, end + match.end()) for unit, match in found if match), None)


def is_known(unit: str) -> bool:
    """Whether the book has a unit: its own, or its subject's."""
    return unit in (*KNOWN, *current_subject().units)


def is_date(text: str, number: NumberFound) -> bool:
    """Whether a number is the day or the year of a date by the words beside it, and so counts nothing."""
    before, behind = text[max(0, number.start - BEHIND):number.start], text[number.end:number.end + BEHIND]
    if unit_beside(text, number.start, number.end):
        return False
    if re.fullmatch(r"\d{1,2}(?:st|nd|rd|th)?", number.text):
        the = number.text[-1:].isalpha() and before.lower().endswith("the ")
        return bool(the or DAY_BEHIND.match(behind) or MONTH_BEFORE.search(before))
    if not re.fullmatch(r"\d{4}", number.text) or int(number.text) not in YEARS or _spans_no_years(text, number):
        return False
    return bool(YEAR_BEFORE.search(before) or MONTH_BEFORE.search(before)
                or (re.search(r"[a-z]\s$", before) and YEAR_ENDS.match(behind)))


def may_be_year(text: str, number: NumberFound) -> bool:
    """Whether nothing beside a number that is a year in a claim's fields makes a count of it."""
    before = text[max(0, number.start - BEHIND):number.start]
    counted = COUNTS.search(before) or (A_NOUN.match(text, number.end) and not NAMES_A_YEAR.search(before))
    return not counted and not unit_beside(text, number.start, number.end)


def _spans_no_years(text: str, number: NumberFound) -> bool:
    """Whether a number leads to another that is no year: the end of a range, and in its unit."""
    span = SPAN.match(text, number.end)
    if span is None or (span["joint"] in ("and", "or")
                        and not BETWEEN.search(text[max(0, number.start - BEHIND):number.start])):
        return False
    short = len(span["other"]) <= TWO_DIGITS
    year = short or (span["other"].isdigit() and int(span["other"]) in YEARS)
    return not year or bool(unit_beside(text, *span.span("other")))


def direction_beside(text: str, start: int, end: int) -> int:
    """-1 where something fell by the number, 1 where it rose, 0 where the words say neither."""
    behind = re.sub(r"^\s*(?:%|per\s?cent|percent)", "", text[end:end + BEHIND])
    before = text[max(0, start - BEFORE):start]
    # what stands behind the number is nearer to it than whatever fell or rose 'by' it
    match = (CHANGED.search(re.sub(ROUGHLY, " ", before)) or SIGN.search(before) or CHANGE_AFTER.match(behind)
             or COMPARED_AFTER.match(behind) or next(reversed(list(CHANGED_BY.finditer(before))), None)
             or next(reversed(list(CHANGE_WAS.finditer(before))), None))
    if match is None:
        return 0
    denied = match.string is not behind and DENIED.search(match.string[:match.start()])
    return -1 if bool(match["down"]) != bool(denied) else 1


def has_minus(text: str, number: NumberFound) -> bool:
    """Whether a minus stands at a number; a dash with spaces around it is none."""
    sign = SIGN.search(text[max(0, number.start - BEFORE):number.start])
    return bool(sign and sign["down"])


def changed_beside(text: str, number: NumberFound) -> str:
    """The words by which a number is what something changed by, and not what it was; empty where none say so.

    Without 'by' a unit stands behind what fell or rose: rose 900 to 1,200 leads from the one to the other.
    """
    unit = unit_behind(text, number.end)
    end = unit[1] if unit else number.end
    before, behind = MOVED_BY.search(text[max(0, number.start - BEFORE):number.start]), MORE_THAN_IT.match(text, end)
    if before and (unit or not before["fell"]):
        return before[0] + text[number.start:end]
    return text[number.start:behind.end()] if behind else ""


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


def is_other_unit(said: str, units: Iterable[str]) -> bool:
    """Whether a unit that words name is none of some, where neither leaves a doubt."""
    given = {unit.split("/")[0] for unit in units if unit}
    return said not in given and (said in OTHER_THAN_ALL or said not in KNOWN_WORDS)
