"""Numbers that count nothing by the words beside them: dates, names, ages, addresses."""

import re

from compendium.evidence.date_words import MONTHS
from compendium.evidence.numbers import BETWEEN, YEARS, NumberFound
from compendium.evidence.unit_words import BEHIND, unit_beside

DAY_BEHIND = re.compile(rf"(?:\s?(?:to|and|or|[-–/,])\s?\d{{1,2}}(?:st|nd|rd|th)?)?\s+(?:of\s+)?(?:{MONTHS})(?!\w)")
MONTH_BEFORE = re.compile(rf"\b(?:{MONTHS}),?\s+(?:\d{{1,2}}(?:st|nd|rd|th)?\s?(?:to|and|or|[-–/,])\s?)?$")
YEAR_BEFORE = re.compile(
    r"(?:(?:\b(?:in|since|from|between|by|until|till|during|before|after|through|early|late|mid|spring|summer|autumn"
    r"|winter|years?|end of|of|for|than|ended|ending|(?:(?:19|20)\d\d|years?|decades?) (?:to|and|or))|\d,)\s+"
    r"(?:about\s+|around\s+|mid-)?|mid-"
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
NAMED_BY_NUMBER = r"(?-i:Route|Highway|Road|Act|Article|Unit|Camp|Block)|No\.|Nos\."
PARTS_OF_A_TEXT = r"section|lines?|step|pages?|p\.|pp\.|appendix"
"""Before a number, what it belongs to and does not count: Route 12, No. 12, line 12."""
PARTS_OF_THE_BOOK = r"figure|fig\.|table|tab\.|chapter|equation"
"""The same, of what the book counts itself."""
NAME_BEFORE = re.compile(
    rf"(?:\b(?:(?:{NAMED_BY_NUMBER}|{PARTS_OF_A_TEXT}|{PARTS_OF_THE_BOOK}|notes?|age|aged)\s|(?:Art|Nos?|pp?|fig|tab)\.)"
    r"|(?<![\w-])(?-i:[A-Z])[A-Za-z]*-|\[)$", re.IGNORECASE)
NO_COUNT_BEHIND = re.compile(r"-(?:year|month|week|day|hour)-old|\s?(?:noon|o['’]clock|[ap]\.?m\b|\])", re.IGNORECASE)
"""Around a number, what makes it part of a name, of a text, of an age or of a day: Route 12, page 12, at 12 noon."""
UNKNOWN_SCALE = re.compile(r"(?:[kKMB]|MM|e\d+)\b|\s?(?:mil|mio|mln|mn|MM|bln|tn|trn|tln|wan|score"
                           r"|thou|thsd)\b")
"""Behind a number, what makes another of it that is not read."""
TWO_DIGITS = 2


def is_name(text: str, number: NumberFound) -> bool:
    """Whether a number belongs to a name, an age or an hour by the words beside it, and so counts nothing."""
    return bool(NAME_BEFORE.search(text[max(0, number.start - BEHIND):number.start])
                or NO_COUNT_BEHIND.match(text, number.end))


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
