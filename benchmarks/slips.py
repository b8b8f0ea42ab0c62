"""``make slips TEXTS=some/folder``: how many slips of an author the checks notice, one put into the ledger at a time.

Each number that the articles give is written down wrongly in every way below, twice: in the claim's fields alone, as a
slip of the hand, and in its sentence as well, as a slip of the eye. A slip is noticed when the claim can no longer
be read, or when ``check`` or ``verify`` tells something. Those that are not are printed: a check may grow there.
"""

import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from compendium.book.ledger.accounts import record_measurement
from compendium.errors import EvidenceError, Refused
from compendium.evidence.checking import check_ledger
from compendium.evidence.claims import Claim
from compendium.evidence.contradictions import own_numbers
from compendium.evidence.ledger import Ledger
from compendium.evidence.numbers import find_numbers
from compendium.evidence.reading import read_ledger
from compendium.evidence.source_text import SourceText
from compendium.evidence.sources import EvidenceRecord
from compendium.evidence.verification import verify
from compendium.fingerprints import code_print

ROOT = Path(__file__).parent.parent
UNIT_WORDS = {"t": (r"\b(?:metric )?(?:tonne|ton)(s?)\b", r"kilogram\1"), "kg": (r"\bkilogram(s?)\b", r"tonne\1"),
              "USD": (r"\b(?:US )?dollars?\b|\\?\$", "yuan"), "CNY": (r"\byuan\b", "dollars"),
              "%": (r"\bper cent\b|%", " times")}
OTHER_UNIT = {"t": "kg", "kg": "t", "USD": "CNY", "CNY": "USD", "%": "x"}
WAYS = {"fell": "rose", "rose": "fell", "fall": "rise", "rise": "fall", "dropped": "rose", "drop": "rise",
        "grew": "shrank", "down": "up", "lower": "higher", "higher": "lower", "less": "more", "more": "less",
        "increase": "decrease", "increased": "decreased", "decline": "rise", "declined": "rose", "growth": "fall"}
BOUNDS = {">": "more than ", ">=": "at least ", "<": "less than ", "<=": "at most ", "~": "about ", "<~": "nearly "}
BOUND = re.compile(r"\b(?:more than|at least|less than|at most|about|around|roughly|nearly|almost|over|up to|some)\s+"
                   r"(?=\S*\d)", re.IGNORECASE)
YEAR = re.compile(r"\b(?:19|20)\d\d\b")


@dataclass(frozen=True)
class Slip:
    """One claim written down wrongly: how, and whether its sentence says the same."""

    kind: str
    claim: Claim
    told: bool
    fields: dict[str, Any]


def slips(claim: Claim, others: list[Claim], text: SourceText) -> Iterator[Slip]:
    """Every slip that can be made with one claim, first in its fields alone, then where its sentence can follow it."""
    for kind, fields, says in _altered(claim, others, text):
        yield Slip(kind, claim, told=False, fields=fields)
        if says and says != claim.says:
            yield Slip(kind, claim, told=True, fields={**fields, "says": says})


def _altered(claim: Claim, others: list[Claim], text: SourceText) -> Iterator[tuple[str, dict[str, Any], str]]:
    yield from _numbers(claim, text)
    unit, _, per = (claim.unit or "").partition("/")
    if other := OTHER_UNIT.get(unit):
        says = re.sub(*UNIT_WORDS[unit], claim.says, count=1)
        yield "another unit", {"unit": "/".join(filter(None, (other, per)))}, says
    if per in ("year", "month"):
        other = {"year": "month", "month": "year"}[per]
        yield "another span of time that it is counted by", {"unit": f"{unit}/{other}"}, claim.says.replace(per, other)
    if claim.comparator:
        yield "a bound or 'about' left out", {"comparator": ""}, BOUND.sub("", claim.says, count=1)
        turned = claim.comparator.translate(str.maketrans("<>", "><"))
        if turned in BOUNDS and turned != claim.comparator:
            yield "a bound turned round", {"comparator": turned}, _with_bound(claim, turned)
    elif claim.value is not None:
        yield "a bound that is not there", {"comparator": ">"}, _with_bound(claim, ">")
    if claim.against and claim.value:
        yield "a rise for a fall", {"value": -claim.value}, _turned(claim.says)
    if claim.value is None:
        yield "the end of a range for the whole", {"value": claim.high, "low": None, "high": None}, ""
    yield from _dates(claim)
    yield from _meaning(claim, others)


def _numbers(claim: Claim, text: SourceText) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Other digits, a nought too many, and another number that stands in the article."""
    if claim.value is None:
        return
    whole = f"{abs(claim.value):.12g}"
    swapped = next((whole[:at] + b + a + whole[at + 2:] for at, (a, b) in enumerate(pairwise(whole))
                    if a != b and "." not in a + b and "e" not in whole and b != "0"), "")
    near = sorted({value for number in find_numbers(text.joined) for value in number.values
                   if number.text[0].isdigit() and value > 0 and value != abs(claim.value) and value < 1e12},
                  key=lambda value: abs(value - abs(claim.value or 0)))
    kinds = (("two digits exchanged", float(swapped) if swapped else None), ("ten times too much", 10 * claim.value),
             ("another number of the article", near[0] if near else None))
    for kind, size in kinds:
        if size is not None:
            value = abs(size) * (-1 if claim.value < 0 else 1)
            yield kind, {"value": value}, _with_number(claim, value)


def _with_number(claim: Claim, value: float) -> str:
    """A claim's sentence with another number in place of its own, where that stands in digits."""
    own = [number for number in own_numbers(claim, claim.says) if number.text[:1].isdigit()]
    written = f"{abs(value):,.12g}"
    return claim.says[:own[0].start] + written + claim.says[own[0].end:] if own else ""


def _with_bound(claim: Claim, comparator: str) -> str:
    bare = BOUND.sub("", claim.says, count=1) if claim.comparator else claim.says
    own = own_numbers(claim, bare)
    return bare[:own[0].start] + BOUNDS[comparator] + bare[own[0].start:] if own else ""


def _turned(says: str) -> str:
    word = re.search(rf"\b(?:{'|'.join(WAYS)})\b", says)
    return says[:word.start()] + WAYS[word[0]] + says[word.end():] if word else ""


def _dates(claim: Claim) -> Iterator[tuple[str, dict[str, Any], str]]:
    period = str(claim.period or "")
    for kind, step in (("a year too early", -1), ("a year too late", 1)):
        def moved(year: re.Match[str], by: int = step) -> str:
            return str(int(year[0]) + by)
        if YEAR.search(period):
            yield kind, {"period": YEAR.sub(moved, period)}, YEAR.sub(moved, claim.says)
    if found := re.fullmatch(r"(\d{4})-(\d\d)(\W?)", period):
        month = int(found[2]) % 12 + 1
        yield "a month too late", {"period": f"{found[1]}-{month:02}{found[3]}"}, ""
    if YEAR.search(claim.against):
        yield "a change from another year", {
            "against": YEAR.sub(lambda year: str(int(year[0]) - 1), claim.against)}, ""


def _meaning(claim: Claim, others: list[Claim]) -> Iterator[tuple[str, dict[str, Any], str]]:
    """What no list of words can tell: who says it, of what and where, and how sure its source is."""
    alike = (other for other in others if other.unit == claim.unit and other.definition != claim.definition)
    another = next(alike, None)
    if another:
        yield "another definition", {"definition": another.definition, "of": another.of}, ""
    elsewhere = next((other for other in others if other.place and other.place != claim.place), None)
    if elsewhere and claim.place:
        yield "another place", {"place": elsewhere.place}, ""
    speaker = next((other for other in others if other.credited_to and other.credited_to != claim.credited_to), None)
    if speaker:
        yield "another speaker", {"credited_to": speaker.credited_to, "standing": speaker.standing}, ""
    if claim.hedge:
        yield "a hedge left out", {"hedge": ""}, ""
    words = next((other for other in others if other.at and other.at != claim.at), None)
    if words and words.at:
        yield "the words of another claim", {"at": words.at, "also": words.also}, ""


def noticed(ledger: Ledger, record: EvidenceRecord, slip: Slip, texts: Path) -> str:
    """The first thing that is told of a ledger with a slip in it; empty where nothing is."""
    try:
        claim = Claim.model_validate({**slip.claim.model_dump(exclude_defaults=True), **slip.fields})
        items = tuple(claim if item is slip.claim else item for item in record.items)
        altered = EvidenceRecord(**{**{name: getattr(record, name) for name in ("source", "series")},
                                    "claims": items, "set_aside": record.put_aside})
    except (ValidationError, EvidenceError, Refused) as error:
        return str(error)
    wrong = replace(ledger, records=tuple(altered if each is record else each for each in ledger.records))
    told = [*verify(replace(wrong, records=(altered,)), texts)[0].problems] or check_ledger(wrong)
    return told[0].what if told else ""


def main() -> None:
    """Try every slip, print those that nobody noticed, and keep the counts."""
    texts, ledger = Path(sys.argv[1]), read_ledger()
    tried = defaultdict[str, dict[bool, list[bool]]](lambda: {False: [], True: []})
    for record in ledger.records:
        if (document := record.source.document) is None:
            continue
        text = SourceText.read(texts / document.file)
        numbers = [claim for claim in record.written if claim.kind == "quantity"]
        for claim in numbers:
            for slip in slips(claim, [other for other in numbers if other is not claim], text):
                told = noticed(ledger, record, slip, texts)
                tried[slip.kind][slip.told].append(bool(told))
                if not told:
                    where = " in its sentence as well" * slip.told
                    print(f"{slip.kind}{where}: {record.source.id}/{claim.id}", flush=True)
    rows = [[kind.capitalize(), *(str(count) for found in sides.values() for count in (len(found), sum(found)))]
            for kind, sides in sorted(tried.items(), key=lambda each: -sum(each[1][False]) / len(each[1][False]))]
    about = ("Each number that the articles give, written down wrongly in every way below, one at a time: in the fields"
             " of its claim alone, and, where that can be done by rule, in its sentence as well. It is noticed when the"
             " claim cannot be read any more, or when the check or the verification against the texts tells something."
             f" What is not noticed needs a second reader. Tried on {datetime.now(UTC):%-d %B %Y}.")
    record_measurement(ROOT, "slips", about, ["Slip", "In the fields", "Noticed", "In the sentence as well", "Noticed"],
                       rows, code=code_print(ROOT))


if __name__ == "__main__":
    main()
