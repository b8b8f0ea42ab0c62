"""What the front page and the page of corrections hold: findings, the edition, how to cite it, what was mended."""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from docutils.parsers.rst import directives
from sphinx.addnodes import only
from sphinx.util.docutils import SphinxDirective

from compendium.book.site.edition import FILE, Edition, read_edition
from compendium.book.facts.evidence_domain import Evidence, evidence, link_to
from compendium.book.tables.building import details
from compendium.evidence.questions import Finding

SURE = ("low", "medium", "high")


class FindingDirective(SphinxDirective):
    """``{finding} id``: a headline of the book, what supports it, and the confidence of the verdicts it rests on.

    The headline is that of ``seeds/findings.yaml``; its confidence is the lowest of its verdicts' own. The
    option ``read`` names the chapters that carry it.
    """

    required_arguments = 1
    has_content = True
    option_spec = {"read": directives.unchanged_required}  # type: ignore[assignment]

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
        return [nodes.container("", headline, *self.parse_content_to_nodes(), basis,
                                ids=[f"finding/{finding.id}"], classes=["finding"])]


def _confidence(known: Evidence, finding: Finding) -> list[nodes.Node]:
    """'Confidence: low', and the verdict that is no surer than that."""
    judged = [known.ledger.questions[name] for name in finding.verdicts]
    levels = {question.id: question.adjudication.confidence for question in judged if question.adjudication}
    least = min(levels, key=lambda name: SURE.index(levels[name]))
    said = nodes.strong("", f"Confidence: {levels[least]}")
    return [said, nodes.Text(", by the verdict on "), link_to(least, nodes.Text(known.ledger.questions[least].asks))]


class EditionDirective(SphinxDirective):
    """``{edition}``: the version of the book and its date, on a line of their own."""

    def run(self) -> list[Node]:
        """The line."""
        return [nodes.paragraph("", _edition(self).dated, classes=["edition"])]


class HowToCiteDirective(SphinxDirective):
    """``{how-to-cite}``: the book as a reference, and as an entry for BibTeX."""

    def run(self) -> list[Node]:
        """The reference, and the entry as text to copy."""
        edition = _edition(self)
        entry = edition.bibtex("kachin-rare-earths")
        return [nodes.paragraph("", edition.citation), nodes.literal_block(entry, entry, language="bibtex")]


class CorrectionsDirective(SphinxDirective):
    """``{corrections}``: every correction made, the latest first."""

    def run(self) -> list[Node]:
        """The way to the feed of changes, then an entry each, with an anchor of its own."""
        address = "../" * self.env.docname.count("/") + "feed.xml"
        feed = nodes.paragraph("", "They are also in the ", nodes.reference(
            "", "feed of changes", refuri=address, internal=True), nodes.Text(", for readers of feeds."))
        return [only("", feed, expr="html"), *(nodes.container(
            "", nodes.paragraph("", "", nodes.strong("", f"{each.date:%-d %B %Y}. {each.now}")),
            details([("Before", each.was), ("Why", each.reason), ("Found by", each.found_by),
                     ("Concerns", _linked(each.of))]),
            ids=[f"correction/{each.id}"], classes=["claim", "correction"])
            for each in evidence(self.env.app).ledger.corrections)]


def _linked(names: tuple[str, ...]) -> list[nodes.Node]:
    linked: list[nodes.Node] = []
    for name in names:
        linked += [nodes.Text(", " if linked else ""), link_to(name, nodes.literal("", name))]
    return linked


def _edition(directive: SphinxDirective) -> Edition:
    root = Path(directive.env.app.srcdir)
    directive.env.note_dependency(str(root / FILE))
    return read_edition(root)
