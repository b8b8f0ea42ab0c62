"""Where sources disagree: the rival claims side by side, why they cannot all be right, and the verdict."""

from collections.abc import Mapping, Sequence

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.book.facts.general_index import entries as index_entries
from compendium.book.ledger.definition_pages import definition_link
from compendium.book.ledger.pairs import conflicts_listed, pairs_compared
from compendium.book.ledger.verdict_blocks import arithmetic, verdict_box
from compendium.book.tables.building import Cell, table
from compendium.charts import SUBJECT_NAMES
from compendium.evidence import Entry, Question
from compendium.evidence.credit import spelled
from compendium.evidence.disagreement import rival_claims
from compendium.evidence.periods import in_words
from compendium.evidence.printing import printed_claim

HEADERS = ("Source", "What it says", "Number or position", "Definition", "Period", "Credit and hedge")
WIDTHS = (13, 30, 14, 15, 13, 15)
OUTSIDE = "From outside the five articles:"


class RivalsDirective(SphinxDirective):
    """``{rivals} question-id``: the rival claims on one question, their conflicts and the verdict, as a block.

    The verdict comes first; with the option ``folded`` the claims open under it. Claims that neither give a number
    nor take a position stand on the question's own page.
    """

    required_arguments = 1
    option_spec = {"folded": directives.flag}  # type: ignore[assignment]

    def run(self) -> list[Node]:
        """The block; an error for an unknown question."""
        known = evidence(self.env.app)
        question = known.ledger.questions.get(self.arguments[0])
        if question is None:
            raise self.error(f"there is no question '{self.arguments[0]}'")
        entries = known.ledger.by_question[question.id]
        rivals = rival_claims(known.ledger, question.id)
        block = question_block(known, question, rivals, folded="folded" in self.options)
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
    subject = SUBJECT_NAMES[question.theme]
    indexed = index_entries((f"{subject}, questions; {question.asks.replace(';', ',')}", name))
    return nodes.section("", title, indexed, *block, ids=[name], names=[name])


def evidence_block(known: Evidence, question: Question, entries: Sequence[Entry]) -> list[nodes.Element]:
    """Claims on a question as tables, the articles' before those from outside; how they stand to each other."""
    articles, outside = ([e for e in entries if e.source.role == role] for role in ("seed", "check"))
    block: list[nodes.Element] = [_claims(known, articles, question.positions)] if articles else []
    if outside:
        block += [nodes.paragraph("", OUTSIDE, classes=["from-outside"]), _claims(known, outside, question.positions)]
    pairs = known.conflicts.get(question.id, ())
    block += [conflicts_listed(pairs)] if pairs else []
    if question.adjudication:
        block += [*pairs_compared(question, articles), *arithmetic(known, question.adjudication)]
    return block


def question_block(known: Evidence, question: Question, entries: Sequence[Entry],
                   folded: bool = False) -> list[nodes.Element]:
    """The verdict on a question, and the evidence under it; folded, the evidence opens when a reader asks for it."""
    block = evidence_block(known, question, entries)
    verdict = [verdict_box(known, question.adjudication)] if question.adjudication else []
    if not folded:
        return [*verdict, *block]
    what = " and the arithmetic" if question.adjudication and question.adjudication.tests else ""
    opening = f'<details class="evidence"><summary>{len(entries)} claims side by side{what}</summary>'
    return [*verdict, nodes.raw("", opening, format="html"), *block, nodes.raw("", "</details>", format="html")]


def _claims(known: Evidence, entries: Sequence[Entry], positions: Mapping[str, str]) -> nodes.Element:
    """Claims side by side, with definition, period, credit chain and hedge."""
    return table(HEADERS, [_row(known, entry, positions) for entry in entries], "rival-claims", widths=WIDTHS)


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
