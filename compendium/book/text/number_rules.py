"""The rules by which a number in the text is no evidence, so that nobody has to mark it by hand."""

import re
from dataclasses import dataclass

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
YEAR = r"(?:1[89]|20)\d\d"
DAY = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"""(?<![\w.,])(?:{YEAR}-\d\d(?:-\d\d)?
      | (?:first|second|last|latter|third|fourth)\s(?:half|quarter)\s(?:of|in)\s(?:the\syear|{YEAR})
      | (?:{DAY}(?:\s(?:to|and|or)\s|[-–/,]\s?))?{DAY}\s(?:{MONTHS})(?:,?\s{YEAR})?
      | (?:{MONTHS})\s{DAY}(?:,\s{YEAR})?(?!\d|,\d|\s(?:t|tonnes|per|%)\b)
      | (?:{MONTHS})\s{YEAR} | {YEAR}[-–/](?:{YEAR}|\d\d) | {YEAR}s?
    )(?!\w|,\d|\.\d|%|\s(?:t|tonnes|tons|kg|yuan|dollars|sites|mines|pits|per\scent)\b)""", re.VERBOSE)
"""A day, a month with its year, a year, a decade, or a span of two; not a number of something."""
UNITS_AFTER = r"(?:%|per\s?cent|percentage points?|tonnes?|tons?|t\b|kg|kilograms?|yuan|dollars|hectares|kilomet\w+)"
SMALL = "two|three|four|five|six|seven|eight|nine"
PARTS_IN_WORDS = re.compile(
    rf"""\b(?:(?<!both\s)(?<!the\s)(?<!its\s)halv(?:ed|es|ing)|trebl(?:ed|es|ing)|quintupl\w+
      | (?:an?|one|{SMALL})[ -](?:fifth|sixth|seventh|eighth|ninth|tenth|twentieth|hundredth)s?
      | (?:one|{SMALL})\s(?:in|out\sof)\s(?:every\s)?(?:{SMALL}|ten|twenty))\b""", re.VERBOSE | re.IGNORECASE)
"""Parts and multiples that the ledger's own reading of numbers does not know."""
OF_THE_BOOK_WORDS = (
    "articles?|sources?|claims?|chapters?|figures?|numbers?|sections?|tables?|questions?|accounts?|statements?"
    "|sentences?|readings?|pieces?|texts?|charts?|findings?|commands?|publishers?|outlets?|definitions?"
    "|denominators?|passages?|paragraphs?|values?|shares?|estimates?|verdicts?|records?|words?|names?|steps?|places?|pages?|rows?"
    "|columns?|cells?|files?|lines?|speakers?|reports?|answers?|trails?|hits?|models?|entry|entries")
THINGS = ("country|mine|site|pit|village|township|firm|company|buyer|plant|refinery|state|gate|crossing|town|road"
          "|trader|river|permit|licence")
LOOSE = re.compile(
    rf"""\b(?:a\s(?:handful|couple|pair)\sof | an?\sscore\sof | scores\sof | (?:an?\s)?myriads?\sof
      )(?!\s(?:[a-z-]+\s)?(?:{OF_THE_BOOK_WORDS}|eyes|hands)\b)(?=\s)
      | \bsingle(?=\s+(?:[a-z-]+\s+)?(?:{THINGS}|witness|load|shipment|miner)\b)""", re.VERBOSE | re.IGNORECASE)
"""Words for a few, for many, or for one alone, before what a source counts."""
COUNTED = re.compile(
    rf"""(?:\s(?:to|or|and)\s\w+)?\s+(?:{UNITS_AFTER} | (?:[a-z-]+\s+)?(?:times\b
      | (?:years|months|weeks|days|hours|nights|kilometres|miles|meetings|visits|trips|rounds|orders)\b
      | (?:mines|mining|sites|pits|villages|villagers|townships|firms|companies|miners|workers|soldiers|people|residents
          |countries|states|refineries|plants|gates|crossings|battalions|brigades|deposits|towns|checkpoints|elements
          |minerals|metals|lorries|trucks|samples|rivers|streams|deaths|landslides|loads|licences|permits|ceasefires
          |buyers|traders|households|families|children|women|men|protests|arrests|attacks|strikes|ships|vessels|barges|boats
          |engines|camps|bridges|generals|leaders|conditions|convoys|excavators|kilns)\b))""", re.VERBOSE)
"""What a source counts or measures; a small number word before it states a quantity."""
OF_THE_BOOK = re.compile(rf"\s+(?:[a-z-]+\s+)?(?:{OF_THE_BOOK_WORDS})\b", re.IGNORECASE)
"""What this book is made of, or reads."""
ONE_THING = re.compile(rf"\s+(?:[a-z-]+\s+)?(?:{THINGS})\b", re.IGNORECASE)
ALONE = re.compile(r"\b(?:only|just|in|but|least|most)\s+$", re.IGNORECASE)
"""Before 'one' and one thing that sources count, a word that makes it a number: only one refinery."""
CHANGED_BY = re.compile(
    r"\b(?:by|up|down|to|of|fell|rose|lost|gained)\s+(?:about\s+|nearly\s+|almost\s+|over\s+)?an?\s+$", re.IGNORECASE)
ENDED = re.compile(r"\s*(?:$|[.,;:)])|\s+(?:on|in|since|from|and|or|over|after|during|between|within)\b", re.IGNORECASE)
"""Around 'a third' or 'a quarter', the words that make it a part and no order: fell by a quarter in May."""
A_SPAN = re.compile(r"\b(?:for|takes?|took|within|needs?|in)\s+(?:about\s+|over\s+)?(?:an?\s+)?$", re.IGNORECASE)
"""Before 'decade' and 'decades', what makes them a length of time: take a decade, for decades."""
KNOWN_ONES = re.compile(r"\b(?:the|these|those|both|all|its|their|other|of)\s+$", re.IGNORECASE)
"""Words after which a small number refers to what was named before."""


@dataclass(frozen=True)
class Rule:
    """A kind of number that is no evidence: what it is, why, an example, and how it is found."""

    what: str
    why: str
    example: str
    pattern: re.Pattern[str] | None = None


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile(text, re.VERBOSE | re.IGNORECASE)


RULES = (
    Rule("Names that contain a number", "The number belongs to a name and counts nothing.", "Special Region 1, F-35",
         _pattern(r"Special\ Region\ 1|\bG-?\d{1,2}\b|\bHS\ (?:code\ )?\d{4,}|\b(?-i:[A-Z])[A-Za-z]*-\d+[A-Z]?\b(?!%)"
                  r"|\bSection\ 301\b|\b21st\ century|\b20th\ century|\bNo\.\ \d+")),
    Rule("Standards, licences and versions", "They name a document or a program.", "CC BY 4.0, Python 3.11, UTF-8",
         _pattern(r"Python\ 3\S*|CC\ BY[ -]4\.0|Creative\ Commons\ Attribution\ 4\.0|SHA-256|Data\ Package\ v2|UTF-8"
                  r"|ISO\ \d+\S*|WCAG\ 2\.\d|PEP\ \d+|\bversions?\ \d\S*|\bv\d+(?:\.\d+)+")),
    Rule("Parts of the book or of a text", "They say where something stands.", "Figure 3, line 12, chapter 2",
         _pattern(r"\b(?:figure|fig\.|table|tab\.|section|chapter|line|lines|step|page|pages|p\.|pp\.|note|appendix"
                  r"|claim|question|equation)\ \d+(?:(?:\ to\ |[-–]|\ and\ )\d+)?(?:\.\d+)*")),
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
