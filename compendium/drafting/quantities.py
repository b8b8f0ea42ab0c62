"""The quantities of a text: each numeric expression with its unit, its comparator, its sign, and what it repeats.

Numbers are found by the reader that the ledger is verified with, so that no number of a text is left out: one that
is neither a date nor a quantity comes with the reason why it counts nothing.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from compendium.drafting.dates import DateFound
from compendium.evidence.numbers import MULTIPLES, PARTS, TENS, UNITS, VAGUE, NumberFound, find_numbers
from compendium.evidence.units import KNOWN
from compendium.evidence.verification import SourceText
from compendium.subject import current_subject

CURRENCY = re.compile(r"(?P<sign>US\\?\$|U\.S\.\s?\$|\\?\$|¥|RMB\s?|CNY\s?|USD\s?)$")
UNIT_WORDS = (("%", r"%|per\s?cent(?:age\spoints?)?\b"), ("kg", r"(?:kg|kilograms?|kilos?)\b"),
              ("t", r"(?:metric\s+)?(?:tons?|tonnes?|mt|t)\b"),
              ("CNY", r"(?:[A-Z]\w+\s+)?(?:yuan|renminbi|RMB|CNY)\b"),
              ("USD", r"(?:US\s|U\.S\.\s)?dollars?\b|USD\b"), ("year", r"years?\b"), ("month", r"months?\b"),
              ("x", r"times\b(?=\s+(?:as|more|higher|larger|the|that|what))"))
UNKNOWN_UNITS = re.compile(r"[\s-]*(?:days?|weeks?|hours?|minutes?|km|kilomet\w+|miles?|hectares?|acres?|met(?:re|er)s?"
                           r"|litres?|euros?|pounds?|°)\b", re.IGNORECASE)
"""What the book has no unit for, unless its subject declares one: the draft leaves the unit open."""
PARENTHESIS = r"(?:\s*\([^)]*\))?"
PER = re.compile(rf"{PARENTHESIS}\s*(?:(?:per|an?|each|every)\s+|/\s*)(?:metric\s+)?"
                 r"(?P<base>tons?|tonnes?|mt|t|kg|kilograms?|kilos?|years?|months?)\b"
                 r"(?!\s(?:ago|earlier|before))", re.IGNORECASE)
YEARLY = re.compile(rf"{PARENTHESIS}\s*(?:annually|yearly)\b", re.IGNORECASE)
BASES = {"t": "t", "m": "month", "k": "kg", "y": "year"}
COMPARATORS = ((">", "more than|over|above|exceeding|exceeds?|exceeded|upwards? of|in excess of|greater than|topping"),
               (">=", "at least|no (?:less|fewer) than|a minimum of"),
               ("<", "less than|fewer than|under|below"), ("<=", "up to|at most|as (?:much|many) as|no more than"),
               ("~", "about|around|roughly|approximately|approx\\.?|some|an estimated|estimated|close to|circa"),
               ("<~", "nearly|almost"))
COMPARED = tuple((comparator, re.compile(rf"(?<!\w)(?:{words})$", re.IGNORECASE)) for comparator, words in COMPARATORS)
ANY_COMPARATOR = re.compile("|".join(rf"\b(?:{words})\s" for _, words in COMPARATORS), re.IGNORECASE)
DOWN = (r"drop\w*|sl[iu]d\w*|sank|sink\w*|tumbl\w*|fell"
        r"|fall\w*|declin\w*|decreas\w*|down|eas(?:ed|ing|es)|plung\w*|slump\w*|shr[aiu]nk\w*|cut|reduc\w*"
        r"|lower\w*")
UP = r"up|r[io]se\w*|rising|jump\w*|surg\w*|increas\w*|climb\w*|soar\w*|gr[eo]w\w*|gain\w*|spik\w*"
CHANGED = re.compile(rf"\b(?:(?P<down>{DOWN})|(?P<up>{UP}))(?:\s+(?:sharply|further|again|year[- ]on[- ]year|as much as"
                     r"|by|an?|some|another))*\s*$", re.IGNORECASE)
CHANGE_AFTER = re.compile(r"\s+(?:[\w-]+\s+)?(?:(?P<down>drop|fall|decline|decrease|cut|reduction|plunge|slump)"
                          r"|(?P<up>rise|increase|jump|surge|gain|growth|spike))\b", re.IGNORECASE)
ALSO = re.compile(r"\s*(?:(?:month|year)[- ]on[- ](?:month|year)\s*)?,?\s*and\s+(?:by\s+)?")
RANGE = re.compile(r"\s*(?:%|per\s?cent|percent)?\s*(?:to|and|or|[-–—])\s*(?:US\\?\$|[$¥])?\s*$", re.IGNORECASE)
OUT_OF = re.compile(r"\s(?:out of|in)(?: every)?\s$")
CLOCK = re.compile(r"\b\d{1,2}:\d\d\b")
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+")
NOTE = re.compile(r"\[\d+\]")
ADDRESSES, NOTES, NOTE_LIST = "Part of an address.", "Mark of a note.", "List of notes."
WHOLE_LINES = (ADDRESSES, NOTE_LIST)
"""The reasons for which a line without another number is set aside as a whole."""
LIST_OF_NOTES = 3
"""From how many marks of notes a line is a list of them."""
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
    if len(numbers) == 2:
        second, between = numbers[1], joined[first.end:numbers[1].start]
        if OUT_OF.fullmatch(between) and _worth(first) < _worth(second):
            share = round(100 * _worth(first) / _worth(second), 1)
            return QuantityFound(first.start, second.end, value=share, unit="%"), 2
        if between == " and a " and second.text.lower() == "half":
            both = _with_unit(NumberFound(joined[first.start:second.end], first.start, second.end), joined)
            unit, end = _unit_after(joined, second.end)
            return replace(both, value=_worth(first) + 0.5, unit=unit, end=end), 2
        if between == " of " and first.text.lower() in VAGUE and second.text.lower() in VAGUE:
            whole = _with_unit(NumberFound(joined[first.start:second.end], first.start, second.end), joined)
            return replace(whole, value=_worth(first) * _worth(second), comparator=">="), 2
        if RANGE.fullmatch(between) and (pair := _range(first, second, between, joined)):
            return pair, 2
    return _with_unit(first, joined), 1


def _range(first: NumberFound, second: NumberFound, between: str, joined: str) -> QuantityFound | None:
    before = joined[max(0, first.start - 12):first.start].lower()
    words = between.lower()
    if ("and" in words and "between" not in before) or ("to" in words.split() and CHANGED.search(before)):
        return None
    whole = _with_unit(second, joined)
    low, high = _worth(first), whole.value
    if whole.unit == "%" and _is_part(first):
        low = round(100 * low, 1)
    if high is None or not 0 <= low < high:
        return None
    start = first.start - len(_sign(joined, first.start))
    comparator, hedge = _compared(joined, start)
    return replace(whole, start=start, value=None, low=low, high=high, change=False, comparator=comparator, hedge=hedge)


def _is_part(number: NumberFound) -> bool:
    """Whether a number in words is a part of a whole: half, two-thirds."""
    return number.text.lower().replace("-", " ").split()[-1] in PARTS


def _with_unit(number: NumberFound, joined: str) -> QuantityFound:
    """One number with all that the words beside it say of it."""
    sign = _sign(joined, number.start)
    start, word = number.start - len(sign), number.text.lower()
    value, unit, end = _worth(number), "", number.end
    if sign:
        unit = "USD" if "$" in sign or "USD" in sign else "CNY"
        repeated = re.match(r"\s*(?:USD|dollars|CNY|RMB|yuan)\b", joined[end:])
        end += repeated.end() if repeated else 0
    elif _is_part(number):
        value, unit = round(100 * value, 1), "%"
    elif word in MULTIPLES or "fold" in word:
        unit = "x"
        if word == "twice" and not re.match(r"\s+(?:as|the|its|their|that|what)\b", joined[end:]):
            unit = "count"
    elif word in ("decade", "decades"):
        value, unit = (10.0 if word == "decade" else 20.0), "year"
    else:
        unit, end = _unit_after(joined, end)
    unit, end = _per(unit, joined, end)
    comparator, hedge = (">=", word) if word in VAGUE or word == "decades" else _compared(joined, start)
    return _changed(QuantityFound(start, end, value=value, unit=unit, comparator=comparator, hedge=hedge), joined)


def _changed(found: QuantityFound, joined: str) -> QuantityFound:
    """A share or a multiple that something changed by, with its sign; what a change led to is ``reached``."""
    before = joined[max(0, found.start - 60):found.start]
    if found.hedge or found.comparator:
        comparing = list(ANY_COMPARATOR.finditer(before))
        before = before[:comparing[-1].start()] if comparing else before
    if found.unit not in ("%", "x"):
        return replace(found, reached=bool(re.search(r"\bto\s+$", before)))
    match = CHANGED.search(before) or CHANGE_AFTER.match(joined[found.end:])
    grown = found.unit == "x" and joined[found.start:found.end].lower().split("-")[0].startswith(
        ("doubl", "tripl", "quadrupl"))
    if match is None and not grown:
        return found
    down = bool(match and match["down"]) and found.unit == "%"
    return replace(found, value=-found.value if down and found.value else found.value, change=True)


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
    """The comparator before a number, and the word itself where it says 'about'."""
    before = re.sub(r"\s+(?:an?\s+)?$", "", joined[max(0, start - 30):start])
    for comparator, words in COMPARED:
        if match := words.search(before):
            return comparator, match.group().lower() if comparator == "~" else ""
    return "", ""


def _unit_after(joined: str, end: int) -> tuple[str, int]:
    """The unit that stands behind a number, and where it ends; a count where another noun does."""
    rest = joined[end:end + 40]
    for unit, words in (*((own, rf"{re.escape(own)}s?\b") for own in current_subject().units), *UNIT_WORDS):
        if match := re.match(rf"[\s-]*(?:{words})", rest, re.IGNORECASE):
            return unit, end + match.end()
    if UNKNOWN_UNITS.match(rest):
        return "", end
    if money := re.match(r"\s+of\s+dollars\b", rest):
        return "USD", end + money.end()
    return "count", end


def _per(unit: str, joined: str, end: int) -> tuple[str, int]:
    """The unit with what it is counted by, where the book knows the two together: CNY/t, t/year."""
    rest = joined[end:end + 60]
    if match := PER.match(rest):
        base = match["base"].lower()
        both = f"{unit}/{'t' if base == 'mt' else BASES[base[0]]}"
        if both in (*KNOWN, *current_subject().units):
            return both, end + (0 if "(" in match.group() else match.end())
    if YEARLY.match(rest) and f"{unit}/year" in KNOWN:
        return f"{unit}/year", end
    return unit, end


def _repeats(one: QuantityFound, other: QuantityFound, joined: str) -> bool:
    """Whether a number in brackets says the one before it again, in another unit of money or weight."""
    between = joined[one.end:other.start]
    kinds = {one.unit.split("/")[0], other.unit.split("/")[0]}
    return bool(not one.aside and one.equivalent is None and re.fullmatch(r"\s*\((?:[a-z.]+\s*){0,2}", between)
                and len(kinds) == 2 and (kinds <= {"CNY", "USD"} or kinds <= {"t", "kg"}))


def _sign(joined: str, start: int) -> str:
    match = CURRENCY.search(joined[max(0, start - 6):start])
    return match.group() if match else ""


def _worth(number: NumberFound) -> float:
    return max(number.values, default=0.0)


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
        if item := re.match(r"\d{1,2}[.)]\s", line):
            yield text.starts[at], text.starts[at] + item.end(), "Number of a heading or of an item of a list."


def _counts_nothing(number: NumberFound, joined: str) -> str:
    """Why a number word says which, or how, and not how many; empty where it counts."""
    word, before, after = number.text.lower(), joined[max(0, number.start - 20):number.start], joined[number.end:]
    part = re.match(r"\s+(?:of|more|less|lower|higher)\b", after) and re.search(r"\b(?:an?|one|by)\s+$", before)
    ordered = word in ORDER or word.split(maxsplit=1)[0] in ("first", "second")
    if re.fullmatch(r"\d+(?:st|nd|rd|th)", word) or (ordered and not part):
        return "A word of order; it counts nothing."
    if word == "one" and UNCOUNTED.match(after):
        return "Stands for a thing or a person; it counts nothing."
    if COMPOUND.match(after) and word in {*UNITS, *TENS, "half"}:
        return "Part of a compound word."
    return ""
