"""How a chapter opens and closes: its question, its answer with the confidence in it, and what would change it."""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.site.blocks import on_demand
from compendium.book.chapters.page_evidence import reach_of_page
from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.evidence.fields import LEVELS

WOULD_CHANGE = "What would change it"


class AnswerDirective(SphinxDirective):
    """``{answer} question``: the chapter's question, its answer in at most two sentences, how sure it is and to when.

    The option ``confidence`` is one of the levels that verdicts have; ``because`` says what it rests on.
    """

    required_arguments = 1
    final_argument_whitespace = True
    has_content = True
    option_spec = {  # type: ignore[assignment]
        "confidence": lambda given: directives.choice(given, LEVELS), "because": directives.unchanged}

    def run(self) -> list[Node]:
        """The block at the head of a chapter."""
        if missing := [name for name in ("confidence", "because") if not self.options.get(name)]:
            raise self.error(f"an answer says its confidence and why; missing: {', '.join(missing)}")
        question, _ = self.parse_inline(self.arguments[0], lineno=self.lineno)
        reason, _ = self.parse_inline(self.options["because"], lineno=self.lineno)
        level = nodes.strong("", f"Confidence: {self.options['confidence']}")
        reach = reach_of_page(evidence(self.env.app), Path(self.env.doc2path(self.env.docname)))
        return [nodes.container(
            "",
            nodes.paragraph("", "", *question, classes=["answer-question"]),
            nodes.container("", *self.parse_content_to_nodes(), classes=["answer-text"]),
            nodes.paragraph("", "", level, nodes.Text(" \N{MIDDLE DOT} "), *reason, nodes.Text(f" {reach}"),
                            classes=["answer-confidence"]),
            classes=["answer", f"confidence-{self.options['confidence']}"])]


class WouldChangeDirective(SphinxDirective):
    """``{would-change} question-id, question-id``: for each verdict that the chapter uses, what would change it.

    The list opens on demand.
    """

    required_arguments = 1
    final_argument_whitespace = True

    def run(self) -> list[Node]:
        """A list with an item for each question; an error for one that is unknown or has no verdict."""
        known = evidence(self.env.app)
        names = [name.strip() for name in self.arguments[0].split(",")]
        items = [nodes.list_item("", self._item(known, name)) for name in names]
        return [on_demand(WOULD_CHANGE, [nodes.bullet_list("", *items)], classes=["would-change"])]

    def _item(self, known: Evidence, name: str) -> nodes.paragraph:
        question = known.ledger.questions.get(name)
        if question is None or question.adjudication is None:
            judged = [each.id for each in known.ledger.questions.values() if each.adjudication]
            raise self.error(f"'{name}' is no question with a verdict; there are: {', '.join(judged)}")
        asked = link_to(name, nodes.inline("", question.asks))
        return nodes.paragraph("", "", asked, nodes.Text(f" {question.adjudication.would_change}"))
