"""What stands above or below the line in a document, as plain text says it: powers, marks of notes, fractions.

Who reads a document sets such words in half brackets (`mark`); when the text is whole, `written` takes these out
again, as what a raised 3 is shows at what stands around it.
"""

import re
import unicodedata

DIGITS = "0123456789+-\u2212"
RAISED = str.maketrans(DIGITS, "\u2070\u00b9\u00b2\u00b3\u2074\u2075\u2076\u2077\u2078\u2079\u207a\u207b\u207b")
LOWERED = str.maketrans(DIGITS, "".join(map(chr, (*range(0x2080, 0x208c), 0x208b))))
SIGNS = {"\u2e22": RAISED, "\u2e24": LOWERED}
"""What begins words above and below the line, and the digits and signs that are written there."""
OTHER_BRACKETS = str.maketrans("\u2e22\u2e23\u2e24\u2e25", "[][]")
DOUBT = "\u2e22\u2e23"
"""Put where something else than what stands above or below the line is not known."""
PARTS = {tuple(unicodedata.normalize("NFKD", sign).split("\u2044")): sign
         for sign in map(chr, (*range(0xbc, 0xbf), *range(0x2150, 0x215f)))}
"""The fractions that are one sign, by what stands above and below the line in them."""
FRACTION = re.compile("(?P<whole>(?<=\\d)[^\\S\\n]*)?\u2e22\\s*(?P<above>\\d+)\\s*\u2e23\\s*[/\u2044\u2215]\\s*"
                      "\u2e24\\s*(?P<below>\\d+)\\s*\u2e25")
TOGETHER = re.compile("\u2e23(?P<joint>[^\\S\\n]?[,;\u2013-][^\\S\\n]?|)\u2e22")
STRETCH = re.compile("(?P<space>[^\\S\\n]*)(?P<sign>[\u2e22\u2e24])(?P<inside>[^\u2e22-\u2e25]*)[\u2e23\u2e25]")
_ONE = r"(?:\d{1,3}|[A-Za-z]|[*\u2020\u2021\u00a7\u00b6#]+)"
_LIST = rf"(?!\d{{1,3}}(?:,\d{{3}})+\b){_ONE}(?:\s*[,;\u2013\u2012-]\s*{_ONE})*"
NOTES = re.compile(rf"\(?{_LIST}\)?")
BRACKETED = re.compile(rf"(?:[\s,;\u2013-]*\[(?:{_LIST}|[^][\d]*\d{{0,3}})\])+")
"""Marks of notes: 3,4 and 3\u20135 and *, which may also be something else, and [3], which is nothing else."""
ORDINAL_ENDING = re.compile("st|nd|rd|th", re.IGNORECASE)
FACTOR = re.compile(r"[\u00d7x\u00b7*]\s*10$")
"""What makes the power behind it a part of the number before it, as in 14 \u00d7 10\u00b3."""
MONEY = re.compile(r"[$\u20ac\u00a3\u00a5]\s?[\d,]*$")
"""What stands before the hundredths of a price, or the price itself, where these are raised."""


def mark(words: str, raised: bool) -> str:
    """Words that stand above or below the line, set in half brackets for `written`."""
    return f"\u2e22{words}\u2e23" if raised else f"\u2e24{words}\u2e25"


def plain(words: str) -> str:
    """Words of a document without half brackets of its own."""
    return words.translate(OTHER_BRACKETS)


def written(text: str) -> tuple[str, tuple[tuple[int, str], ...]]:
    """A text without half brackets, and the line and the words of each place at which a number is not sure."""
    shown, doubts = "", []

    def take(words: str, told: str = "") -> None:
        nonlocal shown
        shown += words
        if told:
            doubts.append((1 + shown.count("\n"), told.strip()))

    text = FRACTION.sub(_fraction, text)
    text, at = TOGETHER.sub(lambda between: between["joint"] or ",", text), 0
    for found in STRETCH.finditer(text):
        take(text[at:found.start()])
        take(*_set_off(found, shown, text[found.end():found.end() + 1]))
        at = found.end()
    take(text[at:])
    return shown, tuple(doubts)


def _fraction(found: re.Match[str]) -> str:
    """A fraction as its one sign at the number that it is added to; another as it is typed, and not sure."""
    sign = PARTS.get((found["above"], found["below"]))
    if sign:
        return sign
    space = "" if found["whole"] is None else " "
    return f"{space}{found['above']}/{found['below']}{DOUBT}"


def _set_off(found: re.Match[str], before: str, after: str) -> tuple[str, str]:
    """A stretch above or below the line as it is written between what stands around it, and what is told of it."""
    inside, digits = found["inside"].strip(), SIGNS[found["sign"]]
    if not inside:
        return found["space"], before.rsplit(maxsplit=1)[-1]
    apart = " " if after.isalnum() else ""
    at_number = before[-1:].isdecimal()
    space = "" if at_number else found["space"]
    if all(ord(sign) in digits for sign in inside):
        price = MONEY.search(before)
        if price and not at_number:
            return f"{inside}{apart}", inside
        unsure = price or not inside.isdecimal() or FACTOR.search(before)
        return f"{space}{inside.translate(digits)}{apart}", inside if at_number and unsure else ""
    if inside.isalpha() and (not at_number or ORDINAL_ENDING.fullmatch(inside)):
        return f"{space}{inside}{apart if after.isdecimal() else ''}", ""
    told = inside if at_number or after.isdecimal() else ""
    by_itself = not (at_number or (before[-1:].strip() and not found["space"]))
    if BRACKETED.fullmatch(inside) or (NOTES.fullmatch(inside) and not by_itself):
        return apart, "" if inside.startswith("[") else told
    words = any(sign.isalpha() or sign.isdecimal() for sign in inside)
    return (f"{found['space'] or ' '}{inside}{apart}", told) if words else (f"{space}{inside}", "")
