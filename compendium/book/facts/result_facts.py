"""All that is known of a computed result or an assumption, in one list with keys, for page, card and print."""

import math
from collections.abc import Mapping
from typing import Any

from compendium.book.facts.claim_facts import claim_number
from compendium.book.facts.code_links import code_behind
from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import DEFINITION, Evidence
from compendium.book.facts.parts import Fact, Part, fact, filled
from compendium.book.facts.roles import ends, printed_fact
from compendium.evidence.printing import printed, printed_range, significant

EQUIVALENT = "equivalent"


def result_facts(book: Book, name: str) -> tuple[Fact, ...]:
    """What is known of a computed result, empty facts left out.

    Keys: says, value, range, exact, formula, definition, run_with, inputs, code, used_by, id.
    """
    known, row = book.known, book.known.results[name]
    definition = str(row.get("definition") or "")
    return filled((
        fact("says", "Says", str(row["says"])),
        fact("value", "Result", printed_fact(known, name)),
        fact("range", "Range", reach(row)),
        fact("exact", "Range", "" if reach(row) else _without_range(known, name)),
        fact("formula", "Formula", str(row["formula"])),
        fact("definition", "Definition", Part(known.ledger.definitions[definition].name, known.address(
            f"{DEFINITION}{definition}")) if definition in known.ledger.definitions else ""),
        fact("run_with", "Run with", run_with(row) if name in known.recorded else ""),
        fact("inputs", "Made of", *(input_part(known, each) for each in dict.fromkeys(
            filter(None, str(row["inputs"]).split("; "))))),
        fact("code", "Code", code_behind(known, name, book.repository)),
        fact("used_by", "Used in", *book.used_by(name)),
        fact("id", "Id", Part(name, known.address(name), is_id=True)),
    ))


def assumption_facts(book: Book, name: str) -> tuple[Fact, ...]:
    """What is known of an assumption. Keys: says, value, range, reason, used_by, id."""
    assumed = book.known.ledger.assumptions[name]
    return filled((
        fact("says", "Says", assumed.says),
        fact("value", "Value", printed(assumed.value, assumed.unit)),
        fact("range", "Range", printed_range(assumed.low, assumed.high, assumed.unit)
             if assumed.low < assumed.high else ""),
        fact("reason", "Reason", assumed.reason),
        fact("used_by", "Used in", *book.used_by(name)),
        fact("id", "Id", Part(name, book.known.address(name), is_id=True)),
    ))


def input_part(known: Evidence, name: str) -> Part:
    """An input of a formula, shown by its number and where that comes from, leading to it."""
    plain, _, part = name.partition("#")
    if plain in known.ledger:
        entry = known.ledger[plain]
        same = entry.claim.equivalent
        value = printed(same.value, same.unit, same.comparator) if part == EQUIVALENT and same else claim_number(entry)
        said = f"{value or entry.claim.says} ({entry.source.publisher})"
    elif plain in known.ledger.assumptions or plain in known.results:
        kind = kind_of(known, plain).lower()
        said = f"{printed_fact(known, plain)} ({kind})"
    else:
        said = known.ledger.questions[plain].asks
    return Part(said, known.address(plain))


def kind_of(known: Evidence, name: str) -> str:
    """What a name stands for, as a reader is told."""
    if name in known.ledger:
        return "Claim"
    if name in known.ledger.questions:
        return "Question"
    if name in known.ledger.assumptions:
        return "Assumption"
    return "Computed in a chapter" if name in known.recorded else "Derived result"


def run_with(row: Mapping[Any, Any]) -> str:
    """The parameters of the chapter that recorded a value, as it was run for the book."""
    return ", ".join(f"{name} = {value}" for name, value in row["parameters"].items())


def reach(row: Mapping[Any, Any]) -> str:
    """The range of a computed result, rounded to what it carries; nothing where its ends are the same by then."""
    low, high = (significant(end, 4) if math.isfinite(end) else end for end in ends(row))
    return printed_range(low, high, row["unit"]) if low != high else ""


def _without_range(known: Evidence, name: str) -> str:
    """Why a result shows no range: little in it was rounded, which says nothing of inputs that are estimates."""
    row = known.results[name]
    none = "exact: its inputs are not rounded" if row["low"] == row["high"] else (
        "smaller than its last digit shows, by the rounding of its inputs")
    claims = [known.ledger[each].claim for each in known.inputs_of(name) if each in known.ledger]
    estimated = sum(claim.standing == "estimated" for claim in claims)
    if not estimated:
        return none
    what = "is an estimate" if estimated == 1 else "are estimates"
    return f"none to speak of by rounding, but {estimated} of its {len(claims)} claims {what}"
