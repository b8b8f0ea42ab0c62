"""The quantities of a text: each numeric expression with its unit, its comparator, its sign, and what it repeats.

Numbers are found by the reader that the ledger is verified with, so that no number of a text is left out: one that
is neither a date nor a quantity comes with the reason why it counts nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.drafting.dates import DateFound
from compendium.drafting.measured import COUNT, REPEATED, part_of_one, unit_after, with_base
from compendium.evidence.change_words import CHANGE_AFTER, CHANGED
from compendium.evidence.number_words import HALVED, MULTIPLES, SMALL_NUMBERS, TENS, VAGUE
from compendium.evidence.numbers import NumberFound, find_numbers, is_part
from compendium.evidence.ranges import in_hundredths, leads_to
from compendium.evidence.source_text import SourceText
from compendium.evidence.uncounted import ADDRESS
from compendium.evidence.unit_words import money_before
from compendium.subject import current_subject

COMPARATORS = ((">", r"more than|over|above|exceeding|exceeds?|exceeded|upwards? of|in excess of|greater than"
                     r"|topping|>"),
               (">=", r"at least|no (?:less|fewer) than|a minimum of|as (?:few|little) as|several|few|many|couple of|≥"
                      r"|>="),
               ("<", r"less than|fewer than|under|below|<"),
               ("<=", r"up to|at most|as (?:much|many) as|no more than|a maximum of|≤|<="),
               ("~", r"about|around|roughly|approximately|approx\.?|some|an estimated|estimated|close to|circa|≈|~"),
               ("<~", r"nearly|almost"))
DENIED = r"(?P<no>\b(?:no|not|never|nor|without|\w+n['’]t)\s+(?:(?:be|been|have|has|yet|ever)\s+)*)?"
CONTRARY = {">": "<=", ">=": "<", "<": ">=", "<=": ">", "<~": "<"}
"""What a comparator becomes behind 'not'."""
OR_MORE = re.compile(r"\s+or\s+(?:(?P<more>more|over|above|higher)|less|fewer|under|below|lower)\b", re.IGNORECASE)
COMPARED = tuple((comparator, re.compile(rf"{DENIED}(?<!\w)(?:{words})$", re.IGNORECASE))
                 for comparator, words in COMPARATORS)
ANY_COMPARATOR = re.compile(
    rf"{DENIED}(?<!\w)(?:{'|'.join(words for _, words in COMPARATORS)})(?!\w)", re.IGNORECASE)
OF = re.compile(r"\b(?:of|between|of between)\s+$")
"""What may stand between the noun of a change and its number: a drop of 5%."""
UNIT_AND = re.compile(r"\b(?:an?|one)\s+(?P<unit>\w+)\s+and\s+a\s+$", re.IGNORECASE)
"""Before 'half', what it goes on from: a year and a half."""
ALSO = re.compile(r"\s*(?:(?:month|year)[- ]on[- ](?:month|year)\s*)?,?\s*and\s+(?:by\s+)?")
RANGE = re.compile(r"\s*(?:%|per\s?cent|percent)?\s*(?:to|and|or|[-–—])\s*(?:US\\?\$|[A-Z]{0,3}[$¥€£])?\s*"
                   r"[-−]?$", re.IGNORECASE)
MINUS = re.compile(r"(?:(?:^|(?<=[\s($¥€£~≈<>]))[-−–]|\b(?:minus|negative)\s+)$", re.IGNORECASE)
PLUS = re.compile(r"(?:^|(?<=[\s(~≈<>]))\+$")
DASH = re.compile(r"\d\s[-–]$")
"""A dash between two numbers, which is no sign."""
SIGNS = 10
"""Within how many characters before a number its minus stands."""
BY = re.compile(r"\bby\s+(?:\w+\s+){0,2}$", re.IGNORECASE)
OUT_OF = re.compile(r"\s(?:out of|in)(?: every)?\s$")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
NOTE = re.compile(r"\[\d+\]")
ADDRESSES, NOTES, NOTE_LIST = "Part of an address.", "Mark of a note.", "List of notes."
WHOLE_LINES = (ADDRESSES, NOTE_LIST)
"""The reasons for which a line without another number is set aside as a whole."""
PAIR = 2
LIST_OF_NOTES = 3
"""From how many marks of notes a line is a list of them."""
PART_OF_A_SPAN = re.compile(r"(?:first|second|third|fourth)[ -](?:half|quarter)")
ORDER = {"first", "second", "single", "third", "quarter"}
COMPOUND = re.compile(r"-(?!year|month|fold|time|day|week|hour|tonne|ton|kg)[a-z]")
UNCOUNTED = re.compile(r"\s+(?:of\s+(?:the|them|its|his|her|their|those|these|[A-Z]\w+['’]s)|another|who|which|that|is"
                       r"|was|day|way|hand|side|can|may|key|or)\b|[.,;:)]|['’]s\b|$")
"""After 'one', the words that make it a pronoun or one thing of several."""


@dataclass(frozen=True)
class QuantityFound:
    """A numeric expression of a text and where it stands; ``aside`` says why it counts nothing, if it does not.

    ``value`` or ``low`` and ``high`` are in ``unit``, which is empty where it is not known; a fall is below zero.
    """

    start: int
    end: int
    value: float | None = None
    low: float | None = None
    high: float | None = None
    unit: str = ""
    comparator: str = ""
    hedge: str = ""
    change: bool = False
    reached: bool = False
    equivalent: "QuantityFound | None" = None
    aside: str = ""


def find_quantities(text: SourceText, dates: Sequence[DateFound]) -> list[QuantityFound]:
    """Every numeric expression of a text that is in no date, in order."""
    joined, asides = text.joined, uncounted_stretches(text)
    numbers = [n for n in find_numbers(joined) if not any(d.start < n.end and n.start < d.end for d in dates)]
    found: list[QuantityFound] = []
    at = 0
    while at < len(numbers):
        number = numbers[at]
        aside = next((why for start, end, why in asides if start <= number.start and number.end <= end), "")
        aside = aside or _counts_nothing(number, joined)
        if aside:
            found.append(QuantityFound(number.start, number.end, aside=aside))
            at += 1
            continue
        quantity, used = _read(numbers[at:at + 2], joined)
        at += used
        if found:
            quantity = _continued(found[-1], quantity, joined)
        if found and _repeats(found[-1], quantity, joined):
            found[-1] = replace(found[-1], equivalent=quantity)
        else:
            found.append(quantity)
    return found


def _read(numbers: Sequence[NumberFound], joined: str) -> tuple[QuantityFound, int]:
    """The quantity that begins with the first of two numbers, and how many of the two it takes."""
    first = numbers[0]
    if len(numbers) == PAIR:
        second, between = numbers[1], joined[first.end:numbers[1].start]
        if OUT_OF.fullmatch(between) and _worth(first) < _worth(second):
            share = round(100 * _worth(first) / _worth(second), 1)
            return QuantityFound(first.start, second.end, value=share, unit="%"), PAIR
        if RANGE.fullmatch(between):
            if pair := _range(first, second, between, joined):
                return pair, PAIR
            return _in_unit_of(_with_unit(first, joined), _with_unit(second, joined), joined), 1
    return _with_unit(first, joined), 1


def _in_unit_of(one: QuantityFound, other: QuantityFound, joined: str) -> QuantityFound:
    """A number without a unit in that of the one that it is joined with: rose from 3 to 12 t."""
    return _changed(replace(one, unit=other.unit), joined) if one.unit == COUNT else one


def _range(first: NumberFound, second: NumberFound, between: str, joined: str) -> QuantityFound | None:
    """Two numbers as the ends of a range, both below zero where something fell by it; None where they are none."""
    start, minus, money = _signs(joined, first.start)
    before = joined[max(0, start - 60):start]
    words = between.lower()
    led_to = "to" in words.split() and CHANGED.search(before) and not BY.search(before)
    if led_to or leads_to(joined, first, second) or ("and" in words and "between" not in before.lower()):
        return None
    whole = _with_unit(second, joined, money)
    below = _below_zero(joined, second.start)[1]
    if whole.value is None or (below and not minus):
        return None
    low, high = _worth(first), abs(whole.value)
    if whole.unit == "%" and in_hundredths(first):
        low = round(100 * low, 1)
    changed = _changed(QuantityFound(start, first.end, value=low, unit=whole.unit), joined)
    if below or (changed.value or 0) < 0 or (whole.value < 0 and not minus):
        low, high = sorted((-low, -high))
    elif minus:
        low = -low
    if low >= high:
        return None
    comparator, hedge = _compared(joined, start)
    return replace(whole, start=start, value=None, low=low, high=high, change=changed.change or whole.change,
                   comparator=comparator, hedge=hedge)


def _signs(joined: str, start: int) -> tuple[int, bool, str | None]:
    """Where a number begins with its signs, whether it is below zero, and the unit of its sign of money if any."""
    start, minus = _below_zero(joined, start)
    if money := money_before(joined, start):
        start, before = _below_zero(joined, start - len(money[0]))
        return start, minus or before, money[1]
    return start, minus, None


def _below_zero(joined: str, start: int) -> tuple[int, bool]:
    """Where a number with its minus begins, and whether it has one."""
    before = joined[max(0, start - SIGNS):start]
    match = None if DASH.search(before) else MINUS.search(before)
    return (start - len(match.group()), True) if match else (start, False)


def _with_unit(number: NumberFound, joined: str, range_money: str | None = None) -> QuantityFound:
    """One number with all that the words beside it say of it; ``range_money`` stands before the other end."""
    start, minus, money = _signs(joined, number.start)
    word, value, end = number.text.lower(), _worth(number), number.end
    money = range_money if money is None else money
    part = part_of_one(joined, end) if in_hundredths(number) else None
    if money is not None:
        unit = money
        repeated = REPEATED.match(joined[end:])
        end += repeated.end() if repeated else 0
    elif part:
        unit, end = part
    elif word == "half" and (whole := UNIT_AND.search(joined[max(0, start - 60):start])):
        value, unit = 1 + value, unit_after(f" {whole['unit']}", 0)[0]
    elif in_hundredths(number):
        value, unit = round(100 * value, 1), "%"
    elif word in HALVED:
        value, unit = -100 * value, "%"
    elif word in MULTIPLES or "fold" in word:
        unit = "x"
        if word in ("twice", "thrice") and not re.match(r"\s+(?:as|the|its|their|that|what)\b", joined[end:]):
            unit = "count"
    elif re.search(r"\bdecades?\b", word):
        value, unit = (20.0 if word == "decades" else value), "year"
    else:
        unit, end = unit_after(joined, end)
    unit, end = with_base(unit, joined, end)
    least = word.partition(" ")[0] in VAGUE or word == "decades"
    comparator, hedge = (">=", word) if least else _compared(joined, start)
    if not comparator and (more := OR_MORE.match(joined, end)):
        comparator = ">=" if more["more"] else "<="
    found = QuantityFound(start, end, value=-value if minus else value, unit=unit, comparator=comparator, hedge=hedge)
    return _changed(found, joined)


def _changed(found: QuantityFound, joined: str) -> QuantityFound:
    """A share or a multiple that something changed by, with its sign; what a change led to is ``reached``."""
    before = joined[max(0, found.start - 60):found.start]
    if found.hedge or found.comparator:
        comparing = list(ANY_COMPARATOR.finditer(before))
        before = before[:comparing[-1].start()] if comparing else before
    before = OF.sub("", before)
    if joined[found.start:found.end].lower().startswith("half"):
        before = re.sub(r"\bin\s+$", "", before)
    if found.unit not in ("%", "x"):
        return replace(found, reached=bool(re.search(r"\bto\s+$", before)))
    match = CHANGED.search(before) or CHANGE_AFTER.match(joined[found.end:])
    grown = found.unit == "x" and joined[found.start:found.end].lower().split("-")[0].startswith(
        ("doubl", "tripl", "trebl", "quadrupl", "quintupl"))
    # a share itself is never below zero
    signed = found.unit == "%" and ((found.value or 0) < 0 or PLUS.search(before))
    if match is None and not grown and not signed:
        return found
    down = found.value and (found.value < 0 or bool(match and match["down"] and found.unit == "%"))
    return replace(found, value=-abs(found.value or 0) if down else found.value, change=True)


def _continued(one: QuantityFound, other: QuantityFound, joined: str) -> QuantityFound:
    """A number that goes on where the one before it began: fell 19% and 15%, from $965 per kilogram to $3,000."""
    between = joined[one.end:other.start]
    if one.change and not other.change and one.unit == other.unit == "%" and ALSO.fullmatch(between):
        fell = one.value is not None and one.value < 0
        return replace(other, value=-other.value if fell and other.value else other.value, change=True)
    if re.fullmatch(r"\s*to\s*", between) and one.unit.startswith(f"{other.unit}/"):
        return replace(other, unit=one.unit)
    return other


def _compared(joined: str, start: int) -> tuple[str, str]:
    """The comparator before a number, and the word itself where it says 'about'; 'not more than' is at most."""
    before = re.sub(r"\s+(?:an?\s+)?$", "", joined[max(0, start - 40):start])
    for comparator, words in COMPARED:
        if match := words.search(before):
            if match["no"] and comparator in CONTRARY:
                return CONTRARY[comparator], ""
            return comparator, match.group().lower() if comparator == "~" else ""
    return "", ""


def _repeats(one: QuantityFound, other: QuantityFound, joined: str) -> bool:
    """Whether a number in brackets says the one before it again, in another unit of money or weight."""
    between = joined[one.end:other.start]
    kinds = {one.unit.split("/")[0], other.unit.split("/")[0]}
    return bool(not one.aside and one.equivalent is None and re.fullmatch(r"\s*\((?:[a-z.]+\s*){0,2}", between)
                and len(kinds) == 2 and (kinds <= {"CNY", "USD"} or kinds <= {"t", "kg"}))


def _worth(number: NumberFound) -> float:
    """The likeliest worth of a number; a digit above the line is the mark of a note, but behind ten its power."""
    powers = number.text.startswith("10") and not number.text[2:3].isdecimal()
    return (max if powers else min)(number.values, default=0.0)


def uncounted_stretches(text: SourceText) -> list[tuple[int, int, str]]:
    """The stretches whose numbers count nothing, each with the reason: names, addresses, notes, numbers of headings."""
    return list(_uncounted(text))


def _uncounted(text: SourceText) -> Iterator[tuple[int, int, str]]:
    for name in current_subject().named_numbers:
        for match in re.finditer(name, text.joined, re.IGNORECASE):
            yield *match.span(), "Part of a name."
    for pattern, why in ((ADDRESS, ADDRESSES), (NOTE, NOTES), (CLOCK, "Time of day.")):
        for match in pattern.finditer(text.joined):
            yield *match.span(), why
    for at, line in enumerate(text.lines):
        if len(NOTE.findall(line)) >= LIST_OF_NOTES:
            yield text.starts[at], text.starts[at] + len(line), NOTE_LIST
        if item := re.match(r"(?:\d{1,2}[.)]|[\u2460-\u249b])\s", line):
            yield text.starts[at], text.starts[at] + item.end(), "Number of a heading or of an item of a list."


def _counts_nothing(number: NumberFound, joined: str) -> str:
    """Why a number word says which, or how, and not how many; empty where it counts."""
    word, before, after = number.text.lower(), joined[max(0, number.start - 20):number.start], joined[number.end:]
    article = re.search(r"\b(?:an?|one|by)\s+$", before, re.IGNORECASE)
    part = article and is_part(joined, number.start, number.end)
    ordered = word in ORDER or PART_OF_A_SPAN.fullmatch(word)
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", word) or (ordered and not part):
        return "A word of order; it counts nothing."
    if word == "one" and UNCOUNTED.match(after):
        return "Stands for a thing or a person; it counts nothing."
    if COMPOUND.match(after) and word in {*SMALL_NUMBERS, *TENS, "half"}:
        return "Part of a compound word."
    return ""
