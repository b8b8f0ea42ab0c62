"""Where the book uses a claim, as links to the very places: chapters, figures, tables, computed results.

The ledger's pages are read before the places are known. So each entry keeps a gap, which is filled when
its page is written.
"""

from collections.abc import Iterator, Sequence
from pathlib import Path

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from compendium.book.facts.evidence_domain import evidence, link_to
from compendium.book.tracing.usage import uses
from compendium.book.tracing.used_places import Numbered, Places, places
from compendium.book.tracing.uses import Use
from compendium.execution import pages

BEFORE_REFERENCES, AFTER_REFERENCES = 5, 20


class used_in(nodes.Inline, nodes.TextElement):
    """The gap in an entry; ``of`` names the claim, result or assumption."""


class UsedIn(SphinxPostTransform):
    """Fills the gaps of the ledger's entries."""

    default_priority = BEFORE_REFERENCES  # type: ignore[assignment]

    def run(self, **_: object) -> None:
        """Put links in place of each gap."""
        gaps = list(self.document.findall(used_in))
        found = used_places(self.app, [gap["of"] for gap in gaps]) if gaps else {}
        for gap in gaps:
            gap.replace_self(list(self._links(gap["of"], found[gap["of"]])))

    def _links(self, name: str, found: Places) -> Iterator[nodes.Node]:
        links: list[list[nodes.Node]] = [self._chapter(name, docname, times) for docname, times in found.chapters]
        links += [[self._numbered(each)] for each in found.numbered]
        links += [[nodes.Text("result "), link_to(result, nodes.literal("", result))] for result in found.results]
        none: list[nodes.Node] = [nodes.Text("no chapter")]
        for number, link in enumerate(links or [none]):
            if number:
                yield nodes.Text(", ")
            yield from link

    def _chapter(self, name: str, docname: str, times: int) -> list[nodes.Node]:
        """A link to the first place in a chapter, and how many there are."""
        shown = nodes.inline("", self.env.titles[docname].astext())
        often = [nodes.Text(f" ({times} times)")] if times > 1 else []
        return [self._link(docname, f"use/{name}", shown, "doc", f"/{docname}"), *often]

    def _numbered(self, place: Numbered) -> nodes.Element:
        """A link that reads 'Figure 3.1' or 'Table 3.1'."""
        words = nodes.inline("", number_of(self.app, place))
        return self._link(place.docname, place.label, words, "numref", place.label)

    def _link(self, docname: str, anchor: str, shown: nodes.Element, kind: str, target: str) -> nodes.Element:
        """A link to a page's anchor; the printed book numbers its figures itself and knows no such anchors."""
        if self.app.builder.format == "html":
            return make_refnode(self.app.builder, self.env.docname, docname, anchor, [shown])
        link = pending_xref("", shown)
        link.attributes |= {"refdomain": "std", "reftype": kind, "reftarget": target, "refexplicit": kind == "doc",
                            # from no page in particular: the printed book is one document, and would take a link
                            # to its first page for one within the page that holds the link
                            "refdoc": "", "refwarn": True}
        return link


class FirstUses(SphinxPostTransform):
    """Gives the first link to each claim on a page an anchor, to which the claim's entry leads back."""

    default_priority = AFTER_REFERENCES  # type: ignore[assignment]
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Mark facts first, then links in blocks of rivals."""
        first: dict[str, nodes.reference] = {}
        for mark in ("fact", "evidence"):
            for link in self.document.findall(nodes.reference):
                if mark in link:
                    first.setdefault(link[mark], link)
        for name, link in first.items():
            link["ids"].append(f"use/{name}")


def number_of(app: Sphinx, place: Numbered) -> str:
    """What a figure or table is called: 'Figure 3.1'."""
    numbers = app.env.toc_fignumbers.get(place.docname, {}).get(place.kind, {}).get(place.label, ())
    return str(app.config.numfig_format[place.kind] % ".".join(map(str, numbers)))


def used_places(app: Sphinx, names: Sequence[str]) -> dict[str, Places]:
    """The places of each of these claims, results or assumptions."""
    order, known = pages(Path(app.srcdir)), all_uses(app)
    return {name: places(known.get(name, ()), order) for name in names}


def all_uses(app: Sphinx) -> dict[str, tuple[Use, ...]]:
    """All uses in the book being built, worked out once a build."""
    if not hasattr(app, "compendium_uses"):
        app.compendium_uses = uses(Path(app.srcdir), evidence(app).ledger)  # type: ignore[attr-defined]
    found: dict[str, tuple[Use, ...]] = app.compendium_uses  # type: ignore[attr-defined]
    return found
