"""Where sources disagree: the rival claims side by side, why they cannot all be right, and the verdict."""

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.definition_pages import definition_link
from compendium.book.evidence_domain import Evidence, evidence, link_to
from compendium.book.tables import Cell, table
from compendium.book.verdict_blocks import verdict_block
from compendium.evidence import Conflict, Entry, Question
from compendium.evidence.credit import lines_of_evidence, spelled
from compendium.evidence.disagreement import relation, rival_claims
from compendium.evidence.period_words import in_words
from compendium.evidence.printing import printed_claim

HEADERS = ("Source", "What it says", "Number or position", "Definition", "Period", "Credit and hedge")
WIDTHS = (13, 30, 14, 15, 13, 15)
PAIRS_SHOWN = 4
OUTSIDE = "From outside the five articles:"


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
        left = len({entry.id for entry in entries} - {entry.id for entry in rivals})
        return [nodes.container("", *block, _rest(question, left), classes=["rivals"])]


class QuestionsDirective(SphinxDirective):
    """``{questions} contested`` or ``{questions} settled``: every such question as a section of its own."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The sections, in the order of the questions' file."""
        known = evidence(self.env.app)
        wanted = self.arguments[0] == "contested"
        return [question_section(known, question) for question in known.ledger.questions.values()
                if (question.id in known.conflicts or question.adjudication is not None) == wanted]


def question_section(known: Evidence, question: Question) -> nodes.section:
    """A question with its anchor, its claims and its verdict."""
    name = f"question/{question.id}"
    title = nodes.title("", question.asks)
    entries = (*known.ledger.by_question[question.id], *rival_claims(known.ledger, question.id))
    block = question_block(known, question, tuple({entry.id: entry for entry in entries}.values()))
    return nodes.section("", title, *block, ids=[name], names=[name])


def question_block(known: Evidence, question: Question, entries: Sequence[Entry]) -> list[nodes.Element]:
    """Claims on a question as a table; where they disagree, how, and the reading used."""
    articles, outside = ([e for e in entries if e.source.role == role] for role in ("seed", "check"))
    block = [_claims(known, articles, question.positions)] if articles else []
    if outside:
        block += [nodes.paragraph("", OUTSIDE, classes=["from-outside"]), _claims(known, outside, question.positions)]
    pairs = known.conflicts.get(question.id, ())
    block += [_disagreements(pairs)] if pairs else []
    if question.adjudication:
        block += [pairs_compared(question, articles), *verdict_block(known, question.adjudication)]
    return block


def _claims(known: Evidence, entries: Sequence[Entry], positions: Mapping[str, str]) -> nodes.Element:
    """Claims side by side, with definition, period, credit chain and hedge."""
    return table(HEADERS, [_row(known, entry, positions) for entry in entries], "rival-claims", widths=WIDTHS)


def pairs_compared(question: Question, articles: Sequence[Entry]) -> nodes.paragraph:
    """How the articles' numbers stand to each other two by two, and on how many separate lines all rest."""
    numbers = combinations([entry for entry in articles if entry.claim.unit], 2)
    met = Counter(relation(question, one, other) for one, other in numbers)
    said = [f"{count} {how}" for how, count in met.items()]
    compared = f"Of the {met.total()} pairs of the articles' numbers, {', '.join(said)}. " if met.total() > 1 else (
        f"The articles' two numbers {next(iter(met))}. " if met else "")
    lines = len(lines_of_evidence(articles))
    rest = (f"By their credits the {len(articles)} claims form {lines} separate {'line' if lines == 1 else 'lines'} of "
            "evidence; claims that credit nobody may still share an origin." if len(articles) > 1 else "")
    return nodes.paragraph("", compared + rest, classes=["compared"])


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
