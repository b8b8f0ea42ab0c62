"""All that is known of a computed result or an assumption, in one list with keys, for page, card and print: its number
as prose prints it, its range, what it is made of, and where the code behind it stands."""

import math
from collections.abc import Mapping
from typing import Any

from compendium.book.ledger.claim_facts import allowed, claim_number
from compendium.book.ledger.evidence_domain import Evidence
from compendium.book.ledger.facts import Book, Fact, Part, definition_part, fact, filled
from compendium.book.site.addresses import recorded_anchor
from compendium.columns import is_given, items_of, reference
from compendium.errors import UnknownName
from compendium.evidence.printing import printed, printed_claim, printed_range, significant
from compendium.results.register import origin
from compendium.results.rounding import printed_row

EQUIVALENT = "equivalent"
VAGUE = ("~", "<~")
"""The comparators whose range is this book's reading: about, nearly."""
BRANCH = "main"


def printed_fact(known: Evidence, name: str) -> str:
    """The number of a claim, a derived result or an assumption, as prose prints it.

    Raises UnknownName for an unknown name, ValueError for a claim without a number.
    """
    if name in known.ledger:
        return printed_claim(known.ledger[name].claim)
    if name in known.ledger.assumptions:
        assumed = known.ledger.assumptions[name]
        return printed(assumed.value, assumed.unit)
    if name not in known.results:
        raise UnknownName("fact", name, [*known.ledger.entries, *known.ledger.assumptions, *known.results])
    return printed_row(known.results[name])


def ends(result: Mapping[Any, Any]) -> tuple[float, float]:
    """The range of a computed result; an end that it leaves empty is open."""
    low, high = result["low"], result["high"]
    return low if is_given(low) else -math.inf, high if is_given(high) else math.inf


def result_facts(book: Book, name: str) -> tuple[Fact, ...]:
    """What is known of a computed result, empty facts left out.

    Keys: says, value, range, exact, formula, definition, run_with, inputs, code, used_by, id.
    """
    known, row = book.known, book.known.results[name]
    return filled((
        fact("says", "Says", str(row["says"])),
        fact("value", "Result", printed_fact(known, name)),
        fact("range", "Range", range_of(row), page="how", card="then"),
        fact("exact", "Range", "" if range_of(row) else _without_range(known, name), page="how"),
        fact("formula", "Formula", str(row["formula"]), page="how", card="first"),
        fact("definition", "Definition", definition_part(known, str(row.get("definition") or "")),
             page="how", card="then"),
        fact("run_with", "Run with", parameters_in_words(row) if name in known.recorded else "",
             page="how", card="then"),
        fact("inputs", "Made of", *(input_part(known, each) for each in dict.fromkeys(items_of(row["inputs"]))),
             card="first"),
        fact("code", "Code", code_behind(known, name, book.repository), page="how", card="then"),
        fact("used_by", "Used in", *book.used_by(name), page="around", card="then"),
        fact("id", "Id", Part(name, known.address(name), is_id=True), page="around"),
    ))


def assumption_facts(book: Book, name: str) -> tuple[Fact, ...]:
    """What is known of an assumption. Keys: says, value, range, reason, used_by, id."""
    assumed = book.known.ledger.assumptions[name]
    return filled((
        fact("says", "Says", assumed.says),
        fact("value", "Value", printed(assumed.value, assumed.unit)),
        fact("range", "Range", printed_range(assumed.low, assumed.high, assumed.unit)
             if assumed.low < assumed.high else "", card="then"),
        fact("reason", "Reason", assumed.reason, card="first"),
        fact("used_by", "Used in", *book.used_by(name), card="then"),
        fact("id", "Id", Part(name, book.known.address(name), is_id=True)),
    ))


def input_part(known: Evidence, name: str) -> Part:
    """An input of a formula, shown by its number and where that comes from, leading to it."""
    plain, part = reference(name).whole, reference(name).part
    if plain in known.ledger:
        entry = known.ledger[plain]
        same = entry.claim.equivalent
        value = printed(same.value, same.unit, same.comparator) if part == EQUIVALENT and same else claim_number(entry)
        vague = f"; {allowed(known.ledger, entry.claim)}" if entry.claim.comparator in VAGUE else ""
        said = f"{_title(known, plain)} {value} ({entry.source.publisher}{vague})" if value else (
            f"{entry.claim.says} ({entry.source.publisher})")
    elif plain in known.ledger.assumptions or plain in known.results:
        said = f"{_title(known, plain)} {printed_fact(known, plain)} ({_kind_and_range(known, plain)})"
    else:
        said = known.ledger.questions[plain].asks
    return Part(said, known.address(plain))


def _title(known: Evidence, name: str) -> str:
    """A short name for an input, from its id: 'India loss:' for ``india-loss``, with parties and places as written."""
    written = {each.casefold(): each for actor in known.ledger.actors.values() for each in [actor.abbreviation] if each}
    written |= {place.name.casefold(): place.name for place in known.ledger.places.values()}
    words = name.rpartition("/")[2].rpartition(":")[2].replace("-", " ")
    said = " ".join(written.get(word, word) for word in words.split())
    return f"{said[:1].upper()}{said[1:]}:"


def _kind_and_range(known: Evidence, name: str) -> str:
    """What an input is, and from where to where an assumption reaches: 'assumption, 70 to 95%'."""
    kind, assumed = kind_in_words(known, name).lower(), known.ledger.assumptions.get(name)
    if assumed is None or assumed.low == assumed.high:
        return kind
    return f"{kind}, {printed_range(assumed.low, assumed.high, assumed.unit)}"


def kind_in_words(known: Evidence, name: str) -> str:
    """What a name stands for, as a reader is told."""
    if name in known.ledger:
        return "Claim"
    if name in known.ledger.questions:
        return "Question"
    if name in known.ledger.assumptions:
        return "Assumption"
    return "Computed in a chapter" if name in known.recorded else "Derived result"


def parameters_in_words(row: Mapping[Any, Any]) -> str:
    """The parameters of the chapter that recorded a value, as it was run for the book.

    Where 0 is no number but stands for something, such as 'drawn from its range', that is said.
    """
    said = {name: f" ({row['meaning_of_zero'][name]})" for name, value in row["parameters"].items()
            if name in row["meaning_of_zero"] and value == 0}
    return ", ".join(f"{name} = {value}{said.get(name, '')}" for name, value in row["parameters"].items())


def range_of(row: Mapping[Any, Any]) -> str:
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


def code_behind(known: Evidence, name: str, repository: str = "") -> Part:
    """How the code behind a result is called, leading to it where it has an address.

    A module's line has one where the book names the address of its sources (``repository_url``).
    """
    if name in known.recorded:
        page = str(known.recorded[name]["page"])
        return Part(f"a cell of the chapter {page.rpartition('/')[2]}", f"{page}.html#{recorded_anchor(name)}")
    place = origin(name)
    within = f", in {place.function}()" if place.function else ""
    return Part(f"{place.module}, line {place.line}{within}", source_address(repository, place.file, place.line))


def source_address(repository: str, file: str, line: int = 0) -> str:
    """The address of a file in the book's sources, and of a line in it; nothing where none is known."""
    if not repository:
        return ""
    # GitLab alone puts a dash before what it shows of a repository
    dash = "-/" if "gitlab" in repository else ""
    return f"{repository.rstrip('/')}/{dash}blob/{BRANCH}/{file}" + (f"#L{line}" if line else "")
