"""The evidence of the book being built, how Sphinx turns a name of it into a link to its page, and its list of objects.

By that list the book's search and other books find what has an address here. Claims, questions, results, sources,
definitions, figures and tables have pages of their own, which the search knows as pages; places, actors, assumptions
and terms of the glossary stand on pages of many and are found at their anchors.
"""

from collections.abc import Iterable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any

from docutils import nodes
from sphinx.addnodes import pending_xref
from sphinx.application import Sphinx
from sphinx.builders import Builder
from sphinx.domains import Domain, ObjType
from sphinx.domains.std import StandardDomain
from sphinx.environment import BuildEnvironment
from sphinx.util.nodes import make_refnode

from compendium.book.site import addresses
from compendium.book.site.addresses import PagePlace
from compendium.book.tracing.book_trace import book_trace
from compendium.book.tracing.cells import recorded_values
from compendium.datasets.loading import plain_rows
from compendium.evidence import Conflict, conflicts
from compendium.evidence.reading import book_ledger, records_print
from compendium.fingerprints import text_print
from compendium.results.trace import COMPUTING, Trace

DEFINITION_PREFIX = "definition/"
"""What stands before a definition's id where it is referred to; a question may have the same id."""
ANCHORED, A_PAGE = 0, -1
"""How soon the search lists an object; one that is a page is no hit beside its page."""
OBJECT_KINDS = {"claim": "Claim", "question": "Question", "definition": "Definition", "result": "Computed result",
                "source": "Source", "assumption": "Assumption", "place": "Place", "actor": "Actor",
                "term": "Glossary term"}
SearchObject = tuple[str, str, str, str, str, int]
"""Name, words shown, kind, page, anchor, and how soon it is listed."""


class Evidence:
    """The ledger and the computed results, as the pages of the book need them."""

    def __init__(self, root: Path) -> None:
        self._root, self.ledger = root, book_ledger(root)
        self.derived: dict[str, dict[Any, Any]] = {str(row["id"]): row for row in plain_rows("derived", root)}
        self.recorded = recorded_values(root)
        self.results = self.derived | self.recorded

    @cached_property
    def print(self) -> str:
        """The fingerprint of the records and of all computed results."""
        return text_print(records_print(self._root), repr(self.results))

    def place_of(self, name: str) -> PagePlace | None:
        """Page and anchor of a claim, a question, a definition, a computed result or an assumption."""
        if name in self.ledger:
            return addresses.claim_page(name)
        if name.startswith(DEFINITION_PREFIX) and name.removeprefix(DEFINITION_PREFIX) in self.ledger.definitions:
            return addresses.definition_page(name.removeprefix(DEFINITION_PREFIX))
        if name in self.ledger.questions:
            return addresses.question_page(name)
        if name in self.results:
            return addresses.result_page(name)
        return addresses.assumption_place(name) if name in self.ledger.assumptions else None

    def address(self, name: str) -> str:
        """The address of the same from the book's first folder; KeyError for a name that nothing has."""
        place = self.place_of(name)
        if place is None:
            raise KeyError(name)
        return addresses.address(place)

    def names(self) -> list[str]:
        """Everything that can be referred to."""
        return [*self.ledger.entries, *self.results, *self.ledger.assumptions, *self.ledger.questions]

    @cached_property
    def trace(self) -> Trace:
        """What rests on what in this book."""
        return book_trace(self._root, self.ledger).trace

    def claims_behind(self, name: str) -> list[str]:
        """The claims that a computed result rests on, by itself or by way of others, the nearest first."""
        return [node.id for node in self.trace.below([self.trace.named[name]], COMPUTING) if node.kind == "claim"]

    def inputs_of(self, name: str) -> list[str]:
        """What a computed result is made of, each once; nothing for anything else."""
        links = self.trace.rests_on(self.trace.named[name]) if name in self.results else ()
        return list(dict.fromkeys(edge.on.id for edge in links if edge.how in COMPUTING))

    def with_inputs(self, names: Iterable[str]) -> list[str]:
        """These names, and what the computed ones among them are made of, step by step; each once, in order."""
        found = list(dict.fromkeys(names))
        known = [self.trace.named[name] for name in found if name in self.trace.named]
        return list(dict.fromkeys([*found, *(node.id for node in self.trace.below(known, COMPUTING))]))

    @cached_property
    def conflicts(self) -> dict[str, tuple[Conflict, ...]]:
        """The pairs of claims that cannot both be right, by question; worked out once a build."""
        return conflicts(self.ledger)

    def excluded_by(self, name: str) -> frozenset[str]:
        """The claims that cannot be right if this one is."""
        pairs = self.conflicts.get(self.ledger[name].claim.question, ())
        ids = [{pair.one.id, pair.other.id} for pair in pairs]
        return frozenset(other for pair in ids if name in pair for other in pair - {name})


def evidence(app: Sphinx) -> Evidence:
    """The evidence of the book being built, read once a build."""
    if not hasattr(app, "compendium_evidence"):
        app.compendium_evidence = Evidence(Path(app.srcdir))  # type: ignore[attr-defined]
    found: Evidence = app.compendium_evidence  # type: ignore[attr-defined]
    return found


class EvidenceDomain(Domain):
    """Turns the name of a claim, question or result into a link to its page."""

    name = "evidence"
    label = "Evidence"

    def resolve_xref(  # noqa: PLR0917 - the signature is Sphinx's own
            self, env: BuildEnvironment, fromdocname: str, builder: Builder, typ: str,
                     target: str, node: pending_xref, contnode: nodes.Element) -> nodes.Element | None:
        """A reference node to the target's page and anchor; nothing where there is none.

        The ledger is not printed: there a fact keeps its name, for its note, and all else is plain words.
        """
        place = evidence(env.app).place_of(target)
        if place is None:
            return None
        is_fact = isinstance(contnode, nodes.inline) and "fact" in contnode["classes"]
        if builder.format == "html":
            link = make_refnode(builder, fromdocname, place[0], place[1], [contnode], node.get("reftitle", ""))
        elif is_fact:
            link = nodes.reference("", "", contnode, refuri="", internal=True)
        else:
            return contnode
        link["evidence"] = target
        if is_fact:
            # what the page's cards are made from
            link["fact"] = target
        return link

    def merge_domaindata(self, docnames: Any, otherdata: Any) -> None:
        """Nothing to merge: the domain keeps no data of its own."""


def link_to(name: str, shown: nodes.Node, title: str = "") -> pending_xref:
    """A link to a claim, question or result that Sphinx resolves when all pages are read."""
    link = pending_xref("", shown, refdomain="evidence", reftype="fact", reftarget=name, refwarn=True)
    link["reftitle"] = title
    return link


class SearchableEvidence(EvidenceDomain):
    """The evidence, as the book's list of objects has it."""

    object_types = {kind: ObjType(shown) for kind, shown in OBJECT_KINDS.items()}

    def get_objects(self) -> Iterator[SearchObject]:
        """Everything that has an address in this book."""
        known = evidence(self.env.app)
        standard: Any = self.env.get_domain("std")
        for name, shown, kind, place in (*_with_pages(known), *_anchored(known)):
            # of an object that is called like its anchor, the search would take the words shown for the anchor
            yield f"{kind}:{name}", shown, kind, *place, ANCHORED if place[1] else A_PAGE
        for name, shown, kind, page, anchor in _terms(standard):
            if page in self.env.found_docs:
                yield f"{kind}:{name}", shown, kind, page, anchor, ANCHORED

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """'Claim', where Sphinx would say 'Evidence Claim'."""
        return type.lname


NamedPlace = tuple[str, str, str, addresses.PagePlace]
"""Name, words shown, kind and place."""


def _with_pages(known: Evidence) -> Iterator[NamedPlace]:
    said = {entry.id: ("claim", entry.claim.says) for entry in known.ledger}
    said |= {each.id: ("question", each.asks) for each in known.ledger.questions.values()}
    said |= {f"{DEFINITION_PREFIX}{each.id}": ("definition", each.name) for each in known.ledger.definitions.values()}
    said |= {name: ("result", str(row["says"])) for name, row in known.results.items()}
    for name, (kind, shown) in said.items():
        place = known.place_of(name)
        assert place is not None, name
        yield name, shown, kind, place
    for record in known.ledger.records:
        yield record.source.id, record.source.title, "source", addresses.source_page(record.source.id)


def _anchored(known: Evidence) -> Iterator[NamedPlace]:
    """Assumptions; places and actors under every spelling that the sources use."""
    for assumed in known.ledger.assumptions.values():
        yield assumed.id, assumed.says, "assumption", addresses.assumption_place(assumed.id)
    for place in known.ledger.places.values():
        yield place.id, _spelt(place.name, *place.spellings), "place", addresses.place_place(place.id)
    for actor in known.ledger.actors.values():
        shown = _spelt(actor.name, actor.abbreviation, *actor.spellings)
        yield actor.id, shown, "actor", addresses.actor_place(actor.id)


def _terms(standard: StandardDomain) -> Iterator[tuple[str, str, str, str, str]]:
    for name, shown, kind, docname, anchor, _ in standard.get_objects():
        if kind == "term":
            yield f"term/{name}", shown, "term", docname, anchor


def _spelt(name: str, *others: str) -> str:
    """'Pangwa (also Pang War)'."""
    further = [other for other in others if other and other != name]
    return f"{name} (also {', '.join(further)})" if further else name
