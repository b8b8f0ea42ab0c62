"""Where sources disagree: the rival claims side by side, why they cannot all be right, and the verdict."""

from collections.abc import Mapping, Sequence

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.definition_pages import definition_link
from compendium.book.evidence_domain import Evidence, evidence, link_to
from compendium.book.tables import Cell, details, table
from compendium.evidence import Conflict, Entry, Question, conflicts
from compendium.evidence.credit import spelled
from compendium.evidence.disagreement import rival_claims
from compendium.evidence.period_words import in_words
from compendium.evidence.printing import printed_claim

HEADERS = ("Source", "What it says", "Number or position", "Definition", "Period", "Credit and hedge")
WIDTHS = (13, 30, 14, 15, 13, 15)
PAIRS_SHOWN = 4


class RivalsDirective(SphinxDirective):
    """``{rivals} question-id``: the rival claims on one question, their conflicts and the verdict, as a block.

    Claims that neither give a number nor take a position stand on the question's own page.
    """

    required_arguments = 1

    def run(self) -> list[Node]:
        """The block; an error for an unknown question."""
        known = evidence(self.env.app)
        question = known.ledger.questions.get(self.arguments[0])
        if question is None:
            raise self.error(f"there is no question '{self.arguments[0]}'")
        entries = known.ledger.by_question[question.id]
        rivals = rival_claims(known.ledger, question.id)
        block = question_block(known, question, rivals)
        return [nodes.container("", *block, _rest(question, len(entries) - len(rivals)), classes=["rivals"])]


class QuestionsDirective(SphinxDirective):
    """``{questions} contested`` or ``{questions} settled``: every such question as a section of its own."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The sections, in the order of the questions' file."""
        known = evidence(self.env.app)
        contested = conflicts(known.ledger)
        wanted = self.arguments[0] == "contested"
        return [question_section(known, question) for question in known.ledger.questions.values()
                if (question.id in contested or question.adjudication is not None) == wanted]


def question_section(known: Evidence, question: Question) -> nodes.section:
    """A question with its anchor, its claims and its verdict."""
    name = f"question/{question.id}"
    title = nodes.title("", question.asks)
    block = question_block(known, question, known.ledger.by_question[question.id])
    return nodes.section("", title, *block, ids=[name], names=[name])


def question_block(known: Evidence, question: Question, entries: Sequence[Entry]) -> list[nodes.Element]:
    """Claims on a question as a table; where they disagree, how, and the reading used."""
    pairs = conflicts(known.ledger).get(question.id, ())
    rows = [_row(known, entry, question.positions) for entry in entries]
    block: list[nodes.Element] = [table(HEADERS, rows, "rival-claims", widths=WIDTHS)]
    if pairs:
        block.append(_disagreements(pairs))
    if question.adjudication:
        block.append(_verdict(question))
    return block


def _rest(question: Question, number: int) -> nodes.paragraph:
    """A link to the question in the ledger, with the number of claims that are only there."""
    shown = nodes.Text(f"{number} further {'claim' if number == 1 else 'claims'} on this question" if number
                       else "This question in the ledger")
    return nodes.paragraph("", "", link_to(question.id, shown), classes=["rest"])


def _row(known: Evidence, entry: Entry, positions: Mapping[str, str]) -> list[Cell]:
    claim = entry.claim
    return [
        link_to(entry.id, nodes.Text(entry.source.publisher)),
        claim.says,
        printed_claim(claim) if claim.unit else positions.get(claim.position, ""),
        definition_link(known, claim),
        in_words(claim.period) if claim.period else "",
        spelled(entry) + (f"; “{claim.hedge}”" if claim.hedge else ""),
    ]


def _disagreements(pairs: tuple[Conflict, ...]) -> nodes.container:
    items = nodes.bullet_list()
    for pair in pairs[:PAIRS_SHOWN]:
        items += nodes.list_item("", nodes.paragraph(
            "", "", _name(pair.one), nodes.Text(" and "), _name(pair.other), nodes.Text(f": {pair.how}.")))
    count = len(pairs)
    more = f", the first {PAIRS_SHOWN} of them" if count > PAIRS_SHOWN else ""
    pairs_stand = "1 pair of claims stands" if count == 1 else f"{count} pairs of claims stand"
    said = f"{pairs_stand} against each other{more}:"
    return nodes.container("", nodes.paragraph("", said), items, classes=["disagreements"])


def _name(entry: Entry) -> nodes.Node:
    return link_to(entry.id, nodes.literal("", entry.id))


def _verdict(question: Question) -> nodes.admonition:
    verdict = question.adjudication
    assert verdict is not None
    return nodes.admonition(
        "",
        nodes.title("", f"Reading used (confidence: {verdict.confidence})"),
        nodes.paragraph("", verdict.reading),
        details([("Why", verdict.reason), ("Against it", verdict.counter),
                 ("What would change it", verdict.would_change)]),
        classes=["verdict", f"confidence-{verdict.confidence}"])
