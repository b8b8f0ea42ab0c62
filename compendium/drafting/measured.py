"""In what a number of a text is measured: the signs before it and the words behind it that name a unit.

A unit that the book does not have is none: the draft leaves it open, and never takes the number for one of its own.
"""

import re

from compendium.evidence.unit_words import is_known, unit_behind

COUNT = "count"
REPEATED = re.compile(r"\s*(?:USD|dollars|CNY|RMB|yuan)\b")
OF_DOLLARS = re.compile(r"\s+of\s+dollars\b")
OPEN = re.compile(r"[\s-]*(?:days?|weeks?|hours?|minutes?|centuries|century|barrels?|won|dong|kip)\b", re.IGNORECASE)
"""What may be counted, or be no unit at all; a draft leaves open which."""
PARENTHESIS = r"(?:\s*\([^)]*\))?"
PER = re.compile(rf"{PARENTHESIS}\s*(?:(?:per|an?|each|every)\s+|/\s*)(?:metric\s+)?"
                 r"(?P<base>tons?|tonnes?|mt|t|kg|kilograms?|kilos?|years?|months?)\b"
                 r"(?!\s(?:ago|earlier|before))", re.IGNORECASE)
YEARLY = re.compile(rf"{PARENTHESIS}\s*(?:annually|yearly)\b", re.IGNORECASE)
BASES = {"t": "t", "m": "month", "k": "kg", "y": "year"}
OF_ONE = re.compile(r"\s+(?:of\s+)?(?:an?|one)(?=\s)", re.IGNORECASE)
"""Between a part and the unit that it is a part of: half a tonne."""


def unit_after(joined: str, end: int) -> tuple[str, int]:
    """The unit that stands behind a number, and where it ends; a count where another noun does."""
    if OPEN.match(joined, end):
        return "", end
    if behind := unit_behind(joined, end):
        return behind if is_known(behind[0]) else ("", end)
    if money := OF_DOLLARS.match(joined, end):
        return "USD", money.end()
    return COUNT, end


def part_of_one(joined: str, end: int) -> tuple[str, int] | None:
    """The unit of which a part is told, as in half a tonne; None where it is a part of something else."""
    match = OF_ONE.match(joined, end)
    unit, last = unit_after(joined, match.end()) if match else (COUNT, end)
    return None if unit == COUNT else (unit, last)


def with_base(unit: str, joined: str, end: int) -> tuple[str, int]:
    """The unit with what it is counted by, where the book knows the two together: CNY/t, t/year."""
    rest = joined[end:end + 60]
    if match := PER.match(rest):
        base = match["base"].lower()
        both = f"{unit}/{'t' if base == 'mt' else BASES[base[0]]}"
        if unit and is_known(both):
            return both, end + (0 if "(" in match.group() else match.end())
    if unit and YEARLY.match(rest) and is_known(f"{unit}/year"):
        return f"{unit}/year", end
    return unit, end
