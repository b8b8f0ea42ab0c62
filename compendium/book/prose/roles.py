"""Words of the text that lead to what stands behind them: facts, which an author never types, and abbreviations.

The first use of an abbreviation on a page is a link, so that it works by mouse, keyboard and touch; the full name is
its title as well.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from docutils import nodes
from docutils.nodes import Node, system_message
from sphinx.transforms.post_transforms import SphinxPostTransform
from sphinx.util.docutils import ReferenceRole, SphinxRole
from sphinx.util.nodes import make_refnode

from compendium.book.ledger.evidence_domain import Evidence, evidence, link_to
from compendium.book.ledger.result_facts import printed_fact
from compendium.book.site.addresses import actor_place
from compendium.errors import near
from compendium.evidence.names import Actor
from compendium.execution.cache import executed_path

LONGEST = 20
"""Letters of a number that stay on one line."""
GLOSSARY = "chapters/glossary"
TERM = re.compile(r"^([A-Z][A-Za-z-]*[A-Z])\n  ([^:;.]+)[:;.]", re.MULTILINE)
"""A term of the glossary that is an abbreviation, and the full name with which its meaning begins."""
LEFT_ALONE = (nodes.reference, nodes.literal, nodes.literal_block, nodes.title, nodes.raw, nodes.term, nodes.Invisible,
              nodes.caption, nodes.field_name)
UNCHANGED = (GLOSSARY,)
"""Pages that are lists of such names themselves."""
Abbreviation = tuple[str, str, str]
"""The full name, and the page and anchor where it is explained."""


class FactRole(ReferenceRole):
    """``{fact}`source-id/claim-id` `` prints a claim's number; ``{fact}`words <id>` `` the author's words.

    The id may also be that of a derived result, of an assumption, or ``chapter:name`` for what a chapter
    recorded.
    """

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The number as a link to where it stands in the ledger; an error for an unknown id."""
        known = evidence(self.env.app)
        try:
            _known(known, self.target)
            shown = self.title if self.has_explicit_title else printed_fact(known, self.target)
        except (KeyError, ValueError) as problem:
            return [], [self.inliner.reporter.error(_unknown(known, self.target, problem), line=self.lineno)]
        # a number and its unit stay on one line; one with its range would be wider than a phone
        kept = [] if self.has_explicit_title or len(shown) > LONGEST else ["fact-number"]
        self._note(known)
        text = nodes.inline("", shown, classes=[*_classes(known, self.target), *kept])
        return [link_to(self.target, text, title=fact_title(known, self.target))], []


    def _note(self, known: Evidence) -> None:
        """Have the page read anew when the chapter that recorded the value was run again."""
        if self.target in known.recorded:
            page = known.recorded[self.target]["page"]
            self.env.note_dependency(str(executed_path(Path(self.env.app.srcdir), page)))


class PlainRole(SphinxRole):
    """``{plain}`12` ``: a number that is no evidence, marked as such where it stands."""

    def run(self) -> tuple[list[Node], list[system_message]]:
        """The words as they are."""
        return [nodes.inline("", self.text, classes=["plain"])], []


def _known(known: Evidence, name: str) -> None:
    if known.place_of(name) is None:
        raise KeyError(name)


def fact_title(known: Evidence, name: str) -> str:
    """One line on what stands behind a fact, for whoever points at it."""
    if name in known.ledger:
        entry = known.ledger[name]
        question = known.ledger.questions[entry.claim.question]
        return f"{entry.claim.says} ({entry.source.publisher}{'; contested' if question.adjudication else ''})"
    if name in known.ledger.assumptions:
        return f"Assumption: {known.ledger.assumptions[name].says}"
    if name in known.results:
        return f"Computed: {known.results[name]['formula']}"
    return known.ledger.questions[name].asks


def _classes(known: Evidence, name: str) -> list[str]:
    """How a fact looks: as reported, derived, assumed, or contested."""
    if name in known.ledger:
        question = known.ledger.questions[known.ledger[name].claim.question]
        return ["fact", "fact-contested"] if question.adjudication else ["fact"]
    if name in known.ledger.questions:
        return ["fact", "fact-question"]
    return ["fact", "fact-derived" if name in known.results else "fact-assumed"]


def _unknown(known: Evidence, name: str, problem: Exception) -> str:
    if isinstance(problem, ValueError):
        return str(problem)
    where = "recorded by no chapter" if ":" in name else "not in the ledger"
    return f"fact '{name}' is {where}; {near(name, known.names())}"


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

    def _parts(self, text: str, left: dict[str, Abbreviation]) -> Iterator[nodes.Node]:
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


def meanings(root: Path, actors: Iterable[Actor]) -> dict[str, Abbreviation]:
    """All abbreviations of the glossary and of the actors, those of the glossary first."""
    path = root / f"{GLOSSARY}.md"
    text = path.read_text(encoding="utf-8") if path.is_file() else ""
    named: dict[str, Abbreviation] = {
        actor.abbreviation: (actor.name, *actor_place(actor.id))
        for actor in actors if actor.abbreviation}
    return named | {name: (full, GLOSSARY, f"term-{name}") for name, full in TERM.findall(text)}


def _inside(text: nodes.Text, kinds: tuple[type, ...]) -> bool:
    """Whether a text stands in something that keeps its own words."""
    around = text.parent
    while around is not None and not isinstance(around, kinds):
        around = around.parent
    return around is not None
