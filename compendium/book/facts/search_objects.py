"""What stands in the list of the book's objects, by which its search and other books find it, each at its address.

Claims, questions, results, sources, definitions, figures and tables have pages of their own, which the search knows as
pages; places, actors, assumptions and terms of the glossary stand on pages of many and are found at their anchors.
"""

from collections.abc import Iterator
from typing import Any

from sphinx.domains import ObjType
from sphinx.domains.std import StandardDomain

from compendium.book.facts.evidence_domain import DEFINITION, Evidence, EvidenceDomain, evidence
from compendium.book.site import addresses

ANCHORED, A_PAGE = 0, -1
"""How soon the search lists an object; one that is a page is no hit beside its page."""
KINDS = {"claim": "Claim", "question": "Question", "definition": "Definition", "result": "Computed result",
         "source": "Source", "assumption": "Assumption", "place": "Place", "actor": "Actor", "term": "Glossary term"}
SearchObject = tuple[str, str, str, str, str, int]
"""Name, words shown, kind, page, anchor, and how soon it is listed."""


class SearchableEvidence(EvidenceDomain):
    """The evidence, as the book's list of objects has it."""

    object_types = {kind: ObjType(shown) for kind, shown in KINDS.items()}

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


Named = tuple[str, str, str, addresses.Place]
"""Name, words shown, kind and place."""


def _with_pages(known: Evidence) -> Iterator[Named]:
    said = {entry.id: ("claim", entry.claim.says) for entry in known.ledger}
    said |= {each.id: ("question", each.asks) for each in known.ledger.questions.values()}
    said |= {f"{DEFINITION}{each.id}": ("definition", each.name) for each in known.ledger.definitions.values()}
    said |= {name: ("result", str(row["says"])) for name, row in known.results.items()}
    for name, (kind, shown) in said.items():
        place = known.place_of(name)
        assert place is not None, name
        yield name, shown, kind, place
    for record in known.ledger.records:
        yield record.source.id, record.source.title, "source", addresses.source_page(record.source.id)


def _anchored(known: Evidence) -> Iterator[Named]:
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
