"""What one claim reaches: every place of the book that shows something else once its value changes."""

from collections.abc import Iterator
from difflib import get_close_matches
from pathlib import Path

from compendium.analysis.derived import RESULTS
from compendium.book.usage import RESULTS_FILE, uses
from compendium.book.uses import Use
from compendium.evidence import Ledger

HEADINGS = {"prose": "In the text", "rivals": "In blocks of rival claims", "table": "In tables", "figure": "In figures",
            "result": "In derived results", "headline": "In headlines", "question": "On questions",
            "data": "In the data"}


def impact(root: Path, ledger: Ledger, name: str) -> tuple[Use, ...]:
    """All places that rest on a claim, an assumption or a result, directly or by way of results; in order.

    Raises ValueError, with the ids near it, for an id that does not exist.
    """
    results = {result.id for result in RESULTS}
    if name not in ledger and name not in ledger.assumptions and name not in results:
        near = get_close_matches(name, [*ledger.entries, *results, *ledger.assumptions], n=3, cutoff=0.4)
        raise ValueError(f"'{name}' is not in the ledger; near it: {', '.join(near) or 'nothing'}")
    used = uses(root, ledger)
    reached = resting_on(name)
    places = {place for one in (name, *reached) for place in used.get(one, ())}
    places |= {Use("result", RESULTS_FILE, 0, one) for one in reached} - {
        Use("result", RESULTS_FILE, 0, place.name) for place in places if place.kind == "result"}
    order = list(HEADINGS)
    return tuple(sorted({*places, *_of_the_ledger(ledger, name, reached)},
                        key=lambda place: (order.index(place.kind), place)))


def resting_on(name: str) -> tuple[str, ...]:
    """The derived results that are made of a claim, directly or by way of other results."""
    reached = {name}
    for result in RESULTS:
        if reached & {each.partition("#")[0] for each in result.inputs}:
            reached.add(result.id)
    return tuple(result.id for result in RESULTS if result.id in reached - {name})


def _of_the_ledger(ledger: Ledger, name: str, reached: tuple[str, ...]) -> Iterator[Use]:
    """The question that a claim answers, the headlines that rest on it, and the tables of ``data/`` it is in."""
    if name in ledger:
        question = ledger.questions[ledger[name].claim.question]
        yield Use("question", "seeds/questions.yaml", 0, question.id)
        yield Use("data", "data/claims.csv", 0)
        yield Use("data", f"data/{question.table}.csv", 0)
    for finding in ledger.findings.values():
        if name in finding.claims or {name, *reached} & set(finding.results):
            yield Use("headline", "seeds/findings.yaml", 0, finding.id)
    if reached:
        yield Use("data", "data/derived.csv", 0)
