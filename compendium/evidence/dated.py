"""Whether the dates that words name are those of a claim: in its own sentence, and in the text it was read from."""

import re
from collections.abc import Iterable, Iterator

from compendium.evidence.claims import UNSTATED, Claim
from compendium.evidence.date_words import DAYS_IN_WORDS, MONTHS, PART, may_mean
from compendium.evidence.number_words import SMALL_NUMBERS, any_word
from compendium.evidence.numbers import NumberFound
from compendium.evidence.periods import Period
from compendium.evidence.uncounted import is_date

_YEAR = r"(?:19|20)\d\d"
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_TO = r"(?:\s?[-–/]\s?|\s(?:to|and|or)\s)"
_NO_NAME = rf"(?=(?:{MONTHS})(?!\w|\s[A-Z]))"
DATE = re.compile(
    rf"""(?<!\d\s)(?:(?<![\w-])|(?<=\b[Mm]id-))(?:
        (?:(?:{_DAY}{_TO})?{_DAY}\s(?:of\s)?|(?i:{any_word(*DAYS_IN_WORDS)})\sof\s
           |(?<=\b[Ii]n\s)|{_NO_NAME})(?:(?:{MONTHS})\s?[-–/]\s?)?
            (?P<month>{MONTHS})(?!\w)(?:\s{_DAY}(?:{_TO}{_DAY})?(?![\w,.]*\d))?(?:\squarter(?:\sof)?)?(?:,?\s{_YEAR})?
      | \d\d?(?P<sign>[/.-])\d\d?(?P=sign){_YEAR} | {_YEAR}(?P<other>[/.])\d\d?(?P=other)\d\d?
      | {_YEAR}[-–/](?:\d\d(?:-[0-3]\d)?|{_YEAR}) | {_YEAR}[\s-]?(?:Q[1-4]|H[12])
      | (?i:{PART})(?:\s(?:part|months|weeks|days))?(?:\s(?:of|in)\s|[\s-]?){_YEAR}
      | (?i:winter)(?:\s(?:of|in))?\s{_YEAR}(?:[-–/]\d\d)? | FY\s?{_YEAR}(?:[-–/]\d\d)?
      | (?<=\b[Ii]n\sthe\s)(?:first|second|third|fourth)\s(?:half|quarter)(?!\s(?:of|hour|day|century|mile|mill?ion)\b)
      | (?<=\b[Ii]n\s)(?:Q[1-4]|H[12])
      | {_YEAR}['’]s\s(?i:{PART}) | (?:19|20)\d0s
    )(?![\w-])""", re.VERBOSE)
"""A stretch of time that a sentence names; a month before a capital may be a name: the May Fair."""
YEAR = re.compile(rf"(?<![\w.,-]){_YEAR}(?![\w-]|[.,]\d)")
BORDER = re.compile(r"\b(?:until|from|(?:before|after|since)(?:\s[^,.;:()\d]{1,60}\s(?:in|on|of))?)\s(?:the\s)?$",
                    re.IGNORECASE)
"""Before a date, what makes it the place where another stretch begins or ends."""
BEYOND = re.compile(r"\b(?:before|after)\s$", re.IGNORECASE)
PART_OF = r"(?:the\s)?(?:(?:early|late|mid|middle|start|beginning|end|turn)[\s-](?:of\s|in\s)?)?"
"""Before a date, what may stand between it and the word that says what it does."""
THAN = (r"(?:from|against|versus|than|compared\s(?:with|to))(?:\sth(?:at|ose))?(?:\s(?:in|of))?"
        r"|(?:below|above|under|over)\s(?:the|its|their|those)(?:\s(?:levels?|figures?))?\s(?:of|in)|th(?:at|ose)\sof")
"""Before a date, what makes it that from which a change is counted."""
CLAUSE_ENDS = re.compile(r"\s*(?:$|[.,;:)])")
"""Before and behind a date, what puts all that is told outside of it; 'before 2018 ended' does not."""
_UNIT = r"(?:year|month|week|quarter|decade)"
FROM_ITS_DAY = (
    rf"(?P<which>last|this|past|previous|same|(?:preceding|prior|following|next)(?=\s{_UNIT})"
    r"|corresponding(?=\s(?:period|month|quarter|time)))\s(?P<what>\w+)"
    rf"|(?P<many>an?|the|\d\d?|{any_word(*SMALL_NUMBERS)})\s(?P<unit>{_UNIT})s?\s(?P<way>earlier|later|before|prior|ago)"
    r"|now|today|currently|ago|previously")
RELATIVE = re.compile(rf"\b(?:{FROM_ITS_DAY}|than(?!\s(?!(?:19|20)\d\d\b)\S*\d)|compared)\b", re.IGNORECASE)
"""What dates a sentence by the day on which it came out, or by another date than its claim's."""
LONGEST = 1000
"""How many characters of a sentence before and behind a claim's words are read: a text may have no full stop."""
SENTENCE_ENDS = re.compile(r"(?<=[.!?])[\"'”’)]*\s+(?=[\"“‘'(]?[A-Z])|\s{2,}")
"""Where a sentence of a joined text ends: an empty line leaves two spaces there."""


def misdated(claim: Claim) -> Iterator[str]:
    """The date that the sentence of a quantity or an event names, where it names none that its periods hold.

    A statement may look back and ahead, and whatever else names its own date may compare it with another.
    """
    words = " ".join([claim.of, claim.action, claim.hedge, *claim.about.values()])
    named = [] if claim.kind == "statement" else [
        each for each in _dates(claim.says) if each[0] not in words and (each["month"] or "-") not in words]
    if named and not _held(claim, named):
        yield f"says '{named[0][0]}', which lies outside its period, {_periods(claim)[0]}; correct one of the two"
    elif beyond := "" if claim.kind == "statement" else _beyond(claim, claim.says):
        yield f"says '{beyond}', and its period, {claim.period}, is not; correct one of the two"


def otherwise_dated(claim: Claim, text: str, start: int, end: int) -> Iterator[str]:
    """The date in a claim's words in its text, or where these name none in their sentence, if its periods hold none.

    Of a statement its own words alone are held: the sentence around them may date something else.
    """
    begin, sentence = sentence_around(text, start, end)
    around = [*_dates(sentence, years=True)]
    named = [each for each in around if start <= begin + each.start() and begin + each.end() <= end]
    if not named and claim.kind != "statement" and not RELATIVE.search(_undated(sentence)):
        named = around
    if named and not _held(claim, named):
        yield (f"'{named[0][0]}' stands in its words in the text, or in their sentence, and lies outside its period,"
               f" {_periods(claim)[0]}")
    elif beyond := _beyond(claim, text[start:end]):
        yield f"'{beyond}' stands in its words in the text, and its period, {claim.period}, is not"


def undated(claim: Claim, text: str, spans: Iterable[tuple[int, int]], published: Period) -> Iterator[str]:
    """The period of a quantity or an event that no sentence of its words names, where it is marked as printed there."""
    period = claim.period
    if claim.kind == "statement" or period is None or period.inferred or period.vague or period.same(published):
        return
    sentences = [sentence_around(text, *span)[1] for span in spans]
    if not any(_held(claim, [*_named(sentence)]) or RELATIVE.search(_undated(sentence)) for sentence in sentences):
        yield (f"has the period {period}, and no date in the sentence of its words says so; mark it as inferred with ?,"
               " or name in also the words that do")


def sentence_around(text: str, start: int, end: int) -> tuple[int, str]:
    """Where the sentence around some words of a text begins, and the sentence, as far as it is of a length to read."""
    first, last = max(0, start - LONGEST), min(len(text), end + LONGEST)
    # with the words themselves in sight: a sentence ends where a capital follows, and they may begin with it
    begin = max((each.end() for each in SENTENCE_ENDS.finditer(text, first, end) if each.end() <= start), default=first)
    ending = SENTENCE_ENDS.search(text, end, last)
    return begin, text[begin:ending.start() if ending else last]


def _beyond(claim: Claim, text: str) -> str:
    """The words that put a claim before or after a date in which its whole period lies; empty where it has another."""
    named = [*_named(text)]
    if claim.period is None or not all(BORDER.search(text[:each.start()]) for each in named):
        return ""
    for each in named:
        word = BEYOND.search(text[:each.start()])
        if word and CLAUSE_ENDS.match(text, each.end()) and any(
                meant.holds(claim.period) for meant in may_mean(each[0], claim.period)):
            return word[0] + each[0]
    return ""


def another_date(text: str, period: Period) -> str:
    """The first date that words name, where a period holds none of them."""
    named = [*DATE.finditer(text)]
    held = any(period.overlaps(meant) for each in named for meant in may_mean(each[0], period))
    return "" if held or not named else named[0][0]


def dates_named(text: str) -> list[str]:
    """All dates that a text names, and the years that are no part of one."""
    return [each[0] for each in _named(text)]


def _named(text: str) -> Iterator[re.Match[str]]:
    """The dates of a text, and then its years that are no part of one: 'May 2018' is no year."""
    whole = [*DATE.finditer(text)]
    yield from whole
    yield from (year for year in YEAR.finditer(text)
                if not any(each.start() <= year.start() < each.end() for each in whole))


def dates_in(text: str) -> list[re.Match[str]]:
    """The dates of a text, its years among them that are no part of one and no count."""
    return [each for each in _named(text)
            if each.re is DATE or is_date(text, NumberFound(each[0], *each.span()))]


def _dates(text: str, years: bool = False) -> Iterator[re.Match[str]]:
    """The dates that are no border of another; years by themselves are held with the numbers of a sentence of ours."""
    return (each for each in _named(text) if not BORDER.search(text[:each.start()]) and (
        each.re is DATE or (years and is_date(text, NumberFound(each[0], *each.span())))))


def _undated(text: str) -> str:
    """A text without its dates that name their year: the last quarter of 2018 counts from no day of its own."""
    return DATE.sub(lambda each: "" if YEAR.search(each[0]) else each[0], text)


def _periods(claim: Claim) -> list[Period]:
    given = [claim.period, Period.parse(claim.against) if claim.against not in ("", UNSTATED) else None]
    return [period for period in given if period]


def _held(claim: Claim, named: list[re.Match[str]]) -> bool:
    """Whether one of some dates may lie in one of a claim's periods, or it has none."""
    periods = _periods(claim)
    return not periods or any(
        period.overlaps(meant) for period in periods for each in named for meant in may_mean(each[0], period))
