"""The general index: actors, places, terms and questions, each leading to where the book tells what it is."""

import hashlib
from collections.abc import Iterator, Sequence
from typing import Any

from docutils import nodes
from docutils.nodes import Node
from sphinx.addnodes import index
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.environment.adapters.indexentries import IndexEntries
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import SphinxDirective


class general_index(nodes.General, nodes.Element):
    """The gap that the index fills when all pages are known; a printed book has an index of its own."""


class GeneralIndexDirective(SphinxDirective):
    """``{general-index}``: every entry of the index, letter by letter."""

    def run(self) -> list[Node]:
        """The gap."""
        return [general_index()]


class GeneralIndex(SphinxPostTransform):
    """Fills the gap of the index."""

    default_priority = 5  # type: ignore[assignment]

    def run(self, **_: object) -> None:
        """Put a section for each letter in its place."""
        for gap in list(self.document.findall(general_index)):
            html = self.app.builder.format == "html"
            gap.replace_self([_section(*group) for group in _groups(self.app)] if html else [])


def entries(*named: tuple[str, str]) -> index:
    """Index entries, each with its words and the anchor that it leads to; ';' parts an entry from one under it."""
    return index(entries=[("single", words, anchor, "", None) for words, anchor in named])


def changed_index(app: Sphinx, env: BuildEnvironment) -> list[str]:
    """The page of the index, where an entry came, went or moved since it was written."""
    now = hashlib.sha256(repr(_groups(app)).encode()).hexdigest() if app.builder.format == "html" else ""
    before, env.compendium_index = getattr(env, "compendium_index", ""), now  # type: ignore[attr-defined]
    return [page for page in env.all_docs if page.endswith("/general-index")] if now != before else []


def _groups(app: Sphinx) -> list[tuple[str, list[Any]]]:
    return IndexEntries(app.env).create_index(app.builder)


def _section(letter: str, named: Sequence[Any]) -> nodes.section:
    items = nodes.bullet_list("", *(_item(words, places, below) for words, (places, below, _) in named),
                              classes=["general-index"])
    key = f"index-{letter.lower()}" if letter.isalpha() else "index-signs"
    return nodes.section("", nodes.title("", letter), items, ids=[key], names=[key])


def _item(words: str, places: Sequence[tuple[str, str]], below: Sequence[tuple[str, list[tuple[str, str]]]]
          ) -> nodes.list_item:
    item = nodes.list_item("", nodes.paragraph("", "", *_links(words, places)))
    if below:
        item += nodes.bullet_list("", *(_item(sub, under, ()) for sub, under in below))
    return item


def _links(words: str, places: Sequence[tuple[str, str]]) -> Iterator[Node]:
    """The words as a link to the first place, and a number for each further one; plain words where there is none."""
    if not places:
        yield nodes.Text(words)
    for number, (_, address) in enumerate(places, start=1):
        if number > 1:
            yield nodes.Text(", ")
        # Sphinx gives addresses as seen from the first folder of the book, and this page is one folder below
        yield nodes.reference("", words if number == 1 else str(number), refuri=f"../{address}", internal=True)
