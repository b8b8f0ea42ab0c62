"""The findings on the front page: a headline, what supports it, and how sure the verdicts are that it rests on."""

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.evidence.questions import Finding

SURE = ("low", "medium", "high")


class FindingDirective(SphinxDirective):
    """``{finding} id``: a headline of the book, what supports it, and the confidence of the verdicts it rests on.

    The headline is that of ``seeds/findings.yaml``; its confidence is the lowest of its verdicts' own. The
    option ``reading`` names the one whose reading a hurried reader needs here, ``read`` the chapters that carry it.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"read": directives.unchanged_required, "reading": directives.unchanged_required}  # type: ignore[assignment]

    def run(self) -> list[Node]:
        """The headline with its support; an error for one that is not in the list."""
        known = evidence(self.env.app)
        finding = known.ledger.findings.get(self.arguments[0])
        if finding is None:
            there = ", ".join(known.ledger.findings)
            raise self.error(f"there is no finding '{self.arguments[0]}'; there are: {there}")
        read, _ = self.parse_inline(self.options.get("read", ""), lineno=self.lineno)
        headline = nodes.paragraph("", "", nodes.strong("", finding.says), classes=["finding-headline"])
        further = [nodes.Text(" Read: "), *read] if read else []
        basis = nodes.paragraph("", "", *_confidence(known, finding), *further, classes=["finding-basis"])
        return [nodes.container("", headline, *self.parse_content_to_nodes(), *self._reading(known, finding), basis,
                                ids=[f"finding/{finding.id}"], classes=["finding"])]


    def _reading(self, known: Evidence, finding: Finding) -> list[Node]:
        name = self.options.get("reading")
        if name is None:
            return []
        verdict = known.ledger.questions[name].adjudication if name in finding.verdicts else None
        if verdict is None:
            there = ", ".join(finding.verdicts)
            raise self.error(f"finding {finding.id} rests on no verdict '{name}'; it rests on: {there}")
        read = nodes.strong("", "As this book reads them: ")
        return [nodes.paragraph("", "", read, link_to(name, nodes.Text(verdict.reading)))]


def _confidence(known: Evidence, finding: Finding) -> list[nodes.Node]:
    """'Confidence: low', and the verdict that is no surer than that."""
    judged = [known.ledger.questions[name] for name in finding.verdicts]
    levels = {question.id: question.adjudication.confidence for question in judged if question.adjudication}
    least = min(levels, key=lambda name: SURE.index(levels[name]))
    said = nodes.strong("", f"Confidence: {levels[least]}")
    return [said, nodes.Text(", by the verdict on "), link_to(least, nodes.Text(known.ledger.questions[least].asks))]
