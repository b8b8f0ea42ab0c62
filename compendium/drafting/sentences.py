"""A text in sentences, and the words around a number that say how sure it is and who says it."""

import re
from bisect import bisect_right
from collections.abc import Iterator

from compendium.drafting.dates import MONTH_NAMES
from compendium.evidence.source_text import SourceText

SHORT_LINE, LONG_LINE = 45, 120
"""A line shorter than this before a capital is a heading; one longer than that is a paragraph of its own."""
ROW = re.compile(r".*\||[\d.,%-]+(?: [\d.,%-]+)+$")
"""A row of a table, with signs between its cells or of figures alone: a line that speaks for itself."""
LIST_ITEM = re.compile(r"(?:[-*•–]|\d{1,2}[.)])\s")
SENTENCE_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]?[A-Z0-9$¥€£])")
ABBREVIATED = re.compile(r"(?:\b[A-Za-z]|\b(?:Mr|Mrs|Ms|Dr|Gen|Col|Lt|Maj|St|No|Co|Ltd|Inc|Corp|vs|approx|ca|Fig|Jan"
                         r"|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec))\.$")
HEDGES = re.compile(r"\b(?:reportedly|likely|allegedly|purportedly|probably|possibly|perhaps|apparently|seemingly"
                       r"|unverified|unconfirmed|(?:is|are|was|were) (?:believed|thought|said) to|might|could"
                       r"|(?-i:may))\b",  # with a capital it is a month
                       re.IGNORECASE)
_NAME = r"[A-Z][\w'’&-]*(?:\s+(?:(?:of|for|the|and|de|van)\s)?[A-Z][\w'’&-]*){0,4}"
_SAID = "said|says|told|reported|reports|estimates|estimated|noted|wrote|found|identified"
CREDITS = tuple(re.compile(pattern) for pattern in (
    r"\b[Aa]ccording to (?:(?:an? )?(?:\d{4} )?(?:data|figures|report|study) (?:from|by|accessed by) )?"
    r"(?P<who>[^,.;:()“”\"]+?)"
    r"(?= (?:that|which|who|sent)\b|[,.;:()“”\"]|$)",
    rf"\b(?:[Dd]ata|[Ff]igures|[Ss]tatistics) (?:from|of|by) (?P<who>{_NAME})",
    rf"(?P<who>(?!(?:{MONTH_NAMES}|He|She|They|It|The)\b){_NAME}),? (?:{_SAID})\b",
    r"(?:^|, )(?:[Tt]he|[Aa]n?) (?P<who>(?:[\w'-]+ ){0,3}[\w'-]+) (?:said|says|told|wrote)\b",
    rf"(?P<who>\b[A-Z]\w+['’]s (?:[a-z]+ ){{0,2}}[a-z]+) (?:{_SAID})\b",
    rf"\b(?:said|says|wrote|noted) (?:[\w-]+ ){{0,5}}?(?P<who>"
    rf"(?!(?:{MONTH_NAMES}|\w+day)\b){_NAME})(?=[,.]| (?:in|of|at|who)\b)",
    r"(?P<who>\b[A-Z]\w+ (?:customs )?(?:data|figures|statistics)) shows?\b"))
GOES_ON = re.compile(rf"(?:It|They|He|She)(?: also)? (?:{_SAID}|adds|added)\b")
"""How a sentence begins whose speaker the sentence before it names."""
LONGEST_CREDIT = 6
"""How many words of a credit phrase are kept, as a record holds no text of a source."""
STANDINGS = (("projected", re.compile(r"\b(?:forecast|project(?:ed|s|ion)|expected to|expects?|will reach)\b", re.I)),
             ("planned", re.compile(r"\b(?:plans?|planned|aims?|target(?:ed|s)?|pledged?)\b", re.I)),
             ("estimated", re.compile(r"\bestimat(?:e|es|ed|ing|ion)\b", re.I)),
             ("unverified", re.compile(r"\b(?:unverified|unconfirmed|allegedly|purportedly)\b", re.I)))


class Sentences:
    """The sentences of a text, as stretches of its joined lines."""

    def __init__(self, text: SourceText) -> None:
        self.text = text
        self.starts = sorted({0, *_breaks(text), *_ends_of_sentences(text.joined)})

    def around(self, offset: int) -> tuple[int, int]:
        """Start and end of the sentence in which a character stands."""
        at = bisect_right(self.starts, offset)
        return self.starts[at - 1], self.starts[at] if at < len(self.starts) else len(self.text.joined)


def hedge_before(sentence: str, at: int) -> str:
    """The hedging word of a sentence that stands nearest before a number at a place in it, in the same clause."""
    clause = sentence[:at].rpartition(";")[2]
    found = list(HEDGES.finditer(clause))
    return found[-1].group().lower() if found else ""


def credit_in(sentence: str) -> str:
    """Whom a sentence credits, in at most six of its words; empty where it speaks for itself."""
    for pattern in CREDITS:
        if match := pattern.search(sentence):
            who = re.sub(r"^(?:the|a|an)\s", "", match["who"].strip())
            return " ".join(who.split()[:LONGEST_CREDIT])
    return ""


def standing_of(sentence: str) -> str:
    """How a sentence stands to what it says, by its own words: reported, unless it projects, plans or estimates."""
    return next((name for name, words in STANDINGS if words.search(sentence)), "reported")


def _breaks(text: SourceText) -> Iterator[int]:
    """Where a line begins something new: behind a blank line, a heading or a paragraph, at an item or a row."""
    for at in range(1, len(text.lines)):
        before, line = text.lines[at - 1], text.lines[at]
        new = not before or not line or LIST_ITEM.match(line) or len(before) > LONG_LINE
        heading = (len(before) < SHORT_LINE and line[:1].isupper()) or before.isupper()
        row = ROW.match(line) or ROW.match(before)
        if new or heading or row or (len(line) > LONG_LINE and before[-1:] in ".!?”\""):
            yield text.starts[at]


def _ends_of_sentences(joined: str) -> Iterator[int]:
    for match in SENTENCE_END.finditer(joined):
        if not ABBREVIATED.search(joined[max(0, match.start() - 8):match.start()]):
            yield match.end()
