"""What writers put into chapters from the ledger: rival claims, verdicts, indexes; all printed by templates."""

from typing import get_args

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.context import Book
from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.parts import chosen
from compendium.book.ledger.indexes import INDEXES
from compendium.book.ledger.question_views import question_view
from compendium.book.site.templates import printed
from compendium.errors import near
from compendium.evidence import Question
from compendium.evidence.fields import Theme

IN_CHAPTERS = ("why",)
"""What a verdict says in a chapter beside its reading, by key; its page says everything."""


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
        return [printed("ledger/rivals.html", self.env.docname, view=view, verdict=chosen(view.verdict, IN_CHAPTERS),
                        folded="folded" in self.options)]


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
        return [printed("ledger/verdicts.html", self.env.docname, caption=caption,
                        questions=[(each, _address(self, each)) for each in rows])]


class LedgerIndexDirective(SphinxDirective):
    """``{ledger-index} claims``: an index of a part of the ledger, filled in when all pages are known."""

    required_arguments = 1

    def run(self) -> list[Node]:
        """The index; an error for a part that the ledger does not have."""
        name = self.arguments[0]
        if name not in INDEXES:
            raise self.error(f"the ledger has no part '{name}'; there are: {', '.join(INDEXES)}")
        return [ledger_index(part=name)]


class ledger_index(nodes.General, nodes.Element):
    """The gap that an index fills when all pages are known; a printed book has none."""


def _address(directive: SphinxDirective, question: Question) -> str:
    return evidence(directive.env.app).address(question.id)


