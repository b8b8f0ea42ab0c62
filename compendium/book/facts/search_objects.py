"""What a reader finds by searching, each at its own anchor: claims, questions, results, places, actors, glossary terms.

Sphinx finds words page by page. What is listed here is found by itself, without a network, from a file too.
"""

from collections.abc import Iterator
from typing import Any

from sphinx.domains import ObjType
from sphinx.domains.std import StandardDomain

from compendium.book.facts.evidence_domain import DEFINITION, Evidence, EvidenceDomain, evidence

FIRST, NEXT = 0, 1
"""How soon a hit is listed."""
KINDS = {"claim": "Claim", "question": "Question", "definition": "Definition", "result": "Computed result",
         "assumption": "Assumption", "place": "Place", "actor": "Actor", "term": "Glossary term"}
SearchObject = tuple[str, str, str, str, str, int]
"""Name, words shown, kind, page, anchor, and how soon it is listed."""


class SearchableEvidence(EvidenceDomain):
    """The evidence, as the book's search lists it."""

    object_types = {kind: ObjType(shown) for kind, shown in KINDS.items()}

    def get_objects(self) -> Iterator[SearchObject]:
        """Everything that has an anchor on a page of this book."""
        known = evidence(self.env.app)
        standard: Any = self.env.get_domain("std")
        for name, shown, kind, page, anchor, rank in (*_of_the_ledger(known), *_named(known), *_terms(standard)):
            if page in self.env.found_docs:
                # of an object that is called like its anchor, the search would take the words shown for the anchor
                yield f"{kind}:{name}", shown, kind, page, anchor, rank

    def get_type_name(self, type: ObjType, primary: bool = False) -> str:
        """'Claim', where Sphinx would say 'Evidence Claim'."""
        return type.lname


def _of_the_ledger(known: Evidence) -> Iterator[SearchObject]:
    said = {entry.id: ("claim", f"{entry.claim.says} ({entry.source.publisher})") for entry in known.ledger}
    said |= {each.id: ("question", each.asks) for each in known.ledger.questions.values()}
    said |= {f"{DEFINITION}{each.id}": ("definition", each.name) for each in known.ledger.definitions.values()}
    said |= {name: ("result", str(row["says"])) for name, row in known.results.items()}
    said |= {each.id: ("assumption", each.says) for each in known.ledger.assumptions.values()}
    for name, (kind, shown) in said.items():
        place = known.place_of(name)
        if place:
            yield name, shown, kind, *place, NEXT


def _named(known: Evidence) -> Iterator[SearchObject]:
    """Places and actors, under every spelling that the sources use."""
    for place in known.ledger.places.values():
        name = place_anchor(place.id)
        yield name, _spelt(place.name, *place.spellings), "place", "chapters/places", name, FIRST
    for actor in known.ledger.actors.values():
        name = actor_anchor(actor.id)
        shown = _spelt(actor.name, actor.abbreviation, *actor.spellings)
        yield name, shown, "actor", "chapters/actors", name, FIRST


def _terms(standard: StandardDomain) -> Iterator[SearchObject]:
    for name, shown, kind, docname, anchor, _ in standard.get_objects():
        if kind == "term":
            yield f"term/{name}", shown, "term", docname, anchor, FIRST


def place_anchor(name: str) -> str:
    """The anchor of a place in the table of places."""
    return f"place/{name}"


def actor_anchor(name: str) -> str:
    """The anchor of an actor in the table of actors."""
    return f"actor/{name}"


def _spelt(name: str, *others: str) -> str:
    """'Pangwa (also Pang War)'."""
    further = [other for other in others if other and other != name]
    return f"{name} (also {', '.join(further)})" if further else name
