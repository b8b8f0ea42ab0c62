"""Where the book uses a claim, a result or an assumption, as lines that lead to the very places.

The links are taken from ``tracing`` alone, so that whatever traces them can change without the pages. Which facts a
page of the story holds is kept when it is read, so that nothing need be read again to know them.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.environment import BuildEnvironment
from sphinx.transforms.post_transforms import SphinxPostTransform

from compendium.book.ledger.evidence_domain import evidence
from compendium.book.ledger.facts import Line, Part
from compendium.book.site import addresses
from compendium.book.tracing.book_trace import book_trace
from compendium.book.tracing.references import Use
from compendium.execution.chapters import pages

FIGURE = "fig-"
"""What stands before a chart's name in the name of its figure."""
AFTER_REFERENCES = 20
USE = "use/"
"""What stands before a name in the anchor of its first use on a page."""


@dataclass(frozen=True, order=True)
class Numbered:
    """A figure or table that uses a claim: the page it stands on, and its name there."""

    docname: str
    kind: str
    label: str


@dataclass(frozen=True)
class Places:
    """The places of one claim: chapters with how often, figures and tables, and computed results."""

    chapters: tuple[tuple[str, int], ...]
    numbered: tuple[Numbered, ...]
    results: tuple[str, ...]


def use_places(used: Sequence[Use], order: Sequence[str]) -> Places:
    """The places behind a claim's uses; ``order`` names all pages of the book as they are read."""

    def ranked(docname: str) -> int:
        return order.index(docname) if docname in order else len(order)

    in_text = Counter(docname(use) for use in used if use.kind in ("prose", "rivals") or _unnamed_table(use))
    numbered = {_numbered_use(use) for use in used if use.kind in ("figure", "table") and use.name}
    return Places(
        tuple(sorted(in_text.items(), key=lambda item: ranked(item[0]))),
        tuple(sorted(numbered, key=lambda item: (ranked(item.docname), item.kind, item.label))),
        tuple(dict.fromkeys(use.name for use in used if use.kind in ("result", "recorded"))))


def docname(use: Use) -> str:
    """The page that a use stands on."""
    return use.file.removesuffix(".md")


def _unnamed_table(use: Use) -> bool:
    return use.kind == "table" and not use.name


def _numbered_use(use: Use) -> Numbered:
    return Numbered(docname(use), use.kind, FIGURE + use.name if use.kind == "figure" else use.name)


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
    def numbered_places(self) -> set[Numbered]:
        """Every figure and table that uses something."""
        return {each for name in self.all for each in self.places(name).numbered}

    def places(self, name: str) -> Places:
        """The places of one name, as ``tracing`` gathers them."""
        return use_places(self.all.get(name, ()), self._order)

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


def keep_facts(app: Sphinx, doctree: nodes.document) -> None:
    """Note the names of a page's facts, each once, in order."""
    links = (link for link in doctree.findall(pending_xref) if link.get("refdomain") == "evidence")
    named = dict.fromkeys(link["reftarget"] for link in links if _is_fact(link))
    _kept_facts(app.env)[app.env.docname] = list(named)


def forget_facts(app: Sphinx, env: BuildEnvironment, docname: str) -> None:
    """Drop what was noted of a page that is read anew or gone."""
    _kept_facts(env).pop(docname, None)


def merge_facts(app: Sphinx, env: BuildEnvironment, docnames: Iterable[str], other: BuildEnvironment) -> None:
    """Take over what another process noted."""
    _kept_facts(env).update({name: _kept_facts(other).get(name, []) for name in docnames})


def _is_fact(link: pending_xref) -> bool:
    return any("fact" in words["classes"] for words in link.findall(nodes.inline))


def _kept_facts(env: Any) -> dict[str, list[str]]:
    if not hasattr(env, "compendium_facts"):
        env.compendium_facts = {}
    found: dict[str, list[str]] = env.compendium_facts
    return found
