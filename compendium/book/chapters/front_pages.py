"""What tells one edition from another: its version, how to cite it, where to report an error, what was mended."""

from pathlib import Path

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import only
from sphinx.util.docutils import SphinxDirective

from compendium.book.site.edition import FILE, Edition, read_edition
from compendium.book.facts.evidence_domain import evidence, link_to
from compendium.book.facts.evidence_to import evidence_to
from compendium.book.site.blocks import details
from compendium.subject import current_subject

NOWHERE_TO_REPORT = ("This copy of the book names no address to write to: nobody has put it on a site of their own yet. "
                     "Whoever does names one in its settings, and it stands here; until then a report can only go to "
                     "whoever gave you this copy.")


class EditionDirective(SphinxDirective):
    """``{edition}``: up to when the book's evidence reaches, its version and its date, on a line of their own."""

    def run(self) -> list[Node]:
        """The line."""
        reach = evidence_to(evidence(self.env.app).ledger).words
        return [nodes.paragraph("", f"{reach} {_edition(self).dated}.".lstrip(), classes=["edition"])]


class HowToCiteDirective(SphinxDirective):
    """``{how-to-cite}``: the book as a reference, and as an entry for BibTeX."""

    def run(self) -> list[Node]:
        """The reference, and the entry as text to copy."""
        edition = _edition(self)
        entry = edition.bibtex(current_subject().slug)
        return [nodes.paragraph("", edition.citation), nodes.literal_block(entry, entry, language="bibtex")]


class WhereToReportDirective(SphinxDirective):
    """``{where-to-report}``: the address that takes corrections and replies, or that this copy of the book has none."""

    def run(self) -> list[Node]:
        """One sentence; the address is ``repository_url`` in ``_config.yml``."""
        address = self.config.repository_url.rstrip("/")
        if not address:
            return [nodes.paragraph("", NOWHERE_TO_REPORT)]
        issues = nodes.reference("", f"{address}/issues", refuri=f"{address}/issues")
        return [nodes.paragraph("", "Write to ", issues, nodes.Text("."))]


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
