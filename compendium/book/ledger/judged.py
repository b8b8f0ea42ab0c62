"""The verdicts on one subject in short, for the chapter that treats it."""


from docutils import nodes
from docutils.nodes import Node
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import evidence, link_to
from compendium.book.tables.building import Cell, table
from compendium.subject import current_subject

HEADERS, WIDTHS = ("Question", "Reading used", "Confidence", "From outside"), (28, 46, 12, 14)
OUTSIDE = {"articles alone": "nothing bears on it"}


class JudgedDirective(SphinxDirective):
    """``{judged} trade``: the questions with a verdict under one theme or several, each with the reading used."""

    required_arguments, optional_arguments = 1, len(current_subject().themes) - 1

    def run(self) -> list[Node]:
        """The table of readings; an error for a theme that no question with a verdict has."""
        rows: list[list[Cell]] = []
        for question in evidence(self.env.app).ledger.questions.values():
            verdict = question.adjudication
            if verdict and question.theme in self.arguments:
                rows.append([link_to(question.id, nodes.Text(question.asks)), verdict.reading, verdict.confidence,
                             OUTSIDE.get(verdict.effect(), verdict.effect())])
        if not rows:
            themes = ", ".join(current_subject().themes)
            raise self.error(f"no verdict under {' or '.join(self.arguments)}; there are: {themes}")
        return [table(HEADERS, rows, "judged", widths=WIDTHS)]
