"""What a printed note says of a fact: the trail that its card shows on a page, in short, with pages to turn to."""

from collections.abc import Iterator, Sequence

from docutils import nodes

from compendium.book.cards.card_contents import card
from compendium.book.facts.evidence_domain import Evidence
from compendium.book.printed.nodes import page_of
from compendium.evidence import Entry, Question
from compendium.evidence.credit import spelled
from compendium.evidence.periods import in_words

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


def page(known: Evidence, name: str) -> page_of:
    """The page on which a claim, a question or a result stands."""
    place = known.place_of(name)
    assert place is not None, name
    return page_of(to=f"{place[0]}:{place[1]}")


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
        yield from (nodes.Text(" "), nodes.strong("", "Contested"), nodes.Text(", "), page(known, claim.question),
                    nodes.Text("."))


def _question(question: Question) -> Iterator[nodes.Node]:
    yield nodes.Text(f"Question: {question.asks}")
    if question.adjudication:
        verdict = question.adjudication
        yield nodes.Text(f" Reading used (confidence: {verdict.confidence}): {verdict.reading}")


def _computed(known: Evidence, name: str) -> Iterator[nodes.Node]:
    """A derived result, a value that a chapter recorded, or an assumption."""
    shown = card(known, name)
    yield nodes.Text(f"{shown.kind}: {shown.says}")
    for term, words in shown.rows:
        yield nodes.Text(f" {term}: {words.removesuffix('.')}.")
    for number, each in enumerate(shown.inputs[:SHOWN]):
        yield nodes.Text("; " if number else " From ")
        yield nodes.Text(f"{each.shown.removesuffix(')')}, ")
        yield from (page(known, each.name), nodes.Text(")"))
    if shown.inputs:
        more = len(shown.inputs) - SHOWN
        yield nodes.Text(f"; and {more} more." if more > 0 else ".")


def _address(known: Evidence, name: str) -> Sequence[nodes.Node]:
    return [nodes.Text(" "), nodes.literal("", name), nodes.Text(", "), page(known, name), nodes.Text(".")]
