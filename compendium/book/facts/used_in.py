"""Where the book uses a claim, a result or an assumption, as lines that lead to the very places.

The links are taken from ``tracing`` alone, so that whatever traces them can change without the pages.
"""

from collections.abc import Iterator, Mapping
from functools import cached_property
from pathlib import Path

from docutils import nodes
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.facts.evidence_domain import evidence
from compendium.book.facts.parts import Line, Part
from compendium.book.site import addresses
from compendium.book.tracing.book_trace import book_trace
from compendium.book.tracing.references import Use
from compendium.book.tracing.used_places import Numbered, Places, docname, places
from compendium.execution import pages

AFTER_REFERENCES = 20
USE = "use/"
"""What stands before a name in the anchor of its first use on a page."""


class FirstUses(SphinxPostTransform):
    """Gives the first link to each claim on a page an anchor, and leaves the sign of a contested number to it alone."""

    default_priority = AFTER_REFERENCES  # type: ignore[assignment]
    formats = ("html",)

    def run(self, **_: object) -> None:
        """Mark the first fact of each name."""
        first: dict[str, nodes.reference] = {}
        for link in self.document.findall(nodes.reference):
            if "fact" in link and first.setdefault(link["fact"], link) is not link:
                _unmark(link)
        for name, link in first.items():
            link["ids"].append(f"{USE}{name}")


def _unmark(link: nodes.reference) -> None:
    """Take the sign of a contested number away where the same stands on the page a second time."""
    for words in link.findall(nodes.inline):
        words["classes"] = [each for each in words["classes"] if each != "fact-contested"]


class UsedBy:
    """All uses in the book being built, asked for by name."""

    def __init__(self, app: Sphinx) -> None:
        self._app, self._env = app, app.env
        self._order = pages(Path(app.srcdir))

    @cached_property
    def all(self) -> Mapping[str, tuple[Use, ...]]:
        """Every place that uses something, by the name of what is used; worked out once a build."""
        return book_trace(Path(self._app.srcdir), evidence(self._app).ledger).uses

    @cached_property
    def by_page(self) -> dict[str, list[str]]:
        """The names that each page of the book uses in its text, tables and figures."""
        found: dict[str, dict[str, None]] = {}
        for name, used in self.all.items():
            for use in used:
                if use.kind in ("prose", "rivals", "table", "figure"):
                    found.setdefault(docname(use), {})[name] = None
        return {page: list(names) for page, names in found.items()}

    @cached_property
    def numbered_places(self) -> set[Numbered]:
        """Every figure and table that uses something."""
        return {each for name in self.all for each in self.places(name).numbered}

    def places(self, name: str) -> Places:
        """The places of one name, as ``tracing`` gathers them."""
        return places(self.all.get(name, ()), self._order)

    def lines(self, name: str) -> tuple[Line, ...]:
        """Chapters with how often, then figures and tables, then the results made of it."""
        return tuple(self._lines(name))

    def _lines(self, name: str) -> Iterator[Line]:
        found = self.places(name)
        for page, times in found.chapters:
            anchor = f"{USE}{name}" if name in facts_on(self._env, page) else ""
            title = self._env.titles[page].astext() if page in self._env.titles else page
            often = (Part(f" ({times} times)"),) if times > 1 else ()
            yield (Part(title, addresses.address((page, anchor))), *often)
        for each in found.numbered:
            yield (self.numbered(each),)
        known = evidence(self._app)
        for result in found.results:
            if result in known.results:
                yield (Part(str(known.results[result]["says"]).rstrip("."), known.address(result)),)

    def numbered(self, place: Numbered) -> Part:
        """'Figure 3.1, What the border lets through', leading to where it stands."""
        numbers = self._env.toc_fignumbers.get(place.docname, {}).get(place.kind, {}).get(place.label, ())
        number = str(self._app.config.numfig_format[place.kind] % ".".join(map(str, numbers)))
        title = self.title(place.label)
        said = f"{number}, {title}" if title else number
        return Part(said, addresses.address((place.docname, place.label)))

    def title(self, label: str) -> str:
        """The first sentence of a caption, which says what is shown."""
        labels = self._env.get_domain("std").labels  # type: ignore[attr-defined]
        caption: str = labels.get(label, ("", "", ""))[2]
        return caption.partition(". ")[0].rstrip(".")


def used_by(app: Sphinx) -> UsedBy:
    """The uses of the book being built."""
    if not hasattr(app, "compendium_used_by"):
        app.compendium_used_by = UsedBy(app)  # type: ignore[attr-defined]
    found: UsedBy = app.compendium_used_by  # type: ignore[attr-defined]
    return found


def facts_on(env: BuildEnvironment, page: str) -> list[str]:
    """The names of the facts on a page, each once, in order, as they were when the page was last read."""
    kept: dict[str, list[str]] = getattr(env, "compendium_facts", {})
    return kept.get(page, [])
