"""A verdict where a chapter needs it: the reading, how sure it is and one line of why; the rest opens on demand."""

from collections.abc import Iterator

from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.site.blocks import on_demand
from compendium.book.facts.evidence_domain import evidence, link_to
from compendium.book.site.blocks import details
from compendium.book.text.passage import first_sentence
from compendium.evidence import Adjudication, Question

LEDGER = "The claims side by side, and the arithmetic"


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
