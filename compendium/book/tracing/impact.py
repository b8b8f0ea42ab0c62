"""What one claim reaches: every place of the book that shows something else once its value changes."""

from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

from compendium.book.tracing.fact_names import names_of
from compendium.book.tracing.recorded import recorded_names
from compendium.book.tracing.usage import uses
from compendium.book.tracing.uses import Use
from compendium.errors import Refused
from compendium.evidence import Ledger
from compendium.evidence.near_names import near

HEADINGS = {"prose": "In the text", "rivals": "In blocks of rival claims", "table": "In tables", "figure": "In figures",
            "result": "In derived results", "recorded": "In values that chapters record",
            "headline": "In headlines", "question": "On questions", "data": "In the data"}


def impact(root: Path, ledger: Ledger, name: str) -> tuple[Use, ...]:
    """All places that rest on a claim, an assumption or a result, directly or by way of results; in order.

    Raises ValueError, with the ids near it, for an id that does not exist.
    """
    known = names_of(ledger) - set(ledger.questions) | recorded_names(root)[0]
    if name not in known:
        raise Refused(f"'{name}' is not in the ledger; {near(name, known)}")
    used = uses(root, ledger)
    reached = resting_on(name, used)
    places = {place for one in (name, *reached) for place in used.get(one, ())}
    order = list(HEADINGS)
    return tuple(sorted({*places, *_of_the_ledger(ledger, name, reached)},
                        key=lambda place: (order.index(place.kind), place)))


def resting_on(name: str, used: Mapping[str, Iterable[Use]]) -> tuple[str, ...]:
    """The results, and the values that chapters record, that are made of a claim, by way of others too."""
    reached = [name]
    for one in reached:
        reached += [place.name for place in used.get(one, ())
                    if place.kind in ("result", "recorded") and place.name not in reached]
    return tuple(dict.fromkeys(reached[1:]))


def _of_the_ledger(ledger: Ledger, name: str, reached: tuple[str, ...]) -> Iterator[Use]:
    """The question that a claim answers, the headlines that rest on it, and the tables of ``data/`` it is in."""
    if name in ledger:
        question = ledger.questions[ledger[name].claim.question]
        yield Use("question", *ledger.place_of(f"question {question.id}"), question.id)
        yield Use("data", "data/claims.csv", 0)
        yield Use("data", f"data/{question.table}.csv", 0)
    for finding in ledger.findings.values():
        if name in finding.claims or {name, *reached} & set(finding.results):
            yield Use("headline", *ledger.place_of(f"finding {finding.id}"), finding.id)
    if any(":" not in one for one in reached):
        yield Use("data", "data/derived.csv", 0)
