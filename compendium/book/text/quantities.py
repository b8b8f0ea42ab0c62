"""Which numbers of a sentence state something that a reader would have to check and could not, and which do not."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from compendium.book.text.passage import Passage
from compendium.book.text.shares import is_share
from compendium.evidence.date_words import PART
from compendium.evidence.number_words import FRACTIONS, MULTIPLES, SCALES, SMALL_NUMBERS, TENS, VAGUE
from compendium.evidence.numbers import NumberFound, find_numbers
from compendium.evidence.uncounted import NAMED_BY_NUMBER, PARTS_OF_A_TEXT
from compendium.evidence.unit_words import OF_TIME, unit_behind

MONTH_NAMES = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:1[89]|20)\d\d"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
ORDER = r"(?:[a-z]+-)?(?:first|second|third|fourth|(?!month\b)[a-z]+(?:[fhnx]|ie)th)"
DATE = re.compile(
    rf"""(?<![\w.,])(?:{YEAR}-\d\d(?:-\d\d)?
      | (?:first|second|last|latter|third|fourth)\s(?:half|quarter)\s(?:of|in)\s(?:the\syear|{YEAR})
      | (?i:{PART})(?:\sof\s|[ -]){YEAR}s? | Q[1-4]
      | (?:{DAY}(?:\s(?:to|and|or)\s|[-–/,]\s?))?{DAY}\s(?:{MONTH_NAMES})(?:,?\s{YEAR})?
      | {ORDER}\sof\s(?:{MONTH_NAMES})(?:,?\s{YEAR})?
      | (?:{MONTH_NAMES})\s{DAY}(?:,\s{YEAR})?(?!\d|,\d|\s(?:t|tonnes|per|%)\b)
      | (?:{MONTH_NAMES})\s{YEAR} | {YEAR}[-–/](?:{YEAR}|\d\d) | {YEAR}s?
    )(?!\w|,\d|\.\d|%|\s(?:t|tonnes|tons|kg|yuan|dollars|sites|mines|pits|per\scent)\b)""", re.VERBOSE)
"""A day, a month with its year, a year, a decade, or a span of two; not a number of something."""
UNITS_AFTER = r"(?:%|per\s?cent|percentage points?|tonnes?|tons?|t\b|kg|kilograms?|yuan|dollars|hectares|kilomet\w+)"
SMALL = "two|three|four|five|six|seven|eight|nine"
SIGNS = (r"[\u2160-\u2188\u2460-\u249b\u24ea-\u24ff\u2776-\u2793"
         r"\u3220-\u3229\u3248-\u325f\u3280-\u3289\u32b1-\u32bf]+")
"""Numbers that are one sign, such as those in a circle, and Roman ones."""
ENDED_NOUN = r"(?:[.,;:)]|\s?$|\s(?:is|are|was|were|has|have|had)\b)"
PLURAL = r"\s(?:[a-z-]+\s)?(?:[a-z]+s|people|men|women|children)\b"
"""Behind a number, what shows that it counts no noun, or may: two boats in five are old, two boats in five harbours."""
PARTS_IN_WORDS = re.compile(
    rf"""(?:{SIGNS}|[一二三四五六七八九十百千万]{{2,}})
      |\b(?:(?<!both\s)(?<!the\s)(?<!its\s)halv(?:ed|es|ing)|(?<=to\s)halve|(?<=ould\s)halve|(?<=will\s)halve
      | (?:treb|quintup|sextup|septup|octup|decup)l\w+ | thrice | nil | (?:three|four|six)score | (?:duo|trio)\sof
      | (?:hundred|thousand|million)-?fold | (?:{"|".join(TENS)})(?:one|{SMALL})
      | (?:an?|one|{SMALL})[ -](?:fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)s?
      | (?:one|{SMALL})\s(?:in|(?:(?!{UNITS_AFTER})[a-z]+\s)?out\sof|of(?=\severy)
        |[a-z]+\sin(?:(?=\s\w+{ENDED_NOUN})|(?!\s\w+{PLURAL})))
        \s(?:every\s)?(?:{SMALL}|ten|twenty)
      | (?<!from\s)(?:{SMALL}|ten|twenty)\sto\sone)\b""", re.VERBOSE | re.IGNORECASE)
"""Parts, multiples and signs for a number that a chapter counts wherever they stand, with or without 'of' behind."""
OF_THE_BOOK_WORDS = (
    "articles?|sources?|claims?|chapters?|figures?|numbers?|sections?|tables?|questions?|accounts?|statements?"
    "|sentences?|readings?|pieces?|texts?|charts?|findings?|commands?|publishers?|outlets?|definitions?"
    "|denominators?|passages?|paragraphs?|values?|shares?|estimates?|verdicts?|records?|words?|names?|steps?|places?|pages?|rows?"
    "|columns?|cells?|files?|lines?|speakers?|reports?|answers?|trails?|hits?|models?|entry|entries")
THINGS = ("country", "firm", "company", "state", "town", "village", "road", "person", "household", "family", "worker",
          "soldier", "camp", "bridge", "leader")
"""What any subject counts; a subject names its own things in ``counted_nouns``."""
SPANS = ("years|months|weeks|days|hours|nights|kilometres|miles|meetings|visits|trips|rounds|orders"
         "|people|children|women|men")
PER_HYPHEN = "year|month|week|day|hour|night|tonne|ton|kilo\\w+|per-?cent|dollar|yuan|mile|hectare"
"""What follows a number word and a hyphen: a three-month stop, a five-per-cent tax."""
BARE_YEAR, BARE_DAY = re.compile(YEAR), re.compile(rf"(?:{MONTH_NAMES})\s\d{{1,2}}")
DATED = re.compile(r"\b(?:in|since|until|till|from|to|before|after|during|late|early|mid|and|or|by|between|spring"
                   rf"|summer|autumn|winter|year|of|only|{MONTH_NAMES})\s+$", re.IGNORECASE)
"""Before a bare year, what makes it one, whatever follows."""
COUNTING = re.compile(r"(?:^|\b(?:are|were|is|was|be|been|has|have|had|some|about|nearly|almost|over|than|least|most"
                      r"|all|claim(?:s|ed)?|count(?:s|ed)?)\s+)$", re.IGNORECASE)
A_NOUN = re.compile(r"\s+(?:[a-z-]+\s+)?(?!(?:is|was|has|does|this|as|its|perhaps|always|less)\b)[a-z]+s\b")
"""Before and behind a bare year, what makes it a count: there were 1900 soldiers."""
ON_A_DAY = re.compile(r"\b(?:on|since|until|till|from|to|before|after|by|and|or|of|for)\s+$", re.IGNORECASE)
IN = re.compile(r"\bin\s+$", re.IGNORECASE)
"""Before a day without its year, what makes it one, and what makes it a month with a count: in May 12 miners died."""
OF_THE_BOOK = re.compile(rf"\s+(?:[a-z-]+\s+)?(?:{OF_THE_BOOK_WORDS})\b", re.IGNORECASE)
"""What this book is made of, or reads."""
ALONE = re.compile(r"\b(?:only|just|in|but|least|most)\s+$", re.IGNORECASE)
"""Before 'one' and one thing that sources count, a word that makes it a number: only one refinery."""
A_SPAN = re.compile(r"\b(?:for|takes?|took|within|needs?|in)\s+(?:about\s+|over\s+)?(?:an?\s+)?$", re.IGNORECASE)
"""Before 'decade' and 'decades', what makes them a length of time: take a decade, for decades."""
NAMED_BEFORE = re.compile(r"\b(?:the|these|those|both|all|its|their|other)\s+$", re.IGNORECASE)
KNOWN_ONES = re.compile(rf"{NAMED_BEFORE.pattern}|\bof\s+$", re.IGNORECASE)
"""Words after which a small number refers to what was named before; a price of nine euros was not."""


@dataclass(frozen=True)
class NumberWords:
    """How numbers meet the nouns of one subject: ``counted`` after a small number word, ``one`` after 'only one',
    ``loose`` a few, many or one alone of them, ``names`` what contains a number and states none."""

    counted: re.Pattern[str]
    one: re.Pattern[str]
    loose: re.Pattern[str]
    names: re.Pattern[str] | None


@cache
def number_words(nouns: tuple[str, ...] = (), names: tuple[str, ...] = ()) -> NumberWords:
    """The patterns for a subject's nouns, each given in the singular, and for its names, each a regular expression."""
    things = (*THINGS, *nouns)
    one, many = "|".join(things), "|".join(map(_plural, things))
    return NumberWords(
        counted=re.compile(rf"""(?:\s(?:to|or|and)\s\w+)?\s+(?:{UNITS_AFTER}
            | (?:[\w-]+\s+){{0,2}}?(?:times|{SPANS}|{many})\b) | -(?:{PER_HYPHEN})\b""", re.VERBOSE | re.IGNORECASE),
        one=re.compile(rf"\s+(?:[a-z-]+\s+)?(?:{one})\b", re.IGNORECASE),
        loose=re.compile(rf"""\b(?:a\s(?:handful|couple|pair)\sof | an?\sscore\sof | scores\sof | (?:an?\s)?myriads?\sof
            )(?!\s(?:[a-z-]+\s)?(?:{OF_THE_BOOK_WORDS}|eyes|hands)\b)(?=\s)
            | \bsingle(?=\s+(?:[a-z-]+\s+)?(?:{one}|witness)\b)""", re.VERBOSE | re.IGNORECASE),
        names=re.compile("|".join(names), re.IGNORECASE) if names else None)


def _plural(noun: str) -> str:
    if noun == "person":
        return "people"
    if re.search("[^aeiou]y$", noun):
        return f"{noun[:-1]}ies"
    return f"{noun}es" if re.search("(?:s|x|ch|sh)$", noun) else f"{noun}s"


@dataclass(frozen=True)
class Rule:
    """A kind of number that is no evidence: what it is, why, an example, and how it is found."""

    what: str
    why: str
    example: str
    pattern: re.Pattern[str] | None = None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.IGNORECASE)


NO_COUNT = r"(?!\w|\.\d|\ (?:[a-z-]+\ )?(?!(?:is|was|has|does|shows|gives|says|lists|holds|tells|names)\b)[a-z]+s\b)"
"""Behind the number of a part or a name: it is neither where a noun that it counts follows: they claim 300 pits."""
RULES = (
    Rule("Names that contain a number", "The number belongs to a name and counts nothing.", "the G7, an F-35",
         _pattern(r"\bG-?\d{1,2}\b|\b(?-i:[A-Z])[A-Za-z]*-\d+[A-Z]?\b(?!%)|\b21st\ century|\b20th\ century"
                  rf"|\b(?:{NAMED_BY_NUMBER})\ \d+{NO_COUNT}")),
    Rule("Standards, licences and versions", "They name a document or a program.", "CC BY 4.0, Python 3.11, UTF-8",
         _pattern(r"Python\ 3\S*|CC\ BY[ -]4\.0|Creative\ Commons\ Attribution\ 4\.0|SHA-256|Data\ Package\ v2|UTF-8"
                  r"|ISO\ \d+\S*|WCAG\ 2\.\d|PEP\ \d+|\bversions?\ \d\S*|\bv\d+(?:\.\d+)+")),
    Rule("Parts of a text", "They say where something stands. The book's own figures, tables and chapters count "
         "themselves: their numbers are had by {numref}.", "line 12, page 4, section 2",
         _pattern(rf"\b(?:{PARTS_OF_A_TEXT}"
                  r"|(?<!they\ )(?<!\bwe\ )(?<!you\ )(?<!others\ )(?<!some\ )(?<!who\ )(?<!to\ )"
                  r"(?:note|claim|question))"
                  rf"\ \d+(?:(?:\ to\ |[-–]|\ and\ )\d+)?(?:\.\d+)*{NO_COUNT}")),
    Rule("Addresses", "A link's text that is an address.", "https://example.org/2025/03",
         _pattern(r"(?:https?://|www\.|doi:)\S+")),
    Rule("Exponents of a formula", "They belong to the form of a calculation.", "x^2", _pattern(r"\^\{?-?\d+\}?")),
    Rule("Dates in a sentence with a source", "The fact or the citation beside a date leads to it; a row of a table "
         "counts as one sentence, and a chart or table names its claims for its caption, titles and labels.",
         "In October 2024 {fact}`the belt fell <…>`."),
    Rule("Dates in headings and titles of works", "A heading cannot carry a fact, and a title is quoted as it is.",
         "## The spring of 2025"),
    Rule("Small number words", "One to nine refer to what was just named, unless a unit or something that the sources "
         "count follows.", "the two disagree (but not: three mines)"),
    Rule("Number words that count parts of the book", "They count what the reader has before them.", "eleven chapters"),
    Rule("Words of order, and halves of speech", "They say which, or how often something is said.",
         "the first, a third party, said twice, once, the past decade, a half-truth"),
    Rule("A few or one of the book's own parts", "They count what the reader has before them.",
         "a handful of words, a single source"),
    Rule("Code, settings and file contents", "They are run or shown as they are; a chapter's parameters are settings.",
         "`domain=(0, 100)`"),
)
"""In the order in which the appendix of exemptions lists them."""
LARGE = {*SCALES, *VAGUE, *TENS, "dozen", *(word for word, value in SMALL_NUMBERS.items() if value >= 10)}
ALWAYS = {"halves", "thirds", "quarters", *FRACTIONS, *MULTIPLES} - {
    "third", "quarter", "twice", "thrice", "double", "doubles", "doubling"}
COMPARED = re.compile(r"\s+(?:as|the|its|their|that|what|a|of|more|less)\b", re.IGNORECASE)
DOUBLE_SPEECH = re.compile(r"[ -](?:counts?|counted|counting|check\w*|edged?|meaning|role|bind)\b", re.IGNORECASE)
ROMAN = re.compile(r"\b(?=[IVXLC]{2})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})\b")
HALF_SPEECH = re.compile(r"half-(?!dozen|million|billion|hour|year|century)[a-z]", re.IGNORECASE)
QUARTER = re.compile(r"(?:first|second|third|fourth)[ -]quarter$")


@dataclass(frozen=True)
class Typed:
    """A number typed by hand: its words, where they begin, and whether it is a date without a source."""

    text: str
    start: int
    date: bool

    @property
    def values(self) -> frozenset[float]:
        """What it may be worth."""
        return frozenset(value for number in find_numbers(self.text) for value in number.values)


def dates_in(passage: Passage, words: NumberWords | None = None) -> list[re.Match[str]]:
    """The dates of a passage, those left out that a name or another rule takes for something else."""
    known = words or number_words()
    return _dates(_without_rules(passage.text, known), known)


def _dates(text: str, known: NumberWords) -> list[re.Match[str]]:
    return [date for date in DATE.finditer(text) if not _counts(date, text, known)]


def _counts(date: re.Match[str], text: str, known: NumberWords) -> bool:
    """Whether what looks like a year or a day counts the nouns behind it."""
    before, after = text[:date.start()], text[date.end():]
    counted = known.counted.match(after) is not None
    if BARE_YEAR.fullmatch(date[0]):
        return not DATED.search(before) and (counted or bool(COUNTING.search(before) and A_NOUN.match(after)))
    if BARE_DAY.fullmatch(date[0]):
        return bool(IN.search(before) and re.match(r"\s+\w", after)) or (counted and not ON_A_DAY.search(before))
    return False


def _without_rules(text: str, known: NumberWords) -> str:
    """A text with spaces for what a rule says is no evidence."""
    for pattern in (known.names, *(rule.pattern for rule in RULES)):
        text = pattern.sub(_blank, text) if pattern else text
    return text


def typed_numbers(passage: Passage, words: NumberWords | None = None) -> Iterator[Typed]:
    """The numbers of a passage that were typed by hand and that no rule exempts, in order.

    ``words`` are the nouns and names of the subject; without them only what any subject counts is known.
    """
    known = words or number_words()
    text = _without_rules(passage.text, known)
    dates = _dates(text, known) if passage.place != "number" else []
    for date in dates:
        text = f"{text[:date.start()]}{_blank(date)}{text[date.end():]}"
    found = []
    for loose in (PARTS_IN_WORDS, known.loose):
        found += [Typed(part.group(), part.start(), date=False) for part in loose.finditer(text)]
        text = loose.sub(_blank, text)
    found += [Typed(roman[0], roman.start(), date=False) for roman in ROMAN.finditer(text)
              if unit_behind(text, roman.end())]
    found += [Typed(number.text, number.start, date=False) for number in find_numbers(text)
              if _states(number, text, known)]
    if not passage.sourced and passage.place != "heading":
        found += [Typed(date.group(), date.start(), date=True) for date in dates]
    yield from sorted(found, key=lambda number: number.start)


def _states(number: NumberFound, text: str, known: NumberWords) -> bool:
    """Whether a numeric expression states a quantity, in the words around it."""
    word, before, after = number.text.lower(), text[: number.start], text[number.end:]
    parts = re.split("[ -]", word)
    if word[0].isnumeric() or "fold" in word:
        return True
    if _only_speech(word, before, after):
        return False
    if set(parts) & LARGE:
        return not OF_THE_BOOK.match(after)
    if set(parts) & ALWAYS or (len(parts) > 1 and parts[-1] in FRACTIONS):
        return True
    unit = unit_behind(text, number.end)
    return _small(word, before, after, known, unit[0] if unit else "")


def _only_speech(word: str, before: str, after: str) -> bool:
    """Whether a word counts nothing here: the first, both halves of a sentence, a half-truth, the third quarter."""
    known = word == "halves" and KNOWN_ONES.search(before)
    order = word in ("first", "second", "single")
    return bool(order or known or HALF_SPEECH.match(f"{word}{after}") or QUARTER.match(word))


def _small(word: str, before: str, after: str, known: NumberWords, unit: str) -> bool:
    """Whether a word that may mean a quantity, an order or a manner means a quantity here."""
    measured = bool(unit) and not OF_TIME.fullmatch(unit)
    match word:
        case "third" | "quarter":
            return is_share(word, before, after)
        case "twice" | "thrice":
            return bool(COMPARED.match(after))
        case "double" | "doubles" | "doubling":
            return not DOUBLE_SPEECH.match(after)
        case "one":
            return measured or bool(ALONE.search(before) and known.one.match(after))
        case "decade" | "decades":
            return bool(A_SPAN.search(before))
    counted = (unit or known.counted.match(after)) and not OF_THE_BOOK.match(after)
    return bool(counted) and not (NAMED_BEFORE if measured else KNOWN_ONES).search(before)


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
