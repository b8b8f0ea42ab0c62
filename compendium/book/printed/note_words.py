"""What a printed note says of a fact: the trail that its card shows on a page, in short, with pages to turn to."""

from collections.abc import Iterator, Sequence

from docutils import nodes

from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.facts.parts import chosen
from compendium.book.facts.result_facts import assumption_facts, kind_of, result_facts
from compendium.evidence import Entry, Question
from compendium.evidence.credit import spelled
from compendium.evidence.periods import in_words

IN_PRINT = ("range", "formula", "run_with", "reason")
"""What a note says of a result or an assumption, by key."""
SHOWN = 6
"""How many inputs a note lists; a model has dozens, and its entry, whose page ends the note, has them all."""


def trail(known: Evidence, name: str) -> list[nodes.Node]:
    """The words of a note on a claim, a computed result, an assumption or a question."""
    ledger = known.ledger
    if name in ledger:
        return [*_claim(known, ledger[name]), *_address(known, name)]
    if name in ledger.questions:
        return [*_question(ledger.questions[name]), *_address(known, name)]
    return [*_computed(known, name), *_address(known, name)]


def is_contested(known: Evidence, name: str) -> bool:
    """Whether a fact answers, or is, a question on which the sources part."""
    question = known.ledger[name].claim.question if name in known.ledger else name
    return question in known.ledger.questions and known.ledger.questions[question].adjudication is not None


def _claim(known: Evidence, entry: Entry) -> Iterator[nodes.Node]:
    claim = entry.claim
    where = f"line {claim.at.line}" if claim.at else claim.where
    said = f"{claim.says} {spelled(entry)}; {in_words(entry.source.published)}, {where}"
    if claim.standing != "reported":
        said += f"; {claim.standing}"
    if claim.hedge:
        said += f"; “{claim.hedge}”"
    yield nodes.Text(said + ".")
    if is_contested(known, entry.id):
        yield from (nodes.Text(" "), nodes.strong("", "Contested"), nodes.Text("."))


def _question(question: Question) -> Iterator[nodes.Node]:
    yield nodes.Text(f"Question: {question.asks}")
    if question.adjudication:
        verdict = question.adjudication
        yield nodes.Text(f" Reading used (confidence: {verdict.confidence}): {verdict.reading}")


def _computed(known: Evidence, name: str) -> Iterator[nodes.Node]:
    """A derived result, a value that a chapter recorded, or an assumption."""
    book = Book(known)
    facts = assumption_facts(book, name) if name in known.ledger.assumptions else result_facts(book, name)
    by_key = {each.key: each for each in facts}
    yield nodes.Text(f"{kind_of(known, name)}: {by_key['says'].words}")
    for each in chosen(facts, IN_PRINT):
        yield nodes.Text(f" {each.label}: {each.words.removesuffix('.')}.")
    inputs = by_key["inputs"].lines if "inputs" in by_key else ()
    if inputs:
        more = len(inputs) - SHOWN
        yield nodes.Text(f" From {'; '.join(line[0].text for line in inputs[:SHOWN])}")
        yield nodes.Text(f"; and {more} more." if more > 0 else ".")


def _address(known: Evidence, name: str) -> Sequence[nodes.Node]:
    return [nodes.Text(" "), nodes.literal("", name), nodes.Text(".")]
