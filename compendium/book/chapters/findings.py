"""Below each finding of the front page: who says so, how sure this book is, and where to read on."""

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.evidence.findings import Finding

SURE = ("low", "medium", "high")


class FindingDirective(SphinxDirective):
    """``{finding} id``: who says it, and the confidence of the least sure verdict it rests on.

    Its headline in ``seeds/findings.yaml`` is the heading above it; the option ``read`` names the chapters
    that carry it.
    """

    required_arguments = 1
    option_spec = {"read": directives.unchanged_required}  # type: ignore[assignment]

    def run(self) -> list[Node]:
        """One line; an error for a finding that is not in the list."""
        known = evidence(self.env.app)
        finding = known.ledger.findings.get(self.arguments[0])
        if finding is None:
            raise self.error(f"there is no finding '{self.arguments[0]}'; there are: {', '.join(known.ledger.findings)}")
        read, _ = self.parse_inline(self.options.get("read", ""), lineno=self.lineno)
        further = [nodes.Text(" Read: "), *read] if read else []
        said = [nodes.strong("", "Who says so: "), nodes.Text(f"{', '.join(publishers(known, finding))}. ")]
        return [nodes.paragraph("", "", *said, *_confidence(known, finding), *further, classes=["finding-basis"],
                                ids=[f"finding/{finding.id}"])]


def publishers(known: Evidence, finding: Finding) -> list[str]:
    """Who published the claims that a finding rests on, in the order in which they are named there."""
    return list(dict.fromkeys(known.ledger[name].source.publisher for name in finding.claims))


def _confidence(known: Evidence, finding: Finding) -> list[nodes.Node]:
    """'Confidence: low', which leads to the verdict that is no surer than that."""
    judged = [known.ledger.questions[name] for name in finding.verdicts]
    levels = {question.id: question.adjudication.confidence for question in judged if question.adjudication}
    least = min(levels, key=lambda name: SURE.index(levels[name]))
    return [nodes.strong("", "Confidence: "), link_to(least, nodes.Text(levels[least]), "To the verdict"), nodes.Text(".")]
