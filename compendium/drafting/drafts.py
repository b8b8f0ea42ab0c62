"""The drafts of a text: one claim for each quantity and each dated event, in the order of the text.

A date in a sentence with a quantity is the nearest quantity's period; one that no quantity takes is an event of its
own. What counts nothing by rule, such as the number of a heading, is set aside at once, with its reason.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from compendium.drafting.dates import DateFound, find_dates
from compendium.drafting.documents import BYLINE
from compendium.drafting.likely import LikelyQuestions
from compendium.drafting.locators import locator
from compendium.drafting.period_of import dates_it, nearest, valid, when_was
from compendium.drafting.quantities import WHOLE_LINES, QuantityFound, find_quantities, uncounted_stretches
from compendium.drafting.sentences import GOES_ON, Sentences, credit_in, hedge_before, standing_of
from compendium.evidence.ledger import Ledger
from compendium.evidence.names import Actor, Place
from compendium.evidence.numbers import find_numbers
from compendium.evidence.periods import Period
from compendium.evidence.source_text import SourceText

Located = tuple[int, str]
"""A line of the text, counted from 1, and the words that find the place on it."""
AROUND = 80
"""Within how many letters of a number the words of its sentence count twice for its question."""
SAME_PERIOD = re.compile(r"\b(?:(?:the|that) same (?:period|month)|that month|in the month)\b", re.IGNORECASE)
REPORTED = re.compile(r"\b(?:report|said|says?|announc|stat|wrote|estimat)\w*\s+that\b", re.IGNORECASE)
"""Behind it begins what was said; a date before it may be that of the report."""
OF_A_REPORT = re.compile(r"\s+(?:[A-Z][\w’'-]*\s+){0,3}(?:report|study|survey)\b")
"""What behind a date that no quantity takes says that it is when a report came out."""
HEAD = 40
"""In how many lines at the head of a text its own date of publication is looked for."""
NOT_THE_SUBJECT = "Not evidence on the subject."
"""The reason that stands ready to be uncommented beside a draft."""


@dataclass(frozen=True)
class DraftFound:
    """All that could be read of one claim: a person judges it, and writes what it says."""

    span: tuple[int, int]
    at: Located
    kind: str = "quantity"
    value: float | None = None
    low: float | None = None
    high: float | None = None
    comparator: str = ""
    unit: str = ""
    equivalent: tuple[float, str] | None = None
    definitions: tuple[str, ...] = ()
    against: str = ""
    period: str = ""
    place: tuple[str, ...] = ()
    to: str = ""
    actor: tuple[str, ...] = ()
    hedge: str = ""
    credited_to: str = ""
    standing: str = "reported"
    questions: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    also: tuple[Located, ...] = ()
    id: str = ""

    @property
    def others(self) -> tuple[str, ...]:
        """The questions after the likeliest, each with its theme where that is another: they change together."""
        paired = list(zip(self.questions, self.themes, strict=True))
        return tuple(name if theme == self.themes[0] else f"{name} (theme {theme})" for name, theme in paired[1:])


@dataclass(frozen=True)
class AsideFound:
    """A number that counts nothing, with the reason; a whole line where ``words`` is empty."""

    span: tuple[int, int]
    at: Located
    reason: str


@dataclass
class Drafted:
    """What was found in one text."""

    drafts: list[DraftFound] = field(default_factory=list)
    asides: list[AsideFound] = field(default_factory=list)


def draft_claims(text: SourceText, published: Period, ledger: Ledger, without: str = "") -> Drafted:
    """Read a text that came out on a date against the vocabularies of a book.

    ``without`` names a source whose claims are not to be learned from, as the benchmark does with the text's own.
    """
    out = published.end or date.today()
    stretches = uncounted_stretches(text)
    # somebody who is called May or April is no date
    dates = [each for each in find_dates(text.joined, out) if not _within(each.start, each.end, stretches)
             and not BYLINE.match(text.lines[text.line_of(each.start) - 1])]
    own = [each for each in dates if _is_publication(text, each, published)]
    quantities = find_quantities(text, dates)
    reader = _Reader(text, ledger, LikelyQuestions(ledger, without))
    result = Drafted(asides=[*reader.asides(quantities, stretches), *(
        AsideFound((each.start, each.end), locator(text, each.start, each.end),
                   "Date of publication; it stands in the source's own fields.") for each in own)])
    counted = [each for each in quantities if not each.aside]
    claims = reader.claims(counted, [each for each in dates if each not in own])
    cited = [each for each in claims if each.kind == "event" and OF_A_REPORT.match(text.joined, each.span[1])]
    result.asides += [AsideFound(each.span, each.at, "Date of a report that is named.") for each in cited]
    result.drafts = _named(each for each in claims if each not in cited)
    result.asides.sort(key=lambda aside: aside.span)
    return result


class _Reader:
    """Reads the sentences of one text."""

    def __init__(self, text: SourceText, ledger: Ledger, likely: LikelyQuestions) -> None:
        self.text, self.likely, self.ledger = text, likely, ledger
        self.sentences = Sentences(text)
        self.places = _gazetteer(ledger.places.values())
        self.actors = _gazetteer(ledger.actors.values())

    def asides(self, quantities: Sequence[QuantityFound],
               stretches: Sequence[tuple[int, int, str]]) -> Iterator[AsideFound]:
        """What counts nothing: whole lines of a list of notes or addresses, single numbers elsewhere."""
        lines = {self.text.line_of(each.start) for each in quantities if not each.aside}
        whole: set[int] = set()
        for start, _, why in stretches:
            line = self.text.line_of(start)
            written, first = self.text.lines[line - 1], self.text.starts[line - 1]
            if why in WHOLE_LINES and line not in {*lines, *whole} and find_numbers(written):
                whole.add(line)
                yield AsideFound((first, first + len(written)), (line, ""), why)
        for each in quantities:
            if each.aside and self.text.line_of(each.start) not in whole:
                yield AsideFound((each.start, each.end), locator(self.text, each.start, each.end), each.aside)

    def claims(self, quantities: Sequence[QuantityFound], dates: Sequence[DateFound]) -> list[DraftFound]:
        """A draft for each quantity, and for each date that no quantity of its sentence took."""
        taken: set[DateFound] = set()
        drafts, last = [], None
        for each in quantities:
            start, end = self.sentences.around(each.start)
            start = self._said_from(start, each.start, dates)
            here = [found for found in dates if start <= found.start < end
                    and dates_it(self.text.joined, each, found, start)]
            when = None if each.unit in ("year", "month") else nearest(each, here)
            printed = True
            if when is None and SAME_PERIOD.search(self.text.joined[start:end]):
                # what the sentence itself named before, or else what was named last
                when = max((found for found in dates if start <= found.start < each.start), default=last,
                           key=lambda found: found.start)
                printed = when not in taken
            drafts.append(self._quantity(each, when, printed))
            taken |= {when} if when else set()
            last = when or last
        drafts += [self._event(each) for each in dates if each not in taken]
        return sorted(drafts, key=lambda draft: draft.span)

    def _said_from(self, start: int, quantity: int, dates: Sequence[DateFound]) -> int:
        """Where what a sentence says of a quantity begins: behind 'reported that', if that has a date of its own."""
        said = [each.end() for each in REPORTED.finditer(self.text.joined, start, quantity)]
        return max((each for each in said if any(each <= found.start < quantity for found in dates)), default=start)

    def _quantity(self, found: QuantityFound, when: DateFound | None, printed: bool = True) -> DraftFound:
        draft = self._common(found.start, found.end, found.unit, "quantity")
        also = [locator(self.text, when.start, when.end)] if when and printed else []
        same, near = found.equivalent, self._near(found.start, found.end)
        if same:
            also.append(locator(self.text, same.start, same.end))
        period, against = when_was(found, when, self.text.joined)
        return replace(
            draft, value=found.value, low=found.low, high=found.high, comparator=found.comparator, unit=found.unit,
            hedge=found.hedge or draft.hedge, period=period, against=against, also=tuple(also),
            definitions=tuple(self.likely.definitions(draft.questions[0], found.unit, near) if draft.questions else ()),
            equivalent=(same.value, same.unit) if same and same.value is not None else None)

    def _event(self, found: DateFound) -> DraftFound:
        return replace(self._common(found.start, found.end, "", "event"), period=valid(found.edtf))

    def _near(self, start: int, end: int) -> str:
        """The words of a sentence that stand nearest to a place in it."""
        first, last = self.sentences.around(start)
        return self.text.joined[max(first, start - AROUND):min(last, end + AROUND)]

    def _credit(self, start: int) -> str:
        """Whom the sentence at a place credits; where it goes on with 'It said', whom the sentence before it does."""
        first, last = self.sentences.around(start)
        sentence = self.text.joined[first:last]
        if first and GOES_ON.match(sentence):
            return credit_in(self.text.joined[slice(*self.sentences.around(first - 1))])
        return credit_in(sentence)

    def _common(self, start: int, end: int, unit: str, kind: str) -> DraftFound:
        """What a sentence says around a place in it."""
        first, last = self.sentences.around(start)
        sentence = self.text.joined[first:last]
        questions = tuple(self.likely.of(f"{sentence} {self._near(start, end)}", unit, kind))
        place, to = _places(sentence, self.places)
        return DraftFound(
            (start, end), locator(self.text, start, end), kind, place=place, to=to,
            actor=_met(sentence, self.actors), hedge=hedge_before(sentence, start - first),
            credited_to=self._credit(start), standing=standing_of(sentence), questions=questions,
            themes=tuple(self.ledger.questions[each].theme for each in questions))


def _is_publication(text: SourceText, found: DateFound, published: Period) -> bool:
    line = text.line_of(found.start)
    return line <= HEAD and bool(found.first.day) and str(replace(found.first, inferred=False)) == str(published)


def _within(start: int, end: int, stretches: Sequence[tuple[int, int, str]]) -> bool:
    return any(first < end and start < last for first, last, _ in stretches)


NamePatterns = list[tuple[re.Pattern[str], str]]


def _gazetteer(named: Iterable[Place | Actor]) -> NamePatterns:
    """Every name and spelling as a pattern, the longest first."""
    spelled = [(name, each.id) for each in named
               for name in (each.name, *each.spellings, getattr(each, "abbreviation", "")) if len(name) > 1]
    return [(re.compile(rf"(?<!\w){re.escape(name)}(?!\w)"), key)
            for name, key in sorted(spelled, key=lambda pair: -len(pair[0]))]


def _met(sentence: str, names: NamePatterns) -> tuple[str, ...]:
    """The things that a sentence names, in its order; a name inside a longer one is not counted again."""
    found: list[tuple[int, str]] = []
    for pattern, key in names:
        for match in reversed(list(pattern.finditer(sentence))):
            found.append((match.start(), key))
            sentence = sentence[:match.start()] + " " * len(match.group()) + sentence[match.end():]
    return tuple(dict.fromkeys(key for _, key in sorted(found)))


def _places(sentence: str, names: NamePatterns) -> tuple[tuple[str, ...], str]:
    """The places of a sentence, and the one to which something goes."""
    met, to = _met(sentence, names), ""
    for pattern, key in names:
        if key in met and re.search(rf"\bto (?:\w+ )?{pattern.pattern}", sentence):
            to = key
            break
    return tuple(key for key in met if key != to), to


def _named(drafts: Iterable[DraftFound]) -> list[DraftFound]:
    """The drafts with ids made from their words, no two the same."""
    used: set[str] = set()
    named = []
    for draft in drafts:
        plain = re.sub(r"[^a-z0-9]+", "-", f"line-{draft.at[0]}-{draft.at[1].lower()}").strip("-")
        number = 1
        while (name := plain if number == 1 else f"{plain}-{number}") in used:
            number += 1
        used.add(name)
        named.append(replace(draft, id=name))
    return named
