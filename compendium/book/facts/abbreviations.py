"""Abbreviations that explain themselves: the first use of each on a page leads to what it stands for.

It is a link, so that it works by mouse, keyboard and touch; the full name is its title as well.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.nodes import make_refnode

from compendium.book.facts.evidence_domain import evidence
from compendium.book.site.addresses import actor_place
from compendium.evidence.names import Actor

GLOSSARY = "chapters/glossary"
TERM = re.compile(r"^([A-Z][A-Za-z-]*[A-Z])\n  ([^:;.]+)[:;.]", re.MULTILINE)
"""A term of the glossary that is an abbreviation, and the full name with which its meaning begins."""
LEFT_ALONE = (nodes.reference, nodes.literal, nodes.literal_block, nodes.title, nodes.raw, nodes.term, nodes.Invisible,
              nodes.caption, nodes.field_name)
UNCHANGED = (GLOSSARY,)
"""Pages that are lists of such names themselves."""
Meaning = tuple[str, str, str]
"""The full name, and the page and anchor where it is explained."""


class Abbreviations(SphinxPostTransform):
    """Turns the first use of each abbreviation on a page into a link to its meaning."""

    default_priority = 30  # type: ignore[assignment]  # after the references are resolved
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Link them, reading the page from its beginning."""
        if self.env.docname in UNCHANGED:
            return
        left = meanings(Path(self.app.srcdir), evidence(self.app).ledger.actors.values())
        for text in list(self.document.findall(nodes.Text)):
            if left and not _inside(text, LEFT_ALONE):
                parts = list(self._parts(str(text), left))
                if len(parts) > 1:
                    text.parent.replace(text, parts)

    def _parts(self, text: str, left: dict[str, Meaning]) -> Iterator[nodes.Node]:
        """A text in pieces, with links for those abbreviations that the page had not yet."""
        start = 0
        for found in re.finditer(rf"\b(?:{'|'.join(map(re.escape, left))})\b", text):
            name = found[0]
            if name in left:
                full, page, anchor = left.pop(name)
                yield nodes.Text(text[start:found.start()])
                yield make_refnode(self.app.builder, self.env.docname, page, anchor,
                                   [nodes.inline("", name, classes=["abbreviation"])], full)
                start = found.end()
        yield nodes.Text(text[start:])


def meanings(root: Path, actors: Iterable[Actor]) -> dict[str, Meaning]:
    """All abbreviations of the glossary and of the actors, those of the glossary first."""
    path = root / f"{GLOSSARY}.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    named: dict[str, Meaning] = {
        actor.abbreviation: (actor.name, *actor_place(actor.id))
        for actor in actors if actor.abbreviation}
    return named | {name: (full, GLOSSARY, f"term-{name}") for name, full in TERM.findall(text)}


def _inside(text: nodes.Text, kinds: tuple[type, ...]) -> bool:
    """Whether a text stands in something that keeps its own words."""
    around = text.parent
    while around is not None and not isinstance(around, kinds):
        around = around.parent
    return around is not None
