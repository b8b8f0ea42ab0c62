"""What writers put into chapters from the ledger: verdicts, rival claims, indexes."""

from collections.abc import Iterator
from pathlib import Path
from typing import get_args

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective

from compendium.book.ledger.collecting import book_of, placed
from compendium.book.ledger.evidence_domain import evidence, link_to
from compendium.book.ledger.facts import Book, chosen
from compendium.book.ledger.indexes import INDEXES
from compendium.book.ledger.question_pages import question_view
from compendium.book.site.blocks import details, on_demand
from compendium.book.site.templates import printed_block
from compendium.book.text.passage import first_sentence
from compendium.errors import near
from compendium.evidence import Adjudication, Question
from compendium.evidence.fields import Theme
from compendium.sealed import FIGURES

LEDGER = "The claims side by side, and the arithmetic"
MOST_OPEN = 14
"""So many verdicts stand open in a chapter; more of them open on demand."""
IN_CHAPTERS = ("why",)
"""What a verdict says in a chapter beside its reading, by key; its page says everything."""


class VerdictDirective(SphinxDirective):
    """``{verdict} question-id``: what this book reads out of rival claims, as a box.

    An error for a question that is unknown or has no verdict.
    """

    required_arguments = 1

    def run(self) -> list[Node]:
        """The box, its reasons closed."""
        ledger = evidence(self.env.app).ledger
        question = ledger.questions.get(self.arguments[0])
        if question is None or question.adjudication is None:
            judged = [each.id for each in ledger.questions.values() if each.adjudication]
            raise self.error(f"'{self.arguments[0]}' is no question with a verdict; there are: {', '.join(judged)}")
        verdict = question.adjudication
        level = nodes.strong("", f"Confidence: {verdict.confidence}")
        why = nodes.Text(f" \N{MIDDLE DOT} {first_sentence(verdict.reason)}")
        return [nodes.container(
            "",
            nodes.paragraph("", question.asks, classes=["verdict-question"]),
            nodes.paragraph("", verdict.reading, classes=["verdict-reading"]),
            nodes.paragraph("", "", level, why, classes=["verdict-confidence"]),
            on_demand("Why, and what would change it", _opened(question, verdict)),
            classes=["verdict-box", f"confidence-{verdict.confidence}"])]


def _opened(question: Question, verdict: Adjudication) -> Iterator[nodes.Node]:
    yield details([("Why", verdict.reason), ("Against it", verdict.counter), ("Answer", verdict.answer),
                   ("What would change it", verdict.would_change)])
    yield nodes.paragraph("", "", link_to(question.id, nodes.Text(LEDGER)), classes=["rest"])


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
            name = self.arguments[0]
            raise self.error(f"there is no question '{name}'; {near(name, known.ledger.questions)}")
        view = question_view(Book(known), question, every_claim=False)
        return [printed_block("ledger/rivals.html", self.env.docname, view=view,
                              verdict=chosen(view.verdict, IN_CHAPTERS), folded="folded" in self.options)]


class VerdictsDirective(SphinxDirective):
    """``{verdicts}`` or ``{verdicts} trade``: every verdict, or those of some themes, each linked to its question."""

    optional_arguments = len(get_args(Theme))

    def run(self) -> list[Node]:
        """The table of readings; an error for a theme that no question with a verdict has."""
        known = evidence(self.env.app)
        judged = [each for each in known.ledger.questions.values() if each.adjudication]
        rows = [each for each in judged if not self.arguments or each.theme in self.arguments]
        if not rows:
            there = ", ".join(sorted({each.theme for each in judged}))
            raise self.error(f"no verdict under {' or '.join(self.arguments)}; there are: {there}")
        caption = "All verdicts of this book" if not self.arguments else "Verdicts"
        shown = printed_block("ledger/verdicts.html", self.env.docname, caption=caption,
                              questions=[(each, _address_of(self, each)) for each in rows])
        # a long register would stand between a chapter's argument and its end
        folded = len(rows) > MOST_OPEN
        return [on_demand(f"All {len(rows)} verdicts", [shown], classes=["in-print"])] if folded else [shown]


class LedgerIndexDirective(SphinxDirective):
    """``{ledger-index} claims``: an index of a part of the ledger, filled in when all pages are known."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The index; an error for a part that the ledger does not have."""
        name = self.arguments[0]
        if name not in INDEXES:
            raise self.error(f"the ledger has no part '{name}'; there are: {', '.join(INDEXES)}")
        if name == "figures":
            # what a chart finds is on no other page that this one would follow
            for spec in sorted((Path(self.env.app.srcdir) / FIGURES).glob("*.vl.json")):
                self.env.note_dependency(str(spec))
        return [ledger_index(part=name)]


class ledger_index(nodes.General, nodes.Element):
    """The gap that an index fills when all pages are known; a printed book has none."""


def _address_of(directive: SphinxDirective, question: Question) -> str:
    return evidence(directive.env.app).address(question.id)


class LedgerIndexes(SphinxPostTransform):
    """Fills the gap of each index."""

    default_priority = 5  # type: ignore[assignment]

    def run(self, **_: object) -> None:
        """Print the index by its template; a printed book has none."""
        for gap in list(self.document.findall(ledger_index)):
            name = gap["part"]
            html = self.app.builder.format == "html"
            gap.replace_self([printed_block(f"ledger/index-{name}.html", self.env.docname, **INDEXES[name](
                book_of(self.app), placed(self.app)))] if html else [])
