"""How a chapter opens and closes, and what the front pages say of the book: question and answer with the confidence in
it, what would change it; who says a finding; which edition this is and how to cite it."""

from collections.abc import Sequence
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.util.docutils import SphinxDirective

from compendium.book.ledger.evidence_domain import Evidence, evidence, link_to
from compendium.book.ledger.reach import reach_of_claims, reach_of_page
from compendium.book.site.blocks import on_demand
from compendium.book.site.edition import Edition, read_edition
from compendium.citation import CITATION
from compendium.evidence.fields import LEVELS
from compendium.evidence.findings import Finding
from compendium.subject import current_subject

WOULD_CHANGE = "What would change it"
SURE = ("low", "medium", "high")


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


class FindingDirective(SphinxDirective):
    """``{finding} id``: who says it, who says otherwise, and the confidence of the least sure verdict it rests on.

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
            there = ", ".join(known.ledger.findings)
            raise self.error(f"there is no finding '{self.arguments[0]}'; there are: {there}")
        read, _ = self.parse_inline(self.options.get("read", ""), lineno=self.lineno)
        # the style sheet must know a finding before its end has been read, or the page moves while it loads
        if isinstance(section := self.state_machine.node, nodes.section):
            section["classes"].append("finding")
        further = [nodes.Text(" Read: "), *read] if read else []
        said: list[nodes.Node] = []
        for label, claims in (("Who says so: ", finding.claims), ("Against: ", finding.against)):
            if claims:
                said += [nodes.strong("", label), nodes.Text(f"{', '.join(publishers(known, claims))}. ")]
        return [nodes.paragraph("", "", *said, *_confidence(known, finding), *further, classes=["finding-basis"],
                                ids=[f"finding/{finding.id}"])]


def publishers(known: Evidence, claims: Sequence[str]) -> list[str]:
    """Who published some claims, in the order in which they are named."""
    return list(dict.fromkeys(known.ledger[name].source.publisher for name in claims))


def _confidence(known: Evidence, finding: Finding) -> list[nodes.Node]:
    """'Confidence: low', which leads to the verdict that is no surer than that."""
    judged = [known.ledger.questions[name] for name in finding.verdicts]
    levels = {question.id: question.adjudication.confidence for question in judged if question.adjudication}
    least = min(levels, key=lambda name: SURE.index(levels[name]))
    verdict = link_to(least, nodes.Text(levels[least]), "To the verdict")
    return [nodes.strong("", "Confidence: "), verdict, nodes.Text(".")]


class EditionDirective(SphinxDirective):
    """``{edition}``: up to when the book's evidence reaches, its version and its date, on a line of their own."""

    def run(self) -> list[Node]:
        """The line."""
        reach = reach_of_claims(evidence(self.env.app).ledger).words
        return [nodes.paragraph("", f"{reach} {_edition(self).dated}.".lstrip(), classes=["edition"])]


class HowToCiteDirective(SphinxDirective):
    """``{how-to-cite}``: the book as a reference, and as an entry for BibTeX."""

    def run(self) -> list[Node]:
        """The reference, and the entry as text to copy."""
        edition = _edition(self)
        entry = edition.bibtex(current_subject().slug)
        return [nodes.paragraph("", edition.citation), nodes.literal_block(entry, entry, language="bibtex")]


def _edition(directive: SphinxDirective) -> Edition:
    root = Path(directive.env.app.srcdir)
    directive.env.note_dependency(str(root / CITATION))
    return read_edition(root)
